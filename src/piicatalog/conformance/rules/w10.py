"""W10: personal data that nothing needs: always empty, or a copy of what the table refers to."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import CatalogColumn, Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.model.schema import TableKind

RULE = ConformanceRule(
    id="W10",
    severity=Severity.WARNING,
    title=Label(
        fi="Tarpeettomalta vaikuttavaa henkilötietoa",
        sv="Personuppgifter som verkar onödiga",
        en="Personal data that nothing seems to need",
    ),
    advice=Label(
        fi="Poista sarake tai kerro mihin sitä tarvitaan (minimointi, tietosuoja-asetuksen 5 artiklan 1 kohdan c alakohta).",
        sv="Ta bort kolumnen eller säg vad den behövs till (uppgiftsminimering, artikel 5.1 c).",
        en="Remove the column, or say what needs it (data minimisation, GDPR article 5(1)(c)).",
    ),
)

_EMPTY = Label(
    fi="{column}: jokainen {rows} luetusta rivistä on tyhjä",
    sv="{column}: var och en av {rows} lästa rader är tom",
    en="{column}: each of {rows} rows read is empty",
)
_COPY = Label(
    fi="{column}: samaa tietoa kuin {other}, johon taulu viittaa",
    sv="{column}: samma uppgift som {other}, som tabellen hänvisar till",
    en="{column}: the same data as {other}, which the table refers to",
)
_COPIED = frozenset({EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER, EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.DATE_OF_BIRTH})
"""What changes with the person and not with the event, so that a copy grows old; a delivery address is the order's own."""


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find columns that are always NULL, and copies of a person's data in the rows of what they did."""
    for table, entries in view.tables.items():
        for entry in entries:
            checked = entry.verdict.checked
            if checked.values and not checked.non_null:
                message = _EMPTY.in_language(view.language).format(column=entry.full_name, rows=checked.values)
                yield ConformanceFinding(rule=RULE, message=message, places=(entry.full_name,))
            other = _original(entry, table, view)
            if other:
                message = _COPY.in_language(view.language).format(column=entry.full_name, other=other)
                yield ConformanceFinding(rule=RULE, message=message, places=tuple(sorted((entry.full_name, other))))


def _original(entry: CatalogColumn, table: str, view: View) -> str:
    """Return the column of a person's table, referred to by this one, that holds the same kind of data."""
    kinds = _COPIED.intersection(finding.entity_type for finding in entry.verdict.findings)
    if not kinds or table in view.graph.persons or entry.table.kind is not TableKind.TABLE:
        return ""
    for reference in view.graph.refers(table):
        if reference.referred in view.graph.persons:
            for there in view.tables.get(reference.referred, ()):
                if kinds.intersection(there.verdict.entity_types[:1]):
                    return there.full_name
    return ""
