"""The configuration, ``piicatalog.yaml``: found, read, its secrets put in. What it may say is in ``configuration_file``."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from piicatalog.errors import UsageError
from piicatalog.model.configuration import Configuration, ConfiguredSource

FILE_NAME = "piicatalog.yaml"
VARIABLE = re.compile(r"\$\{([^}]*)\}")


def find_configuration(start: Path | None = None) -> Path | None:
    """Return the nearest ``piicatalog.yaml`` of a folder (the working one) and those above it, or None."""
    start = (start or Path.cwd()).resolve()
    return next((path for folder in (start, *start.parents) if (path := folder / FILE_NAME).is_file()), None)


def load_configuration(path: Path | str | None = None) -> Configuration:
    """Read the given file, or the nearest one; without any, everything is the default. Raises DefinitionError."""
    file = Path(path) if path else find_configuration()
    if file is None:
        return Configuration()
    from piicatalog.definitions.configuration_file import ConfigurationDefinition  # most scans have none and load no pydantic
    from piicatalog.definitions.load import load

    return load(ConfigurationDefinition, file).to_configuration(file.resolve())


def resolve(source: ConfiguredSource, environment: Mapping[str, str] | None = None) -> str:
    """Return a source's address with its secrets put in; raises UsageError naming the variable that is not set."""
    environment = os.environ if environment is None else environment
    address = source.address
    user_part = address.rpartition("@")[0] if "://" in address else ""
    missing = [name for name in VARIABLE.findall(address) if name not in environment]
    if missing:
        raise UsageError(f"source {source.name} needs the environment variable {missing[0]}, which is not set")

    def put_in(match: re.Match[str]) -> str:
        value = environment[match[1]]
        return quote(value, safe="") if match.end() <= len(user_part) else value

    return VARIABLE.sub(put_in, address)
