"""Values per second of processor time through all built-in detectors: 1,000-row samples, the same with their
verdicts, and a full scan of a Parquet file.

    python benchmarks/values_per_second.py [--rows 10000000] [--file big.parquet]

The sample columns are the sixteen ordinary ones (eight personal, eight not). The file has the same sixteen kinds; it
is made when it is missing, and is scanned as ``piicatalog scan --rows all`` does it, in a process of its own on one
thread, so that its peak memory is the scan's.
"""

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from judging import judged

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.model.sample import SampleRequest
from piicatalog.pipeline import read
from piicatalog.profiling.columns import profile_all
from piicatalog.profiling.plan import build_plan
from piicatalog.profiling.together import Together
from piicatalog.sources.open import open_source

ORDINARY = [
    "hetu",
    "phone",
    "email",
    "first",
    "last",
    "street",
    "postal",
    "iban",
    "order_number",
    "unix_time",
    "ean",
    "status",
    "year",
    "price",
    "product_code",
    "text",
]
BATCH = 100_000


def sample(rows: int, seed: int) -> pa.RecordBatch:
    from generate_tables import KINDS
    from table_words import Words

    r, w = random.Random(seed), Words(held_out=False)
    return pa.record_batch({name: pa.array([KINDS[name].make(r, w) for _ in range(rows)]) for name in ORDINARY})


def write(path: Path, rows: int) -> None:
    """Rows drawn from 200,000 different ones."""
    r = random.Random(1)
    base = sample(200_000, 2)
    with pq.ParquetWriter(path, base.schema) as writer:
        for start in range(0, rows, BATCH):
            order = pa.array([r.randrange(len(base)) for _ in range(min(BATCH, rows - start))])
            writer.write_batch(base.take(order))


def scan_samples() -> None:
    pa.set_cpu_count(1)
    plan = build_plan(load_knowledge())
    batches = [sample(1000, seed) for seed in range(8)]
    profile_all(batches[0].columns, plan)
    started = time.process_time()
    for batch in batches:
        profile_all(batch.columns, plan)
    values = len(batches) * 1000 * len(ORDINARY)
    print(f"1,000-row samples: {values / (time.process_time() - started):12,.0f} values/s")
    tables = [pa.Table.from_batches([batch]) for batch in batches]
    judged("t", tables[0])
    started = time.process_time()
    for table in tables:
        judged("t", table)
    print(f"with the verdicts: {values / (time.process_time() - started):12,.0f} values/s")


def scan_file(path: Path) -> None:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    plan = build_plan(load_knowledge())
    with open_source(str(path)) as source:
        [table] = source.tables()
        before, started, clock = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), time.perf_counter()
        together = Together(plan)
        reading = read(table, source.sample(table, SampleRequest(rows=None)), together)
        together.finish()
        spent, passed = time.process_time() - started, time.perf_counter() - clock
    rows = max(profile.rows for profile in reading.profiles.values())
    values, peak = rows * len(reading.profiles), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"full scan: {rows:,} rows, {values:,} values, {values / spent:12,.0f} values/s of processor time, {values / passed:12,.0f} by the clock, "
        f"peak memory {peak / 1024:.0f} MB (before it {before / 1024:.0f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--file", type=Path, default=Path(tempfile.gettempdir()) / "values_per_second.parquet")
    options = parser.parse_args()
    scan_samples()
    if not options.rows:
        return
    if not options.file.exists():
        write(options.file, options.rows)
    process = multiprocessing.get_context("spawn").Process(target=scan_file, args=(options.file,))
    process.start()
    process.join()
    raise SystemExit(process.exitcode)


if __name__ == "__main__":
    main()
