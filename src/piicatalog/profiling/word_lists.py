"""Which values are names of people and places, by lists of frequent ones, usual endings and the form of a name.

Diacritics and case are folded on both sides (``MAKINEN`` is ``Mäkinen``). A value is a person when one word is a
first name and another a surname, by list or ending; company forms (Oy, Ab, ry …) rule that out, sole traders
(Tmi) do not. Measured on name statistics: lists, endings and the company filter find 87 % of full names and none
of streets, organisations, makers and companies.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from piicatalog.definitions.builtin import CLASSIFIERS
from piicatalog.profiling.builds import Builds
from piicatalog.profiling.sieve import Sieves, sieve_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

FIRST_NAME = "list:first_name"
"""One given name, or several."""
LAST_NAME = "list:last_name"
LAST_NAME_ENDING = "list:last_name_ending"
"""One word that only ends like a surname."""
SURNAME_FORM = "list:surname_form"
"""One word with an ending that hardly anything but surnames has, on the list or not."""
PERSON = "list:person"
PERSON_LIKE = "list:person_like"
"""A first name beside a word that no list knows."""
COMPANY = "list:company"
CITY = "list:city"
PLACE = "list:place"
"""A postal code and a city."""
TITLE = "list:title"
"""Ends as titles of occupations do, in Finnish, Swedish and English."""
USERNAME = "list:username"
"""In small letters: a first name and a surname joined by a dot, an initial before a surname, a name with a number."""
ILLNESS = "list:illness"
"""Up to five words, one of which names a disease, an allergy or a medicine."""
WORDS = "list:words"
"""Letters only, up to five words."""
MARKS = (FIRST_NAME, LAST_NAME, LAST_NAME_ENDING, SURNAME_FORM, PERSON, PERSON_LIKE, COMPANY, CITY, PLACE, TITLE, USERNAME, ILLNESS, WORDS)

_FIRST, _LAST, _COMPANY, _SILENT, _LAST_SURE, _INITIAL, _ILLNESS = 1, 2, 4, 8, 16, 32, 64
FIRST_CODE, LAST_CODE, COMPANY_CODE = _FIRST, _LAST_SURE, _COMPANY
"""What a word of ``WordLists.known`` can be."""
_COMPANY_WORDS = (
    "oy ab oyj abp ky kb ay osk ry rf rs sr saatio stiftelse asunto asuntoosakeyhtio bostads kunta kaupunki seurakunta forsamling "
    "hyvinvointialue virasto koulu skola ltd gmbh as ou aps inc llc plc corp oyab yhtiot yhtio yhdistys osakeyhtio kiinteisto isannointi "
    "palvelut group holding consulting kauppa liike keskus toimisto kahvila ravintola hotelli parturi kampaamo kukkakauppa leipomo apteekki "
    "sairaala pesula korjaamo autohuolto rakennusliike restaurang hotell cafe restaurant hotel"
)
# Titles, particles and the word for a sole trader or an estate say nothing for or against a person.
_SILENT_WORDS = (
    "af von van der den de la le du di ja och and et tmi toiminimi t:mi rva hra herr fru neiti nti mr mrs ms dr prof tri fm ft tkt dipl ins "
    "ll lkt otm ktm vtm kp kuolinpesa dodsbo co nmi jr sr"
)
_ENDING = (
    r"(?:nen|maki|niemi|jarvi|vaara|salo|saari|lampi|koski|lahti|ranta|aho|kangas|luoma|harju|perala|lehto|virta|kallio|sson|strom|berg|qvist"
    r"|kvist|blom|lund|holm|stedt|gren|roos|backa|backman|mann|fors|blad|vall|lin|son|sen|man|ela|ola|ala|ula|ila|yla|ainio|alo|ov|ova|ev|eva"
    r"|sky|ski|enko|yan|vic|ez|vuori|korpi|joki|salmi|luoto|viita|heimo|kivi|puro|pelto|npaa|ander|enius|elius|onius|anius|alius|gard|dahl"
    r"|felt|roth|[rnl]back|off|vik)\z"
)
SURNAME_ENDING = r"..(?:nen|sson|strom|berg|qvist|kvist|blom|lund|holm|stedt|gren|fors|mann|ov|ova|enko|wski|yan|ez)\z"
# Agents (-ija, -taja) and the commonest heads of titles; RE2 reads an ending from the end, so that this is quick.
_TITLE_ENDING = (
    r"(?:hoitaja|insinoori|opettaja|johtaja|paallikko|asiantuntija|myyja|sihteeri|laakari|siivooja|neuvoja|analyytikko|konsultti|koodari"
    r"|arkkitehti|lakimies|juristi|sahkomies|palomies|putkimies|kirvesmies|mestari|vartija|kokki|leipuri|puutarhuri|parturi|muusikko|yrittaja"
    r"|opiskelija|elakelainen|rehtori|pappi|poliisi|terapeutti|psykologi|farmaseutti|proviisori|katilo|vastaava|koordinaattori|teknikko"
    r"|graafikko|....ologi|...onomi|professori|tohtori|dosentti|tuomari|konstaapeli|apulainen|.....ija|.....taja|.....aaja"
    r"|skotare|forare|stadare|saljare|pensionar|studerande|elektriker|foretagare|hantverkare|snickare|tekniker|mekaniker|vaktmastare"
    r"|skoterska|larare|chef|ingenjor|lakare|forsaljare|chauffor|sekreterare|arbetare|ledare|radgivare|konsult|jurist|ekonom|handlaggare"
    r"|engineer|manager|nurse|teacher|driver|officer|director|developer|designer|consultant|analyst|assistant|accountant|lawyer|physician"
    r"|technician|administrator|scientist|therapist|surveyor|editor|programmer|psychologist|architect|specialist|coordinator|worker|inspector"
    r"|trader|journalist|librarian|actor|chemist|planner|barrister|dealer|curator|broker|buyer|pharmacist|dentist|pilot|waiter|cleaner"
    r"|....ologist|....apher)\z"
)
_PLACE = r"\A(?:(?:FIN?|AX|SE?)[- ]?)?(?:\d{5}|\d{3} \d\d),? +(?P<city>[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ -]+)\z"
_JOINED = r"\A[a-z][a-z]+(?:[._-][a-z]+[a-z])?\d*\z"
# Without counted repetition, which RE2 takes long to compile; how long a name may be the sieve asks.
_NAMED = r"\A[A-Za-zÀ-ɏ'’´`?�][A-Za-zÀ-ɏ'’´`?�.,;&/ ()-]+\z"
_NOTED = r"\A[A-Za-zÀ-ɏ'’´`][A-Za-zÀ-ɏ'’´`.,&/ -]+\([^()]*\d[^()]*\)\z"
"""A name and a number or year in parentheses: Virtanen Matti (1234)."""
_SEVEN_BIT = r"\A[A-Za-z'.,& -]*[{|}\[\]\\][A-Za-z{|}\[\]\\'.,& -]+\z"
"""A name as systems of seven bits keep it: M{kinen, S|derstr|m."""
_NATIONAL = (("{", "ä"), ("|", "ö"), ("}", "å"), ("[", "Ä"), ("\\", "Ö"), ("]", "Å"))
"""What ISO 646-FI has for these signs of ASCII."""
_DOSED = r"(?i)\A[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ -]{2,40} \d[\d.,/x -]{0,8} ?(?:mg|mikrog|µg|ug|mcg|g|iu|ky)(?:[ ,.;x/(][^\n]{0,40})?\z"
"""A medicine and its strength: Burana 600 mg 1x3."""
_LONGEST_NAME = 90
"""In bytes."""
_LOST = "\ufffd"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_MARKS_ABOVE = r"[\x{300}-\x{36f}]"
_BETWEEN = r"[ .,;&/()-]+"
_MOST_WORDS = 5
_LONG_ENOUGH = 5
"""Letters of a surname with its initial; shorter words are anything."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists, ready to run."""

    words: "pa.Array" = field(repr=False)
    codes: "np.ndarray" = field(repr=False)
    """For each word, what it can be; the last is for words that no list has."""
    cities: "pa.Array" = field(repr=False)
    known: Mapping[str, int] = field(repr=False)
    """The same as ``words`` with their codes, for one word at a time."""
    marks: tuple[str, ...] = MARKS

    def look_up(self, values: "pa.Array", builds: Builds) -> "Iterator[tuple[str, np.ndarray]]":
        """Yield each mark with the values that have it, for those marks that any value has."""
        import numpy as np
        import pyarrow.compute as pc

        marks_of = {
            _NAMED: self._of_words,
            _NOTED: self._of_noted,
            _PLACE: self._of_places,
            _JOINED: self._of_usernames,
            _DOSED: self._of_medicines,
            _SEVEN_BIT: self._of_seven_bit,
        }
        for (form, marks), perhaps in zip(marks_of.items(), builds.passing(_sieves(*marks_of), whole=True), strict=True):
            if not len(perhaps):
                continue
            fitting = perhaps[pc.match_substring_regex(values.take(perhaps), form).to_numpy(zero_copy_only=False)]
            if not len(fitting):
                continue
            for mark, has in marks(values.take(fitting)):
                if has.any():
                    mask = np.zeros(len(values), bool)
                    mask[fitting[has]] = True
                    yield mark, mask

    def _of_noted(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import pyarrow.compute as pc

        yield from self._of_words(pc.replace_substring_regex(values, r" *\([^()]*\)\z", ""))

    def _of_seven_bit(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import pyarrow.compute as pc

        for sign, letter in _NATIONAL:
            values = pc.replace_substring(values, sign, letter)
        yield from self._of_words(values)

    def _of_medicines(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import pyarrow.compute as pc

        names = pc.replace_substring_regex(values, r" \d.*", "")
        yield from ((mark, has) for mark, has in self._of_words(names) if mark == ILLNESS)

    def _of_places(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import pyarrow.compute as pc

        cities = fold(pc.extract_regex(values, _PLACE).field("city"))
        yield PLACE, pc.is_in(cities, value_set=self.cities).to_numpy(zero_copy_only=False)

    def _of_usernames(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        from piicatalog.profiling.facts import np_of

        names = pc.replace_substring_regex(values, r"\d+\z", "")
        numbered = np_of(pc.not_equal(names, values))
        both = pa.concat_arrays([names, pc.utf8_slice_codeunits(names, 1)])
        codes = np.append(self.codes, 0)[np_of(pc.fill_null(pc.index_in(both, value_set=self.words), len(self.codes) - 1))]
        whole, without_initial = codes[: len(names)], codes[len(names) :]
        has = ((without_initial & _LAST_SURE) > 0) & (np_of(pc.binary_length(names)) > _LONG_ENOUGH)
        has |= numbered & ((whole & (_FIRST | _LAST_SURE)) > 0)
        joined = np.flatnonzero(np_of(pc.match_substring_regex(names, "[._-]")))
        if len(joined):
            for mark, fits in self._of_words(pc.replace_substring_regex(names.take(pa.array(joined)), "[._-]", " ")):
                if mark == PERSON:
                    has[joined] |= fits
        yield USERNAME, has

    def _of_words(self, values: "pa.Array") -> "Iterator[tuple[str, np.ndarray]]":
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        from piicatalog.profiling.facts import np_of

        folded = fold(values)
        split = pc.split_pattern_regex(folded, _BETWEEN)
        words = split.flatten()
        of_value = pc.list_parent_indices(split).to_numpy()
        codes = self.codes[pc.fill_null(pc.index_in(words, value_set=self.words), len(self.codes) - 1).to_numpy()]
        unknown = np.flatnonzero(codes == 0)
        if len(unknown):
            rare = words.take(pa.array(unknown))
            lengths = pc.binary_length(rare).to_numpy()
            ends = pc.match_substring_regex(rare, _ENDING).to_numpy(zero_copy_only=False) & (lengths >= 5)
            codes[unknown] = np.where(lengths == 1, _SILENT | _INITIAL, np.where(ends, _LAST, 0))

        def count(has: "np.ndarray") -> "np.ndarray":
            return np.bincount(of_value[has], minlength=len(folded))

        words_of = count((codes & _SILENT) == 0)
        first, last = count((codes & _FIRST) > 0), count((codes & _LAST) > 0)
        either = count((codes & (_FIRST | _LAST)) > 0)
        only_last, unlisted = count((codes & (_FIRST | _LAST)) == _LAST), count(codes == 0)
        sure = count((codes & _LAST_SURE) > 0)
        no_company = count((codes & _COMPANY) > 0) == 0
        one = ~pc.match_substring_regex(folded, "[ ,]").to_numpy(zero_copy_only=False)
        some = (words_of > 0) & (words_of <= _MOST_WORDS)
        person = (
            some & no_company & (words_of >= 2) & (first >= 1) & (last >= 1) & (either >= 2) & ((only_last >= 1) | (words_of == 2)) & ~one
        )
        all_first = some & (first == words_of) & (one | ~person | (only_last == 0))
        person |= no_company & (words_of == 1) & (sure == 1) & (count((codes & _INITIAL) > 0) >= 1) & ~one  # M. Virtanen
        yield FIRST_NAME, all_first & ~np_of(pc.match_substring(folded, "/"))  # M/S Aurora is a ship
        yield LAST_NAME, some & one & (sure == words_of)
        yield LAST_NAME_ENDING, some & one & (last == words_of) & (sure < words_of)
        yield SURNAME_FORM, some & one & pc.match_substring_regex(folded, SURNAME_ENDING).to_numpy(zero_copy_only=False)
        yield PERSON, person & ~(all_first & (sure == 0))
        yield PERSON_LIKE, some & no_company & ~person & (words_of >= 2) & (words_of <= 4) & (first >= 1) & (unlisted >= 1) & ~one
        yield COMPANY, ~no_company
        others = np.flatnonzero(some & ~person & (first + last == 0))
        titles = np.zeros(len(folded), bool)
        heads = pc.replace_substring_regex(folded.take(pa.array(others)), ",.*", "")
        titles[others] = np_of(pc.match_substring_regex(heads, _TITLE_ENDING))
        yield TITLE, titles
        yield CITY, pc.is_in(folded, value_set=self.cities).to_numpy(zero_copy_only=False)
        yield ILLNESS, some & (count((codes & _ILLNESS) > 0) > 0)
        yield WORDS, some


def fold(values: "pa.Array") -> "pa.Array":
    """Return texts in lower case without diacritics: ``Mäkelä``, ``MAKELA`` → ``makela``."""
    import pyarrow.compute as pc

    values = pc.utf8_lower(values)
    if pc.all(pc.string_is_ascii(values)).as_py():
        return values
    values = pc.replace_substring_regex(pc.utf8_normalize(values, form="NFD"), _MARKS_ABOVE, "")
    for letter, plain in (("ø", "o"), ("æ", "ae"), ("ß", "ss"), ("đ", "d"), ("ł", "l"), (_LOST, "?")):
        values = pc.replace_substring(values, letter, plain)
    return values


@cache
def _sieves(*forms: str) -> Sieves:
    sieves = [sieve_of(form.replace(r"\z", r"\Z")) for form in forms]
    return Sieves([[replace(sieve, ways=tuple(replace(way, most=_LONGEST_NAME) for way in sieve.ways))] for sieve in sieves])


def load_word_lists(folders: Sequence[Path] = ()) -> WordLists:
    """Read the shipped lists and those in ``lists/`` of the user's folders."""
    return _load((CLASSIFIERS, *folders))


@cache
def _load(folders: tuple[Path, ...]) -> WordLists:
    import numpy as np
    import pyarrow as pa

    first, last, cities, illnesses = (_read(folders, name) for name in ("first_names", "last_names", "municipalities", "illnesses"))
    codes: dict[str, int] = {}
    for words, code in (
        (_parts(first), _FIRST),
        (_parts(last), _LAST | _LAST_SURE),
        (_parts(illnesses), _ILLNESS),
        (_COMPANY_WORDS.split(), _COMPANY),
        (["", *_SILENT_WORDS.split()], _SILENT),
    ):
        for word in words:
            codes[word] = codes.get(word, 0) | code
    for word in (*_COMPANY_WORDS.split(), "", *_SILENT_WORDS.split()):
        # A company's form is no surname, whatever the lists say; a title is neither.
        codes[word] &= _COMPANY | _SILENT
    return WordLists(
        pa.array(list(codes), pa.large_string()),
        np.array([*codes.values(), 0], np.uint8),
        pa.array(sorted(cities), pa.large_string()),
        codes,
    )


def _read(folders: tuple[Path, ...], name: str) -> set[str]:
    import pyarrow as pa

    lines: list[str] = []
    for folder in folders:
        path = folder / "lists" / f"{name}.txt"
        if path.is_file():
            lines += [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    words = [line for line in lines if line and not line.startswith("#")]
    words += [_BEYOND_ASCII.sub("?", word) for word in words if not word.isascii()]  # as they stand where letters were lost: M?kinen
    return set(fold(pa.array(words, pa.large_string())).to_pylist())


def _parts(names: set[str]) -> list[str]:
    """Anna-Maija is Anna and Maija; Mäki-Petäjä is Mäki and Petäjä."""
    return sorted({part for name in names for part in name.replace("-", " ").split() if len(part) > 1})
