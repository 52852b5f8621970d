"""``piicatalog history``: the scans that the store has kept."""

from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.model.printable import shown
from piicatalog.store.open import open_store


@click.command()
@click.option("--source", help="Scans of this source only.")
@options.store
@options.config
def command(source: str | None, store_url: str | None, config_path: Path | None) -> None:
    """List the scans that the store has kept, latest first; an unfinished one goes on with scan --resume."""
    with open_store(options.store_of(options.read_configuration(config_path), store_url), create=False) as store:
        scans = [scan for scan in store.scans() if source in {None, scan.source}]
    for scan in scans:
        took = f"{(scan.finished - scan.started).total_seconds():.1f} s" if scan.finished else "unfinished"
        problems = f", {len(scan.problems)} problems" if scan.problems else ""
        click.echo(f"{scan.id}  {scan.started:%Y-%m-%d %H:%M} UTC  {shown(scan.source)}: {scan.tables} tables, {took}{problems}")
    if not scans:
        click.echo("no scan is kept here yet; run: piicatalog scan FILE_OR_URL", err=True)
