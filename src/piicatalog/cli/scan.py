"""``piicatalog scan``: find the personal data of a source and keep what was found."""

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.progress import ScanProgress
from piicatalog.errors import MissingExtraError, UsageError
from piicatalog.model.labels import text
from piicatalog.model.printable import shown
from piicatalog.model.sample import SampleRequest

if TYPE_CHECKING:
    from piicatalog.model.catalog import Catalog
    from piicatalog.model.configuration import Configuration
    from piicatalog.model.processing import Notice

_STYLES = {"table": "bold", "personal": "yellow", "violation": "bold red", "unchecked": "magenta", "quiet": "dim", "plain": ""}
FAIL_ON = ("violation", "undecided")


class _Rows(click.ParamType[int | str]):
    """A number of rows, or ``all``."""

    name = "N|all"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Read the option."""
        if value == "all":
            return "all"
        if isinstance(value, str) and value.isdecimal() and int(value) > 0:
            return int(value)
        return self.fail(f"{value!r} is neither a number of rows nor all", param, ctx)


@click.command(epilog="Exit codes: 0 the scan was completed; 1 --fail-on found something; 2 the work could not be done.")
@click.argument("address", metavar="[SOURCE]", required=False)
@click.option("--rows", type=_Rows(), help="Rows drawn at random of each table; all reads every one.  [1000]")
@click.option("--no-values", is_flag=True, help="Names and types only: no value is read.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Only these tables (shop.*, *.asiakas); may be given again.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Not these tables; may be given again.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: the catalog document."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of stdout.")
@click.option("--fail-on", multiple=True, type=click.Choice(FAIL_ON), help="Exit with 1 when there is one; may be given again.")
@click.option("--all", "all_columns", is_flag=True, help="Show columns without personal data too.")
@click.option("--resume", is_flag=True, help="Go on with a scan of this source that was stopped.")
@click.option("--fresh", is_flag=True, help="Read tables again that have not changed since an earlier scan.")
@click.option("--seed", type=int, help="Another random choice of rows; the same seed draws the same.  [0]")
@click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds for one statement.  [60]")
@click.option("--dialect", default="", help="Of DDL text: postgres, mysql, tsql, oracle …  [guessed]")
@click.option(
    "--notice", "notices", multiple=True, metavar="NAME|FILE", help="The privacy notice.  [from piicatalog.yaml, else kuluttaja-asiakkaat]"
)
@click.option(
    "--classifiers",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of classifier files of your own; may be given again.",
)
@click.option("--no-store", is_flag=True, help="Keep nothing of this scan.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@options.language
@options.store
@options.decisions
@options.config
def command(
    address: str | None,
    rows: int | str | None,
    no_values: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    form: str,
    output: Path | None,
    fail_on: tuple[str, ...],
    all_columns: bool,
    resume: bool,
    fresh: bool,
    seed: int | None,
    timeout: float | None,
    dialect: str,
    notices: tuple[str, ...],
    classifiers: tuple[Path, ...],
    no_store: bool,
    quiet: bool,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Find the personal data of SOURCE and tag each column with purpose, legal basis and retention rule.

    SOURCE is a database address (postgresql://user:password@host/database, mysql://…, sqlite:///shop.sqlite), a file
    (.duckdb .sqlite .csv .parquet .json .xlsx .sql), a folder, a pattern in quotes ('data/*.parquet'), or the name of a
    source in piicatalog.yaml; without it, the only source there.

    Databases are opened read-only. Values are looked at in memory and kept nowhere.

    \b
    piicatalog scan shop.duckdb
    piicatalog scan postgresql://reader@db/shop --include 'shop.*' --rows 5000
    piicatalog scan schema.sql --no-values --format json -o catalog.json
    """  # noqa: D301 - click's mark for lines that stay as they are
    from piicatalog.cli.remembered import notice_of
    from piicatalog.definitions.cache import default_folder
    from piicatalog.scanning import ScanSettings, has_store, run, source_of

    started = time.monotonic()
    configuration = options.read_configuration(config_path)
    configuration = replace(
        configuration,
        notices=notices or configuration.notices,
        notice_bindings=() if notices else configuration.notice_bindings,
        classifiers=(*configuration.classifiers, *classifiers),
    )
    language = options.language_of(configuration, language)
    place, configured = source_of(configuration, address or _only(configuration))
    store = "" if no_store else options.store_of(configuration, store_url)
    if store and not has_store():
        if store_url or resume:
            raise MissingExtraError("The store", "scan")
        click.echo(text("not_kept", language).format(command="pip install 'piicatalog[scan]'"), err=True)
        store = ""
    sampling = configuration.sampling
    settings = ScanSettings(
        request=None
        if no_values or not sampling.values
        else SampleRequest(
            rows=_rows(rows, sampling.rows),
            seed=sampling.seed if seed is None else seed,
            timeout=sampling.timeout if timeout is None else timeout,
        ),
        include=include or (configured.include if configured else ()),
        exclude=exclude or (configured.exclude if configured else ()),
        dialect=dialect or (configured.dialect if configured else ""),
        store=store,
        resume=resume,
        fresh=fresh,
    )
    notice = notice_of(configuration)
    decisions = options.decisions_of(configuration, decisions_path)
    try:
        with ScanProgress(quiet=quiet) as progress:
            catalog = run(place, settings, configuration, decisions, watcher=progress, language=language, cache=default_folder())
    except KeyboardInterrupt:
        click.echo(text("stopped_kept" if store else "stopped", language), err=True)
        click.get_current_context().exit(130)
    _write(catalog, notice, language, form, output, all_columns=all_columns)
    said = [text("tables_read", language).format(count=progress.read)]
    if progress.remembered:
        said.append(text("unchanged", language).format(count=progress.remembered))
    said.append(f"{time.monotonic() - started:.1f} s")
    kept = f"; {text('kept', language).format(place=shown(_hidden(store)))}" if store else ""
    click.echo(", ".join(said) + kept, err=True)
    _tell_next(catalog, form, store, language)
    if _fails(catalog, fail_on or configuration.fail_on):
        click.get_current_context().exit(1)


