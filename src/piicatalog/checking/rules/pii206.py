"""PII206: personal data written in the migration itself."""

import re
from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Place, Rule, Severity
from piicatalog.model.label import Label
from piicatalog.validators import fi_hetu, iban

RULE = Rule(
    code="PII206",
    severity=Severity.ERROR,
    title=Label(en="Personal data in the migration itself", fi="Henkilötieto itse migraatiossa"),
    message=Label(
        en="a valid {kind} stands in this line: personal data in the repository's history",
        fi="rivillä on kelvollinen {kind}: henkilötieto jää tietovaraston historiaan",
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
    ),
)
_INSERT = re.compile(r"\b(?:insert|update|replace|merge|copy|values|set|bulk_insert|execute)\b", re.IGNORECASE)
_HETU = re.compile(r"(?<![0-9A-Za-z])[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-Y](?![0-9A-Za-z])")
_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-])")
_IBAN = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<=['\"\t,])(?:\+358 ?|0)(?:4\d|50)[ -]?\d{3}[ -]?\d{3,5}(?=['\"\t,\n])")
_RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid|localhost|local)(?:\.|$)", re.IGNORECASE)
_ROLES = re.compile(
    r"(?:no-?reply|do-?not-?reply|info|admin|administrator|root|support|help|contact|sales|webmaster|postmaster|test|user|system|git|hello|asiakaspalvelu|tuki)\d*",
    re.IGNORECASE,
)
_KINDS = {
    "hetu": Label(en="personal identity code", fi="henkilötunnus"),
    "email": Label(en="e-mail address", fi="sähköpostiosoite"),
    "iban": Label(en="IBAN", fi="IBAN-tilinumero"),
    "phone": Label(en="phone number", fi="puhelinnumero"),
}
_ENTITIES = {"hetu": "FI_PERSONAL_IDENTITY_CODE", "email": "EMAIL_ADDRESS", "iban": "BANK_ACCOUNT", "phone": "PHONE_NUMBER"}


def check(change: Change) -> Iterator[CheckFinding]:
    """Find values of persons in the changed files; one finding per line and kind."""
    for file, text in change.texts.items():
        if not _INSERT.search(text):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            code = line.split("--", 1)[0] if line.lstrip().startswith("--") else line
            for kind, column, end in _values(code):
                place = Place(file, number, column, end)
                yield RULE.at(
                    place, layout=change.layout, entity_type=_ENTITIES[kind], facts={"kind": _KINDS[kind], "key": f"{kind} {_hash(line)}"}
                )


def _hash(line: str) -> str:
    """Return what tells equal lines from others, so that a baseline entry is for this line alone."""
    from hashlib import sha256

    return sha256(" ".join(line.split()).encode(errors="surrogateescape")).hexdigest()[:12]


def _values(line: str) -> Iterator[tuple[str, int, int]]:
    seen = set()
    for kind, match in _matches(line):
        if kind not in seen:
            seen.add(kind)
            yield kind, match.start() + 1, match.end() + 1


def _matches(line: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _HETU.finditer(line):
        if match[0][7] != "9" and fi_hetu.is_valid(match[0]):  # 900-999 are codes made for tests
            yield "hetu", match
    for match in _EMAIL.finditer(line) if "@" in line else ():
        if not _RESERVED.search(match[2]) and not _ROLES.fullmatch(match[1]):
            yield "email", match
    for match in _IBAN.finditer(line):
        if iban.is_valid(match[0]):
            yield "iban", match
    for match in _PHONE.finditer(line):
        yield "phone", match
