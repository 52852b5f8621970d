"""Nobody but who started it may ask, no other page may make a browser ask, and no name from outside does anything."""

import http.client
import re
import subprocess
import sys
import time
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import pytest

from piicatalog.errors import UsageError
from piicatalog.review.guard import MOST_BYTES
from piicatalog.review.server import Server

from .conftest import HOSTILE_TABLE, SHOP

PAGES = ("/", "/column/0", "/same/0", "/questions", "/done")


def raw(browser, method, path, body=None, **headers):
    """One request without a browser's manners."""
    connection = http.client.HTTPConnection(browser.base.removeprefix("http://"), timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None and "Content_Length" not in headers:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    with connection:
        return answer.status, answer.headers, answer.read().decode()


@pytest.fixture(autouse=True)
def _closing(monkeypatch):
    monkeypatch.setattr(http.client.HTTPConnection, "__enter__", lambda self: self, raising=False)
    monkeypatch.setattr(http.client.HTTPConnection, "__exit__", lambda self, *_: self.close(), raising=False)


def cookie(browser):
    (kept,) = browser.jar
    return f"{kept.name}={kept.value}"


def fields(browser, **given):
    """A form that confirms the first column of the queue."""
    form = browser.get("/").form("/decide", "confirm")
    return urllib.parse.urlencode({**dict(form["fields"]), "action": "confirm", **given}).encode()


FORM = "application/x-www-form-urlencoded"


def test_it_listens_on_this_machine_alone(browser):
    assert browser.base.startswith("http://127.0.0.1:")
    port = browser.base.rpartition(":")[2]
    listening = [
        line.split()[1]
        for name in ("tcp", "tcp6")
        if (path := Path(f"/proc/net/{name}")).exists()
        for line in path.read_text().splitlines()[1:]
    ]
    mine = [place for place in listening if int(place.rpartition(":")[2], 16) == int(port)]
    assert not mine or {place.rpartition(":")[0] for place in mine} == {"0100007F"}


def test_a_port_that_is_taken_is_told(browser):
    port = int(browser.base.rpartition(":")[2])
    with pytest.raises(UsageError, match=rf"port {port} of 127.0.0.1 is not to be had"):
        Server(browser.session, port)


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(browser):
    token = browser.address.partition("token=")[2]
    status, headers, _ = raw(browser, "GET", f"/?token={token}")
    assert (status, headers["Location"]) == (303, "/")
    said = headers["Set-Cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert len(token) >= 40


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_shown_without_the_token(browser, path):
    for given in (
        {},
        {"Cookie": "piicatalog_review=x"},
        {"Cookie": f"{cookie(browser)[:-1]}"},
        {"Cookie": f"{cookie(browser).partition('=')[0]}=å"},
    ):
        status, headers, page = raw(browser, "GET", path, **given)
        assert status == 403
        assert "asiakas" not in page
        assert headers["Content-Security-Policy"]


def test_the_address_that_a_browser_is_started_with_serves_once(browser):
    ticket = browser.ticket.partition("token=")[2]
    assert ticket not in browser.address
    status, headers, _ = raw(browser, "GET", f"/?token={ticket}")
    assert status == 303
    assert ticket not in headers["Set-Cookie"]
    status, headers, _ = raw(browser, "GET", f"/?token={ticket}")
    assert (status, headers["Set-Cookie"]) == (403, None)
    for path in PAGES:
        assert raw(browser, "GET", path, Cookie=f"{cookie(browser).partition('=')[0]}={ticket}")[0] == 403


def test_a_wrong_token_sets_no_cookie(browser):
    for token in ("", "x", "%FF%00", "å"):
        status, headers, _ = raw(browser, "GET", f"/?token={urllib.parse.quote(token, safe='%')}")
        assert status == 403
        assert headers["Set-Cookie"] is None


@pytest.mark.parametrize(
    "host", ["evil.example.com", "evil.example.com:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.example.com", ""]
)
def test_a_name_that_is_rebound_to_this_machine_is_refused(browser, host):
    host = host.format(port=browser.base.rpartition(":")[2])
    assert raw(browser, "GET", "/", Host=host, Cookie=cookie(browser))[0] in {400, 421}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.com"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {},
        {"Origin": "{base}", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "{base}", "Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_page_decides_nothing(browser, headers):
    body = fields(browser)
    headers = {name: value.format(base=browser.base) for name, value in headers.items()}
    assert raw(browser, "POST", "/decide", body, Cookie=cookie(browser), Content_Type=FORM, **headers)[0] == 403
    assert not browser.session.path.exists()


@pytest.mark.parametrize("key", ["", "x", "é", "0" * 64])
def test_a_form_without_its_own_token_decides_nothing(browser, key):
    body = fields(browser, form=key)
    assert raw(browser, "POST", "/decide", body, Cookie=cookie(browser), Content_Type=FORM, Origin=browser.base)[0] == 403
    assert not browser.session.path.exists()
    assert raw(browser, "POST", "/decide", fields(browser), Cookie=cookie(browser), Content_Type=FORM, Origin=browser.base)[0] == 303


def test_nothing_is_decided_by_an_address(browser):
    for path in ("/decide", "/bind", "/answer", "/undo"):
        assert browser.send(path).status == 405
    assert not browser.session.path.exists()


@pytest.mark.parametrize(
    "path", [*PAGES, "/nothing", "/column/999999999", "/column/-1", "/column/x", "/?only=99", "/?only=x", "//evil.example.com"]
)
def test_every_answer_forbids_what_pages_need_not(browser, path):
    browser.send(browser.base + path)
    policy = browser.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert browser.headers["Cache-Control"] == "no-store"
    assert browser.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.headers["Referrer-Policy"] == "same-origin"
    assert browser.headers["Server"] is None


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.ids, self.names = [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attributes]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_hostile_names_are_text_and_nothing_comes_from_elsewhere(opened, language):
    browser = opened(language=language, tables=(*SHOP, HOSTILE_TABLE))
    number = next(number for number, entry in enumerate(browser.session.queue.columns) if "script" in entry.full_name)
    browser.submit("/decide", "confirm", holding=f"{number}.")
    assert len(browser.decisions()) == 1
    for address in (
        "/?state=",
        f"/column/{number}",
        f"/same/{number}",
        "/done",
        "/?q=%22%3E%3Cscript%3E&table=%22%3E%3Cscript%3E",
        f"/column/{number}?back=//evil.example.com",
    ):
        browser.get(address)
        seen = _Seen()
        seen.feed(browser.page)
        assert seen.tags.count("script") == 1
        assert seen.tags.count("style") == 1
        assert "img" not in seen.tags
        assert "link" not in seen.tags
        for tag, name, value in seen.attributes:
            assert not name.startswith("on"), (tag, name)
            assert name != "style"
            if name in {"href", "action", "src"}:
                assert value.startswith(("/", "#")), value
                assert not value.startswith("//"), value
        assert "\x1b" not in browser.page
        assert "\u202e" not in browser.page


def test_where_a_form_leads_back_is_ours(browser):
    for back in (
        "//evil.example.com",
        "https://evil.example.com",
        "/\\evil.example.com",
        "/\r\nSet-Cookie: x=y",
        "javascript:alert(1)",
        "/" + "x" * 5000,
    ):
        status, headers, _ = raw(
            browser, "POST", "/decide", fields(browser, back=back, why=""), Cookie=cookie(browser), Content_Type=FORM, Origin=browser.base
        )
        assert (status, headers["Location"]) == (303, "/")


def test_a_large_body_is_refused(browser):
    given = {"Cookie": cookie(browser), "Content_Type": FORM, "Origin": browser.base}
    assert raw(browser, "POST", "/decide", b"x", Content_Length=str(MOST_BYTES + 1), **given)[0] == 413
    assert raw(browser, "POST", "/decide", b"x", Content_Length="1" * 30, **given)[0] in {400, 413}
    connection = http.client.HTTPConnection(browser.base.removeprefix("http://"), timeout=20)
    connection.request(
        "POST",
        "/decide",
        iter([b"x" * 100_000] * 11),
        {name.replace("_", "-"): value for name, value in given.items()},
        encode_chunked=True,
    )
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"form=x", 403),
        (b"\xff\xfe", 400),
        (b"form=%FF%FE", 400),
        (b"a=1&" * 20_001, 400),
        (b"", 403),
    ],
)
def test_a_broken_form_is_refused(browser, body, status):
    given = {"Cookie": cookie(browser), "Content_Type": FORM, "Origin": browser.base}
    assert raw(browser, "POST", "/decide", body, **given)[0] == status


