"""Replaces placeholders by names of the same length, so that every offset stays true."""

import re

from piicatalog.ddl.dialects import Dialect

_BLOCK = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HOLDER = re.compile(r"\$\{[^{}\n]*\}|\{\{.*?\}\}|\$\([A-Za-z_]\w*\)|%\([A-Za-z_]\w*\)s", re.DOTALL)
_DBUP = re.compile(r"\$[A-Za-z_]\w*\$")
_EXECUTABLE = re.compile(r"/\*M?!\d{0,6}(.*?)\*/", re.DOTALL)


def mask(text: str, dialect: Dialect) -> str:
    """Return the text with each placeholder as a name, Jinja blocks and the marks of ``/*! … */`` as spaces.

    >>> from piicatalog.ddl.dialects import DIALECTS
    >>> mask("ALTER TABLE x OWNER TO ${app_user};", DIALECTS["postgres"])
    'ALTER TABLE x OWNER TO __app_user_;'
    """
    if "{%" in text or "{#" in text:
        text = _BLOCK.sub(lambda match: _blank(match[0]), text)
    if "${" in text or "{{" in text or "$(" in text or "%(" in text:
        text = _HOLDER.sub(lambda match: _name(match[0]), text)
    if dialect.name == "tsql" and "$" in text:
        text = _DBUP.sub(lambda match: _name(match[0]), text)
    if dialect.name == "mysql" and ("/*!" in text or "/*M!" in text):
        text = _EXECUTABLE.sub(_executed, text)
    last = text.rfind("*/") + 1
    if text.count("/*", last) > _OPEN_COMMENTS:  # of comments that never end: each is looked for to the end of the text
        text = text[:last] + text[last:].replace("/*", "  ")
    return text


_OPEN_COMMENTS = 50


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _name(text: str) -> str:
    """Return a word of the same length; line ends within stay, as spaces would, so that line numbers hold."""
    return re.sub(r"[^\w\n]", "_", text)


def _executed(match: re.Match[str]) -> str:
    begin = match.start(1) - match.start()
    return " " * begin + match[1] + "  "


def is_template(original: str, masked: str, offset: int, end: int) -> bool:
    """Whether a name at this place is filled in when the migration is run."""
    name = original[offset:end]
    return name != masked[offset:end] or name.startswith(("@", "$"))
