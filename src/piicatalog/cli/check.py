"""``piicatalog check``: personal data in schema migrations, in CI and before the commit."""

import gc
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from piicatalog.checking import known
from piicatalog.checking.baseline import FILE_NAME, BaselineEntry, dump_baseline, load_baseline, record
from piicatalog.checking.finding import Severity, printable
from piicatalog.checking.formats import FORMATS, WITH_SUMMARY, render
from piicatalog.checking.history import compare
from piicatalog.checking.report import Report
from piicatalog.checking.run import Checked, Settings, exit_code, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.checking.workspace import Workspace, open_workspace
from piicatalog.definitions.cache import default_folder
from piicatalog.detection import kept
from piicatalog.errors import NothingCheckedError, UsageError
from piicatalog.model.label import Label

_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.NOTE, "never": None}


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--base", metavar="REF", help="Judge what changed since the merge base with this revision.  [in CI: the target branch]")
@click.option("--staged", is_flag=True, help="Judge what is staged, against HEAD.")
@click.option(
    "--changed", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="Judge these files of the working tree, against HEAD."
)
@click.option(
    "--from-sql",
    type=click.File("rb"),
    metavar="FILE",
    help="Judge SQL that another program printed, such as alembic upgrade --sql; - is stdin.",
)
@click.option("--layout", metavar="NAME", help="Kind of the migration folder: flyway, alembic, django, liquibase …  [found out]")
@click.option("--dialect", metavar="NAME", help="SQL dialect.  [found out]")
@click.option("--notice", metavar="NAME|FILE", help="Privacy notice.  [from piicatalog.yaml, else kuluttaja-asiakkaat]")
@click.option(
    "--config",
    "config_path",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    help="Configuration file; else the nearest piicatalog.yaml.",
)
@click.option(
    "--decisions", "decisions_path", type=click.Path(dir_okay=False, path_type=Path), help="People's decisions.  [decisions.yaml]"
)
@click.option(
    "--format", "formats", multiple=True, metavar="NAME[=FILE]", help=f"{', '.join(FORMATS)}; several times for several files.  [text]"
)
@click.option("--lang", "language", type=click.Choice(["en", "fi"]), help="Language of messages.  [from piicatalog.yaml, else en]")
@click.option("--fail-on", type=click.Choice(list(_SEVERITIES)), help="Lowest severity that exits with 1.  [error]")
@click.option(
    "--strict",
    is_flag=True,
    help="Read all files by a second reader too, and exit with 3 when a schema statement or file was not understood.",
)
@click.option("--baseline", "baseline_path", type=click.Path(dir_okay=False, path_type=Path), help=f"Findings put off.  [{FILE_NAME}]")
@click.option("--write-baseline", is_flag=True, help="Put all present findings off.")
@click.option("--prune-baseline", is_flag=True, help="Drop entries of the baseline that no finding needs.")
@click.option("--reason", default="", help="With --write-baseline: why; PII002, 003, 106 and 206 are put off only with a reason.")
@click.option(
    "--fix", "write_stubs", is_flag=True, help="Write an entry to decisions.yaml for each personal column; its purposes are left to you."
)
@click.option("--show-schema", metavar="TABLE", help="Print a table as it is at the head, and stop.")
@click.option("--why", "explained", metavar="TABLE.COLUMN", help="Print where a column comes from and why it is judged so, and stop.")
@click.option(
    "--classifiers", multiple=True, type=click.Path(file_okay=False, exists=True, path_type=Path), help="Folder of your own detectors."
)
@click.option(
    "--cache-dir", type=click.Path(file_okay=False, path_type=Path), help="Where what was read is kept.  [the user's cache folder]"
)
@click.option("--no-cache", is_flag=True, help="Keep nothing and use nothing kept.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    base: str | None,
    staged: bool,
    changed: tuple[Path, ...],
    from_sql: BinaryIO | None,
    layout: str | None,
    dialect: str | None,
    notice: str | None,
    config_path: Path | None,
    decisions_path: Path | None,
    formats: tuple[str, ...],
    language: str | None,
    fail_on: str | None,
    strict: bool,
    baseline_path: Path | None,
    write_baseline: bool,
    prune_baseline: bool,
    reason: str,
    write_stubs: bool,
    show_schema: str | None,
    explained: str | None,
    classifiers: tuple[Path, ...],
    cache_dir: Path | None,
    no_cache: bool,
) -> None:
    """Judge the personal data that schema migrations bring.

    The history is replayed to a schema, at a base revision and now, and the difference is judged: each new personal
    column needs a purpose of the privacy notice. PATHS are migration folders or files; without them they are found.

    Exit codes: 0 nothing to report, 1 findings, 2 the work could not be done, 3 with --strict: not all was understood.
    """
    started = time.perf_counter()
    gc.set_threshold(500_000)  # a schema is many small values that all stay: looking for dead circles among them is a third of the time
    outputs = _outputs(formats)
    work = open_workspace(paths, base=base, staged=staged, changed=changed)
    if from_sql is not None:
        name = "stdin.sql" if from_sql.name in ("-", "<stdin>") else Path(from_sql.name).name
        work = replace(work, base=None, head=TextSnapshot({name: from_sql.read()}))
    if write_baseline or prune_baseline:
        work = replace(work, base=None, only=frozenset())  # a baseline is of everything: a difference would drop the rest
    cache = None if no_cache else cache_dir or default_folder()
    config_file = config_path or known.find_configuration_file(work.root)
    config = known.configuration(config_file, cache)
    decisions_file = decisions_path or config.decisions or (config_file.parent if config_file else work.root) / known.DECISIONS
    if decisions_path is not None and not decisions_path.exists():
        raise UsageError(f"{decisions_path} does not exist")
    shown_as = _shown(decisions_file, work.root)
    purposes = known.purposes(config, notice or "", decisions_file, cache, shown_as=shown_as)
    baseline_file = baseline_path or work.root / FILE_NAME
    histories = compare(work.base, work.head, layout=layout or "", dialect=dialect or "", cache=cache, strict=strict)
    if not any(history.statements for history in histories):
        raise NothingCheckedError(_nothing(work, paths))
    before = work.at_base(shown_as)
    settings = Settings(
        today=datetime.now(tz=UTC).date(),
        levels=config.levels,
        language=language or ("fi" if config.language == "fi" else "en"),
        baseline=() if write_baseline else load_baseline(baseline_file),
        baseline_file=_shown(baseline_file, work.root),
        purposes_before=None
        if before is None
        else known.with_decisions_text(purposes, before.decode("utf-8-sig", errors="replace"), config, shown_as),
    )
    done = run(histories, kept.knowledge((*config.classifiers, *classifiers), cache), purposes, settings)
    if work.only:
        done = replace(done, report=replace(done.report, findings=[f for f in done.report.findings if f.place.file in work.only]))
    if show_schema or explained:
        from piicatalog.checking.inspect import schema_of, why

        click.echo(schema_of(done, show_schema) if show_schema else why(done, explained or ""), nl=False)
        return
    if write_baseline or prune_baseline:
        _keep_baseline(done, baseline_file, prune=prune_baseline, partly=bool(paths), reason=reason, today=str(settings.today))
        return
    if write_stubs:
        from piicatalog.checking.inspect import fix

        count = fix(done, decisions_file)
        click.echo(f"{count} {'entry' if count == 1 else 'entries'} written to {decisions_file}: fill in the purposes", err=True)
    report = done.report
    first_run = (
        work.base is None
        and from_sql is None
        and work.repository is not None
        and fail_on is None
        and not _is_adopted(done, config_file, decisions_file, baseline_file)
    )
    code = exit_code(report, _SEVERITIES[fail_on or "error"], strict=strict)
    if first_run and code == 1:
        code, report = 0, replace(report, notes=[*report.notes, _proposal(report)])
    _write(outputs, report, time.perf_counter() - started)
    context.exit(code)


