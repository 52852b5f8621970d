"""Office documents are zip archives: what they unpack to is bounded, and what is written holds no clock."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from piicatalog.errors import UsageError

_MOST_UNPACKED = 200_000_000
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@contextmanager
def reading(blob: bytes, file: str, kind: str) -> Iterator[io.BytesIO]:
    """Give an archive to a reader; whatever is wrong with it becomes a UsageError."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise UsageError(f"{file}: unpacks to more than {_MOST_UNPACKED // 1_000_000} MB")
        yield io.BytesIO(blob)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        # Whatever a broken document makes python-docx, openpyxl or lxml raise; lxml's XMLSyntaxError is a SyntaxError.
        raise UsageError(f"{file}: cannot be read as {kind}: {type(error).__name__}") from None


def without_clock(blob: bytes) -> bytes:
    """Return the archive with fixed times: equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _NO_TIME), _dated(entry.filename, old.read(entry)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dated(name: str, content: bytes) -> bytes:
    """Return a part without the times of making and saving, which the libraries write."""
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)", rb"\g<1>1980-01-01T00:00:00Z\g<3>", content)
