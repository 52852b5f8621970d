"""How findings are written: one file per format, ``render(report) -> str``."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from piicatalog.checking.report import Report

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "rdjson")
WITH_SUMMARY = frozenset({"text", "github", "markdown"})
"""Those that end with the closing line themselves."""


def render(name: str, report: "Report") -> str:
    """Return a report in a format of ``FORMATS``; only that format's module is imported."""
    text: str = import_module(f"{__name__}.{name}").render(report)
    return text
