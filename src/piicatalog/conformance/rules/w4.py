"""W4: a data category that no activity of the notice declares."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="W4",
    severity=Severity.WARNING,
    title=Label(
        fi="Tietoryhmä, jota mikään käsittelytoimi ei mainitse",
        sv="Datakategori som ingen behandling anger",
        en="Data category that no activity declares",
    ),
    advice=Label(
        fi="Lisää se käsittelytoimeen joka sitä tarvitsee (tietoturva, kirjautumistiedoille), tai luovu siitä.",
        sv="Lägg till den i den behandling som behöver den (säkerhet, för inloggningsuppgifter), eller sluta hålla den.",
        en="Add it to the activity that needs it (security, for sign-in data), or stop holding it.",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
