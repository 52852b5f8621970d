"""Documentation as ONE self-contained HTML file with search and filter.

Every name is escaped by the template engine; a strict content security policy allows the file's own style and script by
their digests and nothing else, so that not even a mistake here could run or fetch anything. It is whole without script.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from piicatalog.export._names import Names, unique
from piicatalog.export._served import served
from piicatalog.export._summary import Summary, by_schema, by_table, checked_in_words, decision_in_words, summarise, sureness
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.finding import ColumnState
from piicatalog.model.labels import KINDS, STATES, text
from piicatalog.model.processing import Notice
from piicatalog.model.reason import say

SUFFIX = ".html"
_FOLDER = Path(__file__).parent / "_html"
_BAR = 1000
"""The width of the bar of states, in its own units."""


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> str:
    """Return the page."""
    names = Names(notice, language)
    summary = summarise(catalog.columns)
    style, script = (_FOLDER / "style.css").read_text("utf-8"), (_FOLDER / "script.js").read_text("utf-8")
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("page.html").render(
        t=lambda key: text(key, language),
        language=language,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_digest(style),
        script_hash=_digest(script),
        sources=unique(entry.source for entry in catalog.columns),
        notice=notice.title if notice else catalog.notice or "–",
        scanned=f"{catalog.scanned_at:%Y-%m-%d %H:%M} UTC" if catalog.scanned_at else "",
        summary=summary,
        states=list(_states(summary, language)),
        entity_types=_entity_types(summary, names),
        unchecked=sorted(summary.unchecked.items(), key=lambda item: (-item[1], item[0])),
        problems=[say(problem, language) for problem in catalog.problems],
        violations=_violations(catalog.columns, summary),
        schemas=_schemas(catalog.columns, names),
    )
    # Jinja gives lone surrogates of undecodable names back as they are; no UTF-8 file holds them.
    return page.encode("utf-8", "backslashreplace").decode()


def _digest(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _states(summary: Summary, language: str) -> Iterator[dict[str, Any]]:
    start = 0.0
    for state in ColumnState:
        count = summary.states[state]
        width = _BAR * count / max(summary.columns, 1)
        yield {
            "id": state.value,
            "label": STATES[state].in_language(language),
            "count": count,
            "start": round(start, 2),
            "width": round(width, 2),
        }
        start += width


def _entity_types(summary: Summary, names: Names) -> list[dict[str, Any]]:
    counted = sorted(summary.entity_types.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"id": kind.value, "label": names.entity_type(kind), "count": count, "special": kind.is_special_category} for kind, count in counted
    ]


def _violations(columns: Sequence[CatalogColumn], summary: Summary) -> list[tuple[str, str, int]]:
    """Return each rule with the message of its first finding, and how many columns it finds."""
    first: dict[str, str] = {}
    for entry in columns:
        for violation in entry.tags.violations:
            first.setdefault(violation.rule, violation.message)
    return [(rule, first[rule], count) for rule, count in sorted(summary.violations.items())]


def _schemas(columns: Sequence[CatalogColumn], names: Names) -> Iterator[dict[str, Any]]:
    groups = by_schema(columns)
    several = len({source for source, _, _ in groups}) > 1
    for source, schema, entries in groups:
        yield {"name": schema, "source": source if several else "", "tables": _tables(entries, names)}


def _tables(columns: Sequence[CatalogColumn], names: Names) -> Iterator[dict[str, Any]]:
    for table, entries in by_table(columns):
        facts = f"{KINDS[table.kind].in_language(names.language)}, {text('columns', names.language).lower()}: {len(entries)}"
        yield {
            "name": table.name,
            "facts": facts,
            "comment": table.comment,
            "columns": (column_in_words(entry, names) for entry in entries),
        }


def column_in_words(entry: CatalogColumn, names: Names) -> dict[str, Any]:
    """Return what a page tells of a column."""
    verdict, tags, language = entry.verdict, entry.tags, names.language
    findings = [{"label": names.entity_type(each.entity_type), "sure": sureness(each.confidence)} for each in verdict.findings]
    findings += [
        {"label": names.entity_type(hit.entity_type), "sure": text("in_values", language).format(values=hit.values)}
        for hit in verdict.incidental
    ]
    return {
        "name": entry.column.key,
        "type": entry.column.data_type,
        "state": verdict.state.value,
        "state_label": STATES[verdict.state].in_language(language),
        "entities": " ".join(verdict.entity_types),
        "rules": " ".join(unique(violation.rule for violation in tags.violations)),
        "findings": findings,
        "reasons": unique(say(reason.reason, language) for finding in verdict.findings for reason in finding.evidence if reason.weight > 0),
        "violations": tags.violations,
        "decision": decision_in_words(entry.decision, language) if entry.decision else "",
        "served": served(tags, names),
        "checked": checked_in_words(entry, language),
        "unchecked": verdict.state is ColumnState.NOT_CHECKED,
    }
