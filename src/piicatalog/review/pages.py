"""The pages as HTML: every name is escaped, and what is no printed character in one is written out."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from piicatalog.export._explanation import explain
from piicatalog.export._names import Names
from piicatalog.export._summary import sureness
from piicatalog.export.html import column_in_words
from piicatalog.model.catalog import CatalogColumn, Origin
from piicatalog.model.entity_type import EntityType
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import short
from piicatalog.model.labels import KINDS, STATES, text
from piicatalog.model.printable import shown
from piicatalog.model.reason import say
from piicatalog.review.questions import of_the_notice
from piicatalog.review.queue import OPEN, SURE, UNDECIDED, ReviewedTable, Row, Wanted, is_sure
from piicatalog.review.session import Done, Session, mark, table_mark
from piicatalog.review.words import word

PAGE = 60
"""Columns on a page of the queue."""
PREVIEW = 1000
"""Columns of one name that can be decided at once."""
_NAMED = 6
_LINES = 400
"""Lines of a difference that are shown."""
_FOLDER = Path(__file__).parent / "_html"


class Pages:
    """The pages of one sitting."""

    def __init__(self, session: Session, form_key: str) -> None:
        self._session, self._form_key = session, form_key
        self._names = Names(session.notice, session.language)
        style, script = (_FOLDER / "style.css").read_text("utf-8"), (_FOLDER / "script.js").read_text("utf-8")
        self.policy = (
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, finalize=_printable, auto_reload=False
        )
        self._environment.globals.update(
            t=lambda key: text(key, session.language),
            w=lambda key, **values: word(key, session.language, **values),
            hidden=self._hidden,
            language=session.language,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            who=session.who,
            notice=session.notice.title,
            file=session.path.name,
            scanned=f"{session.scanned.scanned_at:%Y-%m-%d %H:%M} UTC" if session.scanned.scanned_at else "",
        )
        self._labels = {kind: self._names.entity_type(kind) for kind in EntityType}
        self._kinds = sorted(((str(kind), label) for kind, label in self._labels.items()), key=lambda pair: pair[1].casefold())

    def queue(self, wanted: Wanted, page: int, flash: Sequence[Done | str]) -> str:
        """Return a page of the queue; ``page`` counts from 0."""
        session = self._session
        rows = session.queue.rows(wanted, self._labels)
        page = max(0, min(page, (len(rows) - 1) // PAGE))
        here = rows[page * PAGE : (page + 1) * PAGE]
        at = self._address(wanted, page)
        return self._render(
            "queue.html",
            here="queue",
            back=at,
            flash=flash,
            here_url=at,
            wanted=wanted,
            chosen_state=wanted.state,
            states=self._states(),
            types=[(kind, f"{label} ({session.queue.totals.types.get(EntityType(kind), 0)})") for kind, label in self._kinds],
            rules=session.queue.totals.rules,
            tables=[self._table(group[0].table, group, wanted, at) for group in _by_table(here)],
            nothing_left=not session.queue.totals.open and not session.queue.totals.questions,
            first=page * PAGE + 1,
            last=page * PAGE + len(here),
            found=len(rows),
            previous_url=self._address(wanted, page - 1) if page else "",
            next_url=self._address(wanted, page + 1) if (page + 1) * PAGE < len(rows) else "",
            problems=[say(problem, session.language) for problem in session.problems],
            sure=sureness(SURE),
        )

    def column(self, number: int, back: str, flash: Sequence[Done | str]) -> str:
        """Return the page of one column; IndexError when there is none of that number."""
        session = self._session
        table, entry = session.queue.table_of(number), session.queue.entry(number)
        order = list(table.open)
        place = order.index(number) if number in order else None
        return self._render(
            "column.html",
            here="column",
            back=back,
            flash=flash,
            c=self._column(number, entry, back),
            table=table.number,
            types=self._kinds,
            same=len(session.queue.same_named(number)) if entry.verdict.state is ColumnState.SUGGESTED else 0,
            previous=order[place - 1] if place else None,
            next=order[place + 1] if place is not None and place + 1 < len(order) else None,
            explanation=list(explain(entry, self._names, session.notice, session.knowledge.weights)),
        )

    def same_named(self, number: int, back: str, flash: Sequence[Done | str]) -> str:
        """Return the preview of all columns that are called as one is; IndexError when there is none of that number."""
        queue = self._session.queue
        entry, numbers = queue.entry(number), queue.same_named(number)
        return self._render(
            "same.html",
            here="same",
            back=back,
            flash=flash,
            name=entry.column.key,
            kind=", ".join(self._names.entity_type(each) for each in entry.verdict.entity_types[:1]),
            columns=[self._column(each, queue.entry(each), back) for each in numbers[:PREVIEW]],
            left=len(numbers) > PREVIEW,
        )

    def questions(self, flash: Sequence[Done | str]) -> str:
        """Return what the notice leaves open."""
        return self._render(
            "questions.html", here="questions", back="/questions", flash=flash, questions=list(of_the_notice(self._session.view()))
        )

    def done(self, flash: Sequence[Done | str]) -> str:
        """Return what was decided in this sitting, the last first."""
        decisions = [self._told(done) for done in reversed(self._session.done)]
        return self._render("done.html", here="done", back="/done", flash=flash, decisions=decisions)

    def message(self, heading: str, lines: Iterable[str], back: str) -> str:
        """Return a page that says something."""
        return self._render("message.html", here="", back=back, flash=(), heading=heading, lines=list(lines))

    def refusal(self, status: HTTPStatus) -> str:
        """Return a page for who may not see any other: it tells nothing of the session."""
        key = {HTTPStatus.NOT_FOUND: "not_found", HTTPStatus.INTERNAL_SERVER_ERROR: "fault"}.get(status, "refused")
        said = word(key, self._session.language)
        return self._environment.get_template("message.html").render(
            heading=f"{status.value}", lines=[said], flash=(), totals=None, here="", back="/"
        )

    def _render(self, template: str, *, flash: Sequence[Done | str], **values: Any) -> str:
        session = self._session
        totals = session.queue.totals
        progress = word("progress", session.language, done=totals.decided, all=totals.decided + totals.open, left=totals.open)
        told = [{"kind": "bad", "text": each, **_NOTHING} if isinstance(each, str) else self._told(each) for each in flash]
        page = self._environment.get_template(template).render(
            totals=totals,
            progress=progress,
            made=sum(not done.undone for done in session.done),
            sources=session.sources,
            flash=told,
            **values,
        )
        # Jinja gives lone surrogates of undecodable names back as they are; no UTF-8 holds them.
        return page.encode("utf-8", "backslashreplace").decode()

    def _hidden(self, back: str) -> Markup:
        """Return what every form carries."""
        fields = (("form", self._form_key), ("back", back))
        return Markup("").join(Markup('<input type="hidden" name="{}" value="{}">').format(*field) for field in fields)

    def _told(self, done: Done) -> dict[str, Any]:
        """Return what is said of something that was decided."""
        session, language = self._session, self._session.language
        number = next((index for index, each in enumerate(session.done) if each is done), None)
        added, removed = done.change.lines
        lines = []
        if done.names:
            lines.append(word("written", language, file=session.path, added=added, removed=removed))
        if done.skipped:
            lines.append(word("skipped", language, names=_listed(done.skipped, language)))
        if done.held_by:
            lines.append(word("held_by", language, pattern=done.held_by))
        difference = done.change.difference
        return {
            "kind": "bad" if done.skipped or done.held_by else "good",
            "text": word("undone" if done.undone else f"{done.action}_done", language) + ":" if done.names else "",
            "names": done.names[:_NAMED],
            "more": max(len(done.names) - _NAMED, 0),
            "lines": lines,
            "difference": [*difference[:_LINES], *(["…"] if len(difference) > _LINES else [])],
            "undo": None if done.undone or not done.names else number,
        }

    def _states(self) -> list[tuple[str, str, int]]:
        totals, language = self._session.queue.totals, self._session.language
        states = [(state.value, STATES[state].in_language(language), totals.states[state]) for state in ColumnState]
        return [(OPEN, word("open", language), totals.open), ("", word("any", language), totals.columns), *states]

    def _table(self, table: ReviewedTable, rows: Sequence[Row], wanted: Wanted, at: str) -> dict[str, Any]:
        numbers = [row.column for row in rows if row.column is not None]
        entries = [table.entry(number) for number in numbers]
        following = [*(f"#c{number}" for number in numbers[1:]), f"#t{table.number}"][: len(numbers)]
        served = {each.id: each for entry in table.entries for each in entry.tags.activities if each.origin is not Origin.CANDIDATE}
        rows_of = table.table.row_estimate
        facts = [
            KINDS[table.table.kind].in_language(self._session.language),
            *([table.source] if len(self._session.sources) > 1 else []),
            *([word("rows", self._session.language, count=rows_of)] if rows_of is not None else []),
        ]
        return {
            "number": table.number,
            "mark": table_mark(table),
            "name": table.table.full_name,
            "facts": ", ".join(facts),
            "comment": table.table.comment,
            "asks": table.choices is not None,
            "binding": wanted.only is not None and table.choices is None,
            "serves": [short(self._names.activity(each)) for each in served],
            "activities": [
                {
                    "id": activity.id,
                    "label": short(self._names.activity(activity.id)),
                    "checked": activity.id in served,
                    "possible": activity.id in (table.choices or ()),
                }
                for activity in self._session.notice.activities
            ],
            "columns": [self._column(number, entry, at + after) for number, entry, after in zip(numbers, entries, following, strict=True)],
            "after": f"{at}#t{table.number}",
            "sure": [_seen(number, entry) for number, entry in zip(numbers, entries, strict=True) if is_sure(entry)],
            "suggested": [
                _seen(number, entry)
                for number, entry in zip(numbers, entries, strict=True)
                if entry.verdict.state is ColumnState.SUGGESTED and entry.verdict.findings
            ],
        }

    def _column(self, number: int, entry: CatalogColumn, after: str) -> dict[str, Any]:
        verdict, note = entry.verdict, say(entry.decision.note, self._session.language) if entry.decision else ""
        return {
            **column_in_words(entry, self._names),
            "number": number,
            "seen": _seen(number, entry),
            "after": after,
            "full_name": entry.full_name,
            "comment": entry.column.comment,
            "categories": [self._names.category(each) for each in entry.tags.data_categories],
            "special": any(each.is_special_category or each.is_criminal_data for each in verdict.entity_types),
            "note": note,
            "confirmable": bool(verdict.entity_types) and (verdict.state in UNDECIDED or bool(note)),
            "dismissable": verdict.state is not ColumnState.DISMISSED or bool(note),
        }

    def _address(self, wanted: Wanted, page: int) -> str:
        asked: Mapping[str, str] = {
            "q": wanted.words,
            "source": wanted.source,
            "table": wanted.table,
            "type": wanted.entity_type,
            "rule": wanted.rule,
            "only": "" if wanted.only is None else str(wanted.only),
            "page": str(page) if page else "",
        }
        given = {key: value for key, value in asked.items() if value} | ({"state": wanted.state} if wanted.state != OPEN else {})
        return "/?" + urlencode(given, errors="replace") if given else "/"


_NOTHING: dict[str, Any] = {"names": (), "more": 0, "lines": (), "difference": (), "undo": None}


def _by_table(rows: Sequence[Row]) -> Iterable[list[Row]]:
    return (list(group) for _, group in groupby(rows, key=lambda row: row.table.number))


def _seen(number: int, entry: CatalogColumn) -> str:
    return f"{number}.{mark(entry)}"


def _listed(names: Sequence[str], language: str) -> str:
    more = word("more", language, count=len(names) - _NAMED) if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])} {more}".rstrip()


def _printable(value: object) -> object:
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
