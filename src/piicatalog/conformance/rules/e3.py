"""E3: a national identity code in a table of activities that do not declare it (Data Protection Act 1050/2018, section 29)."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="E3",
    severity=Severity.ERROR,
    title=Label(
        fi="Henkilötunnus taulussa, jossa seloste ei salli sitä",
        sv="Personbeteckning där meddelandet inte tillåter den",
        en="National identity code where its use is not declared",
    ),
    advice=Label(
        fi="Poista sarake, siirrä se käsittelytoimeen joka sitä tarvitsee, tai sido taulu, jos se palvelee sitä (tietosuojalaki 1050/2018, 29 §).",
        sv="Ta bort kolumnen, flytta den till den behandling som behöver den, eller bind tabellen om den tjänar den (dataskyddslagen 1050/2018, 29 §).",
        en="Remove the column, move it to the activity that needs it, or bind the table if it does serve that activity (Data Protection Act 1050/2018, section 29).",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
