"""Exactly as many rows as asked for: a seeded, uniform choice from what was drawn, in the drawn order."""

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def thin(batch: "pa.RecordBatch", rows: int, seed: int) -> "pa.RecordBatch":
    """Return ``rows`` random rows of a batch; all of a smaller one.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"n": list(range(100))})
    >>> len(thin(batch, 10, seed=1)), thin(batch, 10, seed=1).equals(thin(batch, 10, seed=1)), len(thin(batch, 200, seed=1))
    (10, True, 100)
    """
    if batch.num_rows <= rows:
        return batch
    import pyarrow as pa

    # Mostly few are too many: those to leave out are chosen.
    left_out = random.Random(seed).sample(range(batch.num_rows), k=batch.num_rows - rows)  # noqa: S311 - no secret
    kept = bytearray(b"\1" * batch.num_rows)
    for row in left_out:
        kept[row] = 0
    return batch.filter(pa.array(list(map(bool, kept))))
