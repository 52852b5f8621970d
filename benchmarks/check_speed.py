"""Times of ``piicatalog check`` as a whole process: one changed file warm; 1,000 and 10,000 files cold and warm; 300 views; a 5 MB dump.

Run: python benchmarks/check_speed.py [--files 10000]
Each line: what, seconds by the clock and of the processor (best of the runs), what it must reach, peak memory in MB of the processes so far.
On a machine that does other work too the clock tells little.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed package is compiled; a source folder is while the benchmark runs."""
TYPES = ("int", "text", "varchar(80)", "numeric(10,2)", "timestamp", "boolean")


def history(folder: Path, files: int) -> None:
    folder.mkdir(parents=True)
    for number in range(1, files + 1):
        table = f"t{(number - 1) // 8}"
        if number % 8 == 1:
            columns = ",\n".join(f"  c{i} {TYPES[i % len(TYPES)]} NOT NULL DEFAULT {i}" for i in range(30))
            text = f"CREATE TABLE {table} (\n  id int PRIMARY KEY,\n{columns}\n);\nCREATE INDEX ix_{table} ON {table} (c1);\n"
        else:
            text = (
                f"ALTER TABLE {table} ADD COLUMN d{number} {TYPES[number % len(TYPES)]};\n"
                + f"UPDATE {table} SET d{number} = NULL WHERE id < {number};\n" * 15
            )
        (folder / f"V{number}__step.sql").write_text(text, encoding="utf-8")


def views(folder: Path, number: int) -> None:
    """Views of joins, conditions and sums, some over other views."""
    for count in range(1, number + 1):
        one, other = f"t{count % 49}", f"t{(count * 7 + 1) % 49}"
        source = f"v{count - 1}" if count % 5 == 0 else other
        text = (
            f"CREATE VIEW v{count} AS\nWITH sums AS (SELECT a.id, sum(a.c3) AS total, max(a.c1) AS latest FROM {one} a GROUP BY a.id)\n"
            f"SELECT s.id, s.total, s.latest, CASE WHEN b.id > 3 THEN upper(s.latest) ELSE s.latest END AS shown, b.id AS other_id\n"
            f"FROM sums s LEFT JOIN {source} b ON b.id = s.id WHERE s.total > {count};\n"
        )
        (folder / f"V{1000 + count}__view.sql").write_text(text, encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=b", "-c", "user.email=b@example.com", "-C", folder, *arguments], check=True, capture_output=True
    )


def timed(folder: Path, cache: Path, *arguments: str, runs: int = 1) -> tuple[float, float]:
    """Return seconds by the clock and of the processor, the best of the runs."""
    best = (float("inf"), float("inf"))
    for _ in range(runs):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "piicatalog", "check", *arguments, "--cache-dir", cache],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=ENVIRONMENT,
        )
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, (seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
        if done.returncode not in (0, 1):
            sys.exit(f"exit {done.returncode}: {done.stderr}")
    return best


def say(what: str, times: tuple[float, float], goal: float) -> None:
    seconds, processor = times
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    verdict = "ok" if seconds < goal else "ok on a free core" if processor < goal else "MISSED"
    print(f"{what:<40} {seconds:6.2f} s  processor {processor:6.2f} s  goal < {goal:g} s  {verdict:<18} peak {peak:.0f} MB", flush=True)


def repository(folder: Path, files: int) -> Path:
    history(folder / "db" / "migration", files)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "base")
    (folder / "db" / "migration" / f"V{files + 1}__change.sql").write_text("ALTER TABLE t0 ADD COLUMN sahkoposti text;\n", encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=10_000)
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = str(root / "bytecode")
        small = repository(root / "small", 50)
        timed(small, root / "c1", "--base", "HEAD")
        say("one changed file of 50, warm", timed(small, root / "c1", "--base", "HEAD", runs=5), 0.3)
        middle = repository(root / "middle", 1000)
        say("1,000 files, cold", timed(middle, root / "c2", "--base", "HEAD"), 1.5)
        say("1,000 files, warm", timed(middle, root / "c2", "--base", "HEAD", runs=3), 0.5)
        large = repository(root / "large", files)
        say(f"{files:,} files, cold", timed(large, root / "c3", "--base", "HEAD"), 10)
        say(f"{files:,} files, warm", timed(large, root / "c3", "--base", "HEAD", runs=3), 1)
        viewed = repository(root / "viewed", 400)
        views(viewed / "db" / "migration", 300)
        git(viewed, "add", "-A")
        git(viewed, "commit", "-qm", "views")
        (viewed / "db" / "migration" / "V9000__change.sql").write_text("ALTER TABLE t0 ADD COLUMN sahkoposti text;\n", encoding="utf-8")
        say("300 views over 400 files, cold", timed(viewed, root / "c5", "--base", "HEAD"), 6)
        say("300 views over 400 files, warm", timed(viewed, root / "c5", "--base", "HEAD", runs=3), 1)
        dump = root / "dump"
        dump.mkdir()
        rows = "".join(f"INSERT INTO t VALUES ({i}, 'row {i} with some text in it', NULL, '2024-01-01');\n" for i in range(70_000))
        (dump / "schema.sql").write_text("CREATE TABLE t (id int, x text, y text, z date);\n" + rows, encoding="utf-8")
        say("one 5 MB dump", timed(dump, root / "c4", "."), 3)


if __name__ == "__main__":
    main()
