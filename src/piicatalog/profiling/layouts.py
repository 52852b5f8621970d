"""The layout of a text: its digits as ``0``, its letters as ``A`` and ``a``; many texts of a column share one.

``FI21 1234`` is ``AA00 0000``. A text has as many bytes as its layout. What a pattern can't match in a layout, it can't match in
any text of that layout, so that a column of machine-made values is searched by looking at its few layouts.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_LATIN, _OTHER, _CONTINUED, _CONTROL = 0x0E, 0x0F, 0x10, 0x01
"""The first byte of a character of the Latin-1 supplement, that of any other beyond ASCII, their later bytes; other control characters."""
UNSURE_SPACES = "\x1c\x1d\x1e\x1f"
"""Spaces to ``re``, but not to ``regex``: a text that holds one is held to be beyond ASCII."""
BEYOND_ASCII = r"[\x{e}\x{f}]\x{10}*"
"""A pattern of one character beyond ASCII in a layout."""
ANY_CHARACTER = r"(?:[^\x{10}]\x{10}*)"


def _sign(byte: int) -> int:
    if byte >= 0x80:
        return _CONTINUED if byte < 0xC0 else _LATIN if byte <= 0xC3 else _OTHER
    if chr(byte) in UNSURE_SPACES:
        return _OTHER
    if byte in {_LATIN, _OTHER, _CONTINUED}:
        return _CONTROL
    return ord("0" if chr(byte).isdigit() else "A" if chr(byte).isupper() else "a" if chr(byte).islower() else chr(byte))


SIGNS = bytes(map(_sign, range(256)))
"""The layout of each byte."""


def layouts_of(texts: "pa.Array") -> "pa.DictionaryArray":
    """Return the layouts of texts (large_string without nulls), each once."""
    import numpy as np
    import pyarrow as pa

    offsets = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    data = memoryview(texts.buffers()[2] or b"")[offsets[0] : offsets[-1]]
    signs = pa.py_buffer(bytes(data).translate(SIGNS))
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(offsets - offsets[0]), signs).dictionary_encode()
