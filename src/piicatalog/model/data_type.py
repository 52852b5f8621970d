"""Families of SQL data types, over all dialects."""

import re
from enum import StrEnum
from functools import lru_cache


class TypeFamily(StrEnum):
    """What kind of value a declared type stores."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIME = "time"
    INTERVAL = "interval"
    ENUM = "enum"
    UUID = "uuid"
    JSON = "json"
    XML = "xml"
    ARRAY = "array"
    STRUCT = "struct"
    BINARY = "binary"
    NETWORK = "network"
    GEOMETRY = "geometry"
    OTHER = "other"


# First match wins; matched against the lower-cased type without its length.
_FAMILIES: tuple[tuple[str, TypeFamily], ...] = (
    (r".*\[\]$|^array\b|^list\b|^_\w+$", TypeFamily.ARRAY),
    (r"^(struct|row|record|object|map|nested|tuple)\b", TypeFamily.STRUCT),
    (r"^(jsonb?|variant|super|hstore)\b", TypeFamily.JSON),
    (r"^xml", TypeFamily.XML),
    (r"^(enum|set|enum8|enum16)\b", TypeFamily.ENUM),
    (r"^(bool|boolean|bit|logical)\b", TypeFamily.BOOLEAN),
    (r"^(uuid|uniqueidentifier|guid)\b", TypeFamily.UUID),
    (r"^(inet|cidr|macaddr8?|ipv4|ipv6)\b", TypeFamily.NETWORK),
    (r"^(geometry|geography|point|polygon|linestring|multi\w+|sdo_geometry|box2d|box3d|line|lseg|path|circle)\b", TypeFamily.GEOMETRY),
    (r"^interval", TypeFamily.INTERVAL),
    (r"^(timestamp|datetime|smalldatetime|abstime|rowversion)", TypeFamily.TIMESTAMP),
    (r"^date(32)?\b", TypeFamily.DATE),
    (r"^time", TypeFamily.TIME),
    (
        r"^(big|small|tiny|medium|huge|unsigned |u)*int(eger|\d+)?\b|^(big|small)?serial\d?\b|^(long|short|byteint|byte|year|oid|counter)$",
        TypeFamily.INTEGER,
    ),
    (
        r"^(num(eric|ber)?|dec(imal)?|double|float\d*|real|money|smallmoney|binary_(float|double)|bigdecimal|bignumeric|half_?float)",
        TypeFamily.DECIMAL,
    ),
    (r"^(bytea|\w*blob|varbinary|binary|image|raw|long raw|bytes|large_binary|fixed_size_binary|filestream)\b", TypeFamily.BINARY),
    (
        r"^(n?var)?char|^n?(var)?char\w*|^char|^(n?clob|\w*text|string|citext|bpchar|name|sysname|long varchar|utf8|large_string|large_utf8|dictionary|lowcardinality|fixedstring|memo|str|object)",
        TypeFamily.TEXT,
    ),
)
_COMPILED = tuple((re.compile(pattern), family) for pattern, family in _FAMILIES)


@lru_cache(maxsize=4096)
def family_of(data_type: str) -> TypeFamily:
    """Return the family of a declared type, whatever the dialect.

    >>> family_of("character varying(80)"), family_of("NUMBER(10)"), family_of("datetime2(7)")
    (<TypeFamily.TEXT: 'text'>, <TypeFamily.DECIMAL: 'decimal'>, <TypeFamily.TIMESTAMP: 'timestamp'>)
    >>> family_of("[nvarchar](200)"), family_of("text[]")
    (<TypeFamily.TEXT: 'text'>, <TypeFamily.ARRAY: 'array'>)
    >>> family_of("tinyint(1)"), family_of("NUMBER(1)")
    (<TypeFamily.BOOLEAN: 'boolean'>, <TypeFamily.DECIMAL: 'decimal'>)
    """
    text = re.sub(r"\s+", " ", data_type.strip().strip('"').lower())
    text = re.sub(r"^[\[`\"](\w[\w ]*)[\]`\"]", r"\1", text)
    if text.startswith("tinyint(1)"):
        return TypeFamily.BOOLEAN
    text = re.sub(r"^(nullable|lowcardinality)\((.*)\)$", r"\2", text)
    for pattern, family in _COMPILED:
        if pattern.match(text):
            return family
    return TypeFamily.OTHER


def length_of(data_type: str) -> int:
    """Return how many characters a declared text type holds, 0 when it does not say.

    >>> length_of("varchar(3)"), length_of("text"), length_of("NVARCHAR2(40 CHAR)")
    (3, 0, 40)
    """
    found = re.search(r"\((\d+)", data_type)
    return int(found[1]) if found else 0


def is_whole(data_type: str) -> bool:
    """Whether a type is of whole numbers that are large enough to be keys."""
    return family_of(data_type) is TypeFamily.INTEGER and not is_small(data_type)


def is_small(data_type: str) -> bool:
    """Whether a number is too small to be a key: it holds a code."""
    return data_type.lower().startswith(("tinyint", "smallint", "int2", "byte"))
