"""Q1: a table whose processing activities nothing tells."""

from collections.abc import Iterator, Sequence

from piicatalog.conformance.view import View
from piicatalog.model.catalog import CatalogColumn, Origin, Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="Q1",
    severity=Severity.QUESTION,
    title=Label(
        fi="Mihin taulua käytetään?",
        sv="Vad används tabellen till?",
        en="What is the table for?",
    ),
    advice=Label(
        fi="piicatalog decide TAULU bind KÄSITTELYTOIMI --why SYY",
        sv="piicatalog decide TABELL bind BEHANDLING --why ORSAK",
        en="piicatalog decide TABLE bind ACTIVITY --why REASON",
    ),
)

_SAID = Label(
    fi="{table}: mitä käsittelytoimia se palvelee? Mahdollisia: {candidates}",
    sv="{table}: vilka behandlingar tjänar den? Möjliga: {candidates}",
    en="{table}: which activities does it serve? Possible: {candidates}",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find tables with personal data that serve no known activity."""
    for table, entries in view.tables.items():
        possible = None if table in view.bound else candidates(entries)
        if possible is not None:
            message = _SAID.in_language(view.language).format(table=table, candidates=", ".join(possible) or "-")
            yield ConformanceFinding(rule=RULE, message=message, places=(table,))


def candidates(entries: Sequence[CatalogColumn]) -> tuple[str, ...] | None:
    """Return the activities that a table with these personal columns may serve; None where one is known, or there is no such column."""
    assigned = [each for entry in entries for each in entry.tags.activities]
    if not entries or any(each.origin is not Origin.CANDIDATE for each in assigned):
        return None
    return tuple(dict.fromkeys(each.id for each in assigned))
