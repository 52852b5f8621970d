"""W1: a retention rule that gives neither a period nor a criterion (GDPR article 13(2)(a))."""

from collections.abc import Iterator

from piicatalog.conformance.vague import vague
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label
from piicatalog.model.processing import RetentionKind

RULE = ConformanceRule(
    id="W1",
    severity=Severity.WARNING,
    title=Label(
        fi="Säilytysaikaa ei voi laskea: sääntö on epämääräinen",
        sv="Lagringstiden kan inte beräknas: regeln är obestämd",
        en="Retention that cannot be computed: the rule is vague",
    ),
    advice=Label(
        fi="Vastaa kysymyksiin enimmäisajasta ja alkamishetkestä (piicatalog questions), ja kirjaa ne selosteeseen.",
        sv="Besvara frågorna om maximitid och startpunkt (piicatalog questions), och skriv in dem i meddelandet.",
        en="Answer the questions on its maximum and its start (piicatalog questions), and put them into the notice.",
    ),
)

_SAID = Label(
    fi="«{rule}»: ei aikaa eikä perustetta; {count} saraketta",
    sv="«{rule}»: varken tid eller kriterium; {count} kolumner",
    en="«{rule}»: neither a period nor a criterion; {count} columns",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the vague rules that nobody has made exact, with the columns that they are to end."""
    yield from vague(view, RULE, RetentionKind.WHILE_NECESSARY, _SAID)
