"""Options that several commands share, and what they stand for when they are not given."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from piicatalog.definitions.configuration import load_configuration
from piicatalog.model.configuration import Configuration
from piicatalog.model.decision import Decisions
from piicatalog.model.label import LANGUAGES
from piicatalog.store.open import DEFAULT

Command = TypeVar("Command", bound=Callable[..., Any])

config = click.option(
    "--config", "config_path", type=click.Path(dir_okay=False, path_type=Path), help="Configuration file; else the nearest piicatalog.yaml."
)
store = click.option(
    "--store",
    "store_url",
    envvar="PIICATALOG_STORE",
    metavar="PATH|URL",
    help=f"Where scans are kept: a SQLite file or postgresql://…  [{DEFAULT}]",
)
decisions = click.option(
    "--decisions", "decisions_path", type=click.Path(dir_okay=False, path_type=Path), help="People's decisions.  [decisions.yaml]"
)
classifiers = click.option(
    "--classifiers",
    multiple=True,
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder of your own detectors; may be repeated.",
)
language = click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Language of labels.  [from piicatalog.yaml, else en]")


def read_configuration(path: Path | None) -> Configuration:
    """Return the configuration of ``--config``; a file that is named and missing is an error."""
    return load_configuration(path)


def store_of(configuration: Configuration, given: str | None) -> str:
    """Return where the store is: ``--store``, else the configuration's, else the default beside the working directory."""
    return given or configuration.store or DEFAULT


def decisions_path_of(configuration: Configuration, given: Path | None) -> Path:
    """Return where decisions are: ``--decisions``, else the configuration's, else ``decisions.yaml`` beside the configuration."""
    if given is not None:
        return given
    if configuration.decisions is not None:
        return configuration.decisions
    return (configuration.file.parent if configuration.file else Path()) / "decisions.yaml"


def decisions_of(configuration: Configuration, given: Path | None) -> Decisions:
    """Read the decisions; a file that is not there holds none, unless it was asked for by name."""
    if given is not None and not given.exists():
        raise click.BadParameter(f"{given} does not exist", param_hint="--decisions")
    path = decisions_path_of(configuration, given)
    if not path.exists():
        return Decisions(file=str(path))
    from piicatalog.definitions.decisions import load_decisions

    return load_decisions(path)


def language_of(configuration: Configuration, given: str | None) -> str:
    """Return the language of labels."""
    return given or configuration.language
