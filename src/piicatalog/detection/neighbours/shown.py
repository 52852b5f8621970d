"""Pictures, files and marks of a person."""

from collections.abc import Mapping

from piicatalog.detection.about import Kind
from piicatalog.detection.neighbours.row import Asked, Row, Rule, Said
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.entity_type import EntityType
from piicatalog.model.reason import Reason


def of_file(asked: Asked, row: Row) -> Said | None:
    """An extension beside the name or size of a file is the file's."""
    return (
        Said(Reason("beside_file"), refused=frozenset({EntityType.PHONE_NUMBER})) if len(asked.name) == 1 and row.words & _FILES else None
    )


def pictured(asked: Asked, row: Row) -> Said | None:
    """In a table of a person's pictures, the picture or the file is one of that person."""
    if not row.about.of_person or _PICTURES.isdisjoint(row.about.words) or row.about.kind is Kind.PERSON:
        return None
    kept = asked.family is TypeFamily.BINARY or (
        asked.family is TypeFamily.TEXT and (asked.name[-1] in _KEPT or asked.name[-2:] == _CALLED)
    )
    return Said(Reason("row_picture"), EntityType.PHOTO) if kept and not set(asked.name) & _OF_FILE else None


def either(asked: Asked, row: Row) -> Said | None:
    """A person's mark that says female or male tells the gender; beside the other one they are numbers of each."""
    both = not row.names.isdisjoint({("female",)}) and not row.names.isdisjoint({("male",)})
    if len(asked.name) > 1 or both or row.about.kind is not Kind.PERSON or asked.family not in _MARKS:
        return None
    return Said(Reason("beside_gender"), EntityType.GENDER)


_FILES = frozenset({"filename", "mime", "mimetype", "filesize", "file", "attachment", "path", "thumbnail"})
_MARKS = frozenset({TypeFamily.BOOLEAN, TypeFamily.INTEGER})
_PICTURES = frozenset("photo image picture avatar mugshot portrait selfie headshot kuva valokuva bild foto".split())
_CALLED = ("file", "name")
_KEPT = frozenset("photo image picture avatar url path file filename uri blob data kuva bild foto".split())
_OF_FILE = frozenset({"type", "size", "width", "height", "mime", "alt", "user", "title", "tag", "meta", "metadata", "person"})

RULES: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(("extension", "ext"), (of_file,)),
    **dict.fromkeys(("female", "male"), (either,)),
    **dict.fromkeys(_KEPT, (pictured,)),
}
