"""Who decides, when and why: what every command that writes to ``decisions.yaml`` notes."""

import datetime as dt
import getpass
import shutil
import subprocess
from dataclasses import dataclass
from typing import Self

from piicatalog.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who decides, when and why."""

    who: str
    when: str
    why: str
    recheck: str = ""

    @classmethod
    def now(cls, who: str | None, why: str, recheck: str = "") -> Self:
        """Return it for today; without ``who`` by git's user name, else the login name."""
        return cls(who=who or _name_of_user(), when=_today().isoformat(), why=why.strip(), recheck=_date(recheck))


def _date(text: str) -> str:
    """Return a date of ``2027-01-31`` or ``90d``."""
    if text.endswith("d") and text[:-1].isdecimal() and len(text) < 7:
        return (_today() + dt.timedelta(days=int(text[:-1]))).isoformat()
    try:
        return dt.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"--recheck {text}: write a date as 2027-01-31, or days as 90d") from None


def _today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def _name_of_user() -> str:
    """Return who decides when it is not said; raises UsageError when nothing tells."""
    git = shutil.which("git")
    if git is not None:
        said = subprocess.run([git, "config", "--get", "user.name"], capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - a fixed command
        if said.stdout.strip():
            return said.stdout.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise UsageError("who decides is not known: --who NAME") from None
