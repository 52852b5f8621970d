"""What the notice does not allow in a column: the rules that need only the column, its table's activities and the notice.

=====  ====================================================================================================
E2     a special category (GDPR article 9) or criminal data (article 10) without a condition
E3     a national identity code in a table of activities that do not declare it
E4     a photograph in a table without an activity whose basis is consent
E5     credit or debt data in a table of marketing or research
W3     a data category that the table's activities do not declare, but others do
W4     a data category that no activity of the notice declares
=====  ====================================================================================================

Nothing is held against a column whose table's activities are unknown, but for what no activity at all allows: it has candidates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from piicatalog.model.catalog import Severity, Violation
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label, short
from piicatalog.model.processing import DataCategory, Notice, ProcessingActivity

NATIONAL_IDS = frozenset({EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID})
CREDIT = frozenset({EntityType.CREDIT_DEFAULT, EntityType.CREDIT_RATING, EntityType.DEBT})
CONSENT = "6(1)(a)"
"""The legal basis of consent."""
_NAMED = 4
"""So many activities are named in a message; the rest are counted."""
_MARKETING = ("marketing", "research", "functional.service.improve")


_SAID = {
    "condition": Label(
        fi="{name}: tietosuoja-asetuksen {article} artikla kieltää sen ilman edellytystä, eikä {who} anna sellaista",
        sv="{name}: artikel {article} i dataskyddsförordningen förbjuder det utan villkor, och {who} ger inget",
        en="{name}: article {article} of the GDPR forbids it without a condition, and {who} gives none",
    ),
    "no_condition": Label(
        fi="{name}: tietosuoja-asetuksen {article} artikla kieltää sen ilman edellytystä, eikä seloste {notice} anna sellaista",
        sv="{name}: artikel {article} i dataskyddsförordningen förbjuder det utan villkor, och meddelandet {notice} ger inget",
        en="{name}: article {article} of the GDPR forbids it without a condition, and the notice {notice} gives none",
    ),
    "elsewhere": Label(
        fi="{name}: seloste mainitsee sen vain kohdassa {declared}; taulu palvelee: {who}",
        sv="{name}: meddelandet anger det bara för {declared}; tabellen tjänar {who}",
        en="{name}: the notice declares it for {declared} alone; the table serves {who}",
    ),
    "consent": Label(
        fi="{name}: seloste mainitsee sen vain kohdassa {declared}, suostumuksella; taulu palvelee: {who}",
        sv="{name}: meddelandet anger det bara för {declared}, med samtycke; tabellen tjänar {who}",
        en="{name}: the notice declares it for {declared} alone, with consent; the table serves {who}",
    ),
    "nowhere": Label(
        fi="{name}: mikään selosteen {notice} käsittelytoimi ei mainitse sitä",
        sv="{name}: ingen behandling i meddelandet {notice} anger det",
        en="{name}: no activity of the notice {notice} declares it",
    ),
    "marketing": Label(
        fi="{name}: luotto- ja velkatiedot eivät kuulu kohtaan {who}",
        sv="{name}: kredit- och skulduppgifter hör inte till {who}",
        en="{name}: credit and debt data have no place in {who}",
    ),
    "unknown": Label(fi="mikään tunnettu käsittelytoimi", sv="ingen känd behandling", en="no known activity"),
    "more": Label(fi="{count} muuta", sv="{count} till", en="{count} more"),
    "and": Label(fi="ja", sv="och", en="and"),
}


def violations(
    found: Mapping[EntityType, Sequence[DataCategory]],
    served: Sequence[ProcessingActivity],
    notice: Notice,
    *,
    condition: str = "",
    language: str = "en",
) -> Iterator[Violation]:
    """Yield what is wrong with a column.

    Args:
        found: The column's entity types with their data categories.
        served: The activities of its table (or of the column itself), candidates aside.
        notice: The notice that declares them.
        condition: The condition of article 9(2) that a person gave for the column.
        language: Of the messages; names are the notice's own.
    """
    said = _Wording(notice, language)
    for entity_type, categories in found.items():
        rule = _broken(entity_type, categories, served, notice, condition)
        if rule is not None:
            name, severity, key = rule
            yield Violation(rule=name, severity=severity, message=said(key, categories, served))


def declares(activity: ProcessingActivity, categories: Iterable[DataCategory]) -> bool:
    """Whether an activity declares one of the categories."""
    return any(category.id in activity.categories for category in categories)


def keeps(activity: ProcessingActivity, categories: Iterable[DataCategory], notice: Notice) -> tuple[str, ...]:
    """Return the activity's retention rules that name one of the categories, though its row does not declare it.

    The duty to keep invoicing data speaks of payments, which the row on invoicing does not list.
    """
    ids = {category.id for category in categories}
    if ids.intersection(activity.categories):
        return ()
    return tuple(rule for rule in activity.retention if ids.intersection(notice.retention_rule(rule).applies_to))


def _broken(
    entity_type: EntityType, categories: Sequence[DataCategory], served: Sequence[ProcessingActivity], notice: Notice, condition: str
) -> tuple[str, Severity, str] | None:
    """Return the rule that a category breaks, how badly, and which words say it."""
    if any(category.special for category in categories):
        # A table that nothing tells of may be one of an activity that has the condition: a question, and no error.
        asked = served or notice.activities
        met = condition or any(activity.conditions and declares(activity, categories) for activity in asked)
        return None if met else ("E2", Severity.ERROR, "condition" if served else "no_condition")
    if all(category.follows_table for category in categories):
        return None
    if any(declares(activity, categories) or keeps(activity, categories, notice) for activity in served):
        return None
    declaring = [activity for activity in notice.activities if declares(activity, categories)]
    if entity_type in NATIONAL_IDS and (served or not declaring):
        return "E3", Severity.ERROR, "elsewhere" if declaring else "nowhere"
    if not declaring:
        return "W4", Severity.WARNING, "nowhere"
    if not served:
        return None
    if entity_type is EntityType.PHOTO and all(_needs_consent(activity) for activity in declaring):
        return "E4", Severity.ERROR, "consent"
    if entity_type in CREDIT and any(is_marketing(activity) for activity in served):
        return "E5", Severity.ERROR, "marketing"
    return "W3", Severity.WARNING, "elsewhere"


def is_marketing(activity: ProcessingActivity) -> bool:
    """Whether an activity is marketing or market research, by the terms that the notice gives it."""
    terms = [*activity.dpv, activity.fides, *(term for purpose in activity.purposes for term in (*purpose.dpv, purpose.fides))]
    return any(word in term.lower() for term in terms for word in _MARKETING)


def _needs_consent(activity: ProcessingActivity) -> bool:
    return bool(activity.bases) and all(applied.basis.gdpr == CONSENT for applied in activity.bases)


class _Wording:
    """The messages of one notice in one language."""

    def __init__(self, notice: Notice, language: str) -> None:
        self._notice, self._language = notice, language

    def __call__(self, key: str, categories: Sequence[DataCategory], served: Sequence[ProcessingActivity]) -> str:
        declaring = [activity for activity in self._notice.activities if declares(activity, categories)]
        return self._text(key).format(
            name=" / ".join(category.label.in_language(self._notice.language) for category in categories),
            article=next((category.article for category in categories if category.special), ""),
            declared=self._who(declaring),
            who=self._who(served),
            notice=self._notice.id,
        )

    def _text(self, key: str) -> str:
        return _SAID[key].in_language(self._language)

    def _who(self, activities: Sequence[ProcessingActivity]) -> str:
        """Name activities in the notice's own words, the first few of many."""
        names = [f"«{short(activity.label.in_language(self._notice.language))}»" for activity in activities]
        if not names:
            return self._text("unknown")
        if len(names) > _NAMED:
            names[_NAMED - 1 :] = [self._text("more").format(count=len(names) - _NAMED + 1)]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {self._text('and')} {names[-1]}"
