"""PII105: a type change that lets a column hold another kind of content."""

import re
from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.data_type import TypeFamily, family_of
from piicatalog.model.label import Label

RULE = Rule(
    code="PII105",
    severity=Severity.WARNING,
    title=Label(en="Type change changes the kind of content", fi="Tyypin muutos muuttaa sisällön lajia"),
    message=Label(
        en="{column}: {before} becomes {after}: it may hold other content now",
        fi="{column}: {before} muuttuu: {after}; sisältö voi nyt olla muuta",
    ),
    explanation=Label(
        en="A code or number that becomes text, a short text that becomes long, text that becomes JSON: what was declared of the column may no longer cover it.",
        fi="Koodista tai numerosta tulee tekstiä, lyhyestä tekstistä pitkää, tekstistä JSONia: sarakkeesta ilmoitettu ei ehkä enää kata sisältöä.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi text, etunimi text, tila int);",
            change="ALTER TABLE asiakas ALTER COLUMN tila TYPE text;",
            says="number to text",
        ),
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi varchar(80));",
            change="ALTER TABLE asiakas ALTER COLUMN sukunimi TYPE jsonb;",
            says="text to JSON",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int, sukunimi varchar(40));",
            change="ALTER TABLE asiakas ALTER COLUMN sukunimi TYPE varchar(80);",
            says="wider",
        ),
        Example(
            base="CREATE TABLE tuote (id int, tila int);",
            change="ALTER TABLE tuote ALTER COLUMN tila TYPE text;",
            says="no persons in the table",
        ),
    ),
)
_NARROW = frozenset({TypeFamily.BOOLEAN, TypeFamily.INTEGER, TypeFamily.DECIMAL, TypeFamily.ENUM, TypeFamily.DATE, TypeFamily.TIMESTAMP})
_OPEN = frozenset({TypeFamily.JSON, TypeFamily.XML})
LONG = 500
"""Characters from which a text is prose rather than a field."""


def check(change: Change) -> Iterator[CheckFinding]:
    """Find type changes in tables of persons that change the class of content."""
    for was, now in change.changed:
        if (was.is_tagged or now.table.is_personal) and _class_changes(was.data_type, now.data_type):
            facts = {"before": was.data_type, "after": now.data_type}
            yield RULE.at(now.place, facts=facts, **about(now, change.layout))


def _class_changes(before: str, after: str) -> bool:
    one, other = family_of(before), family_of(after)
    if one in _NARROW and other is TypeFamily.TEXT:
        return True
    if {one, other} == {TypeFamily.BINARY, TypeFamily.TEXT} or (one not in _OPEN and other in _OPEN):
        return True
    return one is other is TypeFamily.TEXT and _length(before) <= LONG // 5 and _length(after) >= LONG


def _length(data_type: str) -> int:
    match = re.search(r"\(\s*(\d+)", data_type)
    return int(match[1]) if match else LONG