def _only(configuration: "Configuration") -> str:
    if len(configuration.sources) == 1:
        return next(iter(configuration.sources))
    known = ", ".join(configuration.sources)
    raise UsageError(f"which source? piicatalog.yaml has: {known}" if known else "which source? Write: piicatalog scan FILE_OR_URL")


def _rows(given: int | str | None, usual: int | None) -> int | None:
    if given is None:
        return usual
    return None if given == "all" else int(given)


def _hidden(store: str) -> str:
    from piicatalog.sources.passwords import Secrets

    return Secrets.of_url(store).scrub(store) if "://" in store else store


def _write(catalog: "Catalog", notice: "Notice", language: str, form: str, output: Path | None, *, all_columns: bool) -> None:
    if form == "json":
        from piicatalog.cli.export import write
        from piicatalog.export.json_document import render

        write(render(catalog, notice=notice, language=language), output)
        return
    from piicatalog.export._terminal import lines

    report = lines(catalog, notice, language, all_columns=all_columns)
    if output is None:
        _print(report)
    else:
        from piicatalog.cli.export import write

        write(_plain(report), output)


def _plain(report: Iterable[list[tuple[str, str]]]) -> str:
    return "".join("".join(shown(part) for part, _ in line) + "\n" for line in report)


def _print(report: Iterable[list[tuple[str, str]]]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:  # without colours nothing is left to be laid out
        click.echo(_plain(report), nl=False)
        return
    for line in report:
        console.print(Text.assemble(*((shown(part), _STYLES[style]) for part, style in line)))


def _tell_next(catalog: "Catalog", form: str, store: str, language: str) -> None:
    """Say what a person can do now."""
    if form != "text" or not store:
        return
    from piicatalog.model.finding import ColumnState

    first = next((entry for entry in catalog.columns if entry.verdict.state is ColumnState.SUGGESTED), None)
    if first is not None:
        name = quote(shown(first.full_name))
        one = (f"piicatalog explain {name}", f"piicatalog decide {name} confirm")
        commands = (*one, "piicatalog review", "piicatalog export html -o catalog.html")
        click.echo(f"{text('next', language)}: {'  ·  '.join(commands)}", err=True)


def _fails(catalog: "Catalog", fail_on: tuple[str, ...]) -> bool:
    from piicatalog.export._summary import UNDECIDED

    return ("violation" in fail_on and any(entry.tags.violations for entry in catalog.columns)) or (
        "undecided" in fail_on and any(entry.verdict.state in UNDECIDED for entry in catalog.columns)
    )
