"""W3: a data category that others of the notice's activities declare, but not those of the table."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="W3",
    severity=Severity.WARNING,
    title=Label(
        fi="Tietoryhmä, jota taulun käsittelytoimet eivät mainitse",
        sv="Datakategori som tabellens behandlingar inte anger",
        en="Data category that the table's activities do not declare",
    ),
    advice=Label(
        fi="Täydennä selosteen riviä, sido taulu myös siihen toimeen jota se palvelee, tai luovu tiedosta siinä taulussa.",
        sv="Komplettera meddelandets rad, bind tabellen även till den behandling den tjänar, eller sluta hålla uppgiften där.",
        en="Amend the row of the notice, bind the table to the activity it serves too, or stop holding the data there.",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
