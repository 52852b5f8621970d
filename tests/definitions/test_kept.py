import pytest

from piicatalog.definitions.data_categories import load_data_categories
from piicatalog.definitions.kept import data_categories, notice
from piicatalog.definitions.notice import find_notice, shipped_notices
from piicatalog.errors import UnknownNameError


@pytest.mark.parametrize("name", shipped_notices())
def test_a_kept_notice_is_the_notice(name, tmp_path):
    assert [notice(name, tmp_path), notice(name, tmp_path), notice(name, None)] == [find_notice(name)] * 3


def test_a_notice_is_read_again_when_its_file_has_changed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = shipped_notices()["kuluttaja-asiakkaat"].read_text(encoding="utf-8")
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    assert notice("own.yaml", tmp_path / "cache").file == "own.yaml"
    assert notice(str(file), tmp_path / "cache").file == str(file)
    file.write_text(text.replace("title: ", "title: X", 1), encoding="utf-8")
    assert notice("own.yaml", tmp_path / "cache").title.startswith("X")


@pytest.mark.parametrize("name", ["none-such", "a\0b", "../x"])
def test_an_unknown_notice_is_told(name, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UnknownNameError):
        notice(name, tmp_path)


def test_kept_data_categories_are_the_same(tmp_path):
    assert [data_categories(tmp_path), data_categories(tmp_path), data_categories(None)] == [load_data_categories()] * 3
