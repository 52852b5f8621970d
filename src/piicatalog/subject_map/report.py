"""The map and the requests as text."""

from collections.abc import Iterable, Iterator

from piicatalog.model.reason import Reason, Words, say
from piicatalog.subject_map.build import Place, SubjectMap, SubjectMaps
from piicatalog.subject_map.requests import Statement


def lines(maps: SubjectMaps, language: str = "en") -> Iterator[str]:
    """Yield the map for reading: per person each table with its columns and ways."""
    for found in maps.maps:
        yield say(Reason("map_person", {"person": found.person.full_name, "key": ", ".join(found.key)}), language)
        for place in found.places:
            if place.columns:
                yield f"  {place.table.full_name}: {', '.join(entry.column.key for entry in place.columns)}"
                yield from (f"    {way}" for way in _ways(place, found, language))
        yield ""
    if maps.unreached:
        yield say(Reason("map_unreached"), language)
    for place in maps.unreached:
        yield f"  {place.table.full_name}: {', '.join(entry.column.key for entry in place.columns)}"


def _ways(place: Place, found: SubjectMap, language: str) -> Iterator[str]:
    if place.same is not None:
        there = f"{found.person.full_name}.{place.same.person_column}"
        same = Reason("map_same", {"here": place.same.column, "there": there, "entity_type": place.same.entity_type})
        yield say(same, language)
    for way in place.ways:
        for step in way:
            pairs = " AND ".join(f"{step.here}.{here} = {step.there}.{there}" for here, there in step.pairs)
            why = "" if step.reference.declared else f" ({say(step.reference.reason, language)})"
            yield f"{pairs}{why}"


def script(person: str, statements: Iterable[Statement], heading: Iterable[Words] = (), language: str = "en") -> Iterator[str]:
    """Yield a request as SQL text: notes as comments, one statement after another."""
    yield f"-- {_comment(person)}"
    yield from (f"-- {_comment(say(line, language))}" for line in heading)
    for statement in statements:
        yield ""
        yield from (f"-- {_comment(say(note, language))}" for note in statement.notes)
        if statement.sql:
            yield f"{statement.sql};"


def _comment(text: str) -> str:
    """Return a text that cannot end a comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
