"""The plan as text for people, in Finnish, Swedish and English, and as plain data for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from piicatalog.model.label import Label
from piicatalog.model.processing import Bound, Notice
from piicatalog.model.retention import Assignment, Dependent, Ending, Unknown
from piicatalog.retention import wording
from piicatalog.retention.plan import ColumnGroup, Plan, TablePlan, unanswered
from piicatalog.retention.summary import summary
from piicatalog.retention.vouchers import PARAMETER, Voucher

_ROLLING = "per_customer_max"
_NAMED_TABLES = 8
_WORDS = {
    "goes": Label(fi="poistettava", sv="raderas", en="must go"),
    "stays": Label(fi="säilytettävä", sv="bevaras", en="must stay"),
    "open": Label(fi="avoin", sv="öppen", en="open"),
    "follows": Label(fi="seuraa muita", sv="följer andra", en="follows others"),
    "needs": Label(fi="vastattava: {names}", sv="obesvarat: {names}", en="to be answered: {names}"),
    "rolling": Label(fi="alkaa alusta jokaisesta tilauksesta", sv="börjar om vid varje beställning", en="starts anew with each order"),
    "likely": Label(
        fi="taulun nimen perusteella kirjanpidon tositteita",
        sv="enligt tabellens namn verifikat i bokföringen",
        en="accounting vouchers by the table's name",
    ),
    "own": Label(fi="oma päätös", sv="eget beslut", en="own decision"),
    "nothing": Label(
        fi="mikään ei kerro, miksi tai kuinka kauan näitä saa säilyttää",
        sv="inget säger varför eller hur länge dessa får sparas",
        en="nothing says why or how long these may be kept",
    ),
    "indeterminate": Label(
        fi="loppua ei voi nimetä ennen kuin kysymyksiin on vastattu; päättynyttä tarkoitusta varten tietoja ei enää saa käyttää",
        sv="inget slut kan anges förrän frågorna har besvarats; för ett ändamål som upphört får uppgifterna inte längre användas",
        en="no end can be named before the questions are answered; for each activity that has ended they may no longer be used",
    ),
    "duty": Label(
        fi="poistetaan, kun viimeinen tarkoitus ja lakisääteinen velvollisuus ovat päättyneet; tarkoitusten jälkeen vain velvollisuutta varten",
        sv="raderas när det sista ändamålet och den lagstadgade skyldigheten har upphört; efter ändamålen endast för skyldigheten",
        en="go when the last purpose and the statutory duty have ended; after the purposes they serve the duty alone",
    ),
    "last": Label(fi="poistetaan, kun viimeinen näistä on päättynyt", sv="raderas när det sista av dessa har upphört", en="go when the last of these has ended"),
    "then": Label(fi="poistetaan silloin", sv="raderas då", en="go then"),
    "view": Label(
        fi="näkymä: sen rivit ovat muiden taulujen ja poistuvat niiden mukana",
        sv="vy: dess rader är andra tabellers och raderas med dem",
        en="a view: its rows are those of other tables and go with them",
    ),
    "dates": Label(fi="päivämäärät", sv="datum", en="dates"),
    "asked": Label(
        fi="Vastattava (parameters: ja events: tiedostossa piicatalog.yaml, tai piicatalog decide):",
        sv="Att besvara (parameters: och events: i piicatalog.yaml, eller piicatalog decide):",
        en="To be answered (parameters: and events: in piicatalog.yaml, or piicatalog decide):",
    ),
    "for": Label(fi="tauluille", sv="för", en="for"),
    "summary": Label(
        fi="{tables} taulua, {columns} henkilötietosaraketta: {exact} laskettavissa, {open} avoinna, {nothing} ilman tarkoitusta",
        sv="{tables} tabeller, {columns} kolumner med personuppgifter: {exact} kan beräknas, {open} öppna, {nothing} utan ändamål",
        en="{tables} tables, {columns} columns of personal data: {exact} computable, {open} open, {nothing} without a purpose",
    ),
}  # fmt: skip


def plan_text(plan: Plan, notice: Notice, language: str = "en") -> Iterator[str]:
    """Yield the plan's lines: per table what goes when, what must stay, what cannot be computed; then what to ask."""
    words = _Words(plan=plan, notice=notice, language=language)
    for table in plan.tables:
        yield table.table.full_name
        if not table.has_rows:
            yield f"  {words.say('view')}"
            yield ""
            continue
        for group in table.groups:
            yield f"  {', '.join(group.columns)}"
            yield from (f"    {line}" for line in words.group(group, table))
        if table.routes:
            told = "; ".join(
                f"{wording.event(event, language)} = {wording.anchor(route.anchor, language)}" for event, route in table.routes.items()
            )
            yield f"  {words.say('dates')}: {told}"
        yield ""
    yield from words.questions()
    yield words.summary()


