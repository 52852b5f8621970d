"""Which findings a comment beside the code silences, and what is wrong with such comments."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from piicatalog.checking.directives import Suppression, suppressions
from piicatalog.checking.finding import CheckFinding, Place, Status

ABOUT_SUPPRESSIONS = frozenset({"PII911", "PII912"})
"""A suppression can't silence what is said of suppressions."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong with an ``ignore`` comment; ``kind`` is ``unused``, ``no_code``, ``no_reason``, ``unknown`` or ``expired``."""

    kind: str
    place: Place
    detail: str = ""


def apply_suppressions(
    findings: Sequence[CheckFinding],
    texts: Mapping[str, Callable[[], str]],
    *,
    known_codes: frozenset[str],
    judged: frozenset[str],
    today: date,
) -> tuple[list[CheckFinding], list[Complaint]]:
    """Return the findings with those silenced marked, and the complaints about the comments of the files judged.

    ``texts`` gives a file's text by its path; ``judged`` are the files whose comments are judged themselves (in a pull
    request: the changed ones).
    """
    comments: dict[str, list[tuple[Suppression, int]]] = {}
    for file in sorted({finding.place.file for finding in findings} | judged):
        if file in texts:
            comments[file] = list(_with_targets(texts[file]()))
    used: set[tuple[str, int, int, str]] = set()
    marked = []
    for finding in findings:
        hit = _covering(finding, comments.get(finding.place.file, ()), today)
        if hit is None or finding.rule in ABOUT_SUPPRESSIONS:
            marked.append(finding)
            continue
        used.add((finding.place.file, hit.line, hit.column, finding.rule))
        marked.append(finding.marked(Status.SUPPRESSED, hit.reason))
    complaints = [
        complaint
        for file, found in comments.items()
        if file in judged
        for comment, _ in found
        for complaint in _complaints(file, comment, used, known_codes, today)
    ]
    return marked, complaints


def _with_targets(text: str) -> Iterator[tuple[Suppression, int]]:
    lines: list[str] | None = None
    for comment in suppressions(text):
        lines = text.split("\n") if lines is None else lines
        target = comment.line
        while target < len(lines) and (not lines[target].strip() or lines[target].lstrip().startswith(("--", "#", "//", "/*", "<!--"))):
            target += 1
        yield comment, target + 1


def _covering(finding: CheckFinding, comments: Iterable[tuple[Suppression, int]], today: date) -> Suppression | None:
    for comment, target in comments:
        if comment.reason and not _expired(comment, today) and comment.covers(finding.rule, finding.place.line, target):
            return comment
    return None


def _expired(comment: Suppression, today: date) -> bool:
    return bool(comment.bad_until) or (comment.until is not None and comment.until < today)


def _complaints(
    file: str, comment: Suppression, used: set[tuple[str, int, int, str]], known_codes: frozenset[str], today: date
) -> Iterator[Complaint]:
    place = Place(file, comment.line, comment.column)
    if not comment.codes:
        yield Complaint("no_code", place)
        return
    for code in comment.codes:
        if code not in known_codes:
            yield Complaint("unknown", place, code)
    if not comment.reason:
        yield Complaint("no_reason", place, ", ".join(comment.codes))
    elif _expired(comment, today):
        yield Complaint("expired", place, comment.bad_until or str(comment.until))
    else:
        for code in comment.codes:
            if code in known_codes and (file, comment.line, comment.column, code) not in used:
                yield Complaint("unused", place, code)
