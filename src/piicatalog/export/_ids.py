"""Names of ours in catalogs of others: one namespace, so that marks of people are never touched; letters that each of them takes."""

import re
import unicodedata

TERMS = "piicatalog"
"""DataHub's glossary terms: ``piicatalog.EMAIL_ADDRESS``."""
CLASSIFICATION = "PiiCatalog"
"""OpenMetadata's classification of entity types."""
PURPOSES = "PiiCatalogPurpose"
"""OpenMetadata's glossary of processing activities."""
LONGEST = 64


def identifier(text: str) -> str:
    """Return an id with letters, digits and ``_`` alone; ids of a checked notice are so already.

    >>> identifier("web_shop"), identifier("Työsuhde: palkka")
    ('web_shop', 'Tyosuhde_palkka')
    """
    if re.fullmatch(r"[A-Za-z0-9_]{1,64}", text):
        return text
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")[:LONGEST] or "unnamed"


def readable(name: str) -> str:
    r"""Return a name without the lone surrogates that undecodable bytes become, which most readers refuse, even as an escape.

    >>> print(readable("\udcff.csv"), readable("ä.csv"))
    \udcff.csv ä.csv
    """
    return name.encode("utf-8", "backslashreplace").decode()
