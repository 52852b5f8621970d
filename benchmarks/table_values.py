"""Personal values of the benchmark's tables, composed by the rules of the authorities; identity codes have the numbers 900-999, which nobody has."""

import datetime as dt
import random
import string
from collections.abc import Callable

from table_words import (
    CITIES,
    NAMELESS_STREETS,
    STREET_ENDS,
    STREET_STEMS,
    SWEDISH_STREETS,
    Words,
)  # fmt: skip

Value = str | int | float | dt.date | dt.datetime | bool | None
Make = Callable[[random.Random, Words], Value]
ALPHABET31 = "0123456789ABCDEFHJKLMNPRSTUVWXY"
TODAY = dt.date(2025, 6, 30)


def digits(r: random.Random, count: int) -> str:
    return "".join(r.choices(string.digits, k=count))


def plain(text: str) -> str:
    """Without diacritics, as old systems keep names."""
    return text.translate(str.maketrans("åäöÅÄÖéüõ", "aaoAAOeuo"))


def luhn(body: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - index % 2), 10)) for index, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def grouped(text: str, size: int) -> str:
    return " ".join(text[index : index + size] for index in range(0, len(text), size))


# --- identifiers ---------------------------------------------------------------------------------------------------


def birth_date(r: random.Random, _w: Words | None = None) -> dt.date:
    age = min(99.0, max(0.3, r.triangular(0, 100, 45)))
    return TODAY - dt.timedelta(days=int(age * 365.25))


def hetu(r: random.Random, _w: Words) -> str:
    born = birth_date(r)
    body = f"{born:%d%m%y}{r.randint(900, 999)}"
    sign = r.choices("-YXWVU", [90, 2, 2, 2, 2, 2])[0] if born.year < 2000 else r.choices("ABCDEF", [90, 2, 2, 2, 2, 2])[0]
    return f"{body[:6]}{sign}{body[6:]}{ALPHABET31[int(body) % 31]}"


def hetu_masked(r: random.Random, w: Words) -> str:
    return hetu(r, w)[:7] + "****"


def personnummer(r: random.Random, _w: Words) -> str:
    born = birth_date(r)
    text = luhn(f"{born:%y%m%d}{r.randint(980, 999)}")
    return f"{text[:6]}-{text[6:]}"


def personnummer_long(r: random.Random, _w: Words) -> str:
    born = birth_date(r)
    return f"{born:%Y}"[:2] + luhn(f"{born:%y%m%d}{r.randint(980, 999)}")


def isikukood(r: random.Random, _w: Words) -> str:
    born = birth_date(r)
    body = f"{(born.year - 1800) // 100 * 2 + r.randint(1, 2)}{born:%y%m%d}{r.randint(1, 999):03}"
    for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)):
        rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
        if rest < 10:
            return f"{body}{rest}"
    return f"{body}0"


