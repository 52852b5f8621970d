"""For programs: one finding a line, those that count."""

import json

from piicatalog.checking.formats.json import as_data
from piicatalog.checking.report import Report


def render(report: Report) -> str:
    """Return the open findings, one JSON object a line."""
    return "".join(json.dumps(as_data(report, finding), ensure_ascii=False) + "\n" for finding in report.open)
