"""``piicatalog baseline``: what was put off, how long ago, and why."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from piicatalog.checking.baseline import FILE_NAME, load_baseline
from piicatalog.checking.finding import printable


@click.group(name="baseline")
def command() -> None:
    """Look at the findings that piicatalog check --write-baseline put off."""


@command.command()
@click.option("--baseline", "path", type=click.Path(dir_okay=False, exists=True, path_type=Path), default=FILE_NAME, show_default=True)
def audit(path: Path) -> None:
    """List the entries by age, oldest first."""
    today = datetime.now(tz=UTC).date()
    entries = sorted(load_baseline(path), key=lambda entry: (entry.added or "0", entry.order))
    for entry in entries:
        name = f"{entry.table}.{entry.column}" if entry.column else entry.table
        click.echo(
            printable(f"{_age(entry.added, today):>6}  {entry.rule}  {name}  {entry.entity}  {entry.reason or '(no reason)'}").rstrip()
        )
    click.echo(f"{len(entries)} entries, {sum(not entry.reason for entry in entries)} without a reason", err=True)


def _age(added: str, today: date) -> str:
    try:
        return f"{(today - date.fromisoformat(added)).days} d"
    except ValueError:
        return "?"
