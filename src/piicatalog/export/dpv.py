"""Linked data: the activities of the notice and the columns that serve them, in the Data Privacy Vocabulary of the W3C.

JSON-LD, for any RDF store. One ``dpv:Process`` per activity, with its purposes, legal bases, data subjects and storage conditions.
What the notice declares and what was found stand apart: categories of the notice, and columns, which only what is sure says to be
personal data.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.export._ids import readable
from piicatalog.export._marks import Marking, Marks
from piicatalog.export._names import entity_labels, unique
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import LANGUAGES, Label
from piicatalog.model.processing import DataCategory, Notice, ProcessingActivity, RetentionRule

SUFFIX = ".jsonld"
_CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "ex": "urn:piicatalog:",
}
"""Stands in the document, so that nothing is fetched to read it."""
_TERM = re.compile(r"(?:dpv|pd|gdpr):[A-Za-z][A-Za-z0-9-]*")
Node = dict[str, Any]


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> str:
    """Return the document: a node per line, with names in all languages, so that ``language`` changes nothing."""
    del language
    marking = Marking(notice)
    marked = [(entry, marking.of(entry)) for entry in catalog.columns]
    serving: dict[str, list[str]] = {}
    for entry, marks in marked:
        if marks.sure:
            for activity in marks.activities:
                serving.setdefault(activity, []).append(_column_id(entry))
    found = {category for _, marks in marked for category in marks.data_categories}
    nodes = [
        *(_processes(notice, serving) if notice else ()),
        *_categories(notice, found),
        *_types({finding.entity_type for _, marks in marked for finding in marks.findings}),
        *(_column(entry, marks) for entry, marks in marked),
    ]
    return "{" + f'"@context":{_json(_CONTEXT)},\n"@graph":[\n' + ",\n".join(map(_json, nodes)) + "\n]}\n"


def _processes(notice: Notice, serving: Mapping[str, list[str]]) -> Iterator[Node]:
    """Yield the activities in the notice's order, then what they refer to."""
    subjects = {subject.id: subject for subject in notice.data_subjects}
    for activity in notice.activities:
        yield _node(
            _id("process", activity.id),
            "dpv:Process",
            activity.label,
            {
                "dpv:hasPurpose": _references(_id("purpose", purpose.id) for purpose in activity.purposes),
                "dpv:hasLegalBasis": _references(
                    _basis_id(applied.basis.id, (applied.basis.dpv, applied.basis.dpv_core)) for applied in activity.bases
                ),
                "dpv:hasDataSubject": _references(
                    _known([subjects[each].dpv], _id("subject", each)) for each in activity.data_subjects if each in subjects
                ),
                "dpv:hasPersonalData": _references(
                    [*(_id("category", each) for each in activity.categories), *serving.get(activity.id, ())]
                ),
                "dpv:hasStorageCondition": _references(_id("storage", rule) for rule in activity.retention),
            },
        )
    yield from _purposes(notice.activities)
    for basis in notice.legal_bases:
        if (own := _basis_id(basis.id, (basis.dpv, basis.dpv_core))).startswith("ex:"):
            yield _node(own, "dpv:LegalBasis", basis.label)
    for subject in notice.data_subjects:
        if not _TERM.fullmatch(subject.dpv):
            yield _node(_id("subject", subject.id), "dpv:DataSubject", subject.label)
    yield from map(_storage, notice.retention_rules)


def _purposes(activities: Iterable[ProcessingActivity]) -> Iterator[Node]:
    purposes = {purpose.id: purpose for activity in activities for purpose in activity.purposes}
    for purpose in purposes.values():
        broader = [term for term in purpose.dpv if _TERM.fullmatch(term)]
        yield _node(_id("purpose", purpose.id), "dpv:Purpose", purpose.label, {"skos:broader": _references(broader)})


def _storage(rule: RetentionRule) -> Node:
    """Return a retention rule; one without a period keeps only its kind of duration: a vague rule stays vague."""
    period = rule.period if rule.period.startswith("P") else ""
    duration: Node = {"@type": _known([rule.dpv], "dpv:TemporalDuration" if period else "dpv:IndeterminateDuration")}
    if period:
        duration["time:hasXSDDuration"] = {"@value": period, "@type": "xsd:duration"}
    return _node(_id("storage", rule.id), "dpv:StorageCondition", rule.label, {"dpv:hasDuration": duration})


def _categories(notice: Notice | None, found: Iterable[str]) -> Iterator[Node]:
    """Yield what the notice declares, and what was found beside it."""
    known: dict[str, DataCategory] = {category.id: category for category in load_data_categories()}
    known |= {category.id: category for category in (notice.categories if notice else ())}
    declared = [each for activity in (notice.activities if notice else ()) for each in activity.categories]
    for key in unique([*declared, *sorted(found)]):
        category = known.get(key)
        broader = [category.dpv] if category and _TERM.fullmatch(category.dpv) else []
        label = category.label if category else Label(en=key)
        yield _node(_id("category", key), "dpv:PersonalData", label, {"skos:broader": _references(broader)})


def _types(types: Iterable[EntityType]) -> Iterator[Node]:
    labels = entity_labels()
    for entity_type in sorted(types):
        yield _node(_id("type", entity_type), ["rdfs:Class", "dpv:PersonalData"], labels.get(entity_type, Label(en=str(entity_type))))


def _column(entry: CatalogColumn, marks: Marks) -> Node:
    """Return a column; what is not sure is not its class but ``ex:suggestedType``."""
    sure = [_id("type", kind) for kind in marks.sure]
    unsure = [_id("type", finding.entity_type) for finding in marks.findings if finding.entity_type not in marks.sure]
    said = {
        "csvw:name": readable(entry.column.key),
        "ex:source": readable(entry.source),
        "ex:table": readable(entry.table.full_name),
        "ex:state": marks.state.value,
        "ex:confidence": marks.confidence,
        "ex:suggestedType": _references(unsure),
        "ex:dataCategory": _references(_id("category", category) for category in marks.data_categories),
        "ex:activityOrigin": ("inferred" if marks.inferred else "bound") if marks.activities else "",
        "ex:candidateActivity": _references(_id("process", activity) for activity in marks.candidates),
        "ex:storageCondition": _references(_id("storage", rule) for rule in marks.retention),
        "ex:whyNotChecked": readable(marks.why_not),
    }
    return {"@id": _column_id(entry), "@type": ["csvw:Column", *sure], **{key: value for key, value in said.items() if value}}


def _node(node_id: str, kind: str | list[str], label: Label, more: Mapping[str, Any] | None = None) -> Node:
    titles = [{"@value": text, "@language": language} for language in LANGUAGES if (text := readable(getattr(label, language)))]
    said = {"dct:title": titles, **(more or {})}
    return {"@id": node_id, "@type": kind, **{key: value for key, value in said.items() if value}}


def _column_id(entry: CatalogColumn) -> str:
    return _id("column", entry.source, entry.full_name)


def _id(*parts: str) -> str:
    """Return an IRI of ours; a name with any character at all is one part of it."""
    return f"ex:{'/'.join(quote(readable(str(part)), safe='') for part in parts)}"


def _basis_id(basis: str, terms: Iterable[str]) -> str:
    return _known(terms, _id("basis", basis))


def _known(terms: Iterable[str], otherwise: str) -> str:
    return next((term for term in terms if _TERM.fullmatch(term)), otherwise)


def _references(ids: Iterable[str]) -> list[Node]:
    return [{"@id": each} for each in unique(ids)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
