"""Sentences: every one in three languages with the same blanks, and the code fills just those."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from piicatalog.model.label import LANGUAGES, Label
from piicatalog.model.reason import Reason, listed, say
from piicatalog.model.sentences import SENTENCES

SRC = Path(__file__).parents[2] / "src" / "piicatalog"
WORDLESS = {"and", "counted", "called"}
FILLED_ELSEWHERE = {"form", "form_checked"}
"""Their parts are gathered step by step; ``tests/detection`` says them."""
OF_DISTINCT = {"share", "distinct"}
"""The parts that helpers fill which are given a key."""


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def calls() -> Iterator[tuple[str, set[str] | None]]:
    """Yield each key with the names of the parts that the code gives it; None where they are not written beside it."""
    for file in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if name not in {"Reason", "said"} or not isinstance(node, ast.Call):
                continue
            parts: set[str] | None = set()
            if len(node.args) > 1:
                given = node.args[1]
                parts = {str(key.value) for key in given.keys if isinstance(key, ast.Constant)} if isinstance(given, ast.Dict) else None
            first = node.args[0]
            for key in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                if isinstance(key, ast.Constant):
                    yield key.value, parts
                    if name == "said" and parts is not None:
                        yield f"{key.value}_but", parts | {"notes"}


CALLS = list(calls())


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_a_sentence_is_in_three_languages_with_the_same_blanks(key: str) -> None:
    texts = [getattr(SENTENCES[key], language) for language in LANGUAGES]
    assert all(texts)
    assert len({frozenset(blanks(text)) for text in texts}) == 1
    assert len(set(texts)) == 3 or key in WORDLESS


def test_the_code_fills_the_blanks_of_each_sentence() -> None:
    wrong = [(key, parts) for key, parts in CALLS if parts is not None and parts != blanks(SENTENCES[key].en)]
    assert not wrong
    assert {key for key, parts in CALLS if parts is None} <= FILLED_ELSEWHERE


def test_every_sentence_is_said_somewhere() -> None:
    beside = {key for key, _ in CALLS}
    elsewhere = set(SENTENCES) - beside
    texts = "".join(file.read_text(encoding="utf-8") for file in SRC.rglob("*.py") if file.parent.name != "sentences")
    assert [key for key in elsewhere if f'"{key}"' not in texts] == []
    assert {key: blanks(SENTENCES[key].en) for key in elsewhere if blanks(SENTENCES[key].en) != OF_DISTINCT} == {}


def test_names_counts_shares_labels_and_sentences_fill_blanks() -> None:
    title = Label(fi="Sähköpostiosoite", sv="E-postadress", en="E-mail address")
    form = Reason("form_checked", {"title": title, "fit": 3, "distinct": 4, "valid": 2, "share": 2 / 3, "chance": 0.032})
    assert str(form) == "E-mail address: 3 of 4 distinct values have the form, 2 of them (67 %) pass the check (by chance 3.2 %)"
    assert "onnistuu 2 arvossa (67 %; sattumalta 3,2 %)" in form.in_language("fi")
    assert "E-postadress: formen stämmer i 3 av 4" in form.in_language("sv")
    notes = (Reason("note_of_person"), Reason("note_setting"))
    named = Reason("name_says_but", {"column": "asiakas_email", "word": "email", "notes": notes})
    assert str(named) == "the name asiakas_email says email, of a person, but it reads as a setting"
    assert listed((form, named)).in_language("fi") == f"{form.in_language('fi')}; {named.in_language('fi')}"


def test_a_part_is_shown_as_it_is() -> None:
    assert say(Reason("name_says", {"column": "{word}{0}", "word": "%s"}), "fi") == "nimessä {word}{0} lukee «%s»"


def test_a_text_that_somebody_wrote_is_shown_as_it_is() -> None:
    assert say("ei oikeutta", "sv") == "ei oikeutta"


def test_reasons_have_an_order_beside_texts_and_are_equal_by_what_they_say() -> None:
    first, same = (Reason("key_user", {"column": "a"}) for _ in range(2))
    assert first == same
    assert len({first, same, Reason("key_user", {"column": "b"})}) == 2
    assert sorted(["b", Reason("key_user", {"column": "c"}), first, "d"]) == [first, "b", Reason("key_user", {"column": "c"}), "d"]
