"""A name as a schema spells it, to its plain words: broken encodings repaired, letters folded, words split.

``AsiakkaanSahkopostiOs2`` gives ``asiakkaan sahkoposti os 2``; compounds are split later, by ``lexicon``.
"""

import re
import unicodedata

# A byte sequence read in the wrong encoding, to the letter that was meant; measured on public schemas.
_BROKEN = (
    ("Ã¤", "ä"), ("Ã¶", "ö"), ("Ã¥", "å"), ("Ã„", "Ä"), ("Ã–", "Ö"), ("Ã…", "Å"),  # UTF-8 read as Windows-1252
    ("√§", "ä"), ("√∂", "ö"), ("√•", "å"),  # UTF-8 read as MacRoman
    ("‰", "ä"), ("ˆ", "ö"), ("„", "ä"), ("”", "ö"), ("†", "å"),  # Windows-1252 as MacRoman, code page 850 as Windows-1252
    ("Š", "ä"), ("š", "ö"), ("Œ", "å"),  # MacRoman read as Windows-1252
)  # fmt: skip
_SEVEN_BIT = str.maketrans("{|}[\\]", "äöåÄÖÅ")
"""SFS 4017: the Finnish letters in 7-bit ASCII's places for brackets."""
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_TYPED = re.compile(r"^(?:int|str|dtm|dte|bln|bol|dbl|dec|cur|lng|sng|flt|txt|obj|chr|byt)(?=[A-Z])")
"""Letters that say a column's type, as some write before each name."""
_REMARK = re.compile(r"(?<=\s)\(([^()]*)\)")
LOST_LETTER = "?"


def repair(name: str) -> str:
    """Return the name with its letters as they were meant.

    >>> repair("sÃ¤hkÃ¶posti"), repair("s{hk|posti"), repair("j‰rjestys")
    ('sähköposti', 'sähköposti', 'järjestys')
    """
    if name.isascii():
        if re.search(r"[a-zA-Z][{|}\\][a-zA-Z]", name):
            return name.translate(_SEVEN_BIT)
        return name
    for broken, meant in _BROKEN:
        name = name.replace(broken, meant)
    return name.replace("\ufffd", LOST_LETTER)


def fold(name: str) -> str:
    """Return the name in plain ASCII letters, case kept.

    >>> fold("Syntymäpäivä Åbo øl")
    'Syntymapaiva Abo ol'
    """
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("Ø", "O").replace("æ", "a").replace("Æ", "A").replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isascii())


def without_marked(word: str) -> str:
    """Return what is left of a word when its ä, ö and å are lost.

    >>> without_marked("henkilö"), without_marked("sähkö")
    ('henkil', 'shk')
    """
    return "".join(letter for letter in word if letter.isascii())


def without_remarks(name: str) -> tuple[str, str]:
    """Return what stands outside and inside of brackets: heads of spreadsheets explain themselves there.

    >>> without_remarks("Syntymäaika (pp.kk.vvvv)"), without_remarks("(etunimi)"), without_remarks("nimi(t)")
    (('Syntymäaika ', 'pp.kk.vvvv'), ('(etunimi)', ''), ('nimi(t)', ''))
    """
    found = _REMARK.search(name)
    if found is None:
        return name, ""
    return name[: found.start()] + name[found.end() :], found[1]


def split(name: str) -> tuple[str, ...]:
    """Return a name's words in lower case.

    >>> split("AsiakkaanSahkopostiOs2"), split("cust_FIRST-name"), split("IPOsoite")
    (('asiakkaan', 'sahkoposti', 'os', '2'), ('cust', 'first', 'name'), ('ip', 'osoite'))
    >>> split("intCustomerID"), split("string"), split("STRAAT")
    (('customer', 'id'), ('string',), ('straat',))
    """
    return tuple(word.lower() for word in _WORDS.findall(_TYPED.sub("", fold(repair(name)))))


def guesses(name: str) -> tuple[str, ...]:
    """Return what a name with lost letters may have been: each ``?`` is an a or an o once folded, or was no letter.

    >>> guesses("s?hk?posti")
    ('sahkaposti', 'sahkoposti', 'sohkaposti', 'sohkoposti')
    """
    repaired = repair(name)
    lost = len(re.findall(r"(?<=\w)\?+(?=\w)", repaired))
    if not 0 < lost <= 4:
        return ()
    found = [repaired]
    for _ in range(lost):
        found = [re.sub(r"(?<=\w)\?+(?=\w)", letter, text, count=1) for text in found for letter in "ao"]
    return tuple(found)
