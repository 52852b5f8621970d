"""Which tables hold accounting vouchers: the statutory six years hold for the content of vouchers alone.

The steward says it (parameter ``which_columns_are_vouchers``: patterns of tables or columns, comma-separated, or
``none``). Until then tables named after vouchers are taken for such, since deleting them too early cannot be mended; order
tables are asked about.
"""

import re
from enum import StrEnum
from fnmatch import translate

from piicatalog.detection.normalise import split
from piicatalog.model.schema import Column, Table
from piicatalog.retention.endings import Parameters
from piicatalog.retention.event_words import ORDER_TABLES, VOUCHER_TABLES

PARAMETER = "which_columns_are_vouchers"


class Voucher(StrEnum):
    """Whether a column is part of accounting vouchers."""

    YES = "yes"
    """The steward said so."""
    LIKELY = "likely"
    """Its table is named after vouchers."""
    ASK = "ask"
    """Its table is named after orders or sales: not taken for a voucher, but asked about."""
    NO = "no"


def voucher(table: Table, column: Column, parameters: Parameters) -> Voucher:
    """Return whether a column is part of accounting vouchers."""
    said = parameters.text(PARAMETER)
    if said:
        patterns = [pattern.strip() for pattern in said.split(",") if pattern.strip()]
        names = (table.full_name, table.name, f"{table.full_name}.{column.key}", f"{table.name}.{column.key}")
        fits = any(_regex(pattern).match(name) for pattern in patterns for name in names)
        return Voucher.YES if fits else Voucher.NO
    words = split(table.name)
    compound = "".join(words)
    if (
        set(words) & VOUCHER_TABLES
        or compound in VOUCHER_TABLES
        or any(compound.endswith(word) for word in VOUCHER_TABLES if len(word) > 5)
    ):
        return Voucher.LIKELY
    return Voucher.ASK if set(words) & ORDER_TABLES or compound in ORDER_TABLES else Voucher.NO


def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(translate(pattern.replace("[", "[[]")), re.IGNORECASE)
