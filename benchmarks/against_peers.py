"""The same tables through us and through other open tools that find personal data by column: how right, and how fast.

    python benchmarks/against_peers.py [--rows 200] [--seed 1] [--environments .peers]

The tables are those of ``generate_tables.py``, under honest and under opaque names; every tool gets the same rows, and its
processor time runs from the rows in memory to its answers. Each peer is installed, with its version fixed, into an
environment of its own below ``--environments``; one that can't be installed is told and left out. A peer's answer is right
if any entity type that it may mean is labelled; "of its kinds" asks only for columns of the entity types that it claims to know.
The tables are ours and we have worked on them, none of the peers has: read the peers' numbers as what they do with Finnish
data, and ours with ``docs/why.md``.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from generate_tables import Labelled, tables
from judging import judged

PEERS = {
    "detectpii": ("detectpii==0.1.8", "sqlalchemy==2.0.46"),
    "presidio_structured": ("presidio-structured==0.0.10", "presidio-analyzer==2.2.366"),
    "datahub_classify": ("acryl-datahub-classify==0.0.12", "click==8.3.1"),
}
"""The file ``peers/by_<name>.py`` and what it needs."""
PROGRAMS = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Answers:
    found: dict[str, set[str]]
    """``table.column``: the entity types that may be meant."""
    seconds: float
    kinds: set[str]
    """All that the tool can say; empty: no limit."""


def interpreter(environments: Path, peer: str) -> Path:
    """Return the Python of a peer's own environment, made when it is not there.

    Raises CalledProcessError when the peer can't be installed.
    """
    home = environments.resolve() / peer
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (home / "complete").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS[peer]], check=True, capture_output=True)
        (home / "complete").touch()
    return python


def of_peer(python: Path, peer: str, folder: Path) -> Answers:
    done = subprocess.run([python, PROGRAMS / f"by_{peer}.py", folder], check=True, capture_output=True, text=True, encoding="utf-8")
    said = json.loads(done.stdout.splitlines()[-1])
    return Answers({column: set(kinds.split()) for column, kinds in said["found"].items()}, said["seconds"], set(said["kinds"].split()))


def of_ours(made: list[Labelled]) -> Answers:
    found = {}
    started = time.process_time()
    for name, data, _ in made:
        verdicts = judged(name, data)
        found |= {
            f"{name}.{column}": {one.entity_type for one in verdict.findings} for column, verdict in verdicts.items() if verdict.findings
        }
    return Answers(found, time.process_time() - started, set())


def write(made: list[Labelled], folder: Path) -> None:
    for name, data, _ in made:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(data.column_names)
            out.writerows(zip(*(_texts(column) for column in data.columns), strict=True))


def _texts(column: pa.ChunkedArray) -> list[str]:
    try:
        return pc.fill_null(column.cast(pa.string()), "").to_pylist()
    except pa.ArrowException:
        return ["" if value is None else str(value) for value in column.to_pylist()]


def line(name: str, answers: Answers, made: list[Labelled]) -> str:
    wanted = {f"{table}.{column}": set(label.split("|")) - {"NONE"} for table, _, labels in made for column, label, _ in labels}
    personal = {column for column, kinds in wanted.items() if kinds}
    hit = personal & answers.found.keys()
    precision, recall = len(hit) / max(1, len(answers.found)), len(hit) / len(personal)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    known = {column for column in personal if not answers.kinds or wanted[column] & answers.kinds}
    right = sum(bool(wanted[column] & answers.found.get(column, set())) for column in known)
    values = sum(data.num_rows * data.num_columns for _, data, _ in made)
    return (
        f"{name:<20}{precision:>11.3f}{recall:>9.3f}{f1:>7.3f}{len(answers.found) - len(hit):>8} of {len(wanted) - len(personal):<5}"
        f"{right:>6} of {len(known):<5}{values / answers.seconds:>13,.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--environments", type=Path, default=Path(".peers"))
    options = parser.parse_args()
    pythons = {}
    for peer in PEERS:
        try:
            pythons[peer] = interpreter(options.environments, peer)
        except subprocess.CalledProcessError as error:
            print(f"{peer} is left out: it can't be installed here\n{(error.stderr or b'').decode()[-300:]}", file=sys.stderr)
    of_ours(list(tables(0, 20, "honest")))  # plans and lists of names are made once
    for naming in ("honest", "opaque"):
        made = list(tables(options.seed, options.rows, naming))
        columns = sum(data.num_columns for _, data, _ in made)
        print(f"\n{naming} names: {columns} columns of {options.rows} rows; personal or not, and the entity type")
        print(f"{'':<20}{'precision':>11}{'recall':>9}{'F1':>7}{'false alarms':>16}{'of its kinds':>14}{'values/s':>15}")
        print(line("piicatalog", of_ours(made), made))
        with tempfile.TemporaryDirectory() as folder:
            write(made, Path(folder))
            for peer, python in pythons.items():
                print(line(peer, of_peer(python, peer, Path(folder)), made))


if __name__ == "__main__":
    main()