def fodselsnummer(r: random.Random, w: Words) -> str:
    body = f"{birth_date(r):%d%m%y}{r.randint(900, 999)}"
    first = -sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
    second = -sum(int(digit) * weight for digit, weight in zip(f"{body}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
    return f"{body}{first}{second}" if first < 10 and second < 10 else fodselsnummer(r, w)


def satu(r: random.Random, _w: Words) -> str:
    number = r.randint(99_900_000, 99_999_999)
    return f"{number}{ALPHABET31[number % 31]}"


def iban(r: random.Random, _w: Words | None = None) -> str:
    bank = r.choice(["1", "2", "4", "5", "6", "8", "31", "39", "799"])
    body = luhn(bank + digits(r, 13 - len(bank)))
    return f"FI{98 - int(body + '151800') % 97:02}{body}"


def iban_foreign(r: random.Random, _w: Words) -> str:
    country, length = r.choice([("SE", 20), ("EE", 16), ("DE", 18), ("NO", 11), ("DK", 14), ("FI", 14)])
    body = digits(r, length)
    number = body + "".join(str(int(letter, 36)) for letter in country) + "00"
    return f"{country}{98 - int(number) % 97:02}{body}"


def old_account(r: random.Random, _w: Words) -> str:
    while True:
        text = f"{r.choice('1235678')}{digits(r, 5)}-{digits(r, r.choice([2, 3, 5, 6, 8]))}"
        bank, rest = text.split("-")
        kept = 1 if bank[0] == "5" else 0
        machine = bank + rest[:kept] + rest[kept:].zfill(8 - kept)
        if luhn(machine[:-1]) == machine:
            return text


def card(r: random.Random, _w: Words | None = None) -> str:
    return luhn(r.choice(["4", "51", "55", "2221"]).ljust(4, "7") + digits(r, 11))


def imei(r: random.Random, _w: Words) -> str:
    return luhn("35" + digits(r, 12))


# --- reaching a person ---------------------------------------------------------------------------------------------


def phone(r: random.Random, _w: Words | None = None) -> str:
    area = r.choices(["40", "41", "44", "45", "46", "50", "400", "9", "3", "2", "13", "19"], [12, 4, 8, 8, 3, 12, 4, 3, 2, 1, 1, 1])[0]
    rest = digits(r, 7 if area != "400" else 6)
    forms = [
        f"0{area} {rest[:3]} {rest[3:]}", f"0{area}-{rest}", f"+358 {area} {rest[:3]} {rest[3:]}", f"+358{area}{rest}", f"(0{area}) {rest}",
        f"00358{area}{rest}", f"0{area} {rest}", f"+358 (0){area} {rest}", f"0{area}-{rest[:3]} {rest[3:]}", f"0{area}{rest}", f"0{area}{rest}",
    ]  # fmt: skip
    return r.choice(forms[:-2]) if len(area) < 2 else r.choice(forms)


def mobile(r: random.Random, _w: Words | None = None) -> str:
    return f"0{r.choice(['40', '41', '44', '45', '46', '50'])}{digits(r, 7)}"


def phone_foreign(r: random.Random, _w: Words) -> str:
    return r.choice(
        [
            f"+46 70 {digits(r, 3)} {digits(r, 2)} {digits(r, 2)}",
            f"+372 5{digits(r, 7)}",
            f"+49 171 {digits(r, 7)}",
            f"070-{digits(r, 3)} {digits(r, 2)} {digits(r, 2)}",
        ]
    )


def email(r: random.Random, w: Words) -> str:
    local = r.choice([f"{w.first(r)}.{w.last(r)}", "".join(r.choices(string.ascii_lowercase, k=8)), f"{w.first(r)}{r.randint(1, 99)}"])
    folded = plain(local.lower()).replace(" ", "").replace("'", "").encode("ascii", "ignore").decode()
    return f"{folded or 'x'}@{r.choice(['example.com', 'example.fi', 'mail.example.org', 'posti.example'])}"


def ipv4(r: random.Random, _w: Words | None = None) -> str:
    return ".".join(str(r.randint(1, 254)) for _ in range(4))


def ipv6(r: random.Random, _w: Words) -> str:
    return "2001:db8:" + ":".join(f"{r.getrandbits(16):x}" for _ in range(6))


def mac(r: random.Random, _w: Words) -> str:
    return ":".join(f"{r.getrandbits(8):02x}" for _ in range(6))


# --- names and places ----------------------------------------------------------------------------------------------


def person(r: random.Random, w: Words) -> str:
    first, last = w.first(r), w.last(r)
    return r.choices(
        [
            f"{first} {last}",
            f"{last} {first}",
            f"{last}, {first}",
            f"{first} {w.first(r)} {last}",
            f"{first[0]}. {last}",
            f"{last} {first} {w.first(r)}",
        ],
        [40, 25, 15, 8, 4, 8],
    )[0]


def last_first(r: random.Random, w: Words) -> str:
    return f"{w.last(r)} {w.first(r)}"


def legacy_person(r: random.Random, w: Words) -> str:
    return plain(last_first(r, w).upper())


def street(r: random.Random, w: Words) -> str:
    kind, number = r.random(), r.randint(1, 160)
    if kind < 0.84:
        text = f"{w.of(r, STREET_STEMS)}{r.choice(STREET_ENDS)} {number}"
    elif kind < 0.93:
        text = f"{w.of(r, SWEDISH_STREETS)}{r.choice(['vägen', 'gatan', 'gränden', 'stigen'])} {number}"
    elif kind < 0.97:
        text = f"{w.last(r)}n {r.choice(['katu', 'tie', 'polku'])} {number}"
    else:
        text = f"{r.choice(NAMELESS_STREETS)} {number}" if r.random() < 0.7 else f"PL {number}"
    return text + r.choice(
        ["", "", "", f" {r.choice('ABCD')} {r.randint(1, 60)}", f" as {r.randint(1, 20)}", f" {r.choice('abc')}", f" {r.choice('ABC')}"]
    )


def postal_code(r: random.Random, _w: Words | None = None) -> str:
    return f"{r.choice([r.randrange(100), r.randrange(1000)]):03}{r.randrange(10)}{r.choices('0571', [91, 5, 2, 2])[0]}"


def city(r: random.Random, w: Words) -> str:
    return w.frequent(r, CITIES)


def full_address(r: random.Random, w: Words) -> str:
    return f"{street(r, w)}, {postal_code(r)} {city(r, w)}"


def place(r: random.Random, w: Words) -> str:
    return f"{postal_code(r)} {city(r, w).upper()}"


def company(r: random.Random, w: Words) -> str:
    owner = r.choice([w.last(r), f"{w.first(r)} {w.last(r)}", w.of(r, STREET_STEMS)])
    kind = r.choice(["Kiinteistö", "Rakennus", "Kuljetus", "Parturi", "Tilitoimisto", "Autokorjaamo", "Sähkö", "Konsultointi", ""])
    return " ".join(f"{kind} {owner} {r.choice(['Oy', 'Ab', 'Ky', 'Oyj', 'Oy Ab', 'ry', 'Ltd', 'AB'])}".split())


def sole_trader(r: random.Random, w: Words) -> str:
    return r.choice([f"Tmi {w.first(r)} {w.last(r)}", f"T:mi {w.first(r)} {w.last(r)}", f"Toiminimi {w.last(r)} {w.first(r)}"])


def point(r: random.Random, _w: Words) -> str:
    return f"{r.uniform(60, 68):.5f}, {r.uniform(21, 29):.5f}"


def bcrypt(r: random.Random, _w: Words) -> str:
    return "$2b$12$" + "".join(r.choices(string.ascii_letters + string.digits, k=53))


def profile(r: random.Random, w: Words) -> str:
    return f"https://www.linkedin.com/in/{plain(w.first(r)).lower()}-{plain(w.last(r)).lower()}"


# --- as exports and people write them ------------------------------------------------------------------------------


def cpr(r: random.Random, _w: Words) -> str:
    return f"{birth_date(r):%d%m%y}-{digits(r, 4)}"


def handle(r: random.Random, w: Words) -> str:
    return f"@{plain(w.first(r)).lower().replace('-', '_')}{r.choice(['', '_', '.'])}{r.choice([digits(r, 2), plain(w.last(r)).lower().replace(' ', '')])}"


def email_named(r: random.Random, w: Words) -> str:
    return r.choice([f"{w.first(r)} {w.last(r)} <{email(r, w)}>", f"<{email(r, w)}>", f"{email(r, w)}; {email(r, w)}", email(r, w)])


def person_noted(r: random.Random, w: Words) -> str:
    return f"{w.last(r)} {w.first(r)} ({r.choice([digits(r, 4), f's. {birth_date(r).year}'])})"


def persons(r: random.Random, w: Words) -> str:
    return "; ".join(f"{w.first(r)} {w.last(r)}" for _ in range(r.randint(1, 2)))


def street_short(r: random.Random, _w: Words) -> str:
    return f"{r.choice(STREET_STEMS)}{r.choice(['k.', 't.', 'kj.'])} {r.randint(1, 120)}{r.choice(['', ' A', f' B {r.randint(1, 60)}'])}"


def address_lines(r: random.Random, w: Words) -> str:
    return f"{w.first(r)} {w.last(r)}\n{street(r, w)}\n{postal_code(r)} {city(r, w).upper()}"


def post_box(r: random.Random, w: Words) -> str:
    return f"PL {r.randint(1, 900)}, {postal_code(r)[:4]}1 {city(r, w).upper()}"


def plate(r: random.Random, _w: Words) -> str:
    return f"{''.join(r.choices('ABCEFGHIJKLMNOPRSTUVXYZ', k=r.choice([2, 3, 3, 3])))}-{r.randint(1, 999)}"


def birth_words(r: random.Random, _w: Words) -> str:
    born = birth_date(r)
    return f"{born.day} {('Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec')[born.month - 1]} {born.year}"


def web_token(r: random.Random, _w: Words) -> str:
    letters = string.ascii_letters + string.digits + "-_"
    return f"eyJ{''.join(r.choices(letters, k=30))}.eyJ{''.join(r.choices(letters, k=60))}.{''.join(r.choices(letters, k=43))}"
