"""Findings that a team has seen and not yet dealt with: ``.piicatalog-baseline.json``, sorted, one entry a line, mergeable.

A fingerprint holds no path, line or message, so an entry survives moved files, squashed histories and, through the
names that a column had, renames. It never hides a column whose type or tag has changed since.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from piicatalog.checking.finding import CheckFinding, Status
from piicatalog.errors import DefinitionError, Problem

FILE_NAME = ".piicatalog-baseline.json"
NEEDS_REASON = frozenset({"PII002", "PII003", "PII106", "PII206"})
"""What nobody may put off without saying why."""
NEVER = frozenset({"PII901", "PII908", "PII911", "PII912"})
"""Says what was not read, or is about suppressions themselves."""
_TEXTS = ("fingerprint", "rule", "table", "column", "entity", "state", "reason", "added")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineEntry:
    """One finding put off."""

    fingerprint: str
    rule: str
    table: str = ""
    column: str = ""
    entity: str = ""
    state: str = ""
    reason: str = ""
    added: str = ""
    """The date it was recorded, ISO 8601."""

    @property
    def order(self) -> tuple[str, str, str, str, str]:
        """Sort key of the file."""
        return (self.table, self.column, self.rule, self.entity, self.fingerprint)


def load_baseline(path: Path) -> tuple[BaselineEntry, ...]:
    """Read a baseline; a missing file is an empty one, a wrong one raises DefinitionError with the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError([Problem(str(path), 1, f"cannot be read: {type(error).__name__}")]) from None
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in lines):
        number = next(n for n, line in enumerate(lines, 1) if line.startswith(("<<<<<<<", ">>>>>>>")))
        raise DefinitionError([Problem(str(path), number, "holds a merge conflict: keep the lines of both sides, one entry each")])
    try:
        data = json.loads("\n".join(lines))
    except json.JSONDecodeError as error:
        raise DefinitionError([Problem(str(path), error.lineno, f"not JSON: {error.msg}")]) from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise DefinitionError([Problem(str(path), 1, "must be an object with the list findings")])
    entries = []
    for number, item in enumerate(data["findings"]):
        if not isinstance(item, dict) or not all(isinstance(item.get(name, ""), str) for name in _TEXTS) or not item.get("fingerprint"):
            raise DefinitionError([Problem(str(path), number + 3, "an entry is an object of texts with a fingerprint")])
        entries.append(BaselineEntry(**{name: item.get(name, "") for name in (*_TEXTS,)}))
    return tuple(dict.fromkeys(entries))


def dump_baseline(entries: Iterable[BaselineEntry]) -> str:
    """Return the file's text."""
    lines = [
        json.dumps({name: getattr(entry, name) for name in _TEXTS if getattr(entry, name)}, ensure_ascii=False)
        for entry in sorted(set(entries), key=lambda entry: entry.order)
    ]
    return '{"version": 1, "findings": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "]}\n"


def apply_baseline(
    findings: Sequence[CheckFinding], entries: Sequence[BaselineEntry]
) -> tuple[list[CheckFinding], tuple[BaselineEntry, ...]]:
    """Return the findings with those of the baseline marked, and the entries that no finding needs any more."""
    by_fingerprint = {entry.fingerprint: entry for entry in entries}
    used: set[str] = set()
    marked = []
    for finding in findings:
        entry = _entry_of(finding, by_fingerprint)
        if entry is not None:
            used.add(entry.fingerprint)
        if entry is None or finding.status is not Status.OPEN or not _holds(entry, finding):
            marked.append(finding)
        else:
            marked.append(finding.marked(Status.BASELINE, entry.reason))
    return marked, tuple(entry for entry in entries if entry.fingerprint not in used)


def _entry_of(finding: CheckFinding, entries: dict[str, BaselineEntry]) -> BaselineEntry | None:
    for subject in (finding.subject, *finding.former):
        entry = entries.get(finding.fingerprint_under(subject))
        if entry is not None:
            return entry
    return None


def _holds(entry: BaselineEntry, finding: CheckFinding) -> bool:
    if finding.rule in NEVER or (finding.rule in NEEDS_REASON and not entry.reason):
        return False
    return entry.state == finding.state


def record(
    findings: Iterable[CheckFinding], earlier: Sequence[BaselineEntry], *, today: str, reason: str = ""
) -> tuple[tuple[BaselineEntry, ...], tuple[CheckFinding, ...]]:
    """Return the baseline that covers all findings that count, and those that can't enter it without a reason.

    An entry that still holds keeps its date and reason.
    """
    known = {entry.fingerprint: entry for entry in earlier}
    entries: list[BaselineEntry] = []
    refused: list[CheckFinding] = []
    for finding in findings:
        if finding.status is Status.SUPPRESSED or finding.rule in NEVER:
            continue
        old = _entry_of(finding, known)
        why = (old.reason if old else "") or reason
        if finding.rule in NEEDS_REASON and not why:
            refused.append(finding)
            continue
        new = BaselineEntry(
            fingerprint=finding.fingerprint,
            rule=finding.rule,
            table=finding.table,
            column=finding.column,
            entity=finding.entity_type,
            state=finding.state,
            reason=why,
            added=today,
        )
        entries.append(replace(new, added=old.added) if old and old.state == finding.state else new)
    return tuple(dict.fromkeys(entries)), tuple(refused)