@pytest.mark.parametrize("given", [{"c": "0"}, {"c": "0.x"}, {"c": "-1.aaaaaaaaaaaa"}, {"action": "drop"}, {"action": ""}])
def test_a_form_that_is_not_ours_is_refused(browser, given):
    given = {"action": "confirm", **given}
    status, _, page = raw(
        browser, "POST", "/decide", fields(browser, **given), Cookie=cookie(browser), Content_Type=FORM, Origin=browser.base
    )
    assert status == 400
    assert "Traceback" not in page
    assert not browser.session.path.exists()


def test_only_a_form_is_read(browser):
    status, _, _ = raw(browser, "POST", "/decide", b"{}", Cookie=cookie(browser), Content_Type="application/json", Origin=browser.base)
    assert status == 415


def test_a_fault_is_told_without_its_text(browser, monkeypatch, capfd):
    def fail(*_):
        raise RuntimeError("secret 010594Y9032")

    monkeypatch.setattr(type(browser.session.queue), "rows", fail)
    browser.send("/")
    assert browser.status == 500
    assert "secret" not in browser.page
    assert "Traceback" not in browser.page
    assert browser.headers["Content-Security-Policy"]
    said = ""
    for _ in range(100):  # it is said after the answer
        said += capfd.readouterr().err
        if said:
            break
        time.sleep(0.05)
    assert "a fault in piicatalog: RuntimeError at " in said
    assert "secret" not in said
    assert "Traceback" not in said
    monkeypatch.undo()
    browser.get("/")


