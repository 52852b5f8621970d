"""Kinds of files that hold tables: one module each, with ``SUFFIXES``, ``signature`` and ``describe``."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from piicatalog.model.sample import Sample, SampleRequest
from piicatalog.model.schema import Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table of one or more files."""

    columns: tuple[Column, ...]
    samples: Callable[[Table, SampleRequest], Iterator[Sample]] = field(repr=False)
    """Draws its values; raises SourceError."""
    row_estimate: int | None = None
    problems: Sequence[str] = ()
    """What was met so far, in words with file and line; grows while values are read."""
