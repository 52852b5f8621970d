"""``piicatalog history``: the scans that the store has kept."""

from pathlib import Path

import click

from piicatalog.cli import options
from piicatalog.model.labels import text
from piicatalog.model.printable import shown
from piicatalog.store.open import open_store


@click.command()
@click.option("--source", help="Scans of this source only.")
@options.store
@options.config
def command(source: str | None, store_url: str | None, config_path: Path | None) -> None:
    """List the scans that the store has kept, latest first; an unfinished one goes on with scan --resume."""
    configuration = options.read_configuration(config_path)
    language = configuration.language
    with open_store(options.store_of(configuration, store_url), create=False) as store:
        scans = [scan for scan in store.scans() if source in {None, scan.source}]
    for scan in scans:
        took = f"{(scan.finished - scan.started).total_seconds():.1f} s" if scan.finished else text("unfinished", language)
        said = [text("scan_tables", language).format(count=scan.tables), took]
        if scan.problems:
            said.append(text("scan_problems", language).format(count=len(scan.problems)))
        click.echo(f"{scan.id}  {scan.started:%Y-%m-%d %H:%M} UTC  {shown(scan.source)}: {', '.join(said)}")
    if not scans:
        click.echo(text("no_scans", language), err=True)
