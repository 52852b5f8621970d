"""``piicatalog questions``: what only people can answer, and their answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.cli.terminal import shown
from piicatalog.errors import UsageError

if TYPE_CHECKING:
    from piicatalog.conformance.view import View
    from piicatalog.model.decision import Answer, TableDecision

_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    id: str
    """The question's id, or the table's full name."""
    text: str
    answer: str
    """What an answer looks like."""
    choices: tuple[str, ...] = ()
    """Activities to choose from, for a table."""
    tables: tuple[str, ...] = ()
    """Tables whose retention waits for it."""

    @property
    def command(self) -> str:
        """The command that answers it."""
        return f"piicatalog decide {quote(self.id)} {'bind ACTIVITY…' if self.choices else 'answer ANSWER'} --why REASON"


@click.command()
@click.option("--ask", is_flag=True, help="Ask them one by one, and write the answers to decisions.yaml.")
@click.option("--who", help="Who answers.  [git's user.name, else the login name]")
@click.option("--from", "document", type=click.Path(dir_okay=False, path_type=Path), help="A catalog document instead of the last scan.")
@click.option("--source", help="The last scan of this source.  [the last scan of all]")
@options.language
@options.store
@options.decisions
@options.config
def command(
    ask: bool,
    who: str | None,
    document: Path | None,
    source: str | None,
    language: str | None,
    store_url: str | None,
    decisions_path: Path | None,
    config_path: Path | None,
) -> None:
    """List what only people can answer: which activities tables serve, and what the notice leaves open.

    Answers are kept in decisions.yaml; the next export, retention plan and check honour them.
    """
    from piicatalog.cli.conformance import view_of

    configuration = options.read_configuration(config_path)
    about = view_of(document, source, language, store_url, decisions_path, configuration)
    open_questions = list(_questions(about))
    if ask:
        _ask(open_questions, options.decisions_path_of(configuration, decisions_path), who)
        return
    for question in open_questions:
        for line in _lines(question):
            click.echo(shown(line))
    click.echo(f"{len(open_questions)} open" if open_questions else "no open questions", err=True)


def _questions(about: "View") -> Iterator[_Question]:
    """Yield tables first, since most other answers are for their columns."""
    from piicatalog.conformance.check import check
    from piicatalog.retention.plan_report import questions_of
    from piicatalog.retention.wording import question as asked

    waiting = questions_of(about.plan)
    activities = tuple(activity.id for activity in about.notice.activities)
    for finding in check(about):
        if finding.rule.id == "Q1":
            yield _Question(id=finding.places[0], text=finding.message, answer="", choices=activities)
    own = {question.id for question in about.notice.questions}
    for question in about.notice.questions:
        if not about.answers.get(question.id):
            text = question.label.in_language(about.language)
            yield _Question(id=question.id, text=text, answer=question.answer, tables=tuple(waiting.get(question.id, ())))
    for name, tables in waiting.items():
        if name not in own and name not in {"bind_table", "undeclared"} and not name.startswith("anchor:") and not about.answers.get(name):
            yield _Question(
                id=name, text=asked(name, about.notice, about.language).partition(": ")[2] or name, answer="", tables=tuple(tables)
            )


def _lines(question: _Question) -> Iterator[str]:
    yield question.id
    yield f"  {question.text}"
    if question.answer:
        yield f"  answer: {question.answer}"
    if question.tables:
        more = f" +{len(question.tables) - _NAMED}" if len(question.tables) > _NAMED else ""
        yield f"  for: {', '.join(question.tables[:_NAMED])}{more}"
    yield f"  {question.command}"
    yield ""


def _ask(questions: Sequence[_Question], path: Path, who: str | None) -> None:
    from piicatalog.store.decisions_file import write

    for number, question in enumerate(questions, start=1):
        click.echo(f"\n{number}/{len(questions)}  {shown(question.id)}\n  {shown(question.text)}", err=True)
        if question.choices:
            click.echo("".join(f"  {index:2} {name}\n" for index, name in enumerate(question.choices, start=1)), err=True, nl=False)
        hint = "numbers or names, separated by spaces" if question.choices else question.answer or "answer"
        said = click.prompt(f"  {hint} (empty: later)", default="", show_default=False, err=True).strip()
        if not said:
            continue
        why = click.prompt("  why", err=True).strip()
        write(path, _entry(question, said, why, who))
        click.echo(f"  written to {path}", err=True)


def _entry(question: _Question, said: str, why: str, who: str | None) -> "Answer | TableDecision":
    from piicatalog.cli.deciding import Said
    from piicatalog.model.decision import Answer, TableDecision
    from piicatalog.model.processing import TableBinding

    noted = Said.now(who, why)
    if not question.choices:
        return Answer(question=question.id, answer=said, who=noted.who, when=noted.when, why=noted.why)
    chosen = []
    for word in said.replace(",", " ").split():
        name = question.choices[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(question.choices) else word
        if name not in question.choices:
            raise UsageError(f"{word} is no activity of the notice; nothing was written for {question.id}")
        chosen.append(name)
    return TableDecision(binding=TableBinding(pattern=question.id, activities=tuple(chosen), why=noted.why), who=noted.who, when=noted.when)
