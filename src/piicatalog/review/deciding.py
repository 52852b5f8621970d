"""What a person says of a column, table or question, as an entry for ``decisions.yaml``: with who decides, when and why."""

import datetime as dt
import getpass
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from piicatalog.errors import UnknownNameError, UsageError
from piicatalog.model.catalog import CatalogColumn, Decision
from piicatalog.model.decision import Action, Answer, ColumnDecision, TableDecision
from piicatalog.model.entity_type import EntityType
from piicatalog.model.printable import shown
from piicatalog.model.processing import Notice, TableBinding
from piicatalog.store.evidence import evidence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who decides, when and why."""

    who: str
    when: str
    why: str
    recheck: str = ""

    @classmethod
    def now(cls, who: str | None, why: str, recheck: str = "") -> Self:
        """Return it for today; without ``who`` by git's user name, else the login name."""
        return cls(who=who or name_of_user(), when=_today().isoformat(), why=why.strip(), recheck=_date(recheck))


def on_column(
    entry: CatalogColumn,
    action: Action,
    entity_type: EntityType | None,
    said: Said,
    *,
    source: str = "",
    condition: str = "",
    before: ColumnDecision | None = None,
) -> ColumnDecision:
    """Return a decision on a column, with what its values say now; ``source`` empty: for every source that has such a column.

    What was said of its purposes, retention and condition ``before`` stays, unless it holds no personal data after all.
    Raises UsageError where the action makes no sense, or its reason is missing.
    """
    needs_reason(action, said.why)
    if action is Action.DISMISS and entity_type is not None:
        raise UsageError("dismiss takes no entity type")
    if action is Action.DISMISS and condition:
        raise UsageError("dismiss takes no condition: the column holds no personal data")
    if action is Action.RETYPE and entity_type is None:
        raise UsageError("retype needs the entity type that it is: decide TABLE.COLUMN retype EMAIL_ADDRESS --why TEXT")
    if action is Action.CONFIRM and entity_type is None:
        found = entry.verdict.entity_types
        if not found:
            raise UsageError(f"nothing was found in {shown(entry.full_name)} that could be confirmed; say what it is: retype ENTITY_TYPE")
        entity_type = found[0]
    decision = Decision(
        action=str(action), entity_type=str(entity_type or ""), who=said.who, when=said.when, why=said.why, recheck=said.recheck
    )
    decided = ColumnDecision(column=entry.full_name, source=source, decision=decision, evidence=evidence_of(entry), condition=condition)
    if before is None or action is Action.DISMISS:
        return decided
    return replace(decided, purposes=before.purposes, retention=before.retention, condition=condition or before.condition)


def on_tables(pattern: str, activities: Sequence[str], notice: Notice, said: Said) -> TableDecision:
    """Return the activities that tables serve, by a name or pattern; raises UnknownNameError when the notice has no such activity."""
    needs_reason("bind", said.why)
    known = [activity.id for activity in notice.activities]
    if not activities:
        raise UsageError(f"bind needs activities of the notice {notice.id}: {', '.join(known)}")
    for activity in activities:
        if activity not in known:
            raise UnknownNameError("processing activity", activity, known)
    binding = TableBinding(pattern=pattern, activities=tuple(activities), why=said.why)
    return TableDecision(binding=binding, who=said.who, when=said.when, recheck=said.recheck)


def to_question(question: str, answer: str, notice: Notice, said: Said) -> Answer:
    """Return an answer to what the notice leaves open; raises UnknownNameError when it does not ask that."""
    from piicatalog.retention.endings import answerable

    needs_reason("answer", said.why)
    known = answerable(notice)
    if question.partition(".")[0] not in known:
        raise UnknownNameError("question", question, known)
    if not answer:
        raise UsageError(f"{question} needs an answer: decide {question} answer TEXT --why TEXT")
    return Answer(question=question, answer=answer, who=said.who, when=said.when, why=said.why)


def entity_type_of(name: str) -> EntityType:
    """Return the entity type of a name in any letter case; raises UnknownNameError when there is none."""
    try:
        return EntityType(name.upper())
    except ValueError:
        raise UnknownNameError("entity type", name.upper(), list(EntityType)) from None


def needs_reason(action: str, why: str) -> None:
    """Raise UsageError when what is said needs a reason and has none; to confirm what was found needs none."""
    if action != Action.CONFIRM and not why.strip():
        raise UsageError(f"{action} needs a reason that others can check: --why TEXT")


def _date(text: str) -> str:
    """Return a date of ``2027-01-31`` or ``90d``."""
    if text.endswith("d") and text[:-1].isdecimal() and len(text) < 7:
        return (_today() + dt.timedelta(days=int(text[:-1]))).isoformat()
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"--recheck {text}: write a date as 2027-01-31, or days as 90d") from None


def _today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def name_of_user() -> str:
    """Return who decides when it is not said; raises UsageError when nothing tells."""
    git = shutil.which("git")
    if git is not None:
        said = subprocess.run([git, "config", "--get", "user.name"], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - a fixed command
        if said.stdout.strip():
            return said.stdout.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("who decides is not known: --who NAME") from None
