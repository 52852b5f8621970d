"""``piicatalog notice``: the privacy notice as a file, and against the data."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.conformance import command as check
from piicatalog.errors import DefinitionError, UsageError
from piicatalog.model.printable import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from piicatalog.model.catalog import Catalog
    from piicatalog.model.configuration import Configuration
    from piicatalog.model.processing import Notice

FORMATS = ("text", "markdown", "html", "docx", "xlsx")
_NOTICE = "NOTICE is a file, or the name of a shipped notice (kuluttaja-asiakkaat)."


@click.group()
def command() -> None:
    """Read, check, compare and give back the privacy notice, and hold it against the data."""


command.add_command(check, "check")


@command.command("import", epilog="Exit codes: 0 done, with or without anything to review; 2 the work could not be done.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The notice file to write; else stdout.")
@click.option("--id", "notice_id", metavar="ID", help="The notice's id.  [from its title]")
@click.option("--table", default="", metavar="NUMBER|TITLE", help="Which table, where the document has several of a privacy notice.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@options.config
def import_command(file: Path, output: Path | None, notice_id: str | None, table: str, config_path: Path | None, *, force: bool) -> None:
    """Make a notice file of the table in FILE: text with tabs, CSV, Markdown, HTML, docx or xlsx.

    The headings may be Finnish, Swedish or English and stand in any order. Cells are divided into items where the document
    divides them; where it does not, before capital letters. What is divided so, and each item that is not recognised, goes
    under review: in the file, with the place and why, and to stderr. Nothing is guessed in silence. Put the items right by
    hand, delete their marks, and run piicatalog notice validate.
    """
    from piicatalog.definitions.notice import parse_notice
    from piicatalog.notice.describe import mark_line
    from piicatalog.notice.formats import MAX_BYTES
    from piicatalog.notice.importing import import_notice
    from piicatalog.notice.writing import to_yaml

    if output is not None and output.exists() and not force:
        raise UsageError(f"{output}: is there already; --force writes over it")
    taken = _taken(options.read_configuration(config_path), output)
    document = import_notice(_content(file, MAX_BYTES), file.name, notice_id=notice_id or "", table=table, taken=taken)
    text = f"# Made by piicatalog notice import of {shown(file.name)}. How this file is read: docs/notice-format.md.\n{to_yaml(document)}"
    parse_notice(text, str(output or "the imported notice"))
    marks = document.get("review", [])
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)
        click.echo(f"written: {output} ({len(document['purposes'])} activities)", err=True)
    if marks:
        click.echo(f"To be reviewed ({len(marks)}):", err=True)
        for mark in marks:
            click.echo(shown(mark_line(mark["at"], mark["text"], mark["why"])), err=True)


def _taken(configuration: "Configuration", output: Path | None) -> frozenset[str]:
    """Return the ids of activities that the notices of piicatalog.yaml have, but for the one that is to be written."""
    from piicatalog.definitions.notice import find_notice

    if configuration.file is None:
        return frozenset()
    others = [name for name in configuration.notices if output is None or Path(name).absolute() != output.absolute()]
    notices = [find_notice(name) for name in others if not name.endswith((".yaml", ".yml")) or Path(name).exists()]
    return frozenset(activity.id for notice in notices for activity in notice.activities)


def _content(file: Path, most: int) -> bytes:
    try:
        if file.stat().st_size > most:
            raise UsageError(f"{file}: is larger than {most // 1_000_000} MB")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


@command.command("show", epilog=_NOTICE)
@click.argument("notice", required=False)
@options.language
@options.config
def show_command(notice: str | None, language: str | None, config_path: Path | None) -> None:
    """Show what a notice says: each activity's data, bases and periods, and what it leaves open.

    Without NOTICE: those of piicatalog.yaml, else the shipped one.
    """
    from piicatalog.notice.describe import show

    configuration = options.read_configuration(config_path)
    for number, found in enumerate(_notices(notice, configuration)):
        if number:
            click.echo()
        for line in show(found, options.language_of(configuration, language)):
            click.echo(shown(line))


def _notices(notice: str | None, configuration: "Configuration") -> "Sequence[Notice]":
    from piicatalog.definitions.notice import find_notice

    return [find_notice(name) for name in ([notice] if notice else configuration.notices)]


@command.command(
    "validate", epilog="Exit codes: 0 all files are right; 1 one is wrong or cannot be read, or with --strict is to be reviewed."
)
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with 1 also while something is to be reviewed.")
@options.config
def validate_command(files: tuple[Path, ...], config_path: Path | None, *, strict: bool) -> None:
    """Check notice files: all that is wrong, at once, with file and line; then what is still to be reviewed.

    Without FILE: the notices of piicatalog.yaml, else the shipped one.
    """
    from piicatalog.definitions.notice import find_notice
    from piicatalog.notice.describe import review

    wrong = False
    for name in files or options.read_configuration(config_path).notices:
        try:
            notice = find_notice(name)
        except DefinitionError as error:
            for problem in error.problems:
                click.echo(shown(str(problem)))
            wrong = True
            continue
        marks = list(review(notice))
        click.echo(shown(f"{name}: right: {len(notice.activities)} activities{f', {len(marks)} to be reviewed' if marks else ''}"))
        for line in marks:
            click.echo(shown(line))
        wrong = wrong or (strict and bool(marks))
    if wrong:
        click.get_current_context().exit(1)


@command.command("render", epilog=_NOTICE)
@click.argument("notice", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), help="[by the suffix of --output, else text]")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File; else stdout.")
@options.config
def render_command(notice: str | None, form: str | None, output: Path | None, config_path: Path | None) -> None:
    """Give the notice's table back, cell for cell in its own words, as text, Markdown, HTML, docx or xlsx."""
    from piicatalog.cli.export import write
    from piicatalog.notice import formats

    found = _notices(notice, options.read_configuration(config_path))
    if len(found) > 1:
        raise UsageError(f"piicatalog.yaml has several notices; name one: {', '.join(each.id for each in found)}")
    module = formats.of_file(output.name) if output is not None and not form else formats.find(form or "text")
    write(module.render(found[0]), output)


