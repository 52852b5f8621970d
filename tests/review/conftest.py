"""A real server over a store as scans leave it, and a person's browser: urllib with a jar of cookies."""

import http.cookiejar
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from piicatalog.definitions.decisions import load_decisions
from piicatalog.model.catalog import CatalogColumn
from piicatalog.model.configuration import Configuration
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.finding import Checked, ColumnState, Finding, Incidence, Verdict
from piicatalog.model.schema import Column, Table
from piicatalog.review.server import Server
from piicatalog.review.session import Session
from piicatalog.store.scans import Store

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\u202egnp'


def column(name, entity_type=None, confidence=0.95, *, incidental=None):
    """A column's name and verdict."""
    checked = Checked(values=1000, non_null=900, bound=None if entity_type or incidental else 0.003)
    if incidental:
        return name, Verdict(state=ColumnState.INCIDENTAL, incidental=(Incidence(entity_type=incidental, values=3),), checked=checked)
    if entity_type is None:
        return name, Verdict(state=ColumnState.CLEAN, checked=checked)
    reason = Evidence(entity_type=entity_type, signal=Signal.COLUMN_NAME, weight=5.0, reason=f"the name is {name}", detector="any_x")
    return name, Verdict(
        state=ColumnState.SUGGESTED,
        findings=(Finding(entity_type=entity_type, confidence=confidence, evidence=(reason,)),),
        checked=checked,
    )


def table(source, schema, name, *columns, rows=1000):
    declared = Table(
        schema=schema, name=name, columns=tuple(Column(name=each, data_type="varchar(80)") for each, _ in columns), row_estimate=rows
    )
    verdicts = dict(columns)
    return declared, tuple(
        CatalogColumn(source=source, table=declared, column=each, verdict=verdicts[each.name]) for each in declared.columns
    )


def keep(path, source, *tables):
    with Store(str(path)) as store:
        scan = store.begin(source, "settings")
        for declared, entries in tables:
            store.save_table(scan, declared, entries)
        store.finish(scan, ["shop.palkka: no permission"])


SHOP = (
    table(
        "shop",
        "shop",
        "asiakas",
        column("hetu", EntityType.FI_PERSONAL_IDENTITY_CODE, 0.99),
        column("sposti", EntityType.EMAIL_ADDRESS, 0.96),
        column("tila"),
        column("uskonto", EntityType.RELIGION, 0.97),
        column("muu", EntityType.CUSTOMER_ID, 0.61),
    ),
    table(
        "shop", "shop", "tilaus", column("sposti", EntityType.EMAIL_ADDRESS, 0.93), column("kommentti", incidental=EntityType.PHONE_NUMBER)
    ),
    table("shop", "x", "zzz", column("sposti", EntityType.EMAIL_ADDRESS, 0.93), column("nimi", EntityType.PERSON, 0.7)),
)
HOSTILE_TABLE = table("shop", "shop", HOSTILE, column(HOSTILE, EntityType.PERSON))


class _Forms(HTMLParser):
    """The forms of a page, each with its fields as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        if tag == "form":
            self.forms.append({"action": about["action"], "method": about.get("method"), "fields": [], "buttons": []})
        elif self.forms and tag in {"input", "select"} and about.get("name"):
            if about.get("type") != "checkbox" or "checked" in about:
                self.forms[-1]["fields"].append((about["name"], about.get("value", "")))
        elif self.forms and tag == "button" and about.get("name"):
            self.forms[-1]["buttons"].append((about["name"], about["value"]))


@dataclass
class Browser:
    base: str
    session: Session
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    page: str = ""
    status: int = 0
    headers: object = None

    def send(self, address, body=None, method=None, **headers):
        """One request with the redirects that it leads to; any status is an answer."""
        request = urllib.request.Request(address if "://" in address else self.base + address, body, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            answer = opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.page, self.status, self.headers, self.at = answer.read().decode(), answer.status, answer.headers, answer.url
        return self

    def get(self, address):
        self.send(address)
        assert self.status == 200, (address, self.status)
        return self

    def form(self, action, button=None, *, holding=""):
        """The first form of the page for an address (with a button, and with a value in it)."""
        parser = _Forms()
        parser.feed(self.page)
        return next(
            form
            for form in parser.forms
            if form["action"] == action
            and (button is None or ("action", button) in form["buttons"])
            and any(value.startswith(holding) for _, value in form["fields"])
        )

    def submit(self, action, button=None, *, holding="", **given):
        """Fill in a form that stands on the page, press a button of it, follow the redirect."""
        form = self.form(action, button, holding=holding)
        assert form["method"] == "post"
        fields = [(name, value) for name, value in form["fields"] if name not in given]
        fields += [(name, value) for name, values in given.items() for value in ([values] if isinstance(values, str) else values)]
        fields += [("action", button)] if button else []
        return self.post(action, fields)

    def post(self, address, fields, **headers):
        return self.send(address, urllib.parse.urlencode(fields).encode(), Origin=self.base, **headers)

    def number(self, name):
        """A column's number."""
        return next(number for number, entry in enumerate(self.session.queue.columns) if entry.full_name == name)

    def decisions(self):
        return {each.column: each.decision for each in load_decisions(self.session.path).columns}

    def told(self):
        """What the page says of what was just done, as text."""
        return " ".join(re.sub(r"<[^>]+>", " ", part) for part in re.findall(r'<section class="told.*?</section>', self.page, re.DOTALL))


@pytest.fixture
def opened(tmp_path, notice, knowledge):
    """Start a review of scans that were kept; returns a browser that has opened the address."""
    running = []

    def start(*, language="en", tables=SHOP, others=(), configuration=None):
        keep(tmp_path / "store.sqlite", "shop", *tables)
        for source, more in others:
            keep(tmp_path / "store.sqlite", source, *more)
        with Store(str(tmp_path / "store.sqlite")) as store:
            scanned = store.last_catalogs()
        session = Session(
            scanned,
            [notice],
            knowledge,
            configuration=configuration or Configuration(),
            decisions=tmp_path / "decisions.yaml",
            language=language,
            who="Maija",
        )
        server = Server(session)
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        browser = Browser(server.address.partition("/?")[0], session)
        browser.address, browser.ticket = server.address, server.address_for_once
        return browser.get(server.address)

    yield start
    for server, thread in running:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def browser(opened):
    return opened()
