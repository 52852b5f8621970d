"""``piicatalog classifiers``: the detector files, ours and your own: what there is, what one says, whether it holds."""

from collections.abc import Iterable
from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.cli.described import describe
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.errors import UnknownNameError
from piicatalog.model.detector import Detector
from piicatalog.model.printable import shown
from piicatalog.model.reason import say


@click.group("classifiers")
def command() -> None:
    """Show and try what personal data is recognised by.

    A detector is one YAML file: words of column names, forms of values, check digits, and examples that must hold. Your
    own stand in a folder as LOCALE/NAME.yaml (fi/jasenkortti.yaml has the id fi_jasenkortti); one that has the id of a
    shipped file replaces it. Name the folder with --classifiers, or under classifiers in piicatalog.yaml, and try it with

        piicatalog classifiers test --classifiers FOLDER
    """


@command.command("list")
@click.option("--entity", metavar="TYPE", help="Only those of one entity type, such as EMAIL_ADDRESS.")
@options.classifiers
@options.language
@options.config
def list_detectors(entity: str | None, classifiers: tuple[Path, ...], language: str | None, config_path: Path | None) -> None:
    """List all detectors: id, entity type, what they look at, title."""
    knowledge, language = _read(classifiers, language, config_path)
    detectors = [each for each in knowledge.detectors if entity in {None, str(each.entity_type)}]
    if not detectors:
        raise UnknownNameError("entity type", entity or "", {str(each.entity_type) for each in knowledge.detectors})
    for each in detectors:
        looks_at = " ".join(part for part, is_there in (("names", each.name), ("values", each.values), ("text", each.text)) if is_there)
        click.echo(shown(f"{each.id:<28}{each.entity_type:<28}{looks_at:<20}{each.title.in_language(language)}"))


@command.command("show")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.classifiers
@options.language
@options.config
def show(ids: tuple[str, ...], classifiers: tuple[Path, ...], language: str | None, config_path: Path | None) -> None:
    """Show what detectors recognise, and by what; ID is one of `list`."""
    knowledge, language = _read(classifiers, language, config_path)
    for detector in _chosen(knowledge, ids):
        for line in describe(detector, language):
            click.echo(shown(line))


@command.command("test", short_help="Run the examples of detector files, or try names.")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--name", "names", multiple=True, metavar="NAME", help="Say what a column of this name is: asiakas.sposti, or sposti alone.")
@options.classifiers
@options.config
def test(ids: tuple[str, ...], names: tuple[str, ...], classifiers: tuple[Path, ...], config_path: Path | None) -> None:
    """Run the examples of detector files, or try names; exit code 1 when an example does not hold.

    Without ID those of your own folders are run, and all of them where there is no such folder. Each example that fails
    is told with its file and line.
    """
    from piicatalog.evaluation import examples

    knowledge, language = _read(classifiers, None, config_path)
    for name in names:
        _try(name, knowledge, language)
    if names and not ids:
        return
    shipped = {each.id: each for each in load_knowledge().detectors} if knowledge.folders and not ids else {}
    detectors = _chosen(knowledge, ids) if ids else tuple(each for each in knowledge.detectors if shipped.get(each.id) != each)
    failed = [problem for detector in detectors for problem in examples.failures(detector, knowledge)]
    for problem in failed:
        click.echo(shown(str(problem)))
    click.echo(f"{len(detectors)} detectors, {examples.count(detectors)} examples, {len(failed)} do not hold", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _read(classifiers: tuple[Path, ...], language: str | None, config_path: Path | None) -> tuple[Knowledge, str]:
    configuration = options.read_configuration(config_path)
    return load_knowledge((*configuration.classifiers, *classifiers)), options.language_of(configuration, language)


def _chosen(knowledge: Knowledge, ids: Iterable[str]) -> tuple[Detector, ...]:
    known = {detector.id: detector for detector in knowledge.detectors}
    for detector_id in ids:
        if detector_id not in known:
            raise UnknownNameError("detector", detector_id, known)
    return tuple(known[detector_id] for detector_id in ids)


def _try(name: str, knowledge: Knowledge, language: str) -> None:
    from piicatalog.evaluation.examples import judge_name

    verdict = judge_name(name, knowledge)
    if not verdict.findings:
        click.echo(shown(f"{name}: nothing by its name alone"))
    for standing, findings in (("", verdict.findings), ("not ", verdict.candidates)):
        for finding in findings:
            click.echo(shown(f"{name}: {standing}{finding.entity_type} ({finding.confidence:.2f})"))
            for evidence in finding.evidence:
                click.echo(shown(f"    {evidence.weight:+.1f} {say(evidence.reason, language)}"))
