"""Render a catalog of 100,000 columns in every format: ``python benchmarks/export_speed.py [FORMAT …]``.

The columns are those of the demo's warehouse, judged by names and tagged by the shipped notice, again and again under other schemas.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import piicatalog
from piicatalog import registry
from piicatalog.definitions.notice import find_notice
from piicatalog.model.catalog import Catalog

COLUMNS = 100_000


def catalog(*, values: bool = False) -> Catalog:
    """Return the large catalog."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))
    import demo_shop

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.duckdb"
        demo_shop.make(path)
        small = piicatalog.scan(path, values=values)
    columns = []
    for number in range(COLUMNS // len(small.columns) + 1):
        tables = {id(entry.table): replace(entry.table, schema=f"{entry.table.schema}_{number}") for entry in small.columns}
        columns += [replace(entry, table=tables[id(entry.table)]) for entry in small.columns]
    return replace(small, columns=tuple(columns[:COLUMNS]))


def main() -> None:
    """Print a line per format: seconds of the clock and of the processor, and how much was written."""
    large, notice = catalog(), find_notice("kuluttaja-asiakkaat")
    for name in sys.argv[1:] or ("dbt", "odcs", "openmetadata", "datahub", "dpv"):
        clock, processor = time.perf_counter(), time.process_time()
        rendered = registry.find("export", name).render(large, notice=notice)
        seconds, busy = time.perf_counter() - clock, time.process_time() - processor
        size = sum(map(len, rendered.values())) if isinstance(rendered, dict) else len(rendered)
        print(f"{name:14} {len(large.columns)} columns  {seconds:5.1f} s ({busy:4.1f} s of processor)  {size / 1e6:5.0f} MB")


if __name__ == "__main__":
    main()
