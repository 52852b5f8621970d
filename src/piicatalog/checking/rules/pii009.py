"""PII009: a secret that looks readable."""

import re
from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.judged import CERTAIN, JudgedColumn
from piicatalog.model.data_type import TypeFamily
from piicatalog.model.label import Label

RULE = Rule(
    code="PII009",
    severity=Severity.WARNING,
    title=Label(en="Secret in a readable-looking type", fi="Salaisuus luettavan näköisenä"),
    message=Label(
        en="{column} ({type}) looks like a secret in readable form: {what}",
        fi="{column} ({type}) näyttää salaisuudelta luettavassa muodossa: {what}",
    ),
    explanation=Label(
        en="A password must be kept as a salted slow hash; the shortest in use takes 60 characters (bcrypt), an old MD5 32. A shorter type, or a "
        "token beside its own hash, means that the secret itself is kept.",
        fi="Salasana säilytetään vain suolattuna hitaana tiivisteenä; lyhin käytetty vie 60 merkkiä (bcrypt), vanha MD5 32. Lyhyempi tyyppi tai "
        "tunniste oman tiivisteensä vieressä tarkoittaa, että itse salaisuus tallennetaan.",
    ),
    fires=(
        Example(
            base="CREATE TABLE users (id int);", change="ALTER TABLE users ADD COLUMN password varchar(20);", says="too short for a hash"
        ),
        Example(
            base="CREATE TABLE users (id int);",
            change="ALTER TABLE users ADD COLUMN password text, ADD COLUMN password_hash text;",
            says="beside its hash",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE users (id int);", change="ALTER TABLE users ADD COLUMN password varchar(255);", says="long enough for a hash"
        ),
        Example(base="CREATE TABLE users (id int);", change="ALTER TABLE users ADD COLUMN password_hash bytea;", says="a hash"),
    ),
)
_LENGTH = re.compile(r"char\w*\s*\(\s*(\d+)", re.IGNORECASE)
_HIDDEN = re.compile(r"hash|digest|salt|crypt|tiiviste|suola", re.IGNORECASE)
SHORTEST_HASH = 32
"""An MD5 in hexadecimal."""


def check(change: Change) -> Iterator[CheckFinding]:
    """Find secrets kept readable."""
    for column in change.judged:
        what = _readable(column) if "PASSWORD" in (column.entity_type, column.possible) and column.confidence >= CERTAIN else None
        if what is not None:
            fix = Label(
                en="keep a salted hash instead: password_hash varchar(255)", fi="säilytä suolattu tiiviste: password_hash varchar(255)"
            )
            yield RULE.at(column.place, facts={"type": column.data_type, "what": what}, fixes=(fix,), **about(column, change.layout))


def _readable(column: JudgedColumn) -> Label | None:
    if column.family is not TypeFamily.TEXT or _HIDDEN.search(column.name):
        return None
    length = _LENGTH.search(column.data_type)
    if length and int(length[1]) < SHORTEST_HASH:
        return Label(en=f"{length[1]} characters hold no hash", fi=f"{length[1]} merkkiin ei mahdu tiivistettä")
    stem = column.name.lower()
    beside = [
        other.name
        for other in column.table.columns.values()
        if other is not column and stem in other.name.lower() and _HIDDEN.search(other.name)
    ]
    return Label(en=f"{beside[0]} stands beside it", fi=f"{beside[0]} on sen vieressä") if beside else None
