"""What several rules on what rows say know of words and numbers, told once."""

JOURNALS = frozenset({"audit", "log", "loki", "logg", "muutos", "change", "andring"})
"""Of a table: what was done to rows, and when."""
HANDLED = frozenset(
    "failed captured authorized authorised accepted approved completed confirmed closed assigned expires expired expiry sent print"
    " printed hyvaksytty vahvistettu suljettu kasitelty muokkaus muutos archived valmistunut vanhenee lahetetty tulostettu skickad"
    " utskriven godkand bekraftad stangd avslutad hanterad".split()
)
"""Of a date: how far whoever handles the row has come."""
WRITTEN = (("timestamp",), ("time", "stamp"))
"""Of a date: when the row was."""
DAYS = frozenset({"date", "pvm", "alkupvm", "loppupvm", "paivamaara", "datum", "startdatum", "slutdatum"})
"""Last words of dates, which are kept as text where a database has no type for them."""
GIVEN = frozenset("peruttu peruutettu annettu withdrawn revoked granted given aterkallad aterkallat givet".split())
"""Said of a consent: given, or taken back."""
RATES = frozenset(
    "rate percent percentage pct ratio factor weight quantity hour day tolerance exchange conversion latitude longitude lat lon"
    " kurssi prosentti paino".split()
)
"""Numbers with decimals that are no sums."""
TERMS = frozenset("minimum maximum min max limit rate threshold".split())
"""Of a sum: what was agreed for all such rows."""
GRADES = frozenset("rating grade score star arvosana betyg poang".split())
"""What a review gives."""
CODES = frozenset({"koodi", "code", "kod"})


def is_whole(data_type: str) -> bool:
    """Whether a decimal number is declared to have no decimals: ``numeric(10, 0)`` holds no sum."""
    return data_type.replace(" ", "").endswith(",0)")
