"""W8: an activity or a data category that the notice declares, and no table that was read serves or holds."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="W8",
    severity=Severity.WARNING,
    title=Label(
        fi="Selosteessa mainittua tietoa ei löydy",
        sv="Uppgifter som meddelandet anger hittas inte",
        en="Declared, and found nowhere",
    ),
    advice=Label(
        fi="Lue myös ne lähteet joissa tieto on, sido taulut, tai poista tieto selosteesta.",
        sv="Läs även de källor där uppgifterna finns, bind tabellerna, eller ta bort dem ur meddelandet.",
        en="Scan the sources that hold it too, bind their tables, or take it out of the notice.",
    ),
)

_NO_TABLE = Label(
    fi="{name}: mikään luettu taulu ei palvele tätä käsittelytointa",
    sv="{name}: ingen läst tabell tjänar denna behandling",
    en="{name}: no table that was read serves this activity",
)
_SAID = Label(
    fi="{name}: seloste mainitsee tiedot {data}, mutta mikään luettu taulu ei sisällä niitä",
    sv="{name}: meddelandet anger {data}, men ingen läst tabell innehåller dem",
    en="{name}: the notice declares {data}, which no table that was read holds",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find activities without tables, and declared categories without columns."""
    labels = {category.id: category.label.in_language(view.notice.language) for category in view.notice.categories}
    held = {category for entries in view.tables.values() for entry in entries for category in entry.tags.data_categories}
    for activity in view.notice.activities:
        tables = view.serving.get(activity.id, ())
        if not tables:
            message = _NO_TABLE.in_language(view.language).format(name=view.name(activity))
            yield ConformanceFinding(rule=RULE, message=message, notice_words=view.words(activity, 1))
            continue
        missing = [labels.get(category, category) for category in activity.categories if category not in held]
        if missing:
            message = _SAID.in_language(view.language).format(name=view.name(activity), data=", ".join(missing))
            yield ConformanceFinding(rule=RULE, message=message, places=tuple(sorted(tables)), notice_words=view.words(activity, 1))
