"""The Python and YAML of the pages, run and read as they stand; what commands print there is compared by docs/generate.py."""

import re
import sys
from pathlib import Path

import pytest

from piicatalog.definitions.configuration import load_configuration
from piicatalog.definitions.detector import load_detectors
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.evaluation.examples import failures

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)")


def blocks(language):
    return [
        pytest.param(code, id=f"{page.name}-{number}")
        for page in PAGES
        for number, (kind, code) in enumerate(_FENCE.findall(page.read_text(encoding="utf-8")), start=1)
        if kind == language
    ]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    sys.path.insert(0, str(ROOT / "examples"))
    try:
        import demo_shop
    finally:
        sys.path.pop(0)
    folder = tmp_path_factory.mktemp("docs")
    demo_shop.make(folder / "shop.duckdb")
    return folder


@pytest.mark.parametrize("code", blocks("python"))
def test_python_runs_as_it_stands(code, shop, monkeypatch):
    monkeypatch.chdir(shop)
    names = {}
    exec(compile(code, "page", "exec"), names)
    assert names


@pytest.mark.parametrize("code", [block for block in blocks("yaml") if block.values[0].startswith("# ")])
def test_files_that_begin_with_their_name_are_read(code, tmp_path):
    name = code.splitlines()[0].removeprefix("# ").strip()
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(code, encoding="utf-8")
    if path.name == "piicatalog.yaml":
        assert load_configuration(path).sources
    elif path.parent.parent.name == "my":
        knowledge = load_knowledge([path.parent.parent])
        own = [detector for detector in load_detectors(path.parent.parent) if "own numbering" in " ".join(detector.references)]
        assert own
        assert [str(problem) for detector in own for problem in failures(knowledge.detector(detector.id), knowledge)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    dead = [target for target, _ in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]
    assert dead == []
