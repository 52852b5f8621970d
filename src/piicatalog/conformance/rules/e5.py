"""E5: credit and debt data in a table of marketing or research."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="E5",
    severity=Severity.ERROR,
    title=Label(
        fi="Luotto- tai velkatietoja markkinoinnissa tai tutkimuksessa",
        sv="Kredit- eller skulduppgifter i marknadsföring eller undersökning",
        en="Credit or debt data in marketing or research",
    ),
    advice=Label(
        fi="Poista sarake: markkinoinnilla ei ole sille käyttöä tämän selosteen mukaan.",
        sv="Ta bort kolumnen: marknadsföringen har ingen användning för den enligt meddelandet.",
        en="Remove the column: marketing has no use for it under this notice.",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
