"""A lexicon that was kept says what the built one does, and opens only what is asked for."""

import pytest

from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.detection.build import build
from piicatalog.detection.forms import Forms
from piicatalog.detection.kept import knowledge as kept
from piicatalog.detection.lexicon import Lexicon, lexicon

NAMES = (
    *("asiakkaanSahkopostiosoite", "SAHKOPOST", "LHIOSOITE", "s_hk_posti", "PHONENO", "KREDUPPL", "PUHELINUMERO", "VELALLNIMI"),
    *("social_security_number", "socialsecuritynumber", "Lähiosoite", "kundens_personnr", "ename", "koandes_namn", "x", ""),
)


@pytest.fixture(scope="module")
def built() -> Lexicon:
    return build(load_knowledge())


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    cache = tmp_path_factory.mktemp("cache")
    known: Knowledge = kept((), cache)
    known = kept((), cache)
    return lexicon(known)


def test_a_kept_lexicon_reads_names_alike(built: Lexicon, again: Lexicon) -> None:
    assert [again.words(name) for name in NAMES] == [built.words(name) for name in NAMES]


def test_a_kept_lexicon_knows_the_same(built: Lexicon, again: Lexicon) -> None:
    for name in ("expansions", "roles", "events", "phrases", "heads", "openers", "short", "tells", "places", "lost", "told", "said"):
        assert getattr(again, name) == getattr(built, name), name
    assert again.seams() == built.seams()
    for spelling in (*built.told, *built.roles, *built.expansions):
        assert again.bases.get(spelling) == built.bases.get(spelling)
        assert list(again.bases.beginning(spelling)) == list(built.bases.beginning(spelling))


def test_forms_come_back_from_their_texts() -> None:
    forms = Forms()
    for form, base in (("sahko", "sahko"), ("sahkon", "sahko"), ("id", "id")):
        forms[form] = base
    forms.add(["sahko", "sahkolasku"])
    again = Forms(forms.texts())
    assert [again.get(form) for form in ("sahko", "sahkon", "id", "sahkolasku", "i", "")] == ["sahko", "sahko", "id", None, None, None]
    assert list(again.beginning("sahko")) == ["sahko", "sahkolasku", "sahkon"]
    assert again.texts() == forms.texts()
