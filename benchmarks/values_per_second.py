"""Values per second of processor time through all built-in detectors: 1,000-row samples, and a full scan of a Parquet file.

    python benchmarks/values_per_second.py [--rows 10000000] [--file big.parquet]

The sample columns are the sixteen ordinary ones (eight personal, eight not). The file has the same sixteen kinds;
it is made when it is missing, and is read in batches by one thread.
"""

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from generate_tables import KINDS
from table_words import Words

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.profiling.columns import merge, profile_all
from piicatalog.profiling.plan import build_plan

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
    r, w = random.Random(seed), Words(held_out=False)
    return pa.record_batch({name: pa.array([KINDS[name].make(r, w) for _ in range(rows)]) for name in ORDINARY})


def write(path: Path, rows: int) -> None:
    """Numbers that differ in every row, people and streets that repeat as they do in a register."""
    r = random.Random(1)
    base = sample(200_000, 2)
    with pq.ParquetWriter(path, base.schema) as writer:
        for start in range(0, rows, BATCH):
            order = pa.array([r.randrange(len(base)) for _ in range(min(BATCH, rows - start))])
            writer.write_batch(base.take(order))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--file", type=Path, default=Path(tempfile.gettempdir()) / "values_per_second.parquet")
    options = parser.parse_args()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    started = time.process_time()
    plan = build_plan(load_knowledge())
    print(f"plan built in {time.process_time() - started:.2f} s")
    batches = [sample(1000, seed) for seed in range(8)]
    profile_all(batches[0].columns, plan)
    started = time.process_time()
    for batch in batches:
        profile_all(batch.columns, plan)
    values = len(batches) * 1000 * len(ORDINARY)
    print(f"1,000-row samples: {values / (time.process_time() - started):12,.0f} values/s")
    if not options.rows:
        return
    if not options.file.exists():
        write(options.file, options.rows)
    file, profiles, values = pq.ParquetFile(options.file), None, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    for batch in file.iter_batches(BATCH, use_threads=False):
        parts = profile_all(batch.columns, plan)
        profiles = parts if profiles is None else [merge(one, other) for one, other in zip(profiles, parts, strict=True)]
        values += batch.num_rows * batch.num_columns
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"full scan: {file.metadata.num_rows:,} rows, {values:,} values, {values / spent:12,.0f} values/s, peak memory {peak / 1024:.0f} MB (before {before / 1024:.0f})"
    )


if __name__ == "__main__":
    main()
