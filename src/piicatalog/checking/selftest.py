"""Runs a rule's example: replays its small history twice and returns what all rules find in the difference."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from piicatalog.checking import known
from piicatalog.checking.finding import CheckFinding, Example, Status
from piicatalog.checking.history import compare
from piicatalog.checking.purposes import Purposes
from piicatalog.checking.run import Settings, run
from piicatalog.checking.snapshot import TextSnapshot
from piicatalog.definitions.knowledge import Knowledge

FOLDER = "db/migration"


def found_in(example: Example, knowledge: Knowledge) -> list[CheckFinding]:
    """Return the open findings of an example."""
    base = {f"{FOLDER}/V1__base.sql": example.base.encode()} if example.base else {}
    head = dict(base)
    if example.edited:
        head[f"{FOLDER}/V1__base.sql"] = example.edited.encode()
    head[f"{FOLDER}/{example.file}"] = f"{example.change}\n".encode()
    histories = compare(TextSnapshot(base), TextSnapshot(head), dialect=example.dialect or "postgres")
    asked = _purposes()
    if example.decisions:
        asked = known.with_decisions_text(asked, example.decisions, known.Configured())
    settings = Settings(today=datetime.now(tz=UTC).date())
    done = run(histories, knowledge, asked, settings)
    return [finding for finding in done.report.findings if finding.status is Status.OPEN]


@cache
def _purposes() -> Purposes:
    return known.purposes(known.Configured(), "", Path(known.DECISIONS) / "none", None)
