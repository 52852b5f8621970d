"""The map and the requests as text."""

from collections.abc import Iterable, Iterator

from piicatalog.subject_map.build import Place, SubjectMap, SubjectMaps
from piicatalog.subject_map.requests import Statement


def lines(maps: SubjectMaps) -> Iterator[str]:
    """Yield the map for reading: per person each table with its columns and ways."""
    for found in maps.maps:
        yield f"{found.person.full_name} (by {', '.join(found.key)})"
        for place in found.places:
            if place.columns:
                yield f"  {place.table.full_name}: {', '.join(entry.column.key for entry in place.columns)}"
                yield from (f"    {way}" for way in _ways(place, found))
        yield ""
    if maps.unreached:
        yield "Reached by no key; a request cannot be answered from these before somebody says how their rows belong to a person:"
    for place in maps.unreached:
        yield f"  {place.table.full_name}: {', '.join(entry.column.key for entry in place.columns)}"


def _ways(place: Place, found: SubjectMap) -> Iterator[str]:
    if place.same is not None:
        yield f"where {place.same.column} = {found.person.full_name}.{place.same.person_column} ({place.same.entity_type})"
    for way in place.ways:
        for step in way:
            pairs = " and ".join(f"{step.here}.{here} = {step.there}.{there}" for here, there in step.pairs)
            why = "" if step.reference.declared else f" ({step.reference.reason})"
            yield f"{pairs}{why}"


def script(person: str, statements: Iterable[Statement], heading: Iterable[str] = ()) -> Iterator[str]:
    """Yield a request as SQL text: notes as comments, one statement after another."""
    yield f"-- {_comment(person)}"
    yield from (f"-- {_comment(line)}" for line in heading)
    for statement in statements:
        yield ""
        yield from (f"-- {_comment(note)}" for note in statement.notes)
        if statement.sql:
            yield f"{statement.sql};"


def _comment(text: str) -> str:
    """Return a text that cannot end a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
