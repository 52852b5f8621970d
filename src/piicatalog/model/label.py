"""A name for people, in Finnish, Swedish and English."""

from dataclasses import dataclass

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One thing's name in each language; a missing one falls back to English, then to any."""

    fi: str = ""
    sv: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the name in a language.

        >>> Label(fi="Osoite", en="Address").in_language("sv")
        'Address'
        """
        return getattr(self, language, "") or self.en or self.fi or self.sv


def short(name: str) -> str:
    """Return the first of several names that stand together, for where there is little room.

    >>> short("Messumarkkinointi; Suora asiakashankinta; Asiakaspalvelu"), short("Laskujen lähettäminen")
    ('Messumarkkinointi …', 'Laskujen lähettäminen')
    """
    first, more, _ = name.rstrip(".").partition(";")
    return f"{first} …" if more else first
