"""``piicatalog notice``: the privacy notice as a file, and against the data."""

import click

from piicatalog.cli.conformance import command as check


@click.group()
def command() -> None:
    """Read, check, compare and give back the privacy notice, and hold it against the data."""


command.add_command(check, "check")
