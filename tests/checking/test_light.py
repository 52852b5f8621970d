"""A warm check loads nothing heavy, and is about as fast as Python itself allows."""

import json
import subprocess
import sys

import pytest

HEAVY = (
    "presidio_analyzer", "spacy", "pandas", "numpy", "sqlalchemy", "duckdb", "polars", "pyarrow", "requests", "tldextract",
    "jinja2", "rich", "pydantic", "yaml", "sqlglot", "importlib.metadata", "stdnum", "phonenumbers",
)  # fmt: skip
SCRIPT = """
import sys
from piicatalog.cli.main import group
try:
    group(["check", *sys.argv[1:]], prog_name="piicatalog")
except SystemExit as stop:
    import json
    print(json.dumps([stop.code, [name for name in {heavy!r} if name in sys.modules]]), file=sys.stderr)
"""


@pytest.fixture
def warm(git, write, tmp_path):
    for number in range(1, 30):
        write(f"db/migration/V{number}__t.sql", f"CREATE TABLE t{number} (id int PRIMARY KEY, hinta int);\n")
    git("add", "-A")
    git("commit", "-qm", "base")
    write("db/migration/V30__a.sql", "ALTER TABLE t1 ADD COLUMN sahkoposti text;\n")

    def run(*arguments):
        script = SCRIPT.format(heavy=HEAVY)
        command = [sys.executable, "-c", script, *arguments, "--cache-dir", str(tmp_path.parent / "cache")]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    run("--base", "HEAD")
    return run


def test_nothing_heavy_is_imported(warm):
    done = warm("--base", "HEAD")
    code, heavy = json.loads(done.stderr.splitlines()[-1])
    assert (code, heavy) == (1, []), done.stdout + done.stderr


def test_help_loads_no_check(warm):
    done = warm("--help")
    assert "Exit codes" in done.stdout