def _outputs(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return format and file of each output; an empty file name is stdout, which carries one format."""
    outputs = [(name, file) for name, _, file in (text.partition("=") for text in formats or ("text",))]
    for name, _ in outputs:
        if name not in FORMATS:
            raise click.BadParameter(f"{name} is none of {', '.join(FORMATS)}", param_hint="--format")
    if sum(not file or file == "-" for _, file in outputs) > 1:
        raise click.BadParameter("stdout carries one format; write the others to files: --format sarif=out.sarif", param_hint="--format")
    return outputs


def _write(outputs: list[tuple[str, str]], report: Report, seconds: float) -> None:
    for name, file in outputs:
        text = render(name, report)
        if not file or file == "-":
            click.echo(text, nl=False)
            continue
        try:
            # The job summary of GitHub is added to; every other file is this run's alone.
            mode = "a" if file == os.environ.get("GITHUB_STEP_SUMMARY") else "w"
            with Path(file).open(mode, encoding="utf-8", newline="\n") as handle:
                handle.write(text)
        except OSError as error:
            raise UsageError(f"{file} cannot be written: {error.strerror}") from None
    told = any(name in WITH_SUMMARY for name, file in outputs if not file or file == "-")
    print(f"{seconds:.2f} s" if told else f"{report.summary()}; {seconds:.2f} s", file=sys.stderr)  # noqa: T201 - the closing line, not data


def _shown(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.name


def _nothing(work: Workspace, paths: tuple[Path, ...]) -> str:
    where = ", ".join(map(str, paths)) or str(work.root)
    return f"nothing was checked: no SQL or migration was found in {where}; name the folder, or give --layout"


def _is_adopted(done: Checked, *files: Path | None) -> bool:
    return any(file is not None and file.exists() for file in files) or any(
        "pii:" in text or "piicatalog:" in text for change in done.changes for text in change.texts.values()
    )


def _proposal(report: Report) -> Label:
    errors = report.count(Severity.ERROR)
    return Label(
        en=f"First run here: it does not fail yet (errors: {errors}). Put them off with: piicatalog check --write-baseline, commit the file, "
        "and let CI judge what is new. To fail at once: --fail-on error.",
        fi=f"Ensimmäinen ajo täällä ei vielä kaadu (virheitä: {errors}). Siirrä ne lähtötasoon: piicatalog check --write-baseline, tallenna "
        "tiedosto versionhallintaan, niin CI arvioi vain uudet. Jos ajon pitää kaatua heti: --fail-on error.",
    )


def _keep_baseline(done: Checked, file: Path, *, prune: bool, partly: bool, reason: str, today: str) -> None:
    earlier = load_baseline(file)
    if prune:
        gone = set(done.unused_entries)
        _write_baseline(file, [entry for entry in earlier if entry not in gone])
        click.echo(f"{len(gone)} {'entry' if len(gone) == 1 else 'entries'} dropped from {file}", err=True)
        return
    entries, refused = record(done.report.findings, earlier, today=today, reason=reason)
    if partly:  # of other folders nothing is known
        written = {entry.fingerprint for entry in entries}
        entries = (*entries, *(entry for entry in earlier if entry.fingerprint not in written))
    _write_baseline(file, entries)
    click.echo(f"{len(entries)} {'finding' if len(entries) == 1 else 'findings'} put off in {file}", err=True)
    for finding in refused:
        click.echo(printable(f"not put off without --reason: {finding.place} {finding.rule} {finding.subject}"), err=True)


def _write_baseline(file: Path, entries: Iterable[BaselineEntry]) -> None:
    try:
        file.write_text(dump_baseline(entries), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None
