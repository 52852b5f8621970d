"""``piicatalog export``: the catalog as documentation or data."""

import inspect
import sys
from dataclasses import replace
from pathlib import Path

import click

from piicatalog import registry
from piicatalog.cli import options
from piicatalog.cli.remembered import notice_of, read_document, remembered
from piicatalog.errors import UnknownNameError, UsageError
from piicatalog.export import Rendered

_MODULES = {"json": "json_document", "csv": "csv_table"}
"""A module must not be called like one of the standard library's that it uses."""
_FORMATS = {module: name for name, module in _MODULES.items()}


def formats() -> list[str]:
    """Return the names of all formats, plugins' too."""
    return sorted(_FORMATS.get(module, module) for module in registry.names("export"))


class FormatsInHelp(click.Command):
    """Lists the formats below the options, each with the first sentence of its module."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list."""
        with formatter.section("Formats"):
            formatter.write_dl([(name, about(name)) for name in formats()])
        super().format_epilog(ctx, formatter)


def about(name: str) -> str:
    """Return what a format is, in a line."""
    text = inspect.getdoc(registry.find("export", _MODULES.get(name, name))) or ""
    return text.partition("\n\n")[0].replace("\n", " ").replace("``", "").rstrip(".")


@click.command(cls=FormatsInHelp)
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for a format of several pages; else stdout.")
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@click.option("--evidence", is_flag=True, help="json: all that was considered, so that nothing is lost in reading it back.")
@options.language
@options.store
@options.decisions
@options.config
def command(
    format_name: str,
    output: Path | None,
    document: Path | None,
    source: str | None,
    evidence: bool,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Write the catalog as documentation or data, in one of the formats below.

    Formats read the last scan with decisions and the notice as they are today; no database is opened.
    """
    if format_name not in formats():
        raise UnknownNameError("format", format_name, formats())
    render = registry.find("export", _MODULES.get(format_name, format_name)).render
    configuration = options.read_configuration(config_path)
    notice = notice_of(configuration)
    decisions = options.decisions_of(configuration, decisions_path)
    answers = tuple((answer.question, answer.answer) for answer in decisions.answers)
    configuration = replace(configuration, parameters=(*configuration.parameters, *answers))
    if document is not None:
        catalog = read_document(document)
    else:
        catalog = remembered(
            options.store_of(configuration, store_url), source, decisions, configuration, options.language_of(configuration, language)
        )
    more = {"configuration": configuration, "evidence": evidence}
    taken = inspect.signature(render).parameters
    if evidence and "evidence" not in taken:
        raise UsageError(f"{format_name} has no form with evidence; json has")
    rendered = render(
        catalog,
        notice=notice,
        language=options.language_of(configuration, language),
        **{name: value for name, value in more.items() if name in taken},
    )
    write(rendered, output)


def write(rendered: Rendered, output: Path | None) -> None:
    """Write what a format gave to a file, a folder, or stdout."""
    if output is None:
        _print(rendered)
        return
    try:
        if isinstance(rendered, str | bytes):
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_bytes(_bytes(rendered))
            click.echo(f"written: {output}", err=True)
            return
        output.mkdir(parents=True, exist_ok=True)
        for name, text in rendered.items():
            (output / name).write_bytes(_bytes(text))
        click.echo(f"written: {output} ({len(rendered)} files)", err=True)
    except OSError as error:
        raise UsageError(f"{error.filename or output}: cannot be written: {error.strerror}") from None


def _print(rendered: Rendered) -> None:
    parts = [rendered] if isinstance(rendered, str | bytes) else list(rendered.values())
    if isinstance(rendered, bytes) and sys.stdout.isatty():
        raise UsageError("this format is not text; give a file: -o PATH")
    for part in parts:
        sys.stdout.buffer.write(_bytes(part))


def _bytes(part: str | bytes) -> bytes:
    return part.encode("utf-8", "backslashreplace") if isinstance(part, str) else part
