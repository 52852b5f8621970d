"""What to write instead, in the form that the file at hand takes, so that it is accepted when it is pasted.

A migration that was run already must not change (Flyway and Liquibase compare checksums): for a column of an unchanged
file only ``decisions.yaml`` is offered. Several columns on one line need their comments right behind them.
"""

from collections.abc import Sequence

from piicatalog.checking.change import Change
from piicatalog.checking.finding import Place
from piicatalog.checking.judged import SPECIAL, JudgedColumn
from piicatalog.model.label import Label

_COMMENTS = {".py": "# {}", ".yaml": "# {}", ".yml": "# {}", ".xml": "<!-- {} -->", ".json": ""}


def comment(file: str, text: str) -> str:
    """Return a text as a comment of a file's language; empty where it has none.

    >>> comment("V1__a.sql", "pii: PERSON"), comment("db/changelog.xml", "pii: PERSON"), comment("0001_a.py", "pii: PERSON")
    ('-- pii: PERSON', '<!-- pii: PERSON -->', '# pii: PERSON')
    """
    return _COMMENTS.get(file[file.rfind(".") :].lower(), "-- {}").format(text)


def tag_text(entity_type: str, purposes: Sequence[str], condition: str = "") -> str:
    """Return the declaration to write beside a column.

    >>> tag_text("EMAIL_ADDRESS", ["web_shop", "delivery"])
    'pii: EMAIL_ADDRESS purpose=<one of: web_shop, delivery>'
    """
    wanted = purposes[0] if len(purposes) == 1 else f"<one of: {', '.join(purposes)}>" if purposes else "<purpose>"
    return f"pii: {entity_type} purpose={wanted}{f' condition={condition}' if condition else ''}"


def declare(change: Change, column: JudgedColumn, kind: str = "") -> tuple[Label, ...]:
    """Return the ways to declare a column's purpose, with the activities that declare its data category."""
    kind = kind or column.entity_type or column.possible
    fitting = change.purposes.activities_for(kind)
    purposes = column.purposes or fitting
    condition = column.declared.tag.condition or ("" if kind not in SPECIAL else "10" if kind == "CRIMINAL" else "9(2)(…)")
    file = change.purposes.decisions_file
    listed = ", ".join(purposes) if column.purposes or len(purposes) == 1 else "…"
    entry = f"{{column: {column.full_name}, decision: confirm, entity_type: {kind}, purposes: [{listed}]{f', condition: {condition}' if condition else ''}}}"
    ways = [*_beside(change, column, tag_text(kind, purposes, condition)), Label(en=f"{file}, columns:  - {entry}")]
    undeclared = [other for other in column.table.columns.values() if other.is_personal and not other.purposes]
    if len(undeclared) > 1 and len(purposes) > 1:
        text = f"{file}, tables:  - {{table: {column.table.name}, activities: [{listed}]}}"
        ways.append(
            Label(
                en=f"{text}   (for its {len(undeclared)} personal columns)", fi=f"{text}   (sen {len(undeclared)} henkilötietosarakkeelle)"
            )
        )
    if not _shows_choice(ways, purposes) and len(purposes) > 1:
        ways[0] = Label(
            en=f"{ways[0].en}   one of: {', '.join(purposes)}", fi=f"{ways[0].in_language('fi')}   jokin näistä: {', '.join(purposes)}"
        )
    if not fitting:
        notice = change.purposes.notice
        ways.append(
            Label(
                en=f"leave the column out: no activity of notice {notice} declares this category yet; it must be added there first",
                fi=f"jätä sarake pois: mikään selosteen {notice} toimi ei vielä ilmoita tätä tietoryhmää; se on ensin lisättävä sinne",
            )
        )
    return tuple(ways)


def _shows_choice(ways: Sequence[Label], purposes: Sequence[str]) -> bool:
    return all(purpose in ways[0].en for purpose in purposes)


def _beside(change: Change, column: JudgedColumn, text: str) -> list[Label]:
    """Return the comment to write beside the column's name, where the file may change and the name stands there."""
    place = column.place
    line = _line(change, place)
    if column.name.lower() not in line[place.column - 1 : place.end - 1].lower():
        return []  # it comes from a query, a parent, a variable
    written = comment(place.file, text)
    if not written:
        return []
    alone = not any(
        other.place.file == place.file and other.place.line == place.line and other.place.column > place.column
        for table in change.head.values()
        if table.place.file == place.file or table is column.table
        for other in table.columns.values()
    )
    if alone:
        where = Label(en="   (this line)", fi="   (tälle riville)")
    elif written.startswith("--"):
        written = f"/* {text} */"
        where = Label(en="   (right behind this column)", fi="   (heti tämän sarakkeen jälkeen)")
    else:
        return []
    if change.whole and not change.layout.startswith(("schema", "dump", "dbt")):
        where = Label(en=f"{where.en}, unless it was run already", fi=f"{where.fi}, ellei sitä ole jo ajettu")
    return [Label(en=f"{written}{where.en}", fi=f"{written}{where.fi}")]


def _line(change: Change, place: Place) -> str:
    text = change.texts.get(place.file, "")  # only the changed files' texts are there
    lines = text.split("\n", place.line) if text else []
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""
