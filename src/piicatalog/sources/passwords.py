"""Passwords never leave a database's address: not in names, messages or reprs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, quote_plus, unquote

_HIDDEN = "***"
_SECRET_PARAMETER = re.compile(r"pass|pwd|secret|token|key|credential|auth", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not be shown; its own repr shows nothing."""

    values: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Secrets({len(self.values)} hidden)"

    @classmethod
    def of_url(cls, url: str) -> "Secrets":
        """Collect the password and secret parameters of an address, however they are written.

        >>> Secrets.of_url("postgresql://u:p%40ss@db/shop?sslpassword=salaisuus").scrub("no: p@ss, p%40ss, salaisuus")
        'no: ***, ***, ***'
        """
        found: list[str] = []
        rest = url.partition("://")[2]
        authority = re.split(r"[/?#](?!.*@)", rest, maxsplit=1)[0]
        if "@" in authority:
            found.append(authority.rpartition("@")[0].partition(":")[2])
        query = url.partition("?")[2]
        found.extend(value for key, value in parse_qsl(query, keep_blank_values=False) if _SECRET_PARAMETER.search(key))
        found.extend(match[2] for match in re.finditer(r"(?i)([;?&\s]|%3B)(?:password|pwd)(?:=|%3D)([^;&\s]+)", query))
        return cls.of(found)

    @classmethod
    def of(cls, values: Iterable[str]) -> "Secrets":
        """Hide these texts, and their percent-encoded and decoded forms; the longest first."""
        forms: set[str] = set()
        for value in values:
            plain = unquote(value)
            forms.update((value, plain, quote(plain, safe=""), quote_plus(plain), repr(plain)[1:-1]))
        return cls(tuple(sorted((form for form in forms if form), key=len, reverse=True)))

    def scrub(self, text: str) -> str:
        """Return a text without any of them."""
        for value in self.values:
            text = text.replace(value, _HIDDEN)
        return re.sub(r"(?i)\b(password|pwd)\s*=\s*('[^']*'|[^\s;&]+)", rf"\1={_HIDDEN}", text)
