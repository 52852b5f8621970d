"""What only people can answer: which activities tables serve, and what the notice leaves open."""

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from piicatalog.conformance.rules import q1
from piicatalog.conformance.view import View
from piicatalog.model.label import Label
from piicatalog.retention.plan_report import questions_of
from piicatalog.retention.wording import question as asked

_BIND = Label(fi="bind TOIMI… --why SYY", sv="bind BEHANDLING… --why ORSAK", en="bind ACTIVITY… --why REASON")
_ANSWER = Label(fi="answer VASTAUS --why SYY", sv="answer SVAR --why ORSAK", en="answer ANSWER --why REASON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that only people can answer."""

    id: str
    """The question's id, or the table's full name."""
    text: str
    answer: str = ""
    """What an answer looks like."""
    choices: tuple[str, ...] = ()
    """Activities to choose from, for a table."""
    tables: tuple[str, ...] = ()
    """Tables whose retention waits for it."""

    def command(self, language: str) -> str:
        """Return the command that answers it, with words in a language for what is to be filled in."""
        filled = _BIND if self.choices else _ANSWER
        return f"piicatalog decide {quote(self.id)} {filled.in_language(language)}"


def questions(about: View) -> Iterator[Question]:
    """Yield every open question: tables first, since most other answers are for their columns."""
    yield from of_tables(about)
    yield from of_the_notice(about)


def of_tables(about: View) -> Iterator[Question]:
    """Yield the tables of which nothing tells what they are for."""
    activities = tuple(activity.id for activity in about.notice.activities)
    for finding in sorted(q1.check(about), key=lambda finding: finding.message):
        yield Question(id=finding.places[0], text=finding.message, choices=activities)


def of_the_notice(about: View) -> Iterator[Question]:
    """Yield what the notice leaves open and nobody has answered."""
    waiting = questions_of(about.plan)
    own = {question.id for question in about.notice.questions}
    for question in about.notice.questions:
        if not about.answers.get(question.id):
            text = question.label.in_language(about.language)
            yield Question(
                id=question.id, text=text, answer=question.answer.in_language(about.language), tables=tuple(waiting.get(question.id, ()))
            )
    for name, tables in waiting.items():
        if name not in own and name not in {"bind_table", "undeclared"} and not name.startswith("anchor:") and not about.answers.get(name):
            text = asked(name, about.notice, about.language).partition(": ")[2] or name
            yield Question(id=name, text=text, tables=tuple(tables))
