"""Review 100,000 columns on the page, as a browser does: ``python benchmarks/review_speed.py``.

The columns are those of the demo's warehouse with their values, again and again under other schemas, in a store of their own. The
page is served by the command itself, in a process of its own, whose memory is read.
"""

import http.cookiejar
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from export_speed import catalog  # beside this file

from piicatalog.model.catalog import ColumnTags
from piicatalog.store.scans import Store


class Browser:
    """Keeps the cookie and the last page."""

    def __init__(self, address: str) -> None:
        self._base = address.partition("/?")[0]
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.page = ""
        self.open(address.removeprefix(self._base))

    def open(self, path: str, fields: list[tuple[str, str]] | None = None) -> str:
        """Ask for a page, or send a form."""
        body = urllib.parse.urlencode([*self._hidden(), *fields]).encode() if fields else None
        request = urllib.request.Request(self._base + path, body, {"Origin": self._base})
        with self._opener.open(request) as answer:
            self.page = answer.read().decode()
        return self.page

    def _hidden(self) -> list[tuple[str, str]]:
        return [("form", re.findall(r'name="form" value="(\w+)"', self.page)[0]), ("back", "/")]

    def timed(self, what: str, path: str, fields: list[tuple[str, str]] | None = None) -> None:
        """Print how long an answer takes, the page after a form included."""
        clock = time.perf_counter()
        page = self.open(path, fields)
        print(f"{what:34} {time.perf_counter() - clock:6.2f} s  {len(page) / 1000:4.0f} kB")


def keep(path: Path) -> int:
    """Write the store; return how many columns it holds."""
    columns = catalog(values=True).columns
    with Store(str(path)) as store:
        scan = store.begin("dw", "settings")
        for _, group in groupby(columns, key=lambda entry: entry.table.full_name):
            entries = [replace(entry, source="dw", tags=ColumnTags()) for entry in group]
            store.save_table(scan, entries[0].table, entries)
        store.finish(scan)
    return len(columns)


def main() -> None:
    """Print a line for each thing that a steward does."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{keep(Path(folder) / 'store.sqlite')} columns")
        command = [sys.executable, "-m", "piicatalog", "review", "--store", "store.sqlite", "--who", "Maija", "--no-browser"]
        clock = time.perf_counter()
        running = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        browser = Browser(running.stdout.readline().strip())
        print(f"{'start to the first page':34} {time.perf_counter() - clock:6.2f} s")
        review(browser)
        peak = [line.split()[1] for line in Path(f"/proc/{running.pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
        print(f"memory at most {int(peak[0]) / 1000:.0f} MB")
        running.send_signal(signal.SIGINT)
        running.wait()


def review(browser: Browser) -> None:
    """Do each thing once."""
    browser.timed("queue, first page", "/")
    browser.timed("queue, page 300", "/?page=300")
    browser.timed("search of a word", "/?q=hetu")
    browser.timed("all states, a word", "/?state=&q=laskutusosoite")
    browser.timed("one entity type", "/?type=EMAIL_ADDRESS")
    number = re.findall(r'<article id="c(\d+)"', browser.page)[0]
    browser.timed("a column", f"/column/{number}")
    seen = re.findall(r'name="c" value="([^"]+)"', browser.page)[0]
    browser.timed("confirm a column", "/decide", [("c", seen), ("action", "confirm")])
    browser.open("/?type=EMAIL_ADDRESS")
    browser.timed("preview of columns of one name", "/same/" + re.findall(r'<article id="c(\d+)"', browser.page)[0])
    many = [("c", each) for each in re.findall(r'name="c" value="([^"]+)"', browser.page)]
    browser.timed(f"confirm {len(many)} columns", "/decide", [*many, ("action", "confirm")])
    browser.timed("undo that", "/undo", [("number", "1")])
    table, mark = re.findall(r'name="table" value="(\d+)"><input type="hidden" name="seen" value="(\w+)"', browser.page)[0]
    browser.timed("bind a table", "/bind", [("table", table), ("seen", mark), ("activity", "web_shop"), ("why", "agreed")])
    browser.timed("questions on the notice", "/questions")


if __name__ == "__main__":
    main()
