"""``piicatalog retention``: what must go when, and what is overdue."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.remembered import notice_of, read_document, remembered
from piicatalog.errors import NothingCheckedError
from piicatalog.model.printable import shown

if TYPE_CHECKING:
    from piicatalog.model.catalog import Catalog
    from piicatalog.model.configuration import Configuration
    from piicatalog.model.processing import Notice
    from piicatalog.model.schema import Table
    from piicatalog.retention.plan import Plan

_document = click.option(
    "--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan."
)
_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group()
def command() -> None:
    """What must go when, what must stay, and what is overdue."""


@command.command("plan")
@_document
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@_format
@options.language
@options.store
@options.decisions
@options.config
def plan_command(
    document: Path | None,
    source: str | None,
    form: str,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Say for each table what must go when, what must stay, and what cannot be computed before what is answered."""
    from piicatalog.retention.plan_report import plan_data, plan_text

    configuration = options.read_configuration(config_path)
    notice = notice_of(configuration)
    catalog = _catalog(document, source, store_url, decisions_path, configuration)
    plan = plan_of(catalog, notice, configuration, decisions_path)
    if form == "json":
        click.echo(json.dumps(plan_data(plan), ensure_ascii=False, indent=2))
        return
    for line in plan_text(plan, notice, options.language_of(configuration, language)):
        click.echo(shown(line))


@command.command("audit")
@click.argument("address", metavar="SOURCE")
@_document
@click.option("--sql", "only_sql", is_flag=True, help="Print the queries instead of running them.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by.  [today]")
@click.option("--months", type=click.IntRange(0, 120), default=12, show_default=True, help="How many months ahead are told apart.")
@click.option("--floor", type=click.IntRange(1), default=5, show_default=True, help="Counts below it are hidden.")
@click.option("--timeout", type=click.FloatRange(min=1), default=300.0, show_default=True, help="Seconds for the query of one table.")
@click.option("--fail-on-overdue", is_flag=True, help="Exit with 1 when a row is overdue, with 2 when a table could not be audited.")
@_format
@options.language
@options.store
@options.decisions
@options.config
def audit_command(
    address: str,
    document: Path | None,
    only_sql: bool,
    as_of: datetime | None,
    months: int,
    floor: int,
    timeout: float,
    fail_on_overdue: bool,
    form: str,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Count the rows of SOURCE that are overdue and that fall due, per table and activity.

    SOURCE is an address or the name of a source in piicatalog.yaml. Its last scan says what its columns hold. Only counts
    are read, and small ones are hidden.
    """
    from piicatalog.definitions.configuration import resolve
    from piicatalog.retention.audit import queries, run
    from piicatalog.retention.audit_report import audit_data, audit_text, is_overdue
    from piicatalog.retention.queries import Calendar
    from piicatalog.sources.asking import asking
    from piicatalog.sources.open import open_source

    configuration = options.read_configuration(config_path)
    notice = notice_of(configuration)
    configured = configuration.sources.get(address)
    calendar = Calendar(today=as_of.date() if as_of else _today(), months=months)
    opened = open_source(
        resolve(configured) if configured else address,
        include=configured.include if configured else (),
        exclude=configured.exclude if configured else (),
    )
    try:
        catalog = _catalog(document, opened.name, store_url, decisions_path, configuration)
        plan = plan_of(catalog, notice, configuration, decisions_path, tuple(opened.tables()))
        ask, dialect = asking(opened, timeout=timeout)
        if only_sql:
            for query in queries(plan, calendar, dialect):
                click.echo(f"-- {shown(query.table.full_name)}\n{query.sql(dialect, pretty=True)};\n")
            return
        audit = run(plan, ask, calendar, dialect)
    finally:
        opened.close()
    if form == "json":
        click.echo(json.dumps(audit_data(audit, floor=floor), ensure_ascii=False, indent=2))
    else:
        for line in audit_text(audit, notice, options.language_of(configuration, language), floor=floor):
            click.echo(shown(line))
    if not fail_on_overdue:
        return
    if is_overdue(audit.lines):
        click.get_current_context().exit(1)
    if audit.problems or not any(line.counts for line in audit.lines):
        raise NothingCheckedError("nothing is known to be overdue, but not all could be audited: see above")


def _today() -> date:
    return datetime.now(tz=UTC).astimezone().date()


def _catalog(
    document: Path | None,
    source: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    configuration: "Configuration",
) -> "Catalog":
    if document is not None:
        return read_document(document)
    decisions = options.decisions_of(configuration, decisions_path)
    return remembered(options.store_of(configuration, store_url), source, decisions, configuration)


def plan_of(
    catalog: "Catalog",
    notice: "Notice",
    configuration: "Configuration",
    decisions_path: Path | None,
    tables: "Sequence[Table]" = (),
) -> "Plan":
    """Return the retention plan of a catalog, with the answers that people have given."""
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.retention.plan import make_plan

    answers = [(answer.question, answer.answer) for answer in options.decisions_of(configuration, decisions_path).answers]
    return make_plan(
        catalog,
        notice,
        load_knowledge(configuration.classifiers),
        events=configuration.events,
        parameters=(*configuration.parameters, *answers),
        tables=tables,
    )
