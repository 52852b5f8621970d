"""Runs the console blocks of a page and puts in what the commands print, so that what the docs show is what happens.

A block is fenced as ``console``; a line ``$ piicatalog …`` is run, the lines below it are its output. Each page has a folder of
its own with the demo's warehouse in it. ``| head -N`` shows the first lines only. Times are shown as ``… s``.
"""

import contextlib
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from piicatalog.cli.main import group

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_HEAD = re.compile(r"\s*\|\s*head -(\d+)$")
_SECONDS = re.compile(r"\b\d+\.\d+ s\b")
_DAY = re.compile(r"\b20\d\d-\d\d-\d\d( \d\d:\d\d UTC)?")
WIDTH = 150
"""Longer lines are cut: a page is no terminal."""


def filled(page: Path) -> str:
    """Return a page's text with the output of its commands."""
    text = page.read_text(encoding="utf-8")
    if not _BLOCK.search(text):
        return text
    with _folder():
        return _BLOCK.sub(lambda block: f"```console\n{''.join(_run(block[1]))}```", text)


@contextlib.contextmanager
def _folder() -> Iterator[None]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(_demo(), folder, dirs_exist_ok=True)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _demo() -> Path:
    """Return a folder with the demo's warehouse, made once for all pages."""
    if not _MADE:
        sys.path.insert(0, str(ROOT / "examples"))
        import demo_shop

        folder = Path(tempfile.mkdtemp())
        demo_shop.make(folder / "shop.duckdb")
        _MADE.append(folder)
    return _MADE[0]


_MADE: list[Path] = []


def _run(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        yield f"{line}\n"
        command = line.removeprefix("$ ")
        head = _HEAD.search(command)
        output = _output(shlex.split(_HEAD.sub("", command))).rstrip("\n").splitlines()
        shown = output[: int(head[1])] if head else output
        yield from (f"{_plain(each)}\n" for each in shown)


def _output(words: list[str]) -> str:
    if words[0] != "piicatalog":
        raise SystemExit(f"only piicatalog is run in pages, not {words[0]}")
    result = CliRunner().invoke(group, words[1:], prog_name="piicatalog", env={"COLUMNS": str(WIDTH), "PIICATALOG_STORE": None})
    if result.exit_code not in {0, 1}:
        raise SystemExit(f"{' '.join(words)}: exit code {result.exit_code}\n{result.output}")
    return result.output


def _plain(line: str) -> str:
    line = _DAY.sub("…", _SECONDS.sub("… s", line)).rstrip()
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
