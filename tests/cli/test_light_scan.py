"""A warm scan of names alone reads no YAML and loads no library that it has no use for."""

import json
import os
import subprocess
import sys

HEAVY = (
    "presidio_analyzer", "spacy", "pandas", "numpy", "duckdb", "pyarrow", "jinja2", "pydantic", "yaml", "sqlglot", "importlib.metadata",
    "stdnum", "phonenumbers",
)  # fmt: skip
SCRIPT = f"""
import json, sys
from piicatalog.cli.main import group
try:
    group(["scan", "schema.sql", "--no-values", "--no-store", "--format", "json"], prog_name="piicatalog")
finally:
    print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr)
"""


def test_names_alone_need_nothing_heavy(tmp_path):
    (tmp_path / "schema.sql").write_text("CREATE TABLE asiakas (id int PRIMARY KEY, sahkoposti text);\n", encoding="utf-8")

    def scan():
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "LOCALAPPDATA": str(tmp_path / "cache")}
        return subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)

    cold, warm = scan(), scan()
    assert warm.stdout == cold.stdout
    assert json.loads(warm.stderr.splitlines()[-1]) == []
