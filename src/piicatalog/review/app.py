"""The addresses of the review page: each reads a form or an address, asks the session, and shows or redirects."""

import re
from collections.abc import Callable, Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from piicatalog.errors import PiicatalogError
from piicatalog.model.decision import Action
from piicatalog.review.deciding import entity_type_of
from piicatalog.review.guard import Form, Guard, Keys, Refused, read_form
from piicatalog.review.pages import Pages
from piicatalog.review.queue import OPEN, Wanted
from piicatalog.review.session import Done, Seen, Session
from piicatalog.review.words import word

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,3000}|/")
"""An address of ours, as a form gives it back."""
_SEEN = re.compile(r"(\d{1,9})\.([0-9a-f]{12})")


def make_app(session: Session, keys: Keys) -> ASGIApp:
    """Return the guarded application of one sitting."""
    handlers = _Handlers(session, keys)
    app = Starlette(
        routes=[
            Route("/", handlers.queue, methods=["GET"]),
            Route("/column/{number:int}", handlers.column, methods=["GET"]),
            Route("/same/{number:int}", handlers.same_named, methods=["GET"]),
            Route("/questions", handlers.questions, methods=["GET"]),
            Route("/done", handlers.done, methods=["GET"]),
            Route("/decide", handlers.decide, methods=["POST"]),
            Route("/bind", handlers.bind, methods=["POST"]),
            Route("/answer", handlers.answer, methods=["POST"]),
            Route("/undo", handlers.undo, methods=["POST"]),
        ],
        exception_handlers={
            PiicatalogError: handlers.failed,
            Refused: handlers.refused,
            HTTPException: handlers.refused,
            Exception: handlers.refused,
        },
    )
    return Guard(app, keys, handlers.pages.policy, handlers.pages.refusal)


class _Handlers:
    """What is done at each address. They run one at a time: none waits for anything but its own form."""

    def __init__(self, session: Session, keys: Keys) -> None:
        self._session, self._keys = session, keys
        self.pages = Pages(session, keys.form)
        self._flash: list[Done | str] = []

    async def queue(self, request: Request) -> Response:
        self._session.refresh()
        asked = request.query_params
        only = asked.get("only", "")
        if only and (not only.isdecimal() or int(only) >= len(self._session.queue.tables)):
            raise Refused(HTTPStatus.NOT_FOUND)
        wanted = Wanted(
            state=asked.get("state", OPEN),
            source=asked.get("source", ""),
            table=asked.get("table", ""),
            entity_type=asked.get("type", ""),
            rule=asked.get("rule", ""),
            words=asked.get("q", ""),
            only=int(only) if only else None,
        )
        page = asked.get("page", "0")
        return HTMLResponse(self.pages.queue(wanted, int(page) if page.isdecimal() and len(page) < 9 else 0, self._told()))

    async def column(self, request: Request) -> Response:
        return self._of_column(request, self.pages.column)

    async def same_named(self, request: Request) -> Response:
        return self._of_column(request, self.pages.same_named)

    async def questions(self, _: Request) -> Response:
        self._session.refresh()
        return HTMLResponse(self.pages.questions(self._told()))

    async def done(self, _: Request) -> Response:
        self._session.refresh()
        return HTMLResponse(self.pages.done(self._told()))

    async def decide(self, request: Request) -> Response:
        form = await self._form(request)
        if form.one("action") not in set(Action):
            raise Refused(HTTPStatus.BAD_REQUEST)
        action, why = Action(form.one("action")), form.one("why")
        if not form.all("c"):
            return self._back(form, word("nothing_chosen", self._session.language))
        if action is not Action.CONFIRM and not why.strip():
            return self._back(form, word("needs_reason", self._session.language))
        kind = entity_type_of(form.one("type")) if action is Action.RETYPE else None
        seen = [_seen(each) for each in form.all("c")]
        done = self._session.decide(seen, action, kind, why=why, recheck=form.one("recheck"), condition=form.one("condition").strip())
        return self._back(form, done)

    async def bind(self, request: Request) -> Response:
        form = await self._form(request)
        number, activities, why = form.one("table"), form.all("activity"), form.one("why")
        if not activities:
            return self._back(form, word("nothing_chosen", self._session.language))
        if not why.strip():
            return self._back(form, word("needs_reason", self._session.language))
        tables = self._session.queue.tables
        if not number.isdecimal() or int(number) >= len(tables):
            raise Refused(HTTPStatus.NOT_FOUND)
        return self._back(form, self._session.bind(tables[int(number)], form.one("seen"), activities, why, form.one("recheck")))

    async def answer(self, request: Request) -> Response:
        form = await self._form(request)
        if not form.one("why").strip():
            return self._back(form, word("needs_reason", self._session.language))
        return self._back(form, self._session.answer(form.one("question"), form.one("answer").strip(), form.one("why")))

    async def undo(self, request: Request) -> Response:
        form = await self._form(request)
        number = form.one("number")
        if not number.isdecimal() or int(number) >= len(self._session.done):
            raise Refused(HTTPStatus.NOT_FOUND)
        return self._back(form, self._session.undo(int(number)))

    async def failed(self, request: Request, error: Exception) -> Response:
        """Say what the library says could not be done."""
        back = request.url.path if request.method == "GET" and request.url.path != "/" else "/"
        heading = word("failed", self._session.language)
        return HTMLResponse(self.pages.message(heading, str(error).split("\n"), back), HTTPStatus.CONFLICT)

    async def refused(self, _: Request, error: Exception) -> Response:
        """Answer with a status alone."""
        if isinstance(error, Refused):
            status = error.status
        else:
            status = HTTPStatus(error.status_code) if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        return HTMLResponse(self.pages.refusal(status), status)

    async def _form(self, request: Request) -> Form:
        form = await read_form(request, self._keys)
        self._session.refresh()
        return form

    def _of_column(self, request: Request, page: Callable[[int, str, Sequence[Done | str]], str]) -> Response:
        self._session.refresh()
        number = request.path_params["number"]
        if number >= self._session.queue.totals.columns:
            raise Refused(HTTPStatus.NOT_FOUND)
        return HTMLResponse(page(number, _local(request.query_params.get("back", "/")), self._told()))

    def _back(self, form: Form, told: Done | str) -> Response:
        self._flash.append(told)
        return RedirectResponse(_local(form.one("back")), HTTPStatus.SEE_OTHER)

    def _told(self) -> Sequence[Done | str]:
        told, self._flash = self._flash, []
        return told


def _seen(text: str) -> Seen:
    match = _SEEN.fullmatch(text)
    if match is None:
        raise Refused(HTTPStatus.BAD_REQUEST)
    return Seen(column=int(match[1]), mark=match[2])


def _local(address: str) -> str:
    """Return an address of ours; anything else is the queue."""
    return address if _LOCAL.fullmatch(address) else "/"
