"""W2: a retention rule that only says as long as the data are there."""

from collections.abc import Iterator

from piicatalog.conformance.vague import vague
from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label
from piicatalog.model.processing import RetentionKind

RULE = ConformanceRule(
    id="W2",
    severity=Severity.WARNING,
    title=Label(
        fi="Säilytyssääntö viittaa itseensä",
        sv="Lagringsregeln hänvisar till sig själv",
        en="Circular retention",
    ),
    advice=Label(
        fi="Anna enimmäisaika (piicatalog questions): osoitetta saa käyttää vain niin kauan kuin jokin muu tarkoitus pitää sen.",
        sv="Ange en maximitid (piicatalog questions): adressen får användas bara så länge ett annat ändamål behåller den.",
        en="Give a maximum (piicatalog questions): the data may be used only while some other purpose keeps them.",
    ),
)

_SAID = Label(
    fi="«{rule}»: kestää niin kauan kuin tiedot ovat olemassa; {count} saraketta",
    sv="«{rule}»: varar så länge uppgifterna finns; {count} kolumner",
    en="«{rule}»: lasts as long as the data exist; {count} columns",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the circular rules that nobody has given a maximum, with their columns."""
    yield from vague(view, RULE, RetentionKind.DEPENDENT, _SAID)
