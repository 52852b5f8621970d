"""The effective retention of one record's data: every rule's end, and what may be done with the data when.

Data may stay while at least one purpose lives, but only for the living purposes. A statutory duty holds data back after
all purposes have ended, for that duty alone. A rule that cannot be computed makes the whole indeterminate, "at least"
the longest that can be: it is never dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from piicatalog.model.processing import Bound
from piicatalog.model.retention import (
    Assignment,
    ByProductGroup,
    Dependent,
    Ending,
    Facts,
    Latest,
    Since,
    Stage,
    Term,
    TermState,
    Timeline,
    Unknown,
    WhenHappened,
)
from piicatalog.retention.periods import until

_NEVER = date.max


@dataclass(frozen=True, slots=True)
class _End:
    """An ending evaluated: a day (`_NEVER`: running), and what is missing for it to be exact; None: says nothing."""

    day: date | None
    missing: tuple[str, ...] = ()


def term(assignment: Assignment, facts: Facts) -> Term:
    """Return what one rule says of one record."""
    end = _evaluate(assignment.ending, facts)
    if isinstance(assignment.ending, Dependent):
        state = TermState.DEPENDENT
    elif end.missing or end.day is None:
        state = TermState.UNKNOWN
    else:
        state = TermState.RUNNING if end.day == _NEVER else TermState.KNOWN
    return Term(
        activity=assignment.activity,
        rule=assignment.rule,
        bound=assignment.bound,
        state=state,
        until=end.day if end.day != _NEVER else None,
        missing=end.missing,
    )


def _evaluate(ending: Ending, facts: Facts) -> _End:
    match ending:
        case Since():
            if ending.event not in facts.events:
                return _End(None, (ending.event,))
            day = facts.events[ending.event]
            if day is None:
                return _End(None if ending.optional else _NEVER)
            return _End(until(day, ending))
        case Latest():
            return _latest(_evaluate(part, facts) for part in ending.parts)
        case WhenHappened():
            if facts.events.get(ending.event) is not None:
                return _evaluate(ending.then, facts)
            end = _evaluate(ending.otherwise, facts)
            if ending.event in facts.events:
                return end
            # Nobody can tell: an event that lengthens leaves the other end as the least; one that may shorten leaves nothing.
            return _End(end.day if ending.lengthens else None, (*end.missing, ending.event))
        case ByProductGroup():
            return _evaluate(dict(ending.groups).get(facts.product_group, ending.otherwise), facts)
        case Unknown():
            least = _evaluate(ending.at_least, facts) if ending.at_least is not None else _End(None)
            return _End(least.day, (*ending.questions, *least.missing))
        case Dependent():
            return _End(None, ending.questions)


def _latest(ends: Iterable[_End]) -> _End:
    found = list(ends)
    days = [end.day for end in found if end.day is not None]
    return _End(max(days, default=None), tuple(dict.fromkeys(name for end in found for name in end.missing)))


def timeline(assignments: Iterable[Assignment], facts: Facts) -> Timeline:
    """Return the timeline of one record's data; the order of the rules does not matter."""
    terms = tuple(sorted((term(each, facts) for each in assignments), key=lambda found: (found.activity, found.rule)))
    own = [found for found in terms if found.state is not TermState.DEPENDENT]
    days = [found.until for found in own if found.until is not None]
    duties = [found.until for found in own if found.bound is Bound.MIN and found.until is not None]
    return Timeline(
        terms=terms,
        stages=tuple(_stages(own, facts)),
        keep_until=max(days, default=None),
        indeterminate=not own or any(found.state is TermState.UNKNOWN for found in own),
        running=any(found.state is TermState.RUNNING for found in own),
        must_keep_until=max(duties, default=None),
        on_hold=facts.on_hold,
    )


def _stages(terms: list[Term], facts: Facts) -> Iterable[Stage]:
    """Cut the record's life at each end; what has no known end stays to the last stage."""

    def last(found: Term) -> date:
        return found.until if found.until is not None and found.state is TermState.KNOWN else _NEVER

    everyone = {found.activity for found in terms}
    for end in sorted({_NEVER if facts.on_hold else last(found) for found in terms} | {last(found) for found in terms}):
        living = [found for found in terms if last(found) >= end]
        usable = {found.activity for found in living if found.bound is Bound.MAX}
        statutory = {found.activity for found in living if found.bound is Bound.MIN} - usable
        yield Stage(
            until=end if end != _NEVER else None,
            activities=tuple(sorted(usable)),
            statutory=tuple(sorted(statutory)),
            restricted=usable != everyone,
        )
