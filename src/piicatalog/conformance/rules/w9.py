"""W9: marketing on legitimate interest, and no column for the right to object (GDPR article 21(2))."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.tagging.allowed import is_marketing

RULE = ConformanceRule(
    id="W9",
    severity=Severity.WARNING,
    title=Label(
        fi="Markkinointia oikeutetun edun perusteella, mutta kieltoa ei voi tallentaa",
        sv="Marknadsföring med berättigat intresse, men förbud kan inte sparas",
        en="Marketing on legitimate interest, and nowhere to keep an objection",
    ),
    advice=Label(
        fi="Lisää sarake markkinointikiellolle tauluun tai siihen liittyvään tauluun.",
        sv="Lägg till en kolumn för marknadsföringsförbud i tabellen eller i en som hör till den.",
        en="Add a column for the objection to the table, or to one that it refers to.",
    ),
)

_SAID = Label(
    fi="{table}: {name} nojaa oikeutettuun etuun, mutta taulussa tai sen viereisissä ei ole saraketta kiellolle",
    sv="{table}: {name} stöder sig på berättigat intresse, men varken tabellen eller dess grannar har en kolumn för förbud",
    en="{table}: {name} relies on legitimate interest, but neither the table nor those joined with it have a column for an objection",
)
_INTEREST = "6(1)(f)"


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find tables of such marketing that no column for consents and objections can be reached from."""
    for activity in view.notice.activities:
        if not is_marketing(activity) or all(applied.basis.gdpr != _INTEREST for applied in activity.bases):
            continue
        for table in view.serving.get(activity.id, ()):
            if not view.holds_near(table, EntityType.CONSENT):
                places = tuple(sorted(entry.full_name for entry in view.tables[table]))
                message = _SAID.in_language(view.language).format(table=table, name=view.name(activity))
                yield ConformanceFinding(rule=RULE, message=message, places=places, notice_words=view.words(activity, 2))
