"""What a migration's comments say to us: ``-- pii: …`` declares, ``-- piicatalog: ignore[…]`` suppresses.

>>> parse_tag("EMAIL_ADDRESS purpose=customer_relationship retention=P3Y")
DeclaredTag(entity_types=('EMAIL_ADDRESS',), purposes=('customer_relationship',), retention=('P3Y',), condition='', unknown=())
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from piicatalog.model.entity_type import EntityType

_TO_ITS_END = r"(?:/\*|<!--)\s*{0}(?:(?!\*/|-->)[^\n])*|(?:--|\#|//)\s*{0}[^\n]*"
_TAG = re.compile(_TO_ITS_END.format("pii:"), re.IGNORECASE)
_IGNORE = re.compile(_TO_ITS_END.format(r"piicatalog:\s*ignore\b"), re.IGNORECASE)
_IGNORED = re.compile(r"ignore(-file)?\b\s*(?:\[([^\]\n]*)\])?(.*)", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"\[pii:\s*([^\]]*)\]", re.IGNORECASE)
_PAIR = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""")
_ENTITY = re.compile(r"\b[A-Z][A-Z_]+\b|\A\s*[a-z][a-z_]+(?=[\s;,]|\Z)")
"""In capitals anywhere, in small letters only as the first word: what follows may be prose."""
NONE = "NONE"
"""Declares that the column holds no personal data."""
_KNOWN = frozenset({*map(str, EntityType), NONE})
_END = re.compile(r"\s*(?:\*/|-->)\s*$")


@dataclass(frozen=True, slots=True)
class DeclaredTag:
    """What somebody declared of a column beside it."""

    entity_types: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    """Processing activities or purposes of the notice."""
    retention: tuple[str, ...] = ()
    condition: str = ""
    """The condition of GDPR article 9(2) or the authority of article 10: ``9(2)(h)``."""
    unknown: tuple[str, ...] = ()
    """What stands where an entity type should and is none."""

    def __str__(self) -> str:
        pairs = (("purpose", ",".join(self.purposes)), ("retention", ",".join(self.retention)), ("condition", self.condition))
        return " ".join([",".join(self.entity_types), *(f"{name}={value}" for name, value in pairs if value)]).strip()


@dataclass(frozen=True, slots=True)
class TagComment:
    """A ``-- pii:`` comment; ``own_line``: nothing else stands on its line, so it is about what follows."""

    line: int
    column: int
    own_line: bool
    tag: DeclaredTag


@dataclass(frozen=True, slots=True)
class Suppression:
    """An ``ignore`` comment."""

    line: int
    column: int
    own_line: bool
    whole_file: bool
    codes: tuple[str, ...]
    reason: str
    until: date | None
    bad_until: str = ""
    """An ``until`` that is no date."""

    def covers(self, rule: str, line: int, first_code_line: int) -> bool:
        """Whether it silences a rule at a line; ``first_code_line`` is the first line with code after the comment."""
        return rule in self.codes and (self.whole_file or line == (first_code_line if self.own_line else self.line))


def parse_tag(text: str) -> DeclaredTag:
    """Return what ``ENTITY_TYPE purpose=… retention=… condition=…`` declares; parts are separated by spaces or ``;``."""
    text = _END.sub("", text)
    pairs: dict[str, list[str]] = {}
    for match in _PAIR.finditer(text):
        value = next(group for group in match.groups()[1:] if group is not None)
        pairs.setdefault(match[1].lower(), []).extend(part.strip() for part in value.split(",") if part.strip())
    named = [word.strip() for word in _ENTITY.findall(_PAIR.sub(" ", text))]
    return DeclaredTag(
        entity_types=tuple(dict.fromkeys(word.upper() for word in named if word.upper() in _KNOWN)),
        unknown=tuple(word for word in named if word.isupper() and word not in _KNOWN),
        purposes=tuple(pairs.get("purpose", ()) or pairs.get("purposes", ())),
        retention=tuple(pairs.get("retention", ())),
        condition=",".join(pairs.get("condition", ())),
    )


def tag_in_comment(comment: str) -> DeclaredTag | None:
    """Return the tag of a column's comment, ``Henkilötunnus. [pii: FI_PERSONAL_IDENTITY_CODE; purpose=…]``, or None."""
    match = _BRACKETED.search(comment)
    return parse_tag(match[1]) if match else None


def tag_comments(text: str) -> Iterator[TagComment]:
    """Yield the ``pii:`` comments of a file in order."""
    if "pii:" not in text.lower():
        return
    for number, line in enumerate(text.split("\n"), 1):
        for match in _TAG.finditer(line):
            yield TagComment(number, match.start() + 1, not line[: match.start()].strip(), parse_tag(match[0].split(":", 1)[1]))


def suppressions(text: str) -> Iterator[Suppression]:
    """Yield the ``ignore`` comments of a file in order, those without a code or reason too."""
    if "piicatalog:" not in text.lower():
        return
    for number, line in enumerate(text.split("\n"), 1):
        for match in _IGNORE.finditer(line):
            said = _IGNORED.search(match[0])
            assert said is not None
            pairs = {pair[1].lower(): next(group for group in pair.groups()[1:] if group is not None) for pair in _PAIR.finditer(said[3])}
            until, bad = None, ""
            if "until" in pairs:
                try:
                    until = date.fromisoformat(pairs["until"])
                except ValueError:
                    bad = pairs["until"]
            yield Suppression(
                line=number,
                column=match.start() + 1,
                own_line=not line[: match.start()].strip(),
                whole_file=said[1] is not None,
                codes=tuple(code.strip().upper() for code in (said[2] or "").split(",") if code.strip()),
                reason=pairs.get("reason", "").strip(),
                until=until,
                bad_until=bad,
            )
