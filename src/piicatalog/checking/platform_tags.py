"""What the tags of a platform declare: Snowflake TAG, Databricks TAGS, T-SQL's extended properties and sensitivity classification.

Our own exports write ``piicatalog_entity`` and ``piicatalog_purpose``; teams that tag by hand write ``pii`` or ``purpose``.
An information type of SQL Server is too coarse to overrule a name: it counts where nothing else tells what the column holds.
"""

from collections.abc import Iterable

from piicatalog.checking.directives import DeclaredTag, parse_tag

_ENTITY = frozenset({"pii", "piicatalog", "personal_data", "entity_type", "pii_entity", "piicatalog_entity"})
_PARTS = {f"{prefix}{part}": part for part in ("purpose", "purposes", "retention", "condition") for prefix in ("", "pii_", "piicatalog_")}
_INFORMATION_TYPES = {
    "name": "PERSON",
    "national id": "NATIONAL_ID",
    "ssn": "NATIONAL_ID",
    "credit card": "CREDIT_CARD",
    "banking": "BANK_ACCOUNT",
    "date of birth": "DATE_OF_BIRTH",
    "health": "HEALTH",
}
_SENSITIVITY = frozenset({"sensitivity", "sys_information_type_name"})


def declared_by(tags: Iterable[tuple[str, str]]) -> DeclaredTag | None:
    """Return what a column's or table's tags declare, or None.

    >>> declared_by([("PII", "EMAIL_ADDRESS"), ("piicatalog_purpose", "web_shop")])
    DeclaredTag(entity_types=('EMAIL_ADDRESS',), purposes=('web_shop',), retention=(), condition='', unknown=())
    """
    parts = []
    for name, value in tags:
        key = name.lower()
        if key in _ENTITY:
            parts.append(value)
        elif key in _PARTS:
            parts.append(f'{_PARTS[key]}="{value}"')
    return parse_tag(" ".join(parts)) if parts else None


def information_type(tags: Iterable[tuple[str, str]]) -> str:
    """Return the entity type that SQL Server's information type stands for, or nothing.

    >>> information_type([("sensitivity", "Confidential - GDPR, National ID")])
    'NATIONAL_ID'
    """
    for name, value in tags:
        if name.lower() in _SENSITIVITY:
            for part in value.split(","):
                if (entity := _INFORMATION_TYPES.get(part.strip().lower())) is not None:
                    return entity
    return ""
