"""Fields within fields: the leaves of an Arrow schema as columns with a path, and their values.

``asiakas: struct<osoite: struct<katu: string>>`` gives the column ``asiakas.osoite.katu``. A field of objects in an
array has, per row, the list of its values in all of them; a map has the fields ``key`` and ``value``.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from piicatalog.model.schema import Column
from piicatalog.sources.relational.server import why_not_read

if TYPE_CHECKING:
    import pyarrow as pa

DEEPEST = 12
"""Fields below are read as one value: a hostile document can nest without end."""


def columns_of(schema: "pa.Schema") -> tuple[Column, ...]:
    """Return every leaf of a schema in its order."""
    return tuple(column for field in schema for column in leaves(field.name, field.type, nullable=field.nullable))


def leaves(name: str, data_type: "pa.DataType", *, nullable: bool = True) -> Iterator[Column]:
    """Yield the leaves of one top-level field."""
    for path, leaf in _walk(data_type, ()):
        text = _text(leaf)
        yield Column(name=name, path=path, data_type=text, nullable=nullable, why_not=why_not_read(text))


def _walk(data_type: "pa.DataType", path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], "pa.DataType"]]:
    import pyarrow as pa

    inner = data_type
    while _is_list(inner):
        inner = inner.value_type
    if len(path) < DEEPEST and pa.types.is_struct(inner) and inner.num_fields:
        for number in range(inner.num_fields):
            yield from _walk(inner.field(number).type, (*path, inner.field(number).name))
    elif len(path) < DEEPEST and pa.types.is_map(inner):
        yield from _walk(inner.key_type, (*path, "key"))
        yield from _walk(inner.item_type, (*path, "value"))
    else:
        yield path, data_type


def _text(data_type: "pa.DataType") -> str:
    """Return a type as Arrow writes it, but for the name that a list's own element has."""
    return f"list<{_text(data_type.value_type)}>" if _is_list(data_type) else str(data_type)


def flatten(batch: "pa.RecordBatch", columns: Sequence[Column]) -> "pa.RecordBatch":
    """Return the columns' values, named by their keys; ``batch`` has the top-level columns by name."""
    import pyarrow as pa

    tops = {name: batch.column(number) for number, name in enumerate(batch.schema.names)}
    arrays = [_follow(tops[column.name], column.path) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, names=[column.key for column in columns])


def _is_list(data_type: "pa.DataType") -> bool:
    import pyarrow as pa

    return bool(pa.types.is_list(data_type) or pa.types.is_large_list(data_type) or pa.types.is_fixed_size_list(data_type))


def _follow(array: "pa.Array", path: tuple[str, ...]) -> "pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    if not path:
        return array
    if _is_list(array.type):
        inner = _follow(array.flatten(), path)
        lengths = pc.fill_null(pc.list_value_length(array), 0).cast(pa.int64())
        ends = pc.cumulative_sum(lengths)
        offsets = pa.concat_arrays([pa.array([0], pa.int64()), ends])
        return pa.LargeListArray.from_arrays(offsets, inner)
    if pa.types.is_map(array.type):
        entries = pa.StructArray.from_arrays([array.keys, array.items], names=["key", "value"])
        return _follow(pa.ListArray.from_arrays(array.offsets, entries), path)
    return _follow(pc.struct_field(array, path[0]), path[1:])
