"""What a rule is and what it finds; texts stay apart from facts until a format renders them in a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from piicatalog.model.label import Label


class Severity(StrEnum):
    """How bad a finding is; ``--fail-on`` compares them."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 is worst."""
        return (Severity.ERROR, Severity.WARNING, Severity.NOTE).index(self)


class Status(StrEnum):
    """Whether a finding counts."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a finding stands; lines and columns count from 1, columns in code points, ``end`` is past the last one."""

    file: str
    line: int = 1
    column: int = 1
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


Fact = str | Label
"""A part of a message: the same in every language, or a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """One finding of one rule at one place. Holds no value of any row."""

    rule: str
    severity: Severity
    place: Place
    layout: str = ""
    """The kind of layout and the dialect of the history, ``flyway:postgres``: part of the fingerprint."""
    table: str = ""
    """With its schema, as it is called at the head."""
    column: str = ""
    entity_type: str = ""
    former: tuple[str, ...] = ()
    """Earlier full names of the column or table: a baseline entry under one of them still holds."""
    state: str = ""
    """Type and tag of the column: a baseline entry does not hide a column whose state changed."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    fixes: tuple[Label, ...] = ()
    """What to write instead, each a whole alternative."""
    status: Status = Status.OPEN
    reason: str = ""
    """Why it is suppressed or in the baseline."""

    @property
    def subject(self) -> str:
        """``shop.guardian.henkilotunnus``; a table, or a file where it is about neither."""
        return f"{self.table}.{self.column}" if self.column else self.table

    def fingerprint_under(self, subject: str) -> str:
        """Return the fingerprint as it was when the subject had this name."""
        detail = self.facts.get("key", "")
        parts = (self.rule, self.layout, subject.lower(), self.entity_type, detail if isinstance(detail, str) else detail.en)
        return sha256("\x1f".join(parts).encode(errors="surrogateescape")).hexdigest()[:32]

    @property
    def fingerprint(self) -> str:
        """Return what stays the same when files move, lines shift or messages are reworded."""
        return self.fingerprint_under(self.subject)

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """Sort key of every output."""
        return (self.place.file, self.place.line, self.place.column, self.rule, self.subject, self.entity_type)

    def marked(self, status: Status, reason: str) -> "CheckFinding":
        """Return it suppressed or as part of the baseline."""
        return replace(self, status=status, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small history before and after a change; what is the same in both is written once, in ``base``."""

    base: str = ""
    """SQL of the first migration, at the base revision and, unless replaced, at the head."""
    change: str = ""
    """SQL of a second migration that only the head has."""
    decisions: str = ""
    """``decisions.yaml`` at the head."""
    dialect: str = ""
    says: str = ""
    """Why it fires or does not, in a few words."""
    edited: str = ""
    """What the first migration says at the head instead of ``base``."""
    file: str = "V2__change.sql"
    """The second migration's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule file says of itself."""

    code: str
    severity: Severity
    title: Label
    message: Label
    """With ``{fact}`` placeholders."""
    explanation: Label
    fires: tuple[Example, ...]
    quiet: tuple[Example, ...]
    incomplete: bool = False
    """PII90x: says what was not read; may be lowered but not switched off."""

    def at(self, place: Place, *, severity: Severity | None = None, **details: Any) -> CheckFinding:
        """Return a finding of this rule."""
        return CheckFinding(rule=self.code, severity=severity or self.severity, place=place, **details)

    def say(self, finding: CheckFinding, language: str) -> str:
        """Return the finding's message in a language.

        Facts come from hostile text: control characters are shown, braces in them stay as they are.
        """
        facts = {name: fact.in_language(language) if isinstance(fact, Label) else fact for name, fact in finding.facts.items()}
        facts |= {"table": finding.table, "column": finding.subject, "entity": finding.entity_type}
        return re.sub(r"\{(\w+)\}", lambda match: printable(facts.get(match[1], "")), self.message.in_language(language))


def printable(text: str) -> str:
    r"""Return a text with its control characters and direction marks escaped, in one line.

    >>> printable("a\nb")
    'a\\nb'
    """
    return "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in text)
