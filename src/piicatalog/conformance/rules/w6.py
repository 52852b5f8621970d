"""W6: a retention rule runs from an event that no column tells of."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label
from piicatalog.retention import wording

RULE = ConformanceRule(
    id="W6",
    severity=Severity.WARNING,
    title=Label(
        fi="Säilytysajan alkuhetkeä ei löydy mistään sarakkeesta",
        sv="Ingen kolumn visar när lagringstiden börjar",
        en="No column tells when a retention period begins",
    ),
    advice=Label(
        fi="Nimeä sarake kohdassa events: (piicatalog.yaml), lisää sellainen, tai kerro ettei tapahtumaa ole (parameters: <tapahtuma>: none).",
        sv="Ange kolumnen under events: (piicatalog.yaml), lägg till en, eller säg att händelsen inte finns (parameters: <händelse>: none).",
        en="Name the column under events: (piicatalog.yaml), add one, or say that the event does not happen (parameters: <event>: none).",
    ),
)

_SAID = Label(
    fi="{event}: mikään sarake ei kerro sitä tauluille {tables}",
    sv="{event}: ingen kolumn visar den för {tables}",
    en="{event}: no column tells it for {tables}",
)
_NAMED = 5


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the events that no column tells of, each with the tables that need it."""
    needing: dict[str, dict[str, None]] = {}
    for table in view.plan.tables:
        for group in table.groups:
            for question in group.questions:
                if question.startswith("anchor:"):
                    needing.setdefault(question.removeprefix("anchor:"), {})[table.table.full_name] = None
    for event, tables in sorted(needing.items()):
        names = sorted(tables)
        some = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        message = _SAID.in_language(view.language).format(event=wording.event(event, view.language), tables=some)
        yield ConformanceFinding(rule=RULE, message=message, places=tuple(names))
