"""The map as a Mermaid flowchart, which Git hosts and documentation sites draw."""

from collections.abc import Iterator

from piicatalog.subject_map.build import Place, SubjectMap, SubjectMaps

_SHOWN_COLUMNS = 8


def render(maps: SubjectMaps) -> str:
    """Return one diagram; a dashed arrow is a key that no foreign key declares, a dotted box is reached by no key."""
    lines = ["flowchart LR"]
    names: dict[str, str] = {}
    for found in maps.maps:
        lines.extend(_map(found, names))
    for place in maps.unreached:
        lines.append(f"  {_node(place, names)}")
        lines.append(f"  class {names[place.table.full_name]} unreached")
    lines.append("  classDef person stroke-width:3px")
    lines.append("  classDef unreached stroke-dasharray:2 4")
    return "\n".join(lines) + "\n"


def _map(found: SubjectMap, names: dict[str, str]) -> Iterator[str]:
    for place in found.places:
        if place.table.full_name not in names:
            yield f"  {_node(place, names)}"
    yield f"  class {names[found.person.full_name]} person"
    for reference in found.references:
        arrow = "-->" if reference.declared else "-.->"
        yield f"  {names[reference.table]} {arrow}|{_text(', '.join(reference.columns))}| {names[reference.referred]}"
    for place in found.places:
        if place.same is not None:
            label = _text(f"{place.same.column} = {place.same.person_column}")
            yield f"  {names[place.table.full_name]} -.-|{label}| {names[found.person.full_name]}"
    for reference in found.self_references:
        yield f"  {names[reference.table]} -->|{_text(', '.join(reference.columns))}| {names[reference.table]}"


def _node(place: Place, names: dict[str, str]) -> str:
    name = names.setdefault(place.table.full_name, f"t{len(names)}")
    columns = [entry.column.key for entry in place.columns]
    more = [f"… +{len(columns) - _SHOWN_COLUMNS}"] if len(columns) > _SHOWN_COLUMNS else []
    text = "<br/>".join([_text(place.table.full_name), *map(_text, columns[:_SHOWN_COLUMNS]), *more])
    return f'{name}["{text}"]'


def _text(text: str) -> str:
    """Return a name in which nothing is Mermaid's or HTML's own: every such character as its number."""
    return "".join(letter if letter.isalnum() or letter in " ._-,=+" else f"#{ord(letter)};" for letter in text if letter.isprintable())
