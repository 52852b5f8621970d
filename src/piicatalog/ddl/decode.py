"""Bytes to text: a byte order mark, UTF-8, UTF-16 without a mark, else Windows-1252; what is binary is said."""

from typing import NamedTuple

BINARY = "it is binary"


class Decoded(NamedTuple):
    """A text, and why it may be wrong; empty when it is right."""

    text: str
    problem: str = ""


def decode(blob: bytes) -> Decoded:
    r"""Return the text of a file; never raises.

    >>> decode("SELECT 'ä'".encode("cp1252"))
    Decoded(text="SELECT 'ä'", problem='')
    >>> decode(b"\x00\x01\x02\x89PNG").problem
    'it is binary'
    """
    if blob[:3] == b"\xef\xbb\xbf":
        blob = blob[3:]
    elif blob[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Decoded(blob.decode("utf-16", errors="replace"))
    try:
        text = blob.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(blob, error)
    if "\0" in text:
        return _with_zeros(blob)
    return Decoded(text)


def _with_zeros(blob: bytes) -> Decoded:
    for encoding, zeros in (("utf-16-le", blob[1::2]), ("utf-16-be", blob[::2])):
        if len(blob) > 3 and zeros.count(0) > 0.8 * len(zeros):
            return Decoded(blob.decode(encoding, errors="replace"))
    return Decoded(blob.decode("utf-8", errors="replace").replace("\0", " "), BINARY)


def _other(blob: bytes, error: UnicodeDecodeError) -> Decoded:
    if b"\0" in blob:
        return _with_zeros(blob)
    high = sum(byte >= 0x80 for byte in blob)
    control = sum(byte < 9 or 13 < byte < 32 for byte in blob)
    if control > len(blob) / 50 or high > len(blob) / 3:
        return Decoded(blob.decode("utf-8", errors="replace"), BINARY)
    # One bad byte in UTF-8 text is a bad byte; text that is nowhere UTF-8 is of an older encoding.
    if high > 3 and blob.decode("utf-8", errors="replace").count("\ufffd") * 8 < high:
        return Decoded(blob.decode("utf-8", errors="replace"), f"it is not UTF-8 at byte {error.start}")
    try:
        return Decoded(blob.decode("cp1252"))
    except UnicodeDecodeError:
        return Decoded(blob.decode("latin-1"))
