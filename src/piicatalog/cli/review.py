"""``piicatalog review``: a local web page where a person answers what scans ask."""

import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.errors import MissingExtraError

if TYPE_CHECKING:
    from piicatalog.model.configuration import Configuration
    from piicatalog.review.session import Session


@click.command()
@click.option("--source", help="The last scan of this source alone.  [the last scan of every source]")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port of 127.0.0.1.  [any free one]")
@click.option("--no-browser", is_flag=True, help="Only print the address; open no browser.")
@click.option("--who", help="Who decides.  [git's user.name, else the login name]")
@options.language
@options.store
@options.decisions
@options.config
def command(
    source: str | None,
    port: int,
    no_browser: bool,
    who: str | None,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """Decide on columns and tables on a web page of this machine, the most urgent first, until Ctrl+C.

    Decisions are written to decisions.yaml at once, as decide writes them. Only this machine, and only who has the printed
    address, can open the page. No value of the data is on it.
    """
    try:
        from piicatalog.review.server import Server
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("starlette", "uvicorn")):
            raise
        raise MissingExtraError("The review page", "review") from None
    configuration = options.read_configuration(config_path)
    click.echo("reading the last scans …", err=True)
    session = _session(configuration, source, language, store_url, decisions_path, who)
    server = Server(session, port)
    click.echo(server.address)
    totals = session.queue.totals
    click.echo(f"{totals.open} columns and {totals.questions} tables wait for you; Ctrl+C ends it", err=True)
    sys.stdout.flush()
    if not no_browser and sys.stdin.isatty() and sys.stdout.isatty():
        webbrowser.open(server.address_for_once)
    with suppress(KeyboardInterrupt):
        server.run()
    made = sum(not done.undone for done in session.done)
    click.echo(f"ended: {made} decisions written to {session.path}" if made else "ended: nothing was decided", err=True)


def _session(
    configuration: "Configuration", source: str | None, language: str | None, store: str | None, decisions: Path | None, who: str | None
) -> "Session":
    from piicatalog.cli.remembered import as_kept, notices_of
    from piicatalog.definitions.cache import default_folder
    from piicatalog.detection.kept import knowledge
    from piicatalog.review.deciding import name_of_user
    from piicatalog.review.session import Session
    from piicatalog.store.open import open_store

    with open_store(options.store_of(configuration, store), create=False) as opened:
        scanned = opened.last_catalog(as_kept(source, configuration)) if source else opened.last_catalogs()
    return Session(
        scanned,
        notices_of(configuration),
        knowledge(configuration.classifiers, default_folder()),
        configuration=configuration,
        decisions=options.decisions_path_of(configuration, decisions),
        language=options.language_of(configuration, language),
        who=who or name_of_user(),
    )
