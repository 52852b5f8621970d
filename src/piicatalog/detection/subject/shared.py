"""What nearly all columns of a table begin with and that says nothing: l_id, l_code, l_name."""

from collections import Counter
from collections.abc import Sequence

from piicatalog.detection.about import About
from piicatalog.detection.lexicon import Lexicon
from piicatalog.model.schema import Table
from piicatalog.model.vocabulary import Role

_ENOUGH = 3
"""Columns that begin alike."""
_MOST = 0.6


def shared(table: Table, names: Sequence[tuple[str, ...]], about: About, words: Lexicon) -> str:
    """Return the word or letter that nearly all columns begin with and that says nothing, or nothing."""
    initials = [column.name[:2].lower() for column in table.columns]
    if len(set(initials)) == 1 and len(names) >= _ENOUGH and table.columns[0].name[1:2] == "_":
        return initials[0][0]
    letter = table.name.removeprefix("".join(about.words[:1]) if len(about.words) > 1 else "")[:1].lower()
    if letter.isalpha() and initials.count(f"{letter}_") > _ENOUGH and about.head[:1] == letter:
        return letter
    firsts = Counter(name[0] for name in names if len(name) > 1)
    common, times = firsts.most_common(1)[0] if firsts else ("", 0)
    says_nothing = times >= _ENOUGH and times >= _MOST * len(names) and (common in about.words or not words.has(common, *Role))
    return common if says_nothing else ""
