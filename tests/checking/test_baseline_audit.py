from click.testing import CliRunner

from piicatalog.cli.baseline import command


def test_entries_are_listed_oldest_first(tmp_path):
    path = tmp_path / "b.json"
    path.write_text(
        '{"version": 1, "findings": [\n'
        '{"fingerprint": "1", "rule": "PII001", "table": "t", "column": "new", "added": "2026-11-01"},\n'
        '{"fingerprint": "2", "rule": "PII007", "table": "t", "column": "old", "added": "2025-01-01", "reason": "agreed"}\n]}\n'
    )
    done = CliRunner().invoke(command, ["audit", "--baseline", str(path)])
    assert done.exit_code == 0
    assert [line.split()[3] for line in done.stdout.splitlines()] == ["t.old", "t.new"]
    assert "2 entries, 1 without a reason" in done.stderr
