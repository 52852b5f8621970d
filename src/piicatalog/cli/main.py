"""The table of commands; each lives in the file of its name and is imported when called."""

import gc
import sys
from importlib import import_module

import click

from piicatalog.errors import PiicatalogError, places_of
from piicatalog.model.printable import shown

COMMANDS = {
    "scan": "Find personal data in a database, file, folder or DDL script.",
    "check": "Judge the personal data that schema migrations bring, in CI and before a commit.",
    "baseline": "List the findings of check that were put off, by age.",
    "explain": "Say why a column was judged as it was: all evidence, losers, tags.",
    "decide": "Confirm, dismiss or retype a column, or bind a table; kept in decisions.yaml.",
    "review": "Confirm, dismiss and retype columns and answer questions on a local web page.",
    "questions": "What only people can answer, and their answers.",
    "notice": "Read, check, compare and give back the privacy notice, and hold it against the data.",
    "retention": "What must go when, and which rows are overdue, by your own notice.",
    "subject-map": "Where one person's data are: a diagram, and SQL for access and erasure requests.",
    "export": "Write the catalog as documentation or data.",
    "history": "List the scans that were kept.",
    "classifiers": "Show and try what personal data is recognised by: the shipped detectors and your own.",
    "evaluate": "Score the findings against labels of your own: precision, recall, reliability, worst mistakes.",
    "names": "Bring the official name statistics into your own detectors.",
}


_BETWEEN_COLLECTIONS = 100_000
"""Objects made before garbage is looked for: a command makes many that stay; looking seldom saves a sixth of a names-only scan."""


class Failure(click.ClickException):
    """The work could not be done; one clear text on stderr, exit code 2."""

    exit_code = 2


class LazyGroup(click.Group):
    """Imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"piicatalog.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; a wrong name is told with the nearest right one."""
        if args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            raise click.UsageError(f"there is no command {args[0]}." + (f" Did you mean {near[0]}?" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; the only place that turns errors into text."""
        try:
            return super().invoke(ctx)
        except PiicatalogError as error:
            raise Failure("\n".join(shown(line) for line in str(error).split("\n"))) from error
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            ctx.exit(130)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="piicatalog")
def group() -> None:
    """Find personal data per column and tag it with purpose, legal basis and retention from your own privacy notice.

    Start with: piicatalog scan FILE_OR_URL
    """


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        group(prog_name="piicatalog")
    except Exception as error:  # noqa: BLE001 - the text of an unforeseen error, a library's too, may quote a sampled value
        sys.stderr.write(f"{_fault(error)}\n")
        sys.exit(2)


def _fault(error: Exception) -> str:
    """Say where an error that nobody foresaw arose; its own text is left out, since it may quote data."""
    return (
        f"Error: a fault in piicatalog: {type(error).__name__} at {places_of(error)}. Its text is not shown, since it may hold data. "
        "What was kept before is not lost; please report these places."
    )
