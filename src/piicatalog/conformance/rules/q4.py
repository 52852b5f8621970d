"""Q4: what an import of the notice was not sure of, and nobody has reviewed."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="Q4",
    severity=Severity.QUESTION,
    title=Label(
        fi="Selosteen tuonnissa jäi epäselväksi",
        sv="Oklart vid importen av meddelandet",
        en="Not clear when the notice was imported",
    ),
    advice=Label(
        fi="Korjaa kohta selosteen tiedostossa ja poista se listasta review:",
        sv="Rätta stället i meddelandets fil och ta bort det ur listan review:",
        en="Put the place right in the notice's file, and delete it from the list review:",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the open marks of the review."""
    for mark in view.notice.review:
        yield ConformanceFinding(rule=RULE, message=f"{mark.at}: {mark.why}", notice_words=mark.text)
