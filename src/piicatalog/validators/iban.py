"""International bank account number (ISO 13616): country, two check digits, up to 30 letters and digits.

The first four characters moved to the end, letters read as 10 to 35, the number modulo 97 is 1. The length
belongs to the country. A Finnish IBAN's domestic Luhn digit is not asked for: test data rarely has it right.

>>> is_valid("FI21 1234 5600 0007 85"), is_valid("fi2112345600000785"), is_valid("FI2112345600000786")
(True, True, False)
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

# Lengths from the SWIFT IBAN registry.
LENGTHS = {
    country: int(length)
    for country, length in re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 "
        "FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 "
        "LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 "
        "SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
    )
}
_SEPARATORS = re.compile(r"[\s\u00a0\u202f-]")


def is_valid(value: str) -> bool:
    """Whether the value is an IBAN of its country's length with the right check digits; spaces and case do not matter."""
    account = _SEPARATORS.sub("", value).upper()
    if not (account.isascii() and account.isalnum()) or LENGTHS.get(account[:2]) != len(account) or not account[2:4].isdigit():
        return False
    return int("".join(str(int(character, 36)) for character in account[4:] + account[:4])) % 97 == 1


def are_valid(values: "pa.Array") -> "np.ndarray":
    """``is_valid`` of each value of a text array without nulls; Finnish ones, as usual, at once."""
    import numpy as np
    import pyarrow.compute as pc

    from piicatalog.validators._arrays import columns_of, number_in

    if not pc.all(pc.equal(pc.binary_length(values), LENGTHS["FI"])).as_py():
        values = pc.replace_substring_regex(values, r"[\s\x{a0}\x{202f}-]", "")
    characters, fits = columns_of(values, LENGTHS["FI"])
    digits = characters[2:] - np.uint8(ord("0"))  # below "0" the subtraction turns over
    fits = fits & (characters[0] == ord("F")) & (characters[1] == ord("I")) & (digits <= 9).all(axis=0)
    # FI is 1518; the 14 digits of the account, then 1518 and the check digits.
    remainder = (number_in(digits[2:]) % 97 * (10**6 % 97) + 151_800 + number_in(digits[:2])) % 97
    valid: np.ndarray = fits & (remainder == 1)
    for index in np.flatnonzero(~fits).tolist():
        valid[index] = is_valid(values[index].as_py())
    return valid
