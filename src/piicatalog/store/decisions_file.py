"""Writes ``decisions.yaml`` by changing only the lines of one entry: what people wrote by hand, comments too, stays as it is.

The new text is read again before it replaces the old one: if anything but the one entry differs, nothing is written.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from piicatalog.definitions.decisions import parse_decisions
from piicatalog.definitions.load import Location
from piicatalog.errors import DefinitionError, StoreError
from piicatalog.model.decision import Answer, ColumnDecision, Decisions, TableDecision

_HEAD = "# People's decisions on personal data. Reviewed and kept in git; piicatalog decide writes here, and so may you.\nversion: 1\n"
_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö_][\w.ÅÄÖåäö-]*(?: [\w.ÅÄÖåäö(),/+-]+)*")
_COMMENT = re.compile(r"""^(?:[^"'#]|"(?:[^"\\\\]|\\\\.)*"|'[^']*'|(?<=\S)#)*(?:^|\s)(#.*)$""")
_NOT_TEXT = re.compile(r"(?i)(true|false|null|yes|no|on|off)")

Entry = ColumnDecision | TableDecision | Answer


@dataclass(frozen=True, slots=True)
class _Block:
    """One entry as text: its section, what identifies and sorts it, its lines."""

    section: str
    key: tuple[str, str]
    fields: tuple[tuple[str, str | tuple[str, ...]], ...]

    def lines(self, indent: str) -> list[str]:
        """Return the entry as a block of YAML."""
        written = [f"{name}: {_value(value)}" for name, value in self.fields if value]
        return [f"{indent}{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(written)]


def write(path: Path, entry: Entry) -> None:
    """Put an entry into a decisions file in its sorted place, or in the place of the one it replaces; the file is made when missing.

    Raises StoreError when the file cannot be written, DefinitionError when what stands in it is wrong.
    """
    block = _block(entry)
    path = path.resolve()
    try:
        with _only_writer(path):
            old = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
            text = old.replace("\r\n", "\n")
            decisions, lines = parse_decisions(text, str(path))
            new = _edited(text or _HEAD, lines, decisions, block)
            _check(new, str(path), decisions, entry)
            _replace(path, new.replace("\n", "\r\n") if "\r\n" in old else new)
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: is not UTF-8 at byte {error.start}; nothing was written") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None


def with_entry(decisions: Decisions, entry: Entry) -> Decisions:
    """Return decisions with an entry in the place of the one that it replaces."""
    key = _block(entry).key
    if isinstance(entry, ColumnDecision):
        return replace(decisions, columns=(*(old for old in decisions.columns if _block(old).key != key), entry))
    if isinstance(entry, TableDecision):
        return replace(decisions, tables=(*(old for old in decisions.tables if _block(old).key != key), entry))
    return replace(decisions, answers=(*(old for old in decisions.answers if _block(old).key != key), entry))


def _block(entry: Entry) -> _Block:
    if isinstance(entry, ColumnDecision):
        decision = entry.decision
        fields: tuple[tuple[str, str | tuple[str, ...]], ...] = (
            ("column", entry.column),
            ("source", entry.source),
            ("decision", decision.action),
            ("entity_type", decision.entity_type),
            ("purposes", entry.purposes),
            ("retention", entry.retention),
            ("condition", entry.condition),
            ("why", decision.why),
            ("who", decision.who),
            ("when", decision.when),
            ("recheck", decision.recheck),
            ("evidence", entry.evidence),
        )
        return _Block("columns", (entry.column, entry.source), fields)
    if isinstance(entry, TableDecision):
        binding = entry.binding
        fields = (
            ("table", binding.pattern),
            ("activities", binding.activities),
            ("why", binding.why),
            ("who", entry.who),
            ("when", entry.when),
            ("recheck", entry.recheck),
        )
        return _Block("tables", (binding.pattern, ""), fields)
    fields = (("question", entry.question), ("answer", entry.answer), ("why", entry.why), ("who", entry.who), ("when", entry.when))
    return _Block("answers", (entry.question, ""), fields)


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    # A JSON string is a YAML one. The line separators are escaped: YAML would fold them.
    return re.sub("[\u0085\u2028\u2029\ufeff\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _keys(decisions: Decisions, section: str) -> list[tuple[str, str]]:
    entries: Mapping[str, tuple[Entry, ...]] = {"columns": decisions.columns, "tables": decisions.tables, "answers": decisions.answers}
    return [_block(entry).key for entry in entries[section]]


def _edited(text: str, at: Mapping[Location, int], decisions: Decisions, block: _Block) -> str:
    lines = text.removesuffix("\n").split("\n")
    keys = _keys(decisions, block.section)
    if not keys:
        return "\n".join(_with_section(lines, at, block)) + "\n"
    starts = [_start(lines, at[block.section, index]) for index in range(len(keys))]
    indent = lines[starts[0]].partition("-")[0]
    ends = [_end(lines, start, indent) for start in starts]
    if block.key in keys:
        index = keys.index(block.key)
        comments = [f"{indent}  {comment}" for line in lines[starts[index] : ends[index]] for comment in _COMMENT.findall(line)]
        lines[starts[index] : ends[index]] = [*block.lines(indent), *comments]
        return "\n".join(lines) + "\n"
    later = next((index for index, key in enumerate(keys) if key > block.key), None)
    place = ends[-1] if later is None else _above_comments(lines, starts[later])
    lines[place:place] = block.lines(indent)
    return "\n".join(lines) + "\n"


def _with_section(lines: list[str], at: Mapping[Location, int], block: _Block) -> list[str]:
    """Add the first entry of a section, after its heading where there is one."""
    line = at.get((block.section,))
    if line is None:
        return [*lines, f"{block.section}:", *block.lines("  ")]
    heading = re.sub(r":\s*(\[\s*\]|null|~)?(?=\s*(#|$))", ":", lines[line - 1], count=1)
    return [*lines[: line - 1], heading, *block.lines("  "), *lines[line:]]


def _start(lines: list[str], line: int) -> int:
    """Return the index of the line with the dash of an entry that begins in a line (from 1)."""
    index = line - 1
    while index > 0 and not lines[index].lstrip().startswith("-"):
        index -= 1
    return index


def _end(lines: list[str], start: int, indent: str) -> int:
    """Return the index after the last line of the entry that starts there; comments below it belong to the next."""
    end = last = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(f"{indent} ") or lines[end].lstrip().startswith("#")):
        end += 1
        if lines[end - 1].strip() and lines[end - 1].startswith(f"{indent} "):
            last = end
    return last


def _above_comments(lines: list[str], start: int) -> int:
    """Return where the comments that stand right above an entry begin."""
    while start > 0 and lines[start - 1].lstrip().startswith("#") and lines[start - 1].startswith(" "):
        start -= 1
    return start


def _check(text: str, file: str, before: Decisions, entry: Entry) -> None:
    wanted = with_entry(before, entry)
    try:
        after, _ = parse_decisions(text, file)
    except DefinitionError:
        after = None
    if after is None or any(set(getattr(after, part)) != set(getattr(wanted, part)) for part in ("columns", "tables", "answers")):
        by_hand = "\n".join(_block(entry).lines("  "))
        raise StoreError(
            f"{file}: is not written as one block per entry, so nothing was changed. Add this under {_block(entry).section}: by hand:\n{by_hand}"
        )


@contextmanager
def _only_writer(path: Path) -> Iterator[None]:
    """Hold the file's folder, so that two commands at once both get their entry in; without a trace in git."""
    try:
        import fcntl
    except ImportError:  # Windows: the last writer wins
        yield
        return
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)  # noqa: PTH101 - the name is a text
        os.replace(name, path)  # noqa: PTH105 - the same
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - the same
        raise
