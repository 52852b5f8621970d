"""Reads a statement by its first word, one file per kind: ``read(cursor) -> Iterator[Event]``, called by ``reading``."""
