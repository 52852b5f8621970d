"""E4: a photograph in a table without an activity whose basis is consent."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="E4",
    severity=Severity.ERROR,
    title=Label(
        fi="Valokuva ilman suostumukseen perustuvaa käsittelytoimea",
        sv="Fotografi utanför en behandling med samtycke",
        en="Photograph outside an activity with consent",
    ),
    advice=Label(
        fi="Sido taulu käsittelytoimeen, jolla on suostumus, tai poista kuvat.",
        sv="Bind tabellen till behandlingen med samtycke, eller ta bort bilderna.",
        en="Bind the table to the activity that has the consent, or remove the photographs.",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
