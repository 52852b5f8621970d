"""From a notice's retention rule to an exact ending: which event, how long after, what is not known.

Nothing vague is guessed: such a rule gives `Unknown` with the questions that would make it exact. Two values of law are
used unless a parameter says otherwise: the general limitation period of three years (728/2003, section 4) and the five
years after a judgment (the same act).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from piicatalog.errors import UsageError
from piicatalog.model.processing import Notice, RetentionKind, RetentionRule
from piicatalog.model.retention import ByProductGroup, Dependent, Ending, Latest, Period, Since, Unknown, WhenHappened
from piicatalog.retention.periods import parse_period

EVENTS = (
    "last_order_date",
    "delivery_date",
    "consent_withdrawn",
    "customer_relationship_end",
    "due_date",
    "last_interruption",
    "enforcement_title_date",
    "paid_date",
    "voucher_date",
    "created",
)
"""Events that rules of the shipped notices need; a notice may name others."""
LIMITATION = "P3Y"
LIMITATION_AFTER_JUDGMENT = "P5Y"
GENERAL = frozenset(
    {"financial_year_end_month", "which_columns_are_vouchers", "erase_delay", "complaint_tail", "limitation", "limitation_after_judgment"}
)
"""Parameters that rules of any notice may ask for."""
_YEAR_END = re.compile(r"end_of_calendar_year_of\(\s*financial_year_end\s*\)")
_LATEST = re.compile(r"max\((?P<parts>[^()]+)\)")
_NO_TIME = Period()
RELATIONSHIP_END = "customer_relationship_end"
_DEFINITION = re.compile(r"(?P<event>[a-z][a-z0-9_]*)\s*\+\s*(?P<period>P\w+)")
"""Any other text is a description for people: then a column tells, under ``events``."""


def canonical(event: str) -> str:
    """Return an event's name as rules write it.

    >>> canonical("last_order"), canonical("consent_withdrawn")
    ('last_order_date', 'consent_withdrawn')
    """
    return f"{event}_date" if f"{event}_date" in EVENTS else event


@dataclass(frozen=True, slots=True)
class Parameters:
    """Answers of the organisation by name; the last that says something holds."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, *layers: Iterable[tuple[str, str]]) -> "Parameters":
        """Gather the notice's own answers, then the organisation's."""
        return cls({name: value.strip() for layer in layers for name, value in layer if value.strip()})

    def text(self, name: str) -> str:
        """Return an answer, or an empty text."""
        return self.values.get(name, "")

    def period(self, name: str, default: str = "") -> Period | None:
        """Return an answer that is a period; UsageError naming it when it is none."""
        text = self.text(name) or default
        return parse_period(text, what=f"parameter {name}") if text else None

    def month(self, name: str) -> int:
        """Return an answer that is a month, 1 to 12; 0 when there is none."""
        text = self.text(name)
        if text and not (text.isdecimal() and 1 <= int(text) <= 12):
            raise UsageError(f"parameter {name} must be a month, 1 to 12, not {text!r}")
        return int(text) if text else 0

    def groups(self, name: str) -> tuple[tuple[str, Period], ...]:
        """Return the answers of ``name.<product group>``, sorted."""
        return tuple(
            (key.removeprefix(f"{name}."), parse_period(value, what=f"parameter {key}"))
            for key, value in sorted(self.values.items())
            if key.startswith(f"{name}.")
        )


def ending_of(rule: RetentionRule, parameters: Parameters) -> Ending:
    """Return when a rule ends; UsageError when a parameter it needs is malformed."""
    if rule.kind is RetentionKind.STATUTORY:
        return _statutory(rule, parameters)
    if rule.kind is RetentionKind.WARRANTY:
        return _warranty(rule, parameters)
    if rule.kind is RetentionKind.WHILE_CONSENT:
        return Since(event=rule.anchor or "consent_withdrawn", period=parameters.period("erase_delay", rule.period) or _NO_TIME)
    if rule.kind in {RetentionKind.WHILE_NECESSARY, RetentionKind.DEPENDENT}:
        return _vague(rule, parameters)
    anchor = rule.anchor or ("created" if rule.kind is RetentionKind.FIXED else "")
    period, questions = _period(rule, parameters)
    parts = [name.strip() for name in latest["parts"].split(",")] if (latest := _LATEST.fullmatch(anchor)) else [anchor]
    endings = tuple(_event(name, period, questions, parameters) for name in parts)
    return endings[0] if len(endings) == 1 else Latest(parts=endings)


def _period(rule: RetentionRule, parameters: Parameters) -> tuple[Period | None, tuple[str, ...]]:
    if not rule.period.startswith("param:"):
        return (parse_period(rule.period, what=f"retention rule {rule.id}") if rule.period else None), (f"{rule.id}_max_period",)
    name = rule.period.removeprefix("param:")
    default = LIMITATION if name == "limitation" else ""
    return parameters.period(name, default), (name,)


def _event(name: str, period: Period | None, questions: tuple[str, ...], parameters: Parameters) -> Ending:
    if name == "claim_expiry":
        return _claim(period or parse_period(LIMITATION), parameters)
    if not name:
        return Unknown(questions=(*questions, "anchor"))
    # An end of the relationship is an end by itself: the period of such a rule is that of its claims.
    if name == RELATIONSHIP_END:
        return _relationship_end(_NO_TIME if questions == ("limitation",) else period, questions, parameters)
    return Since(event=canonical(name), period=period) if period is not None else Unknown(questions=questions)


