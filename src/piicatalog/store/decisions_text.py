"""The text of ``decisions.yaml``, changed entry by entry: what people wrote by hand, comments too, stays as it is.

The new text is read again: if anything but the entries that are meant differs, it is refused.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from piicatalog.definitions.decisions import parse_decisions
from piicatalog.definitions.load import Location
from piicatalog.errors import DefinitionError, StoreError
from piicatalog.model.decision import Answer, ColumnDecision, Decisions, TableDecision

_HEAD = "# People's decisions on personal data. Reviewed and kept in git; piicatalog decide writes here, and so may you.\nversion: 1\n"
_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö_][\w.ÅÄÖåäö-]*(?: [\w.ÅÄÖåäö(),/+-]+)*")
_COMMENT = re.compile(r"""^(?:[^"'#]|"(?:[^"\\\\]|\\\\.)*"|'[^']*'|(?<=\S)#)*(?:^|\s)(#.*)$""")
_NOT_TEXT = re.compile(r"(?i)(true|false|null|yes|no|on|off)")

Entry = ColumnDecision | TableDecision | Answer
Key = tuple[str, str, str]
"""The section that an entry stands in, and what identifies and sorts it there."""
_Edit = tuple[int, int, tuple[str, str], list[str]]
"""Lines from a first to before a last, the key that sorts what is put in one place, and the lines instead."""


def key_of(entry: Entry) -> Key:
    """Return what an entry is about; no two of one file have the same."""
    block = _block(entry)
    return block.section, *block.key


def every(decisions: Decisions) -> dict[Key, Entry]:
    """Return the entries of a file by their keys."""
    entries: tuple[Entry, ...] = (*decisions.columns, *decisions.tables, *decisions.answers)
    return {key_of(entry): entry for entry in entries}


def changed(text: str, file: str, put: Iterable[Entry] = (), drop: Iterable[Key] = ()) -> str:
    """Return a file's text with entries in their sorted places, or in the places of those that they replace, and without some others.

    Raises StoreError when the text is written in a way that cannot be edited, DefinitionError when what stands in it is wrong.
    """
    decisions, lines = parse_decisions(text, file)
    new = {key_of(entry): entry for entry in put}
    gone = frozenset(drop) & every(decisions).keys() - new.keys()
    wanted = with_entries(decisions, new.values(), gone)
    result = text or _HEAD
    for number, (section, keys) in enumerate(groupby(sorted({*new, *gone}), key=lambda key: key[0])):
        if number:
            decisions, lines = parse_decisions(result, file)
        listed = list(keys)
        blocks = [_block(new[key]) for key in listed if key in new]
        result = _edited(result, lines, _keys(decisions, section), section, blocks, [key[1:] for key in listed if key in gone])
    _check(result, file, wanted, list(new.values()))
    return result


def with_entries(decisions: Decisions, put: Iterable[Entry], drop: Iterable[Key] = ()) -> Decisions:
    """Return decisions with entries in the places of those that they replace, and without some others."""
    put = list(put)
    gone = {*map(key_of, put), *drop}
    return replace(
        decisions,
        columns=(*(e for e in decisions.columns if key_of(e) not in gone), *(e for e in put if isinstance(e, ColumnDecision))),
        tables=(*(e for e in decisions.tables if key_of(e) not in gone), *(e for e in put if isinstance(e, TableDecision))),
        answers=(*(e for e in decisions.answers if key_of(e) not in gone), *(e for e in put if isinstance(e, Answer))),
    )


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


def _edited(
    text: str,
    at: Mapping[Location, int],
    keys: Sequence[tuple[str, str]],
    section: str,
    put: Sequence[_Block],
    drop: Sequence[tuple[str, str]],
) -> str:
    lines = text.removesuffix("\n").split("\n")
    if not keys:
        return "\n".join(_with_section(lines, at, section, put)) + "\n"
    starts = [_start(lines, at[section, index]) for index in range(len(keys))]
    indent = lines[starts[0]].partition("-")[0]
    ends = [_end(lines, start, indent) for start in starts]
    there = {key: index for index, key in enumerate(keys)}
    edits: list[_Edit] = [(starts[there[key]], ends[there[key]], key, []) for key in drop]
    for block in put:
        index = there.get(block.key)
        if index is not None:
            comments = [f"{indent}  {comment}" for line in lines[starts[index] : ends[index]] for comment in _COMMENT.findall(line)]
            edits.append((starts[index], ends[index], block.key, [*block.lines(indent), *comments]))
            continue
        later = next((index for index, key in enumerate(keys) if key > block.key), None)
        place = ends[-1] if later is None else max(_above_comments(lines, starts[later]), ends[later - 1] if later else 0)
        edits.append((place, place, block.key, block.lines(indent)))
    done, place = [], 0
    for start, end, _, instead in sorted(edits):
        done += [*lines[place:start], *instead]
        place = end
    return "\n".join([*done, *lines[place:]]) + "\n"


def _with_section(lines: list[str], at: Mapping[Location, int], section: str, blocks: Sequence[_Block]) -> list[str]:
    """Add the first entries of a section, after its heading where there is one."""
    new = [line for block in blocks for line in block.lines("  ")]
    line = at.get((section,))
    if line is None:
        return [*lines, f"{section}:", *new]
    heading = re.sub(r":\s*(\[\s*\]|null|~)?(?=\s*(#|$))", ":", lines[line - 1], count=1)
    return [*lines[: line - 1], heading, *new, *lines[line:]]


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


def _check(text: str, file: str, wanted: Decisions, put: Sequence[Entry]) -> None:
    try:
        after, _ = parse_decisions(text, file)
    except DefinitionError:
        after = None
    if after is None or any(set(getattr(after, part)) != set(getattr(wanted, part)) for part in ("columns", "tables", "answers")):
        by_hand = "\n".join(line for entry in put for line in _block(entry).lines("  "))
        what = f"Add this under {_block(put[0]).section}: by hand:\n{by_hand}" if put else "Take the entries out by hand."
        raise StoreError(f"{file}: is not written as one block per entry, so nothing was changed. {what}")