def test_what_is_asked_is_written_nowhere(browser, capfd):
    browser.get("/?q=henkilo")
    token = browser.address.partition("token=")[2]
    browser.send(f"/?token={token}")
    said = capfd.readouterr()
    assert said.out == said.err == ""
    assert token not in browser.page


def test_every_field_has_a_label_and_every_id_is_its_own(browser):
    browser.submit("/decide", "confirm")
    for address in (*PAGES, "/?only=0&state="):
        browser.get(address)
        seen = _Seen()
        seen.feed(browser.page)
        ids = [value for _, name, value in seen.attributes if name == "id"]
        assert len(ids) == len(set(ids)), address
        labelled = {value for tag, name, value in seen.attributes if (tag, name) == ("label", "for")}
        assert labelled <= set(ids)
        for field in re.findall(r"<(?:input|select)\b[^>]*>", browser.page):
            if 'type="hidden"' in field:
                continue
            at = re.search(r' id="([^"]+)"', field)
            within_label = re.search(r"<label[^>]*>(?:(?!</label>).)*" + re.escape(field), browser.page, re.DOTALL)
            assert (at and at[1] in labelled) or within_label, (address, field)
        assert seen.tags.count("h1") == 1
        assert "main" in seen.tags
        assert 'lang="en"' in browser.page


def test_the_heavy_libraries_load_when_the_command_runs_and_a_missing_extra_is_named(tmp_path):
    code = "import sys; sys.modules['uvicorn'] = None; sys.argv = ['piicatalog', 'review']; from piicatalog.__main__ import main; main()"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 2
    assert "pip install 'piicatalog[review]'" in ended.stderr
    assert "Traceback" not in ended.stderr
    code = "import sys; from piicatalog.cli.main import group; group(['--help'], standalone_mode=False); print([m for m in ('starlette', 'uvicorn', 'jinja2') if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
    assert ended.stdout.strip().endswith("[]")
