"""Q2: a legal basis of a row that the notice does not bind to data (BASIS-UNRESOLVED)."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="Q2",
    severity=Severity.QUESTION,
    title=Label(
        fi="Mitä tietoja käsittelyperuste koskee?",
        sv="Vilka uppgifter gäller den rättsliga grunden?",
        en="Which data does a legal basis apply to?",
    ),
    advice=Label(
        fi="Kirjaa selosteen riville bases: applies_to, ja poista suggested: true.",
        sv="Skriv bases: applies_to på meddelandets rad, och ta bort suggested: true.",
        en="Write applies_to under the row's bases, and remove suggested: true.",
    ),
)

_SAID = Label(
    fi="{name}: «{basis}» — ehdotuksemme: {data}",
    sv="{name}: «{basis}» — vårt förslag: {data}",
    en="{name}: «{basis}» — our suggestion: {data}",
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find bases whose data are our suggestion."""
    labels = {category.id: category.label.in_language(view.notice.language) for category in view.notice.categories}
    for activity in view.notice.activities:
        for applied in activity.bases:
            if applied.suggested:
                data = ", ".join(labels.get(category, category) for category in applied.applies_to)
                basis = applied.basis.label.in_language(view.notice.language)
                message = _SAID.in_language(view.language).format(name=view.name(activity), basis=basis, data=data)
                yield ConformanceFinding(rule=RULE, message=message, notice_words=view.words(activity, 2))