def questions_of(plan: Plan) -> dict[str, list[str]]:
    """Return every open question with the tables that need its answer, in a stable order."""
    asked: dict[str, list[str]] = {}
    for table in (table for table in plan.tables if table.has_rows):
        for group in table.groups:
            names = [*group.questions, *([PARAMETER] if group.voucher in {Voucher.ASK, Voucher.LIKELY} else [])]
            for name in names:
                tables = asked.setdefault(name, [])
                if table.table.full_name not in tables:
                    tables.append(table.table.full_name)
    return dict(sorted(asked.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    plan: Plan
    notice: Notice
    language: str

    def say(self, key: str, **values: object) -> str:
        return _WORDS[key].in_language(self.language).format(**values)

    def activity(self, name: str) -> str:
        labels = {activity.id: activity.label.in_language(self.language) for activity in self.notice.activities}
        return labels.get(name, name) or self.say("own")

    def group(self, group: ColumnGroup, table: TablePlan) -> Iterator[str]:
        told = frozenset(table.never | table.routes.keys())
        for name, assignments in groupby(group.assignments, key=lambda each: each.activity):
            yield self.activity(name)
            yield from (f"  {self.rule(each, told)}" for each in assignments)
        if group.voucher is Voucher.LIKELY:
            yield f"({self.say('likely')})"
        yield f"→ {self.say(_effect(group))}"

    def rule(self, assignment: Assignment, told: frozenset[str]) -> str:
        open_ = list(dict.fromkeys(name.removeprefix("anchor:") for name in unanswered(assignment.ending, told)))
        text = self.end(assignment.ending, assignment.rule)
        if isinstance(assignment.ending, Dependent):
            return f"{self.say('follows')}: {text}"
        if open_:
            return f"{self.say('open')}: {text} — {self.say('needs', names=', '.join(open_))}"
        return f"{self.say('stays' if assignment.bound is Bound.MIN else 'goes')}: {text}"

    def end(self, ending: Ending, rule: str) -> str:
        """Return an ending in words; a vague one in the notice's own."""
        known = self.plan.rules.get(rule)
        text = wording.ending(ending, self.language)
        if known is None:
            return text
        if isinstance(ending, Dependent) or (isinstance(ending, Unknown) and ending.at_least is None):
            return f"«{known.label.in_language(self.language)}»"
        return f"{text}; {self.say('rolling')}" if known.anchor_scope == _ROLLING else text

    def questions(self) -> Iterator[str]:
        """Yield what to ask, what most tables wait for first."""
        asked = sorted(questions_of(self.plan).items(), key=lambda each: (-len(each[1]), each[0]))
        if asked:
            yield self.say("asked")
        for name, tables in asked:
            yield f"  {wording.question(name, self.notice, self.language)}"
            more = f" +{len(tables) - _NAMED_TABLES}" if len(tables) > _NAMED_TABLES else ""
            yield f"    {self.say('for')} {', '.join(tables[:_NAMED_TABLES])}{more}"

    def summary(self) -> str:
        tables = [table for table in self.plan.tables if table.has_rows]
        groups = [group for table in tables for group in table.groups]

        def columns(chosen: Sequence[ColumnGroup]) -> int:
            return sum(len(group.columns) for group in chosen)

        exact = [group for group in groups if group.is_exact]
        nothing = [group for group in groups if not group.assignments]
        return self.say(
            "summary",
            tables=len(tables),
            columns=columns(groups),
            exact=columns(exact),
            open=columns(groups) - columns(exact) - columns(nothing),
            nothing=columns(nothing),
        )


def _effect(group: ColumnGroup) -> str:
    if not group.assignments:
        return "nothing"
    if not group.is_exact:
        return "indeterminate"
    if any(each.bound is Bound.MIN for each in group.assignments):
        return "duty"
    return "last" if len(group.assignments) > 1 else "then"


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data."""
    return {"version": 1, "tables": [_table(table) for table in plan.tables], "questions": questions_of(plan)}


def _table(table: TablePlan) -> Mapping[str, Any]:
    told = frozenset(table.never | table.routes.keys())
    return {
        "source": table.source,
        "table": table.table.full_name,
        "columns": [
            {
                "columns": list(group.columns),
                "voucher": group.voucher.value,
                "exact": group.is_exact,
                "rules": [
                    {
                        "activity": each.activity,
                        "rule": each.rule,
                        "bound": each.bound.value,
                        "end": wording.ending(each.ending),
                        "open": list(dict.fromkeys(unanswered(each.ending, told))),
                    }
                    for each in group.assignments
                ],
                "questions": list(group.questions),
                "summary": asdict(summary(group, table)),
            }
            for group in table.groups
        ],
        "events": {
            event: {"column": str(route.anchor), "origin": route.anchor.origin.value, "reason": str(route.anchor.reason)}
            for event, route in table.routes.items()
        },
    }
