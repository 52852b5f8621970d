"""W5: data used on the basis of consent, and no consent column reachable (GDPR article 7(1))."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label
from piicatalog.tagging.allowed import CONSENT

RULE = ConformanceRule(
    id="W5",
    severity=Severity.WARNING,
    title=Label(
        fi="Suostumukseen perustuvaa tietoa, mutta suostumusta ei löydy",
        sv="Uppgifter med samtycke som grund, men inget samtycke finns",
        en="Data on the basis of consent, and no consent to be found",
    ),
    advice=Label(
        fi="Tallenna suostumus ja sen peruutus tauluun tai siihen liittyvään tauluun.",
        sv="Spara samtycket och återkallandet i tabellen eller i en tabell som hör till den.",
        en="Keep the consent and its withdrawal in the table, or in one that it refers to.",
    ),
)

_SAID = Label(
    fi="{table}: {name} perustuu suostumukseen ({scope}), mutta taulussa tai sen viereisissä ei ole saraketta suostumukselle",
    sv="{table}: {name} grundar sig på samtycke ({scope}), men varken tabellen eller dess grannar har en kolumn för det",
    en="{table}: {name} rests on consent ({scope}), but neither the table nor those joined with it have a column for it",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find tables with data of a consent's scope that no consent column can be reached from."""
    for activity in view.notice.activities:
        for applied in activity.bases:
            if applied.basis.gdpr != CONSENT:
                continue
            for table in view.serving.get(activity.id, ()):
                concerned = tuple(
                    entry.full_name
                    for entry in view.tables[table]
                    if set(applied.applies_to or activity.categories).intersection(entry.tags.data_categories)
                    and any(each.id == activity.id for each in entry.tags.activities)
                )
                if concerned and not view.holds_near(table, EntityType.CONSENT):
                    scope = applied.scope or applied.basis.label.in_language(view.language)
                    message = _SAID.in_language(view.language).format(table=table, name=view.name(activity), scope=scope)
                    yield ConformanceFinding(rule=RULE, message=message, places=concerned, notice_words=view.words(activity, 2))
