"""``piicatalog questions``: what only people can answer, and their answers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from piicatalog.cli import options
from piicatalog.errors import UsageError
from piicatalog.model.labels import text
from piicatalog.model.printable import shown
from piicatalog.review.deciding import Said, on_tables, to_question
from piicatalog.tagging.binding import exactly

if TYPE_CHECKING:
    from piicatalog.model.decision import Answer, TableDecision
    from piicatalog.model.processing import Notice
    from piicatalog.review.questions import Question

_NAMED = 6


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
    from piicatalog.review.questions import questions

    configuration = options.read_configuration(config_path)
    about = view_of(document, source, language, store_url, decisions_path, configuration)
    open_questions = list(questions(about))
    if ask:
        _ask(open_questions, about.notice, options.decisions_path_of(configuration, decisions_path), who, about.language)
        return
    for question in open_questions:
        for line in _lines(question, about.language):
            click.echo(shown(line))
    said = text("open_questions" if open_questions else "no_open_questions", about.language)
    click.echo(said.format(count=len(open_questions)), err=True)


def _lines(question: "Question", language: str) -> Iterator[str]:
    yield question.id
    yield f"  {question.text}"
    if question.answer:
        yield f"  {text('answer', language)}: {question.answer}"
    if question.tables:
        more = f" +{len(question.tables) - _NAMED}" if len(question.tables) > _NAMED else ""
        yield f"  {text('for', language)}: {', '.join(question.tables[:_NAMED])}{more}"
    yield f"  {question.command(language)}"
    yield ""


def _ask(questions: "Sequence[Question]", notice: "Notice", path: Path, who: str | None, language: str) -> None:
    from piicatalog.store.decisions_file import write

    for number, question in enumerate(questions, start=1):
        click.echo(f"\n{number}/{len(questions)}  {shown(question.id)}\n  {shown(question.text)}", err=True)
        if question.choices:
            click.echo("".join(f"  {index:2} {name}\n" for index, name in enumerate(question.choices, start=1)), err=True, nl=False)
        hint = text("choose", language) if question.choices else question.answer or text("answer", language)
        said = click.prompt(f"  {hint} ({text('later', language)})", default="", show_default=False, err=True).strip()
        if not said:
            continue
        why = click.prompt(f"  {text('why', language)}", err=True).strip()
        write(path, _entry(question, said, Said.now(who, why), notice))
        click.echo(f"  {text('written', language).format(path=path)}", err=True)


def _entry(question: "Question", said: str, noted: Said, notice: "Notice") -> "Answer | TableDecision":
    if not question.choices:
        return to_question(question.id, said, notice, noted)
    chosen = []
    for word in said.replace(",", " ").split():
        name = question.choices[int(word) - 1] if word.isdecimal() and 0 < int(word) <= len(question.choices) else word
        if name not in question.choices:
            raise UsageError(f"{word} is no activity of the notice; nothing was written for {question.id}")
        chosen.append(name)
    return on_tables(exactly(question.id), chosen, notice, noted)
