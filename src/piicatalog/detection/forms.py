"""Every form of every word and its base, in groups of the same first letters: a short check opens a few groups of 166,000 forms."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

_FIRST = 3
"""Letters that the words of a group begin with."""


class Forms:
    """Forms to base words; those kept as text are read when one of their group is first asked for.

    >>> forms = Forms({"sah": "sahko sahko sahkon"})
    >>> forms["sahkoposti"] = "sahkoposti"
    >>> forms.get("sahkon"), forms.get("sahkoposti"), "sahkoja" in forms, list(forms.beginning("sahkop"))
    ('sahko', 'sahkoposti', False, ['sahkoposti'])
    """

    __slots__ = ("_groups", "_kept", "_sorted")

    def __init__(self, kept: Mapping[str, str] | None = None) -> None:
        """Take groups as ``texts`` gives them."""
        self._kept = kept or {}
        self._groups: dict[str, dict[str, str]] = {}
        self._sorted: dict[str, list[str]] = {}

    def get(self, form: str) -> str | None:
        """Return the base of a form, or None."""
        group = self._groups.get(form[:_FIRST])
        if group is None:
            group = self._open(form[:_FIRST])
        return group.get(form) or None

    def __contains__(self, form: str) -> bool:
        return self.get(form) is not None

    def __setitem__(self, form: str, base: str) -> None:
        group = self._groups.get(form[:_FIRST])
        if group is None:
            group = self._open(form[:_FIRST])
        group[form] = base

    def add(self, spellings: Iterable[str]) -> None:
        """Add spellings that are forms of no one word: ``socialsecuritynumber``."""
        for spelling in spellings:
            if spelling not in self:
                self[spelling] = ""

    def beginning(self, start: str) -> Iterator[str]:
        """Yield all spellings that begin with three letters or more, in alphabetical order."""
        letters = start[:_FIRST]
        known = self._sorted.get(letters)
        if known is None:
            known = self._sorted[letters] = sorted(self._groups.get(letters) or self._open(letters))
        for at in range(bisect_left(known, start), len(known)):
            if not known[at].startswith(start):
                return
            yield known[at]

    def texts(self) -> dict[str, str]:
        """Return each group as text: a line per base, its forms behind it."""
        texts: dict[str, str] = {}
        for letters, group in self._groups.items():
            lines: dict[str, list[str]] = {}
            for form, base in group.items():
                lines.setdefault(base, [base]).append(form)
            if group:
                texts[letters] = "\n".join(map(" ".join, lines.values()))
        return {**self._kept, **texts}

    def _open(self, letters: str) -> dict[str, str]:
        group = self._groups[letters] = {}
        for line in self._kept[letters].split("\n") if letters in self._kept else ():
            base, *forms = line.split(" ")
            group.update(dict.fromkeys(forms, base))
        return group
