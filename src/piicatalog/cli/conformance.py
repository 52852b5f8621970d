"""``piicatalog notice check``: the notice against the data, both ways."""

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.remembered import notice_of, read_document, remembered
from piicatalog.model.labels import SEVERITIES
from piicatalog.model.printable import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from piicatalog.conformance.view import View
    from piicatalog.model.configuration import Configuration
    from piicatalog.model.conformance import ConformanceFinding

_FAIL_ON = {"error": ("error",), "warning": ("error", "warning"), "never": ()}
_NAMED = 8


@click.command(epilog="Exit codes: 0 nothing at or above --fail-on; 1 there is; 2 the work could not be done.")
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this rule (E3); may be given again.")
@click.option("--fail-on", type=click.Choice(list(_FAIL_ON)), default="error", show_default=True, help="Exit with 1 when there is one.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.language
@options.store
@options.decisions
@options.config
def command(
    document: Path | None,
    source: str | None,
    rules: tuple[str, ...],
    fail_on: str,
    form: str,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Compare the privacy notice with the data that were found, both ways.

    What is held and not declared, declared and not held, what has no basis, and what cannot be kept as promised: each with
    its columns, the notice's own words and what to do.
    """
    from piicatalog.conformance.check import check
    from piicatalog.conformance.check import rules as all_rules
    from piicatalog.errors import UnknownNameError

    for rule in rules:
        if rule.upper() not in all_rules():
            raise UnknownNameError("rule", rule, all_rules())
    configuration = options.read_configuration(config_path)
    about = view_of(document, source, language, store_url, decisions_path, configuration)
    wanted = {rule.upper() for rule in rules}
    found = [finding for finding in check(about) if not wanted or finding.rule.id in wanted]
    if form == "json":
        click.echo(json.dumps(_data(found, about), ensure_ascii=False, indent=2))
    else:
        for line in _text(found, about):
            click.echo(shown(line))
    if any(str(finding.rule.severity) in _FAIL_ON[fail_on] for finding in found):
        click.get_current_context().exit(1)


def view_of(
    document: Path | None,
    source: str | None,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    configuration: "Configuration",
) -> "View":
    """Return the last scan, or a document, as conformance rules see it."""
    from piicatalog.conformance.view import view
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.store.decisions import bindings

    decisions = options.decisions_of(configuration, decisions_path)
    language = options.language_of(configuration, language)
    if document is not None:
        catalog = read_document(document)
    else:
        catalog = remembered(options.store_of(configuration, store_url), source, decisions, configuration, language)
    answers = [(answer.question, answer.answer) for answer in decisions.answers]
    return view(
        catalog,
        notice_of(configuration),
        load_knowledge(configuration.classifiers),
        events=configuration.events,
        parameters=(*configuration.parameters, *answers),
        bindings=(*bindings(decisions), *configuration.tables),
        language=language,
    )


def _text(found: "Sequence[ConformanceFinding]", about: "View") -> "Iterator[str]":
    language = about.language
    for rule, group in groupby(found, key=lambda finding: finding.rule):
        yield f"{rule.id} {SEVERITIES[rule.severity].in_language(language)}: {rule.title.in_language(language)}"
        for finding in group:
            yield f"  {finding.message}"
            if finding.places:
                more = f" +{len(finding.places) - _NAMED}" if len(finding.places) > _NAMED else ""
                yield f"    {', '.join(finding.places[:_NAMED])}{more}"
            if finding.notice_words:
                yield f"    «{finding.notice_words}»"
        yield f"  → {rule.advice.in_language(language)}"
        yield ""
    counts = {severity: sum(finding.rule.severity is severity for finding in found) for severity in SEVERITIES}
    said = ", ".join(f"{SEVERITIES[severity].in_language(language)} {count}" for severity, count in counts.items() if count)
    yield f"{about.notice.id}: {said or 'nothing differs'}"


def _data(found: "Sequence[ConformanceFinding]", about: "View") -> dict[str, object]:
    return {
        "version": 1,
        "notice": about.notice.id,
        "findings": [
            {
                "rule": finding.rule.id,
                "severity": str(finding.rule.severity),
                "title": finding.rule.title.in_language(about.language),
                "message": finding.message,
                "places": list(finding.places),
                "notice_words": finding.notice_words,
                "advice": finding.rule.advice.in_language(about.language),
            }
            for finding in found
        ],
    }
