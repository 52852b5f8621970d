"""Who may ask, and what every answer carries: the page is for the one person who started it, on this machine alone.

A request must name this very address as its host (a foreign name that resolves to 127.0.0.1 is refused: DNS rebinding), and
carry the cookie that the address with the token gives. One that writes must come from a page of ours (its origin, and the
form's own token), as a form of limited size. No answer is stored, framed, guessed at or allowed to load anything from elsewhere.
"""

import hashlib
import hmac
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from piicatalog.errors import places_of

MOST_BYTES = 1_000_000
"""Of a form; one that confirms 1,000 columns has some 40,000."""
_MOST_FIELDS = 20_000
_FORM = "application/x-www-form-urlencoded"
_OWN_SITES = frozenset({"same-origin", "none"})


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that is answered with a status and nothing else."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status
        super().__init__(status.phrase)


class Keys:
    """The secrets of one run: the token of the address and the cookie, that of the forms, and a ticket that serves once."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self.ticket = secrets.token_urlsafe(32)
        """For an address that others may see: the browser that we start is told it on its command line, which every user can list."""
        self.form = hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()
        self.cookie = f"piicatalog_review_{port}"
        """Cookies are shared by all ports of a host."""
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    def admits(self, given: str) -> bool:
        """Whether it is the token."""
        return _same(given, self.token)

    def opens(self, given: str) -> bool:
        """Whether it is the token, or the ticket for the first time."""
        if self.ticket and _same(given, self.ticket):
            self.ticket = ""
            return True
        return self.admits(given)


class Guard:
    """Lets through what may be asked, and gives every answer its headers; faults are told without their text."""

    def __init__(self, app: ASGIApp, keys: Keys, policy: str, refusal: Callable[[HTTPStatus], str]) -> None:
        self._app, self._keys, self._refusal = app, keys, refusal
        self._headers = _headers(policy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
            await send(message)

        try:
            answer = self._admission(Request(scope))
            await (answer or self._app)(scope, receive, send_guarded)
        except Refused as refused:
            if not started:
                await self._refuse(refused.status)(scope, receive, send_guarded)
        except Exception as error:  # noqa: BLE001 - the text of an unforeseen error is for nobody
            sys.stderr.write(f"a fault in piicatalog: {type(error).__name__} at {places_of(error)}\n")
            if not started:
                await self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, send_guarded)

    def _admission(self, request: Request) -> Response | None:
        """Return an answer in the app's place: the cookie for the token; None lets the request through. Raises Refused."""
        headers = request.headers
        if headers.get("host") not in self._keys.hosts or len(headers.getlist("host")) != 1:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST)
        if request.method not in {"GET", "POST"}:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
        if request.method == "GET" and request.url.path == "/" and "token" in request.query_params:
            if not self._keys.opens(request.query_params["token"]):
                raise Refused(HTTPStatus.FORBIDDEN)
            answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(self._keys.cookie, self._keys.token, httponly=True, samesite="strict", path="/")
            return answer
        if not self._keys.admits(request.cookies.get(self._keys.cookie, "")):
            raise Refused(HTTPStatus.FORBIDDEN)
        if request.method == "POST" and not self._is_ours(headers):
            raise Refused(HTTPStatus.FORBIDDEN)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Whether a form was sent from a page of ours."""
        return headers.get("origin") == f"http://{headers['host']}" and headers.get("sec-fetch-site", "same-origin") in _OWN_SITES

    def _refuse(self, status: HTTPStatus) -> Response:
        return HTMLResponse(self._refusal(status), status)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form."""

    fields: Mapping[str, Sequence[str]]

    def all(self, name: str) -> Sequence[str]:
        """Return every value of a field."""
        return self.fields.get(name, ())

    def one(self, name: str) -> str:
        """Return the value of a field; empty when it is missing."""
        return next(iter(self.all(name)), "")


async def read_form(request: Request, keys: Keys) -> Form:
    """Return the fields of a form; raises Refused when it is too large, no form, or without its token."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    if not _same(Form(fields).one("form"), keys.form):
        raise Refused(HTTPStatus.FORBIDDEN)
    return Form(fields)


def _same(given: str, secret: str) -> bool:
    """Whether a text is a secret; how long that takes tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def _headers(policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: browsers then send no origin with our own forms.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
