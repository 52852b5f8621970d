"""Names and types alone: columns per second of a whole ``piicatalog scan schema.sql --no-values --no-store``.

    python benchmarks/names_only.py [--tables 500] [--columns 20] [--repeat 5]

The script's tables and columns have the names of the labels in ``benchmarks/labels``, drawn anew for each table. Prints
seconds of the whole process, by the clock and of processor time, the median of some runs.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

LABELS = Path(__file__).parent / "labels"
TYPES = ("integer", "bigint", "varchar(40)", "varchar(255)", "text", "timestamp", "date", "boolean", "numeric(10,2)")


def names() -> tuple[list[str], list[str]]:
    """Return the names of tables and of columns that the labels have, each once."""
    tables, columns = {}, {}
    for path in sorted(LABELS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                tables[row["table"].rpartition(".")[2]] = columns[row["column"]] = None
    return [name for name in tables if name], [name for name in columns if name]


def script(tables: int, columns: int, seed: int = 1) -> str:
    """Return a DDL script."""
    r = random.Random(seed)
    table_names, column_names = names()
    lines = []
    for number in range(tables):
        quoted = (f'    "{name}" {r.choice(TYPES)}' for name in r.sample(column_names, columns))
        lines.append(f'CREATE TABLE "{r.choice(table_names)}_{number}" (\n' + ",\n".join(quoted) + "\n);")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tables", type=int, default=500)
    parser.add_argument("--columns", type=int, default=20)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schema.sql"
        path.write_text(script(options.tables, options.columns), encoding="utf-8")
        command = [sys.executable, "-m", "piicatalog", "scan", str(path), "--no-values", "--no-store", "--format", "json"]
        clocks, processor = [], []
        for _ in range(options.repeat + 1):  # the first one warms the cache
            began, before = time.perf_counter(), os.times()
            subprocess.run(command, check=True, capture_output=True)
            after = os.times()
            clocks.append(time.perf_counter() - began)
            processor.append(after.children_user + after.children_system - before.children_user - before.children_system)
    count, seconds = options.tables * options.columns, median(clocks[1:])
    print(
        f"{count:,} columns: {seconds:.2f} s by the clock, {median(processor[1:]):.2f} s of processor time, {count / seconds:,.0f} columns/s"
    )


if __name__ == "__main__":
    main()
