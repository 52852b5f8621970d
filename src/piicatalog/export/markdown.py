"""Documentation in Markdown: an overview, and one page per schema.

Plain enough for every renderer, MDX included: no HTML, and every ``{ } <`` of a name is escaped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from piicatalog.export._names import Names, file_names, unique
from piicatalog.export._served import served
from piicatalog.export._summary import PERSONAL, UNDECIDED, by_schema, by_table, checked_in_words, decision_in_words, summarise
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.finding import ColumnState
from piicatalog.model.labels import KINDS, SEVERITIES, STATES, text
from piicatalog.model.processing import Notice
from piicatalog.model.reason import say
from piicatalog.model.schema import Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$])")
_SHOWN_VIOLATIONS = 500


def render(catalog: Catalog, *, notice: Notice | None = None, language: str = "en") -> dict[str, str]:
    """Return the pages by file name: ``index.md`` and ``<schema>.md`` for each schema."""
    names = Names(notice, language)
    schemas = by_schema(catalog.columns)
    files = file_names([(source, schema) for source, schema, _ in schemas], ".md", taken=("index",))
    pages = {"index.md": "\n".join(_overview(catalog, notice, names, files)) + "\n"}
    for (source, schema, columns), file in zip(schemas, files, strict=True):
        pages[file] = "\n".join(_schema_page(source, schema, columns, names)) + "\n"
    return pages


def _overview(catalog: Catalog, notice: Notice | None, names: Names, files: Sequence[str]) -> Iterator[str]:
    language, columns = names.language, catalog.columns
    summary = summarise(columns)
    yield f"# {text('title', language)}\n"
    yield f"- {text('source', language)}: {', '.join(unique(_code(entry.source) for entry in columns)) or '–'}"
    yield f"- {text('notice', language)}: {_plain(notice.title if notice else catalog.notice or '–')}"
    if catalog.scanned_at:
        yield f"- {text('scanned', language)}: {catalog.scanned_at:%Y-%m-%d %H:%M} UTC"
    yield f"- {text('tables', language)}: {summary.tables}, {text('columns', language).lower()}: {summary.columns}\n"
    rows = ((STATES[state].in_language(language), summary.states[state]) for state in ColumnState)
    yield from _table((text("state", language), text("columns", language)), rows)
    yield f"\n## {text('found', language)}\n"
    if summary.entity_types:
        found = sorted(summary.entity_types.items(), key=lambda item: (-item[1], item[0]))
        rows = (
            (_plain(names.entity_type(kind)) + (f" ({text('special', language)})" if kind.is_special_category else ""), count)
            for kind, count in found
        )
        yield from _table((text("personal_data", language), text("columns", language)), rows)
    else:
        yield text("nothing_found", language)
    yield f"\n## {text('not_checked', language)}\n"
    if summary.unchecked:
        reasons = sorted(summary.unchecked.items(), key=lambda item: (-item[1], item[0]))
        yield from _table(
            (text("why_not", language), text("columns", language)), ((_plain(say(reason, language)), count) for reason, count in reasons)
        )
    else:
        yield text("all_checked", language)
    if catalog.problems:
        yield f"\n## {text('problems', language)}\n"
        yield from (f"- {_plain(say(problem, language))}" for problem in catalog.problems)
    if summary.violations:
        yield f"\n## {text('violations', language)}\n"
        yield from _violations(columns, language)
    yield f"\n## {text('schemas', language)}\n"
    yield from _schemas(catalog, files, language)


def _violations(columns: Iterable[CatalogColumn], language: str) -> Iterator[str]:
    found = sorted(((violation, entry) for entry in columns for violation in entry.tags.violations), key=lambda pair: pair[0].rule)
    heading = (text("violations", language), "", text("column", language), "")
    rows = (
        (_code(violation.rule), SEVERITIES[violation.severity].in_language(language), _code(entry.full_name), _plain(violation.message))
        for violation, entry in found[:_SHOWN_VIOLATIONS]
    )
    yield from _table(heading, rows)
    if len(found) > _SHOWN_VIOLATIONS:
        yield f"\n… {len(found) - _SHOWN_VIOLATIONS}"


def _schemas(catalog: Catalog, files: Sequence[str], language: str) -> Iterator[str]:
    heading = [text(key, language) for key in ("schema", "tables", "columns", "personal", "undecided", "not_checked", "violations")]
    rows = []
    for (_, schema, columns), file in zip(by_schema(catalog.columns), files, strict=True):
        part = summarise(columns)
        link = f"[{_plain(schema) or text('no_schema', language)}]({file})"
        unchecked = part.states[ColumnState.NOT_CHECKED]
        rows.append((link, part.tables, part.columns, part.personal, part.undecided, unchecked, sum(part.violations.values())))
    yield from _table(heading, rows)


def _schema_page(source: str, schema: str, columns: Sequence[CatalogColumn], names: Names) -> Iterator[str]:
    language = names.language
    yield f"# {_plain(schema) or text('no_schema', language)}\n"
    yield f"{text('source', language)}: {_code(source)} · [{text('overview', language)}](index.md)"
    for table, entries in by_table(columns):
        yield from _table_section(table, entries, names)


def _table_section(table: Table, entries: Sequence[CatalogColumn], names: Names) -> Iterator[str]:
    language = names.language
    yield f"\n## {_plain(table.name)}\n"
    counts = summarise(entries)
    facts = [
        KINDS[table.kind].in_language(language),
        *(f"{STATES[state].in_language(language)} {counts.states[state]}" for state in ColumnState if counts.states[state]),
    ]
    yield " · ".join(facts) + "\n"
    if table.comment:
        yield f"> {_plain(table.comment)}\n"
    heading = [
        text(key, language)
        for key in ("column", "data_type", "state", "personal_data", "activities", "legal_bases", "retention", "checked")
    ]
    yield from _table(heading, (_column(entry, names) for entry in entries))
    notes = list(_notes(entries, names))
    if notes:
        yield ""
        yield from notes


def _column(entry: CatalogColumn, names: Names) -> tuple[str, ...]:
    verdict, tags = entry.verdict, entry.tags
    found = [f"{_plain(names.entity_type(each.entity_type))} {each.confidence:.2f}" for each in verdict.findings]
    found += [
        f"{_plain(names.entity_type(hit.entity_type))} ({text('in_values', names.language).format(values=hit.values)})"
        for hit in verdict.incidental
    ]
    why = served(tags, names)
    return (
        _code(entry.column.key),
        _code(entry.column.data_type) if entry.column.data_type else "",
        _emphasised(entry.verdict.state, names.language),
        ", ".join(found),
        "; ".join(map(_plain, why.activities)) + (f": {_plain(', '.join(why.candidates))}" if why.candidates else ""),
        "; ".join(map(_plain, why.bases)),
        "; ".join(map(_plain, why.rules)),
        _plain(checked_in_words(entry, names.language)),
    )


def _emphasised(state: ColumnState, language: str) -> str:
    label = STATES[state].in_language(language)
    return f"**{label}**" if state in PERSONAL or state is ColumnState.NOT_CHECKED else label


def _notes(entries: Sequence[CatalogColumn], names: Names) -> Iterator[str]:
    """Yield why: the reasons of what waits for a person, violations, and decisions."""
    for entry in entries:
        name = _code(entry.column.key)
        if entry.verdict.state in UNDECIDED:
            reasons = [
                say(reason.reason, names.language) for finding in entry.verdict.findings for reason in finding.evidence if reason.weight > 0
            ]
            if reasons:
                yield f"- {name}: {_plain('; '.join(unique(reasons)))}"
        for violation in entry.tags.violations:
            yield f"- {name}: **{_plain(violation.rule)}** {_plain(violation.message)}"
        if entry.decision:
            yield f"- {name}: {text('decision', names.language)}: {_plain(decision_in_words(entry.decision, names.language))}"


def _table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield f"|{'---|' * len(heading)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _one_line(words: str) -> str:
    """Return a text without what would end its line or move a reader's cursor."""
    return "".join(
        character if character.isprintable() else " " if character.isspace() else f"U+{ord(character):04X}" for character in words
    )


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", _one_line(words))


def _code(name: str) -> str:
    """Return a name as code; one with a backtick or a border of a table cell, which code cannot hold everywhere, as escaped text."""
    line = _one_line(name)
    return _plain(line) if not line.strip() or "`" in line or "|" in line else f"`{line}`"
