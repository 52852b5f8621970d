"""Any Arrow array as distinct trimmed texts with their row counts.

Values damaged by tools are mended here: ``401234567.0`` (a float), ``4.01234567E+08`` (a spreadsheet), non-breaking
spaces, invisible signs, en dashes, quotes that an export left around a value, and UTF-8 that was read as something else.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

_DASHES = "[‐‑‒–—―−]"
_SPACES = "[\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t]"
_INVISIBLE = "[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
_PERHAPS_DASHES = tuple({dash.encode()[:2] for dash in _DASHES[1:-1]})
_PERHAPS_SPACES = tuple({space.encode()[:2] for space in _SPACES[1:-1]})
_PERHAPS_INVISIBLE = tuple({sign.encode()[:2] for sign in _INVISIBLE[1:-1]})
"""How they begin in UTF-8."""
_QUOTED = r"\A(?:=?\"\s*([^\"]*?)\s*\"|'\s*([^']*?)\s*'|'([+0-9][^'\"]*))\z"
"""Also as spreadsheets are told that a number is a text: ="0401234567", '0401234567."""
_SIGNS_OF_DAMAGE = (b"'", b'"', b".0", b"E+")
_PERHAPS_DAMAGED = r"""["']\z|\A'[+0-9]|\.0\z|E\+"""
_MISREAD = {letter.encode().decode(codec): letter for codec in ("latin-1", "cp1252") for letter in "äöåéüõøæÄÖÅÉÜØÆ"}
_SIGN_OF_MISREADING = "Ã".encode()
"""UTF-8 read as Latin-1 or as what Windows makes of it: MÃ¤kinen."""
_UNDAMAGED = frozenset({"integer", "boolean", "date", "timestamp"})
"""Kinds whose values are written by us."""
_LONGEST_CELL = 100_000
"""A cell is examined up to so many bytes."""


class Texts(NamedTuple):
    """The distinct values of an array that are not null and not blank."""

    values: "pa.Array"
    """large_string, mended and trimmed, distinct."""
    counts: "pa.Array"
    """int64: rows of each."""
    kind: str
    rows: int


