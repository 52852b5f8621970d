"""The audit as text for people, in Finnish, Swedish and English, and as plain data for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from piicatalog.model.label import Label
from piicatalog.model.processing import Notice
from piicatalog.retention.audit import FLOOR, Audit, AuditLine, Counts, shown
from piicatalog.retention.queries import Calendar

_MISSING = {
    "bind_table": Label(fi="taululla ei ole tarkoitusta", sv="tabellen har inget ändamål", en="the table has no purpose"),
    "undeclared": Label(
        fi="seloste ei nimeä näitä tietoja", sv="meddelandet nämner inte dessa uppgifter", en="the notice does not name these data"
    ),
    "circular": Label(fi="sääntö viittaa itseensä", sv="regeln hänvisar till sig själv", en="the rule refers to itself"),
}  # fmt: skip
_WORDS = {
    "head": Label(
        fi="Rivejä {day}; alle {floor} rivin määrät on piilotettu.",
        sv="Rader {day}; antal under {floor} är dolda.",
        en="Rows as of {day}; counts below {floor} are hidden.",
    ),
    "overdue": Label(fi="myöhässä", sv="försenade", en="overdue"),
    "longest": Label(fi="vanhin yli {years} v", sv="äldst över {years} år", en="the oldest by more than {years} y"),
    "held_by_law": Label(fi="vain lain vuoksi säilytettäviä", sv="bevaras endast enligt lag", en="kept by law alone"),
    "on_hold": Label(fi="myöhässä, mutta poistokielto", sv="försenade men raderingsstopp", en="overdue but on legal hold"),
    "due": Label(fi="erääntyy", sv="förfaller", en="due"),
    "later": Label(fi="myöhemmin", sv="senare", en="later"),
    "without_date": Label(fi="ei päivämäärää", sv="utan datum", en="no date to count from"),
    "unreadable": Label(fi="päivämäärä ei luettavissa", sv="datum kan inte läsas", en="date that cannot be read"),
    "hidden": Label(fi="piilotettu", sv="dolt", en="hidden"),
    "none": Label(fi="ei rivejä", sv="inga rader", en="no rows"),
    "erasure": Label(fi="poistaminen (kaikki yhdessä)", sv="radering (alla tillsammans)", en="erasure (all together)"),
    "own": Label(fi="oma päätös", sv="eget beslut", en="own decision"),
    "cannot": Label(fi="ei laskettavissa: {names}", sv="kan inte beräknas: {names}", en="cannot be computed: {names}"),
    "least": Label(
        fi=" (vain laskettavat säännöt: {counts})", sv=" (endast regler som kan beräknas: {counts})", en=" (the computable rules alone: {counts})"
    ),
    "problem": Label(fi="ei tarkastettu: {problem}", sv="inte granskad: {problem}", en="not audited: {problem}"),
}  # fmt: skip


def audit_text(audit: Audit, notice: Notice, language: str = "en", *, floor: int = FLOOR) -> Iterator[str]:
    """Yield the audit's lines: per table and group of columns, one for each activity and one for all together."""
    words = _Words(notice=notice, language=language, calendar=audit.calendar, floor=floor)
    yield words.say("head", day=audit.calendar.today.isoformat(), floor=floor)
    for table, lines in groupby(audit.lines, key=lambda line: line.table):
        yield table
        for columns, own in groupby(lines, key=lambda line: line.columns):
            yield f"  {', '.join(columns)}"
            yield from (f"    {line}" for line in words.lines(tuple(own)))
    yield from (words.say("problem", problem=problem) for problem in audit.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    notice: Notice
    language: str
    calendar: Calendar
    floor: int

    def say(self, key: str, **values: object) -> str:
        return _WORDS[key].in_language(self.language).format(**values)

    def lines(self, lines: Sequence[AuditLine]) -> Iterator[str]:
        labels = {activity.id: activity.label.in_language(self.language) for activity in self.notice.activities}
        told = [line.counts for line in lines if line.counts is not None]
        alone = len(lines) == 1
        for line in lines:
            name = labels.get(line.activity, line.activity) or self.say("own" if alone and line.counts else "erasure")
            if line.counts is not None:
                yield f"{name}: {self.counts(line.counts)}"
                continue
            missing = ", ".join(self.missing(name) for name in line.cannot)
            # One activity's own counts need not be said again for all together.
            least = self.say("least", counts=self.counts(line.least)) if line.least is not None and line.least not in told else ""
            yield f"{name}: {self.say('cannot', names=missing)}{least}"

    def missing(self, name: str) -> str:
        return _MISSING[name].in_language(self.language) if name in _MISSING else name.removeprefix("anchor:")

    def counts(self, counts: Counts) -> str:
        texts = {name: self.say("hidden") if text == "hidden" else text for name, text in shown(counts, self.floor).items()}
        months = [f"{_month(name, self.calendar)} {text}" for name, text in texts.items() if name.startswith("due:")]
        cells = {name: f"{self.say(name)} {text}" for name, text in texts.items() if not name.startswith("due:")}
        if counts.longest and counts.overdue >= self.floor:
            cells["overdue"] += f" ({self.say('longest', years=counts.longest)})"
        if months:
            cells["due"] = f"{self.say('due')} {', '.join(months)}"
        order = ("overdue", "on_hold", "held_by_law", "due", "later", "without_date", "unreadable")
        return "; ".join(cells[name] for name in order if name in cells) or self.say("none")


def _month(name: str, calendar: Calendar) -> str:
    return f"{calendar.month_start(int(name.removeprefix('due:'))):%Y-%m}"


def audit_data(audit: Audit, *, floor: int = FLOOR) -> dict[str, Any]:
    """Return the audit as plain data; counts are texts where they are hidden."""
    return {
        "version": 1,
        "as_of": audit.calendar.today.isoformat(),
        "floor": floor,
        "lines": [
            {
                "source": line.source,
                "table": line.table,
                "columns": list(line.columns),
                "activity": line.activity or None,
                "computed": line.counts is not None,
                "cannot": list(line.cannot),
                "rows": _data(line.counts or line.least, audit.calendar, floor),
            }
            for line in audit.lines
        ],
        "problems": list(audit.problems),
    }


def _data(counts: Counts | None, calendar: Calendar, floor: int) -> dict[str, Any]:
    if counts is None:
        return {}
    cells: dict[str, Any] = {}
    for name, text in shown(counts, floor).items():
        value: int | str = int(text) if text.isdecimal() else text
        if name.startswith("due:"):
            cells.setdefault("due", {})[_month(name, calendar)] = value
        else:
            cells[name] = value
    if counts.longest is not None and counts.overdue >= floor:
        cells["longest_overdue_more_than_years"] = counts.longest
    return cells


def is_overdue(lines: Sequence[AuditLine]) -> bool:
    """Whether any row must be gone already."""
    return any(line.counts is not None and line.counts.overdue for line in lines)
