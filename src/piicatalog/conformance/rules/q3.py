"""Q3: what the notice leaves open and nobody has answered."""

from collections.abc import Iterator

from piicatalog.conformance.view import View
from piicatalog.model.catalog import Severity
from piicatalog.model.conformance import ConformanceFinding, ConformanceRule
from piicatalog.model.label import Label

RULE = ConformanceRule(
    id="Q3",
    severity=Severity.QUESTION,
    title=Label(
        fi="Seloste jättää auki",
        sv="Meddelandet lämnar öppet",
        en="The notice leaves open",
    ),
    advice=Label(
        fi="piicatalog decide KYSYMYS answer VASTAUS --why SYY",
        sv="piicatalog decide FRÅGA answer SVAR --why ORSAK",
        en="piicatalog decide QUESTION answer ANSWER --why REASON",
    ),
)


def check(view: View) -> Iterator[ConformanceFinding]:
    """Find the notice's questions without an answer."""
    for question in view.notice.questions:
        if not view.answers.get(question.id):
            yield ConformanceFinding(rule=RULE, message=f"{question.id}: {question.label.in_language(view.language)}")