@command.command("diff", epilog="Exit codes: 0 done; 1 something changes and --exit-code is given; 2 the work could not be done.")
@click.argument("old")
@click.argument("new")
@click.option("--columns", is_flag=True, help="Name the columns whose tags change, by the last scan.")
@click.option(
    "--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="The same by a catalog document instead of the last scan."
)
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when something changes.")
@options.store
@options.decisions
@options.config
def diff_command(
    old: str,
    new: str,
    document: Path | None,
    source: str | None,
    form: str,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
    *,
    columns: bool,
    exit_code: bool,
) -> None:
    """Say what changes from the notice OLD to the notice NEW, and for which columns.

    Activities, purposes, data categories, legal bases, retention rules, conditions, data subjects and wording. With --columns or
    --from, each change names the columns whose tags it changes.
    """
    from piicatalog.definitions.notice import find_notice
    from piicatalog.notice.compare import Affected, affected, compare
    from piicatalog.notice.describe import changes, changes_markdown

    first, second = find_notice(old), find_notice(new)
    said = compare(first, second)
    found: Sequence[Affected] = [Affected(change=change) for change in said]
    if columns or document is not None or source:
        configuration = options.read_configuration(config_path)
        catalog = _catalog(document, source, options.store_of(configuration, store_url))
        before, after = (_tagged(catalog, each, first, configuration, decisions_path) for each in (first, second))
        found = affected(said, before.columns, after.columns)
    if form == "json":
        data = [{**asdict(each.change), "columns": list(each.columns)} for each in found]
        click.echo(json.dumps({"old": first.id, "new": second.id, "changes": data}, ensure_ascii=False, indent=2))
    else:
        lines = (changes_markdown if form == "markdown" else changes)(found, with_columns=True)
        for line in lines:
            click.echo(shown(line))
    if exit_code and found:
        click.get_current_context().exit(1)


def _catalog(document: Path | None, source: str | None, store: str) -> "Catalog":
    if document is not None:
        from piicatalog.cli.remembered import read_document

        return read_document(document)
    from piicatalog.store.open import open_store

    with open_store(store, create=False) as opened:
        return opened.last_catalog(source)


def _tagged(catalog: "Catalog", notice: "Notice", old: "Notice", configuration: "Configuration", decisions_path: Path | None) -> "Catalog":
    """Return the catalog as tagged by a notice in the place of the old one; other notices of the configuration stay."""
    from piicatalog.cli.remembered import notices_of
    from piicatalog.definitions.knowledge import load_knowledge
    from piicatalog.pipeline import decided_and_tagged

    configured = list(notices_of(configuration))
    in_its_place = replace(notice, id=old.id, file=next((each.file for each in configured if each.id == old.id), old.file))
    others = [in_its_place if each.id == old.id else each for each in configured]
    return decided_and_tagged(
        catalog,
        others if any(each.id == old.id for each in configured) else [in_its_place],
        load_knowledge(configuration.classifiers),
        decisions=options.decisions_of(configuration, decisions_path),
        configuration=configuration,
    )
