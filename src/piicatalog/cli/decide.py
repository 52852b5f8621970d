"""``piicatalog decide``: what a person says of a column or table, written to ``decisions.yaml``."""

from collections.abc import Sequence
from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.cli.find import find_columns, find_tables
from piicatalog.cli.remembered import notice_of, read_document
from piicatalog.definitions.decisions import load_decisions
from piicatalog.errors import UsageError
from piicatalog.model.catalog import Catalog, CatalogColumn
from piicatalog.model.decision import Action, Answer, ColumnDecision, Decisions, TableDecision
from piicatalog.model.labels import text
from piicatalog.model.printable import shown
from piicatalog.model.processing import Notice
from piicatalog.review.deciding import Said, entity_type_of, needs_reason, on_column, on_tables, to_question
from piicatalog.store.decisions_file import write
from piicatalog.store.open import open_store
from piicatalog.tagging.binding import exactly

ACTIONS = (*(str(action) for action in Action), "bind", "answer")


@click.command()
@click.argument("target")
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("arguments", nargs=-1)
@click.option("--why", default="", help="The reason; needed for everything but confirm.")
@click.option("--who", help="Who decides.  [git's user.name, else the login name]")
@click.option("--recheck", default="", metavar="DATE", help="Look at it again from this day (2027-01-31), or in so many days (90d).")
@click.option("--condition", default="", metavar="TEXT", help="The condition of GDPR article 9(2) that allows it: 9(2)(b).")
@click.option("--source", help="Decide for this source only.")
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@options.store
@options.decisions
@options.config
def command(
    target: str,
    action: str,
    arguments: tuple[str, ...],
    why: str,
    who: str | None,
    recheck: str,
    condition: str,
    source: str | None,
    document: Path | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Decide on a column or table; later scans honour it, and it is kept in decisions.yaml for review in git.

    \b
    decide shop.asiakas.hetu confirm
    decide shop.tuote.nimi dismiss --why "name of a product"
    decide shop.asiakas.tunnus retype CUSTOMER_ID --why "our own number"
    decide '*.created_by' dismiss --why "accounts of systems"
    decide shop.asiakas bind web_shop delivery --why "agreed 12.3."
    decide financial_year_end_month answer 12 --why "articles of association"
    """  # noqa: D301 - click's mark for lines that stay as they are
    needs_reason(action, why)
    configuration = options.read_configuration(config_path)
    path = options.decisions_path_of(configuration, decisions_path)
    said = Said.now(who, why, recheck)
    notice = notice_of(configuration)
    entries: Sequence[ColumnDecision | TableDecision | Answer]
    if action == "answer":
        entries = [to_question(target, " ".join(arguments), notice, said)]
    else:
        catalog = _catalog(document, options.store_of(configuration, store_url), source)
        if action == "bind":
            entries = [_binding(catalog, target, arguments, notice, said)]
        else:
            entries = _columns(find_columns(catalog, target), Action(action), arguments, source, condition, said, load_decisions(path))
    for entry in entries:
        write(path, entry)
        by = text("by", configuration.language).format(who=shown(said.who))
        written = text("written", configuration.language).format(path=path)
        click.echo(f"{shown(_name(entry))}: {action} {' '.join(arguments)}".rstrip() + f", {by}; {written}")


def _catalog(document: Path | None, store: str, source: str | None) -> Catalog:
    if document is not None:
        return read_document(document)
    with open_store(store, create=False) as opened:
        return opened.last_catalog(source)


def _columns(
    found: Sequence[CatalogColumn],
    action: Action,
    arguments: Sequence[str],
    source: str | None,
    condition: str,
    said: Said,
    decisions: Decisions,
) -> list[ColumnDecision]:
    if len(arguments) > 1 or (arguments and action is Action.DISMISS):
        raise UsageError(f"{action} takes {'no' if action is Action.DISMISS else 'one'} entity type")
    entity_type = entity_type_of(arguments[0]) if arguments else None
    before = {(each.column, each.source): each for each in decisions.columns}
    return [
        on_column(
            entry, action, entity_type, said, source=source or "", condition=condition, before=before.get((entry.full_name, source or ""))
        )
        for entry in found
    ]


def _binding(catalog: Catalog, target: str, activities: Sequence[str], notice: Notice, said: Said) -> TableDecision:
    tables = find_tables(catalog, target)
    pattern = exactly(tables[0]) if len(tables) == 1 and not set("*?/") & set(target) else target
    return on_tables(pattern, activities, notice, said)


def _name(entry: ColumnDecision | TableDecision | Answer) -> str:
    if isinstance(entry, ColumnDecision):
        return entry.column
    return entry.binding.pattern if isinstance(entry, TableDecision) else entry.question
