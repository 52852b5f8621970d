import json
import os

import pytest

from piicatalog.definitions.cache import DecodeError, cached, decode, encode
from piicatalog.definitions.knowledge import Knowledge, load_knowledge
from piicatalog.model.detector import Detector, ValueRule
from piicatalog.model.entity_type import EntityType
from piicatalog.model.label import Label

DETECTOR = Detector(id="x_y", entity_type=EntityType.PERSON, title=Label(en="t"), values=(ValueRule(pattern="a", chance=0.5),))


def test_what_is_kept_comes_back_equal():
    assert decode(Detector, json.loads(json.dumps(encode(DETECTOR)))) == DETECTOR


def test_all_shipped_knowledge_comes_back_equal():
    knowledge = load_knowledge()
    again = decode(Knowledge, json.loads(json.dumps(encode(knowledge))))
    assert (again.detectors, again.vocabulary, again.weights) == (knowledge.detectors, knowledge.vocabulary, knowledge.weights)


@pytest.mark.parametrize(
    "damage",
    [
        {"id": 3},
        {"entity_type": "NO_SUCH"},
        {"values": "text"},
        {"values": [{"pattern": ["x"]}]},
        {"unknown": 1},
        {"title": None},
    ],
)
def test_data_of_another_form_is_refused(damage):
    with pytest.raises(DecodeError):
        decode(Detector, encode(DETECTOR) | damage)


def test_a_file_is_read_once_until_it_changes(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("1")
    reads = []

    def load():
        reads.append(1)
        return DETECTOR

    for _ in range(3):
        assert cached("detector", Detector, [file], load, tmp_path / "cache") == DETECTOR
    assert len(reads) == 1
    file.write_text("22")
    cached("detector", Detector, [file], load, tmp_path / "cache")
    assert len(reads) == 2


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\x80\x04.", b'{"id": {}}', b"[" * 100_000])
def test_a_hostile_entry_is_made_again(tmp_path, content):
    file = tmp_path / "a.yaml"
    file.write_text("1")
    cached("detector", Detector, [file], lambda: DETECTOR, tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_bytes(content)
    assert cached("detector", Detector, [file], lambda: DETECTOR, tmp_path / "cache") == DETECTOR
    assert json.loads(entry.read_bytes())["id"] == "x_y"


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert cached("detector", Detector, [], lambda: DETECTOR, blocked / os.fspath("inner")) == DETECTOR
