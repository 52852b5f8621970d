"""PII206: personal data written in the migration itself."""

from collections.abc import Iterator
from hashlib import sha256

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Place, Rule, Severity
from piicatalog.checking.written_values import WrittenValue, written_values
from piicatalog.model.label import Label

RULE = Rule(
    code="PII206",
    severity=Severity.ERROR,
    title=Label(en="Personal data in the migration itself", fi="Henkilötieto itse migraatiossa"),
    message=Label(
        en="a valid {kind} stands in this line{more}: personal data in the repository's history",
        fi="rivillä on kelvollinen {kind}{more}: henkilötieto jää tietovaraston historiaan",
    ),
    explanation=Label(
        en="What is committed stays in every clone. Load data from outside the repository, or write an invented value: identity codes with an "
        "individual number 900-999, addresses at example.com. The value is never printed here.",
        fi="Tallennettu jää jokaiseen kopioon. Lataa tiedot tietovaraston ulkopuolelta tai käytä keksittyä arvoa: henkilötunnus, jonka "
        "yksilönumero on 900-999, osoite example.com. Arvoa ei tulosteta tähän.",
    ),
    fires=(
        Example(
            base="CREATE TABLE t (id int, x text);",
            change="INSERT INTO t VALUES (1, 'matti.meikalainen@firma.fi');",
            says="an e-mail address",
        ),
        Example(base="CREATE TABLE t (id int, x text);", change="UPDATE t SET x = 'DE89370400440532013000';", says="an IBAN"),
    ),
    quiet=(
        Example(base="CREATE TABLE t (id int, x text);", change="INSERT INTO t VALUES (1, 'a@example.com');", says="a reserved domain"),
        Example(base="CREATE TABLE t (id int, x text);", change="INSERT INTO t VALUES (1, '010594Y9032');", says="a test code"),
        Example(base="CREATE TABLE t (id int, x text);", change="INSERT INTO t VALUES (1, 'noreply@firma.fi');", says="nobody's address"),
        Example(
            base="CREATE TABLE t (id int);",
            change="-- Copyright Matti, matti.meikalainen@firma.fi\nINSERT INTO t VALUES (1);",
            says="a comment",
        ),
    ),
)
_KINDS = {
    "hetu": Label(en="personal identity code", fi="henkilötunnus"),
    "email": Label(en="e-mail address", fi="sähköpostiosoite"),
    "iban": Label(en="IBAN", fi="IBAN-tilinumero"),
    "phone": Label(en="phone number", fi="puhelinnumero"),
}
_ENTITIES = {"hetu": "FI_PERSONAL_IDENTITY_CODE", "email": "EMAIL_ADDRESS", "iban": "BANK_ACCOUNT", "phone": "PHONE_NUMBER"}


SHOWN = 5
"""Lines of a kind in one file that are told each by itself; of more, the first tells how many."""


def check(change: Change) -> Iterator[CheckFinding]:
    """Find values of persons in the changed files."""
    for file, text in change.texts.items():
        by_kind: dict[str, list[WrittenValue]] = {}
        for value in written_values(file, text):
            by_kind.setdefault(value.kind, []).append(value)
        lines = text.split("\n") if by_kind else []
        for kind, values in by_kind.items():
            for value in values if len(values) <= SHOWN else values[:1]:
                more = len(values) - 1 if len(values) > SHOWN else 0
                place = Place(file, value.line, value.column, value.end)
                facts: dict[str, Label | str] = {"kind": _KINDS[kind], "key": f"{kind} {_hash(lines[value.line - 1])}"}
                facts["more"] = Label(en=f", and in {more} more lines", fi=f", ja lisäksi {more} rivillä") if more else ""
                yield RULE.at(place, layout=change.layout, entity_type=_ENTITIES[kind], facts=facts)


def _hash(line: str) -> str:
    """Return what tells equal lines from others, so that a baseline entry is for this line alone."""
    return sha256(" ".join(line.split()).encode(errors="surrogateescape")).hexdigest()[:12]