def _relationship_end(period: Period | None, questions: tuple[str, ...], parameters: Parameters) -> Ending:
    """Return the end of the relationship by the organisation's definition, ``last_order + P3Y``, else by its own event."""
    if period is None:
        return Unknown(questions=questions)
    definition = _DEFINITION.fullmatch(parameters.text("definition_of_relationship_end"))
    if definition is None:
        return Since(event=RELATIONSHIP_END, period=period)
    so_long = parse_period(definition["period"], what="parameter definition_of_relationship_end")
    return Since(event=canonical(definition["event"]), period=_plus(so_long, period))


def _claim(limitation: Period, parameters: Parameters) -> Ending:
    """Return until when a claim is collectable: limitation starts anew with each interruption and ends with payment."""
    judged = parameters.period("limitation_after_judgment", LIMITATION_AFTER_JUDGMENT) or _NO_TIME
    interrupted = Since(event="last_interruption", period=limitation, optional=True)
    open_claim = Latest(parts=(Since(event="due_date", period=limitation), interrupted))
    after_judgment = Latest(
        parts=(Since(event="enforcement_title_date", period=judged), Since(event="last_interruption", period=judged, optional=True))
    )
    unpaid = WhenHappened(event="enforcement_title_date", then=after_judgment, otherwise=open_claim, lengthens=True)
    return WhenHappened(event="paid_date", then=Since(event="paid_date", period=_NO_TIME), otherwise=unpaid)


def _statutory(rule: RetentionRule, parameters: Parameters) -> Ending:
    period, questions = _period(rule, parameters)
    if period is None:
        return Unknown(questions=questions)
    if not _YEAR_END.fullmatch(rule.anchor):
        return Since(event=canonical(rule.anchor or "voucher_date"), period=period)
    month = parameters.month("financial_year_end_month")
    if month:
        return Since(event="voucher_date", period=period, financial_year_end=month)
    # Whatever the month: a financial year does not end before its voucher, so December gives the earliest end.
    earliest = Since(event="voucher_date", period=period, financial_year_end=12)
    return Unknown(questions=("financial_year_end_month",), at_least=earliest)


def _warranty(rule: RetentionRule, parameters: Parameters) -> Ending:
    name = rule.period.removeprefix("param:") if rule.period.startswith("param:") else "warranty_period"
    tail = parameters.period("complaint_tail") or _NO_TIME
    event = canonical(rule.anchor or "delivery_date")
    usual = parameters.period(name, "" if rule.period.startswith("param:") else rule.period)
    groups = tuple((group, Since(event=event, period=_plus(period, tail))) for group, period in parameters.groups(name))
    otherwise: Ending = Since(event=event, period=_plus(usual, tail)) if usual is not None else Unknown(questions=(name,))
    return ByProductGroup(groups=groups, otherwise=otherwise) if groups else otherwise


def _plus(period: Period, tail: Period) -> Period:
    return Period(years=period.years + tail.years, months=period.months + tail.months, days=period.days + tail.days)


def _vague(rule: RetentionRule, parameters: Parameters) -> Ending:
    """A vague rule becomes exact when the organisation has set a maximum for it."""
    period, event = parameters.period(f"{rule.id}_max_period"), parameters.text(f"{rule.id}_anchor")
    questions = tuple(
        name
        for name, answer in ((f"{rule.id}_max_period", period is not None), (f"{rule.id}_anchor", bool(event)))
        if not answer and (name.endswith("_max_period") or rule.kind is RetentionKind.WHILE_NECESSARY)
    )
    if period is not None and event:
        return Since(event=canonical(event), period=period)
    return Dependent(questions=questions) if rule.kind is RetentionKind.DEPENDENT else Unknown(questions=questions)


def answerable(notice: Notice) -> frozenset[str]:
    """Return every question of a notice that an answer is looked up for: its own, and the parameters of its rules.

    A product group's own period is a question of this name with the group after a dot.
    """
    own = {question.id for question in notice.questions}
    parameters = {rule.period.removeprefix("param:") for rule in notice.retention_rules if rule.period.startswith("param:")}
    made_exact = {f"{rule.id}_{part}" for rule in notice.retention_rules for part in ("max_period", "anchor")}
    return frozenset(own | parameters | made_exact | GENERAL)


def events_of(ending: Ending) -> Iterator[str]:
    """Yield the events that an ending asks for; an event may come twice."""
    match ending:
        case Since():
            yield ending.event
        case Latest():
            for part in ending.parts:
                yield from events_of(part)
        case WhenHappened():
            yield ending.event
            yield from events_of(ending.then)
            yield from events_of(ending.otherwise)
        case ByProductGroup():
            for _, part in ending.groups:
                yield from events_of(part)
            yield from events_of(ending.otherwise)
        case Unknown() | Dependent():
            if isinstance(ending, Unknown) and ending.at_least is not None:
                yield from events_of(ending.at_least)


def questions_of(ending: Ending) -> Iterator[str]:
    """Yield what must be answered before an ending is exact."""
    match ending:
        case Latest():
            for part in ending.parts:
                yield from questions_of(part)
        case WhenHappened():
            yield from questions_of(ending.then)
            yield from questions_of(ending.otherwise)
        case ByProductGroup():
            for _, part in ending.groups:
                yield from questions_of(part)
            yield from questions_of(ending.otherwise)
        case Unknown() | Dependent():
            yield from ending.questions
        case Since():
            return
