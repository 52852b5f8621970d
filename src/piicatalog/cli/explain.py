"""``piicatalog explain``: why a column was judged as it was; what a rule, an entity type or a detector is."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.cli.described import describe
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.model.printable import shown

_RULE = re.compile(r"(?i)PII\d{3}")


@click.command()
@click.argument("what", metavar="WHAT")
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@options.language
@options.store
@options.decisions
@options.config
def command(
    what: str,
    document: Path | None,
    source: str | None,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Say why a column was judged as it was: all evidence with its weights, what lost, and where its tags come from.

    WHAT is a column (shop.asiakas.hetu, or asiakas.hetu where that is enough), a rule of the check (PII001), an entity
    type (EMAIL_ADDRESS) or a detector (any_iban). Shapes and counts are shown, never values.
    """
    if _RULE.fullmatch(what):
        from piicatalog.checking.reference import explain_rule

        click.echo(explain_rule(what, options.language_of(options.read_configuration(config_path), language)), nl=False)
        return
    configuration = options.read_configuration(config_path)
    language = options.language_of(configuration, language)
    knowledge = load_knowledge(configuration.classifiers)
    detectors = [each for each in knowledge.detectors if what in {each.id, str(each.entity_type)}]
    if detectors:
        lines = [line for detector in detectors for line in describe(detector, language)]
    else:
        lines = list(_column(what, document, source, language, store_url, decisions_path, knowledge, config_path))
    for line in lines:
        click.echo(shown(line))


def _column(
    name: str,
    document: Path | None,
    source: str | None,
    language: str,
    store_url: str | None,
    decisions_path: Path | None,
    knowledge: Knowledge,
    config_path: Path | None,
) -> Iterator[str]:
    from piicatalog.cli.find import find_column
    from piicatalog.cli.remembered import notice_of, read_document, remembered
    from piicatalog.export._explanation import explain
    from piicatalog.export._names import Names

    configuration = options.read_configuration(config_path)
    notice = notice_of(configuration)
    if document is not None:
        catalog = read_document(document)
    else:
        decisions = options.decisions_of(configuration, decisions_path)
        catalog = remembered(options.store_of(configuration, store_url), source, decisions, configuration, language)
    return explain(find_column(catalog, name), Names(notice, language), notice, knowledge.weights)
