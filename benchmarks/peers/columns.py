"""What every peer's program reads and answers: tables as CSV in, one line of JSON out. Standard library alone: it runs in the peer's own environment."""

import csv
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Table = dict[str, list[str]]
"""The values of each column as text, "" where there is none."""


def read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: [row[position] for row in rows] for position, name in enumerate(header)}


def answer(judge: Callable[[str, Table], dict[str, str]], kinds: dict[str, str]) -> None:
    """Judge all tables of the folder that the command line names.

    ``kinds``: what the peer calls a thing -> the entity types of ours that may be meant, with spaces between; what is not
    in it is taken for no personal data. Prints ``{"found": {"table.column": "TYPE TYPE"}, "seconds": of processor time, "kinds": all}``.
    """
    tables = {path.stem: read(path) for path in sorted(Path(sys.argv[1]).glob("*.csv"))}
    found = {}
    started = time.process_time()
    for name, table in tables.items():
        found |= {f"{name}.{column}": kinds[kind] for column, kind in judge(name, table).items() if kind in kinds}
    print(json.dumps({"found": found, "seconds": time.process_time() - started, "kinds": " ".join(kinds.values())}))
