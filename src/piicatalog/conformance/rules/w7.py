"""W7: free text about persons, which may hold anything."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="W7",
    severity=Severity.WARNING,
    title=Label(
        fi="Vapaata tekstiä henkilöistä: voi sisältää mitä vain",
        sv="Fritext om personer: kan innehålla vad som helst",
        en="Free text about persons: it may hold anything",
    ),
    advice=Label(
        fi="Ohjeista kirjoittajat, lue kenttä säännöllisesti (scan --rows all), tai korvaa se valinnoilla.",
        sv="Instruera skribenterna, läs fältet regelbundet (scan --rows all), eller ersätt det med val.",
        en="Instruct those who write, scan the field regularly (scan --rows all), or replace it with choices.",
    ),
)

_SAID = Label(
    fi="{column}: vapaata tekstiä{met}",
    sv="{column}: fritext{met}",
    en="{column}: free text{met}",
)
_MET = Label(fi=", jossa on satunnaisesti: {types}", sv=", med tillfälliga: {types}", en=", in which there were by chance: {types}")


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find free text columns, with what was met in them."""
    for entries in view.tables.values():
        for entry in entries:
            if EntityType.FREE_TEXT not in {finding.entity_type for finding in entry.verdict.findings}:
                continue
            types = ", ".join(f"{hit.entity_type} ({hit.values})" for hit in entry.verdict.incidental)
            met = _MET.in_language(view.language).format(types=types) if types else ""
            message = _SAID.in_language(view.language).format(column=entry.full_name, met=met)
            yield ConformanceFinding(rule=RULE, message=message, places=(entry.full_name,))