def texts_of(array: "pa.Array | pa.ChunkedArray") -> Texts:
    """Return an array's distinct values as text; a value that can't be shown as text is left out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    rows = len(array)
    while isinstance(array.type, pa.BaseExtensionType):
        array = array.storage
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type) or pa.types.is_fixed_size_list(array.type):
        inner = texts_of(array.flatten())
        return Texts(inner.values, inner.counts, inner.kind, rows)
    kind = _kind(array.type)
    counted = pc.value_counts(array) if _is_countable(array.type) else None
    if counted is None:
        values, counts = _as_json(array)
    else:
        values, counts = counted.field(0), counted.field(1)
    texts, counts, kind = _as_text(values, counts, kind)
    return Texts(*(_filled(texts, counts) if kind in _UNDAMAGED else _mended(texts, counts)), kind, rows)


def _kind(data_type: "pa.DataType") -> str:
    import pyarrow as pa

    if pa.types.is_dictionary(data_type):
        return _kind(data_type.value_type)
    checks = (
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "decimal"),
        (pa.types.is_decimal, "decimal"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "timestamp"),
        (pa.types.is_string, "text"),
        (pa.types.is_large_string, "text"),
        (pa.types.is_string_view, "text"),
        (pa.types.is_struct, "text"),
        (pa.types.is_map, "text"),
        (pa.types.is_binary, "binary"),
        (pa.types.is_large_binary, "binary"),
        (pa.types.is_fixed_size_binary, "binary"),
        (pa.types.is_binary_view, "binary"),
    )
    return next((kind for check, kind in checks if check(data_type)), "other")


def _is_countable(data_type: "pa.DataType") -> bool:
    import pyarrow as pa

    return not (pa.types.is_nested(data_type) or pa.types.is_union(data_type))


def _as_json(array: "pa.Array") -> tuple["pa.Array", "pa.Array"]:
    """Structs and maps become JSON texts; their fields are then examined by path."""
    import json

    import pyarrow as pa
    import pyarrow.compute as pc

    documents = [None if value is None else json.dumps(value, ensure_ascii=False, default=str) for value in array.to_pylist()]
    counted = pc.value_counts(pa.array(documents, pa.large_string()))
    return counted.field(0), counted.field(1)


def _as_text(values: "pa.Array", counts: "pa.Array", kind: str) -> tuple["pa.Array", "pa.Array", str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(values, pa.DictionaryArray):
        values = values.dictionary_decode()
    if kind == "binary":
        values = values.cast(pa.large_binary())
        try:
            return values.cast(pa.large_string()), counts, "text"
        except pa.ArrowInvalid:  # not UTF-8: a picture, a key, compressed data
            return pa.array([], pa.large_string()), pa.array([], pa.int64()), kind
    if pa.types.is_floating(values.type):
        # Whole numbers read as floats: a column with gaps in pandas, a spreadsheet.
        whole = pc.and_(pc.equal(values, pc.round(values)), pc.less(pc.abs(values), 2.0**53))
        if pc.all(pc.fill_null(whole, fill_value=True)).as_py():
            values, kind = values.cast(pa.int64()), "integer"
    elif pa.types.is_decimal(values.type):
        with suppress(pa.ArrowInvalid):  # it has decimals
            values, kind = values.cast(pa.decimal128(38, 0)), "integer"
    try:
        return values.cast(pa.large_string()), counts, kind
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([], pa.large_string()), pa.array([], pa.int64()), "other"


def _filled(values: "pa.Array", counts: "pa.Array") -> tuple["pa.Array", "pa.Array"]:
    """Drop nulls."""
    import pyarrow.compute as pc

    if not values.null_count:
        return values, counts
    kept = pc.is_valid(values)
    return values.filter(kept), counts.filter(kept)


def _mended(values: "pa.Array", counts: "pa.Array") -> tuple["pa.Array", "pa.Array"]:
    """Trim, mend and drop blanks; texts that become equal are counted together."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    before = len(values)
    values, counts = _filled(values, counts)
    mended = values
    if len(values) and pc.max(pc.binary_length(values)).as_py() > _LONGEST_CELL:
        mended = pc.utf8_slice_codeunits(mended, 0, _LONGEST_CELL)
    data = bytes_of(mended)
    if not data.isascii():
        if _SIGN_OF_MISREADING in data:
            for misread, letter in _MISREAD.items():
                mended = pc.replace_substring(mended, misread, letter)
        if any(begin in data for begin in _PERHAPS_DASHES):
            mended = pc.replace_substring_regex(mended, _DASHES, "-")
        if any(begin in data for begin in _PERHAPS_SPACES):
            mended = pc.replace_substring_regex(mended, _SPACES, " ")
        if any(begin in data for begin in _PERHAPS_INVISIBLE):
            mended = pc.replace_substring_regex(mended, _INVISIBLE, "")
    mended = pc.utf8_trim_whitespace(mended)
    if any(sign in data for sign in _SIGNS_OF_DAMAGE) and pc.any(pc.match_substring_regex(mended, _PERHAPS_DAMAGED)).as_py():
        mended = pc.replace_substring_regex(mended, _QUOTED, r"\1\2\3")
        mended = pc.replace_substring_regex(mended, r"^(\d{4,})\.0$", r"\1")
        mended = _written_out(mended)
    if mended.equals(values) and len(values) == before and not (len(values) and pc.min(pc.binary_length(values)).as_py() == 0):
        return values, counts
    groups = pc.dictionary_encode(mended)
    values = groups.dictionary
    counts = pa.array(np.bincount(groups.indices.to_numpy(), weights=counts.to_numpy(), minlength=len(values)).astype(np.int64))
    filled = pc.greater(pc.binary_length(values), 0)
    return values.filter(filled), counts.filter(filled)


def bytes_of(values: "pa.Array") -> bytes:
    """Return the bytes of texts (large_string without nulls) side by side."""
    import numpy as np

    offsets = np.frombuffer(values.buffers()[1], np.int64)[values.offset : values.offset + len(values) + 1]
    return bytes(memoryview(values.buffers()[2] or b"")[offsets[0] : offsets[-1]]) if len(values) else b""


def _written_out(values: "pa.Array") -> "pa.Array":
    """``4.01234567E+08``, as spreadsheets save long numbers, is 401234567."""
    import pyarrow as pa
    import pyarrow.compute as pc

    scientific = pc.match_substring_regex(values, r"\A\d(?:[.,]\d{1,15})?E\+(?:0?\d|1[0-5])\z")
    numbers = pc.replace_substring(values.filter(scientific), ",", ".").cast(pa.float64())
    return pc.replace_with_mask(values, scientific, pc.round(numbers).cast(pa.int64()).cast(values.type))
