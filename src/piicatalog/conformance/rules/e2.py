"""E2: special categories (GDPR article 9) and criminal data (article 10) need a condition that the notice gives."""

from collections.abc import Iterator

from piicatalog.conformance.broken import gathered
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="E2",
    severity=Severity.ERROR,
    title=Label(
        fi="Erityinen henkilötietoryhmä tai rikostieto ilman edellytystä",
        sv="Särskild kategori eller brottsuppgift utan villkor",
        en="Special category or criminal data without a condition",
    ),
    advice=Label(
        fi="Luovu tiedosta, tai kirjaa 9 artiklan 2 kohdan edellytys tai 10 artiklan peruste selosteen riville (conditions:) tai sarakkeen päätökseen.",
        sv="Sluta behandla uppgiften, eller ange villkoret i artikel 9.2 eller stödet i artikel 10 på meddelandets rad (conditions:) eller i kolumnens beslut.",
        en="Stop holding it, or give the condition of article 9(2) or the authority of article 10 in the notice row (conditions:) or on the column (decide … condition).",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the columns."""
    yield from gathered(RULE, view)
