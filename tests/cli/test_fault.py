import pyarrow as pa
import pytest

from piicatalog.cli import main


def test_an_unforeseen_error_is_told_by_its_place_and_without_its_text(monkeypatch, capsys):
    def fails(**_):
        pa.array(["010594Y9032"]).cast(pa.int64())

    monkeypatch.setattr(main, "group", fails)
    with pytest.raises(SystemExit) as stopped:
        main.main()
    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert "ArrowInvalid at " in told
    assert "cli/main.py:" in told
    assert "010594Y9032" not in told
    assert "Traceback" not in told
