"""Q1: a table whose processing activities nothing tells."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Origin, Severity
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
        if any(each.origin is not Origin.CANDIDATE for entry in entries for each in entry.tags.activities):
            continue
        possible = dict.fromkeys(each.id for entry in entries for each in entry.tags.activities)
        named = ", ".join(possible) or "-"
        message = _SAID.in_language(view.language).format(table=table, candidates=named)
        yield ConformanceFinding(rule=RULE, message=message, places=(table,))
