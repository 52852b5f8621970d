"""Build the wheel, install it in clean environments away from the checkout, and run its main job there.

Twice: the core alone (names and DDL, nothing heavy installed), then with ``[scan,review]`` (a DuckDB warehouse, its review page and the example plugin).
"""

import json
import signal
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("pandas", "presidio_analyzer", "pyarrow", "duckdb", "sqlalchemy", "spacy", "numpy")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it printed; stop here when it fails."""
    result = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{' '.join(str(part) for part in command)}\nexit code {result.returncode}\n{result.stdout}\n{result.stderr}")
    return result.stdout


def environment(folder: Path, wheel: Path, extra: str) -> Path:
    """Make a clean environment with the wheel in it; return its folder of programs."""
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    pip = (programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", "-c", ROOT / "constraints.txt", f"piicatalog{extra} @ {wheel.as_uri()}", cwd=folder)
    return programs


def megabytes(folder: Path) -> float:
    """Return how much an environment's packages take, pip's own aside."""
    packages = next(folder.glob("lib/python*/site-packages"))
    files = (path for path in packages.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return (
        sum(path.stat().st_size for path in files if path.relative_to(packages).parts[0].split("-")[0] not in {"pip", "setuptools"}) / 1e6
    )


def check_core(scratch: Path, wheel: Path) -> float:
    """The core classifies DDL, says which extra a database needs, and brings nothing heavy; return its size in MB."""
    programs = environment(scratch / "core", wheel, "")
    installed = run(programs / "python", "-c", f"import importlib.util as u; print([m for m in {HEAVY} if u.find_spec(m)])", cwd=scratch)
    if installed.strip() != "[]":
        sys.exit(f"the core install brings {installed}")
    (scratch / "schema.sql").write_text("CREATE TABLE asiakas (id int PRIMARY KEY, hetu varchar(11), sahkoposti text, saldo numeric);\n")
    document = json.loads(run(programs / "piicatalog", "scan", "schema.sql", "--format", "json", "--no-store", cwd=scratch))
    found = {entry["column"]: [finding["entity_type"] for finding in entry["findings"]] for entry in document["columns"]}
    if found["hetu"] != ["FI_PERSONAL_IDENTITY_CODE"] or found["sahkoposti"] != ["EMAIL_ADDRESS"]:
        sys.exit(f"the wheel's core does not classify DDL: {found}")
    (scratch / "x.duckdb").write_bytes(b"")
    refused = subprocess.run([programs / "piicatalog", "scan", "x.duckdb"], cwd=scratch, capture_output=True, text=True, check=False)
    if refused.returncode != 2 or "piicatalog[scan]" not in refused.stderr or "Traceback" in refused.stderr:
        sys.exit(f"without the extra a database must be refused with its name: {refused.returncode} {refused.stderr}")
    refused = subprocess.run([programs / "piicatalog", "review"], cwd=scratch, capture_output=True, text=True, check=False)
    if refused.returncode != 2 or "piicatalog[review]" not in refused.stderr or "Traceback" in refused.stderr:
        sys.exit(f"without the extra the review page must be refused with its name: {refused.returncode} {refused.stderr}")
    return megabytes(scratch / "core")


def check_scan(scratch: Path, wheel: Path) -> None:
    """With the extras the demo warehouse is scanned, documented and reviewed."""
    programs = environment(scratch / "scan", wheel, "[scan,review]")
    run(programs / "python", ROOT / "examples" / "demo_shop.py", scratch / "shop.duckdb", cwd=scratch)
    document = json.loads(run(programs / "piicatalog", "scan", "shop.duckdb", "--format", "json", cwd=scratch))
    hetu = [entry for entry in document["columns"] if entry["table"] == "asiakas" and entry["column"] == "hetu"]
    if [finding["entity_type"] for finding in hetu[0]["findings"]] != ["FI_PERSONAL_IDENTITY_CODE"]:
        sys.exit("the wheel's scan does not find the hetu of the demo warehouse")
    run(programs / "piicatalog", "export", "html", "-o", "catalog.html", cwd=scratch)
    if "<table" not in (scratch / "catalog.html").read_text(encoding="utf-8"):
        sys.exit("the wheel's export wrote no table")
    check_review(programs, scratch)
    check_plugin(programs, scratch)


def check_review(programs: Path, scratch: Path) -> None:
    """The page is served with all its parts, and ends when told to."""
    command = [programs / "piicatalog", "review", "--who", "Maija", "--no-browser"]
    with subprocess.Popen(command, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        address = running.stdout.readline().strip() if running.stdout else ""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(address).read().decode() if address else ""
        running.send_signal(signal.SIGINT)
    if running.returncode != 0 or "kauppa.asiakas" not in page or "<style>" not in page:
        sys.exit(f"the wheel's review page does not work: {running.returncode} {page[:200]}")


def check_plugin(programs: Path, scratch: Path) -> None:
    """A format of another package is found by its entry point."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", scratch / "plugin", ROOT / "examples" / "plugin", cwd=ROOT)
    wheel = next((scratch / "plugin").glob("*.whl"))
    run(programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps", wheel, cwd=scratch)
    counts = run(programs / "piicatalog", "export", "counts", cwd=scratch)
    if "EMAIL_ADDRESS" not in counts:
        sys.exit(f"the example plugin's export does not work: {counts}")


def main() -> None:
    """Build and check."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", scratch, ROOT, cwd=ROOT)
        wheel = next(scratch.glob("*.whl"))
        size = check_core(scratch, wheel)
        check_scan(scratch, wheel)
        print(
            f"{wheel.name}: installs ({size:.0f} MB), classifies DDL with the core alone, scans a warehouse with [scan], reviews it with [review], takes a plugin"
        )


if __name__ == "__main__":
    main()
