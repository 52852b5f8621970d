"""A 64-bit hash of each text of an Arrow array, the same on every machine and in every batch.

It orders the distinct values of a column for the bottom-k sample. It is no secret and no protection.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

_LONG = 128
"""Longer texts, in bytes, are hashed one by one."""


def hash_texts(values: "pa.Array") -> "np.ndarray":
    """Return unsigned 64-bit hashes of a large_string array without nulls."""
    import numpy as np

    size = len(values)
    if not size:
        return np.empty(0, np.uint64)
    _, offset_buffer, data_buffer = values.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[values.offset : values.offset + size + 1]
    lengths = np.diff(offsets)
    first, last = int(offsets[0]), int(offsets[-1])
    data = np.zeros(last - first + 8, np.uint8)
    if last > first:
        data[: last - first] = np.frombuffer(data_buffer, np.uint8)[first:last]
    # Every eight bytes that start anywhere, read as one number.
    words = np.ndarray(shape=(len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    hashes = _mixed(lengths.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))
    longest = int(lengths.max())
    active = np.arange(size) if longest <= _LONG else np.flatnonzero(lengths <= _LONG)
    starts = offsets[:-1] - first
    for position in range(0, min(longest, _LONG), 8):
        active = active[lengths[active] > position]
        if not len(active):
            break
        word = words[starts[active] + position]
        missing = (position + 8 - lengths[active]).clip(0, 7).astype(np.uint64) * np.uint64(8)
        word = (word << missing) >> missing
        hashes[active] = _mixed(hashes[active] ^ word)
    if longest > _LONG:
        from hashlib import blake2b

        at, texts = np.flatnonzero(lengths > _LONG), data.tobytes()
        spans = zip(starts[at].tolist(), (starts[at] + lengths[at]).tolist(), strict=True)
        digests = b"".join([blake2b(texts[start:end], digest_size=8).digest() for start, end in spans])
        hashes[at] = np.frombuffer(digests, "<u8")
    return hashes


def _mixed(numbers: "np.ndarray") -> "np.ndarray":
    """Spread every bit over all bits (the finishing steps of MurmurHash3)."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    mixed: np.ndarray = numbers ^ (numbers >> np.uint64(33))
    return mixed
