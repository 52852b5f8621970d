"""The forms in which a word stands inside a name: Finnish cases, Swedish definite and genitive, plurals.

Forms are made from base words, not stripped from what is met: a made form that means nothing never occurs, a stripped one would.
"""

from collections.abc import Iterator

_GRADATION = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"),
    ("ht", "hd"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
_SHORTEST_GRADED = 5
"""A shorter word loses too much of itself: the forms of katu stand in the list."""
SHORTEST = 4
"""A shorter word is inflected by nobody's rule but the list's: forms of ``as`` or ``ika`` would be other words."""


def forms(word: str) -> Iterator[str]:
    """Yield what a base word can look like, folded.

    >>> sorted(set(forms("osoite")) & {"osoitteen", "osoitteet", "osoitteiden"}), "tilauksen" in set(forms("tilaus"))
    (['osoitteen', 'osoitteet', 'osoitteiden'], True)
    >>> "nimen" in set(forms("nimi")), "kundens" in set(forms("kund")), "companies" in set(forms("company"))
    (True, True, True)
    """
    if len(word) < SHORTEST:
        yield from (f"{word}s",) if len(word) == SHORTEST - 1 else ()
        return
    yield from _english(word)
    yield from _swedish(word)
    yield from _finnish(word)


def _english(word: str) -> Iterator[str]:
    yield f"{word}s"
    if word.endswith(("s", "x", "ch", "sh")):
        yield f"{word}es"
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
    if word.endswith("man"):
        yield f"{word[:-2]}en"
    if word.endswith("wife"):
        yield f"{word[:-2]}ves"


def _swedish(word: str) -> Iterator[str]:
    yield from (f"{word}{ending}" for ending in ("en", "et", "ens", "ets", "ar", "er", "arna", "erna", "ers"))
    if word.endswith(("er", "el")):
        yield from (f"{word}n", f"{word}ns")
    if word.endswith("are"):
        yield from (word[:-1], f"{word[:-1]}n", f"{word}ns", f"{word[:-1]}na")
    if word.endswith(("a", "e")):
        stem = word[:-1]
        yield from (f"{word}n", f"{word}ns", f"{word}t", f"{stem}or", f"{stem}ar", f"{stem}er", f"{stem}orna", f"{stem}arna", f"{stem}u")


def _finnish(word: str) -> Iterator[str]:
    if word.endswith("mies"):
        yield from _endings(f"{word[:-1]}he", "sten", word[:-1])
    if word.endswith("nen"):
        yield from _endings(f"{word[:-3]}se", "sten", f"{word[:-3]}")
        yield from (f"{word[:-3]}s", f"{word[:-3]}sia")  # vuokralaisnimi
    elif word.endswith("in"):
        yield from _endings(f"{word[:-1]}me", "mien", word[:-1])
    elif word.endswith(("us", "ys", "os", "es", "is")):
        for stem in (f"{word[:-1]}kse", f"{word[:-1]}ks", f"{word[:-1]}de"):
            yield from _endings(stem, "ien", stem)
        yield from (f"{word[:-1]}ksia", f"{word[:-1]}ksesi")
    elif word.endswith("as"):
        for stem in {word[:-1], *_graded(word[:-1], strong=True)}:
            yield from _endings(f"{stem}a", "iden", stem)
    elif word.endswith("e"):
        for stem in {word, *_graded(word, strong=True)}:
            yield from _endings(f"{stem}e", "iden", stem)
            yield f"{stem}esi"
    elif word.endswith("i"):
        yield from (f"{word}si", f"{word[:-1]}esi")
        for stem in {word, *_graded(word, strong=False)}:
            yield from _endings(stem, "en", stem)
            yield from _endings(f"{stem[:-1]}e", "ien", stem[:-1])
    elif word[-1] in "aouy":
        yield f"{word}si"
        for stem in {word, *_graded(word, strong=False)}:
            yield from _endings(stem, "jen", stem)
            if stem.endswith("a"):
                yield from (f"{stem[:-1]}o{ending}" for ending in ("jen", "ja"))
            yield from (f"{stem[:-1]}iden", f"{stem[:-1]}ien", f"{stem}iden", f"{stem}ita")


def _endings(stem: str, plural: str, plural_stem: str) -> Iterator[str]:
    yield from (f"{stem}{ending}" for ending in ("n", "t", "a", "ta", "lle", "lla", "lta", "ssa", "sta", "ksi", "na", "mme", "nsa"))
    yield f"{plural_stem}{plural}"


def _graded(stem: str, *, strong: bool) -> Iterator[str]:
    """Yield the stem with its last stop in the other grade (osoite : osoitteen, katu : kadun)."""
    if len(stem) < _SHORTEST_GRADED:
        return
    for longer, shorter in _GRADATION:
        old, new = (shorter, longer) if strong else (longer, shorter)
        if not old:
            continue
        body = stem.rstrip("aeiouy")
        if body != stem and body.endswith(old):
            yield f"{body[: len(body) - len(old)]}{new}{stem[len(body) :]}"
            return
