"""``piicatalog subject-map``: where one person's data are."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.remembered import notice_of, read_document, remembered
from piicatalog.errors import UsageError
from piicatalog.model.printable import shown

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.model.catalog import Catalog
    from piicatalog.model.configuration import Configuration
    from piicatalog.model.processing import Notice
    from piicatalog.model.reason import Words
    from piicatalog.model.reference import KeyGraph, Reference
    from piicatalog.model.schema import Table
    from piicatalog.subject_map.requests import Held

_DIALECTS = ("postgres", "mysql", "duckdb", "sqlite", "snowflake", "bigquery", "tsql", "oracle", "databricks")


@click.command()
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "mermaid", "access", "erasure"]),
    default="text",
    show_default=True,
    help="Map, diagram, or SQL of a request.",
)
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@click.option("--source", help="The last scan of this source.  [that of --live, else the last of all]")
@click.option("--live", "address", metavar="SOURCE", help="Read keys from this source too: its foreign keys, and values that are the same.")
@click.option("--person", "persons", multiple=True, metavar="TABLE", help="A table with a person per row; may be given again.  [found]")
@click.option("--dialect", type=click.Choice(_DIALECTS), help="Of the SQL.  [that of --live, else postgres]")
@options.language
@options.store
@options.decisions
@options.config
def command(
    form: str,
    document: Path | None,
    source: str | None,
    address: str | None,
    persons: tuple[str, ...],
    dialect: str | None,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Show where one person's data are: the ways along the keys from a person to every personal column.

    Requests are printed for a person to read, adapt and run; they are never run here.
    """
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.detection.references import key_graph
    from piicatalog.subject_map import mermaid, report, requests
    from piicatalog.subject_map.build import build

    configuration = options.read_configuration(config_path)
    language = options.language_of(configuration, language)
    notice = notice_of(configuration)
    knowledge = load_knowledge(configuration.classifiers)
    live: tuple[Table, ...] = ()
    more: tuple[Reference, ...] = ()
    if address is not None:
        name, live, more, dialect = _read(address, configuration, knowledge, dialect)
        source = source or name
    if document is not None:
        catalog = read_document(document)
    else:
        decisions = options.decisions_of(configuration, decisions_path)
        catalog = remembered(options.store_of(configuration, store_url), source, decisions, configuration, language)
    tables = {entry.table.full_name: entry.table for entry in catalog.columns}
    graph = key_graph(tuple((tables | {table.full_name: table for table in live}).values()), knowledge, more=more)
    unknown = sorted(set(persons) - graph.tables.keys())
    if unknown:
        raise UsageError(f"there is no table {unknown[0]}")
    maps = build(catalog, graph, persons=persons)
    if form == "text":
        _print(report.lines(maps, language))
    elif form == "mermaid":
        click.echo(mermaid.render(maps), nl=False)
    else:
        erases, wanted = form == "erasure", dialect or "postgres"
        held, asked = _held(catalog, notice, configuration, decisions_path, graph, language) if erases else ({}, {})
        for found in maps.maps:
            statements = requests.erasure(found, wanted, held, asked) if erases else requests.access(found, wanted)
            _print((*report.script(found.person.full_name, statements, requests.heading(found, wanted, erases=erases), language), ""))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(shown(line))


def _read(
    address: str, configuration: "Configuration", knowledge: "Knowledge", dialect: str | None
) -> "tuple[str, tuple[Table, ...], tuple[Reference, ...], str | None]":
    from piicatalog.definitions.configuration import resolve
    from piicatalog.detection.references import key_graph
    from piicatalog.sources.asking import asking
    from piicatalog.sources.open import open_source
    from piicatalog.subject_map.overlap import references_by_values

    configured = configuration.sources.get(address)
    opened = open_source(resolve(configured) if configured else address)
    try:
        live = tuple(opened.tables())
        more = tuple(references_by_values(opened, key_graph(live, knowledge))) if opened.has_values else ()
        return opened.name, live, more, dialect or (asking(opened)[1] if opened.has_values else None)
    finally:
        opened.close()


def _held(
    catalog: "Catalog", notice: "Notice", configuration: "Configuration", decisions_path: Path | None, graph: "KeyGraph", language: str
) -> "tuple[dict[str, Held], dict[str, list[Words]]]":
    """Return what statutory duties keep, as the retention plan says, and what is open of a table before it may be emptied."""
    from piicatalog.cli.retention import plan_of
    from piicatalog.model.processing import Bound
    from piicatalog.model.reason import Reason
    from piicatalog.retention import wording
    from piicatalog.retention.vouchers import PARAMETER, Voucher
    from piicatalog.subject_map.requests import Held

    held: dict[str, Held] = {}
    asked: dict[str, list[Words]] = {}
    for table in plan_of(catalog, notice, configuration, decisions_path, tuple(graph.tables.values())).tables:
        name = table.table.full_name
        duties = [(group.columns, each) for group in table.groups for each in group.assignments if each.bound is Bound.MIN]
        if duties:
            columns = frozenset(column for names, _ in duties for column in names)
            held[name] = Held(columns=columns, why=wording.ending(duties[0][1].ending, language))
        elif any(group.voucher is Voucher.ASK for group in table.groups):
            asked[name] = [Reason("request_vouchers", {"table": name, "question": PARAMETER})]
        if "due_date" in table.routes:
            asked.setdefault(name, []).append(Reason("request_claims"))
    return held, asked
