"""How a CSV file is written: encoding, delimiter, header, lines before it. Decided from its first 256 KB; the encoding from more."""

import codecs
import csv
import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from piicatalog.errors import SourceError
from piicatalog.model.reason import Reason
from piicatalog.sources.formats.header import is_header, names_from

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = 256 * 1024
_CHECKED = 64 * 1024 * 1024
"""So much of a file is looked through for bytes that are no UTF-8, before blocks spread over the rest are."""
_BLOCK = 1024 * 1024
_USUAL = (",", ";", "\t", "|")
_CONSISTENT = 0.5
"""At least this share of the lines has the same number of cells, else it is no delimiter."""
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that text files do not have."""
# Letters ä ö å Ä Ö Å between ASCII letters tell the legacy encodings apart.
_LEGACY = {"cp1252": b"\xe4\xf6\xe5\xc4\xd6\xc5", "cp850": b"\x84\x94\x86\x8e\x99\x8f", "mac_roman": b"\x8a\x9a\x8c\x80\x85\x81"}
csv.field_size_limit(16 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a file is written."""

    encoding: str
    """Python's name; ``utf-8`` also where a byte-order mark stands first."""
    delimiter: str
    names: tuple[str, ...]
    skip: int
    """Physical lines before the header (or before the data, where there is none)."""
    header: bool
    rows: int
    """Estimated."""


def form_of(path: Path) -> Form:
    """Look at a file; SourceError when it is empty or can't be opened."""
    with open_bytes(path) as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise SourceError(Reason("file_empty", {"file": path.name}))
    encoding = _encoding(path, head)
    text = head.decode(encoding, errors="replace").removeprefix("\ufeff")
    if len(head) == _HEAD:
        text = text[: text.rfind("\n") + 1] or text
    strange = _NOT_TEXT.findall(text[:65536])
    if len(strange) > len(text[:65536]) / 100 and len(set(strange)) > 2:  # one or two may be delimiters
        raise SourceError(Reason("file_no_text", {"file": path.name}))
    skip = 0
    delimiter = ""
    said = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)  # Excel's own first line
    if said:
        delimiter, skip, text = said[1], 1, text[said.end() :]
    delimiter = delimiter or _delimiter(text)
    records = list(_records(text, delimiter))
    if not records:
        raise SourceError(Reason("file_no_line", {"file": path.name}))
    width = Counter(len(row) for _, row in records).most_common(1)[0][0]
    before = next((number for number, (_, row) in enumerate(records) if len(row) == width), 0)
    if before > 20:
        before = 0
    line, first = records[before]
    skip += line - 1 - sum(cell.count("\n") for cell in first)
    header = is_header(first, [row for _, row in records[before + 1 :]])
    names = names_from(first if header else [None] * width)
    lines = max(1, text.count("\n"))
    rows = len(records) - before - header if len(head) < _HEAD else int(size_of(path) / (len(head) / lines))
    return Form(encoding=encoding, delimiter=delimiter, names=names, skip=skip, header=header, rows=rows)


def open_bytes(path: Path) -> "IO[bytes] | pa.NativeFile":
    """Open a file, decompressed where its name says that it is compressed."""
    if path.suffix.lower() not in {".gz", ".zst"}:
        return path.open("rb")
    import pyarrow as pa

    return pa.input_stream(str(path), compression="gzip" if path.suffix.lower() == ".gz" else "zstd")


def size_of(path: Path) -> int:
    """Return the file's size in bytes, guessed where it is compressed."""
    return path.stat().st_size * (8 if path.suffix.lower() in {".gz", ".zst"} else 1)


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    odd, even = head[1:4000:2].count(0), head[0:4000:2].count(0)
    if max(odd, even) > len(head[:4000]) / 5:
        return "utf-16-le" if odd > even else "utf-16-be"
    bad = next((block for block in _blocks(path) if not _is_utf8(block)), None)
    if bad is None:
        return "utf-8"
    counts = {name: len(re.findall(b"(?<=[A-Za-z])[" + re.escape(letters) + b"](?=[A-Za-z])", bad)) for name, letters in _LEGACY.items()}
    return max(counts, key=lambda name: counts[name])


def _blocks(path: Path) -> Iterator[bytes]:
    with open_bytes(path) as file:
        for _ in range(_CHECKED // _BLOCK):
            block = file.read(_BLOCK)
            if not block:
                return
            yield block
        if path.suffix.lower() in {".gz", ".zst"}:
            return
        size = path.stat().st_size
        for place in range(_CHECKED, size, max(_BLOCK, (size - _CHECKED) // 64)):
            file.seek(place)
            yield file.read(_BLOCK)


def _is_utf8(block: bytes) -> bool:
    """Whether a block is UTF-8 but for a character cut in two at either end."""
    for start in range(4):
        try:
            codecs.getincrementaldecoder("utf-8")().decode(block[start:])
        except UnicodeDecodeError as error:
            if error.start > 0:
                return False
        else:
            return True
    return False


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows that are not blank, each with its last physical line."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    with suppress(csv.Error):  # a line that can't be read is met again, and reported, when values are read
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row


def _delimiter(text: str) -> str:
    usual = _best(text, _USUAL)
    if usual:
        return usual
    first = text.splitlines()[0] if text else ""
    return (
        _best(text, tuple(sorted({character for character in first if not character.isalnum() and character not in "\"'_- ."}))) or "\x1f"
    )


def _best(text: str, candidates: tuple[str, ...]) -> str:
    scores: dict[str, float] = {}
    for candidate in candidates:
        if candidate not in text:
            continue
        counts = [len(row) for _, row in _records(text[:65536], candidate)]
        if not counts:
            continue
        width, lines = Counter(counts).most_common(1)[0]
        ragged = counts[0] > 1 and sum(count > 1 for count in counts) > _CONSISTENT * len(counts)
        if width > 1 and (lines > _CONSISTENT * len(counts) or ragged):
            # A decimal comma splits the data as evenly as the delimiter does, but not the header.
            scores[candidate] = lines / len(counts) * (1 + math.log(width)) * (1.0 if counts[0] == width else 0.5)
    return max(scores, key=lambda candidate: scores[candidate]) if scores else ""
