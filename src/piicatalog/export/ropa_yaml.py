"""The record of processing activities (GDPR article 30) as YAML, for other programs; every part says where it is from."""

from collections.abc import Sequence
from typing import Any

from piicatalog.export._ropa_items import Activity, CategoryItem, Item, Limit
from piicatalog.export.ropa import record_of
from piicatalog.model.catalog import Catalog
from piicatalog.model.configuration import Configuration
from piicatalog.model.label import Label
from piicatalog.model.processing import Notice

SUFFIX = ".yaml"


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en", configuration: Configuration | None = None) -> str:
    """Return the document; names are in all languages, so ``language`` changes nothing."""
    del language
    import yaml

    record = record_of(catalog, notice, configuration)
    document = {
        "record_of_processing": {
            "version": 1,
            "generated": record.read or None,
            "notice": record.notice,
            "controller": {key: {"value": item.label.en or None, "status": item.status.value} for key, item in record.controller},
            "activities": [_activity(activity) for activity in record.activities],
            "without_purpose": [_category(item) for item in record.outside],
        }
    }
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # libyaml's, many times faster, where PyYAML has it
    text: str = yaml.dump(document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=140)
    return text


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        "name": _label(activity.label),
        "purposes": [{"id": item.id, "name": _label(item.label), "status": item.status.value} for item in activity.purposes],
        "dpv": list(activity.dpv),
        "legal_bases": [
            {"id": item.id, "gdpr": item.note or None, "scope": item.scope or None, "status": item.status.value}
            for item in activity.legal_bases
        ],
        "data_subjects": _items(activity.data_subjects),
        "data_categories": [_category(item) for item in activity.categories],
        "recipients": _items(activity.recipients),
        "transfers": _items(activity.transfers),
        "retention": [_limit(item) for item in activity.retention],
        "security": _items(activity.security),
        "systems": list(activity.systems),
        "gaps": [{"gap": kind, "about": about} for kind, about in activity.gaps],
        "sources": {"notice_row": activity.row, "notice_text": [" ".join(cell) for cell in activity.cells]},
    }


def _items(items: Sequence[Item]) -> list[dict[str, Any]]:
    return [{"id": item.id or None, "status": item.status.value} for item in items]


def _category(item: CategoryItem) -> dict[str, Any]:
    return {
        "id": item.id or None,
        "name": _label(item.label),
        "status": item.status.value,
        "entities": list(item.entity_types),
        "columns": list(item.columns),
        "evidence": [
            {
                "column": each.column,
                "entity": each.entity_type or None,
                "confidence": round(each.confidence, 4),
                "confirmed": each.confirmed,
                "values": each.values,
            }
            for each in item.holdings
        ],
        "special": item.special,
        "retention": [limit.rule for limit in item.limits],
    }


def _limit(item: Limit) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "computable": item.computable,
        "bound": item.bound,
        "anchors": list(item.anchors),
        "open": list(item.open),
        "status": item.status.value,
    }


def _label(label: Label) -> dict[str, str]:
    return {language: text for language, text in (("fi", label.fi), ("sv", label.sv), ("en", label.en)) if text}
