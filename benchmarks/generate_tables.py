"""Make test tables with values and labels: dirty, sparse, misnamed, opaque-named, mixed and hostile columns.

    python benchmarks/generate_tables.py OUT [--rows 1000] [--seed 1] [--names honest|opaque|misnamed]

Writes ``OUT/*.parquet`` and ``OUT/labels.csv`` (table, column, labels, kind, certainty). Nothing is taken from the product's own
word lists: names come from Faker and from a list of rarer names written here, streets, phones and codes are composed
by the rules of the authorities. Personal identity codes have the individual numbers 900-999, which nobody has.
"""

import argparse
import csv
import datetime as dt
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

Value = str | int | float | dt.date | dt.datetime | bool | None
Make = Callable[[random.Random], Value]

FAKERS = {locale: Faker(locale) for locale in ("fi_FI", "sv_SE", "et_EE", "en_GB")}
RARE_FIRST = ["Aatu", "Eemi", "Hermine", "Ilja", "Jarl", "Kaapro", "Lyyti", "Malviina", "Nestor", "Oivi", "Pellervo", "Raafael", "Seela", "Taimo", "Ulriikka", "Vilma-Sofia", "Yngve", "Zaida", "Åke", "Örjan", "Amir", "Farah", "Svitlana", "Bao", "Ngozi", "Jean-Pierre", "Mihkel", "Kristjan", "Piret", "Aune-Marja", "Toivo-Ilmari", "Saga-Lii"]
RARE_LAST = ["Kyllästinen", "Raatevaara", "Tuppurainen", "Hyttilä", "Ala-Nissilä", "Yli-Ojanperä", "Västerback", "Österholm-Berg", "Kanninmäki", "Puikkola", "Rautapuro", "Sarpola", "Vuokkovaara", "Niittykangas", "Haapakorva", "Koutonen", "Ryhänen", "Tossavainen", "Yrttiaho", "Zacheus", "Åström", "Öfverström", "Okafor", "Haddad", "Kovalenko", "Ivask", "Jõgi", "Fernandez", "O'Brien", "Mac-Donald", "Smith", "Schmidt", "Bui"]
STREET_STEMS = ["Puisto", "Koulu", "Ranta", "Kirkko", "Asema", "Niitty", "Metsä", "Haka", "Kataja", "Pihlaja", "Ylä", "Ala", "Vanha", "Uusi", "Suvi", "Talvi", "Kivi", "Harju", "Lampi", "Pelto", "Myllärin", "Sepän", "Kellon", "Vuori", "Lehto", "Saari", "Tuuli", "Pohjois", "Etelä", "Kalevan", "Aleksanterin", "Snellmanin"]
STREET_ENDS = ["tie"] * 35 + ["kuja"] * 23 + ["polku"] * 13 + ["katu"] * 18 + ["rinne", "kaari", "raitti", "ranta", "tori", "aukio", "vägen", "gatan", "gränden", "stigen"]
WORDS = ["tilaus", "toimitettu", "asiakas", "soitti", "huomenna", "palautus", "maksu", "myöhässä", "lasku", "lähetetty", "tarkista", "varasto", "kuljetus", "avain", "ovi", "huolto", "korjattu", "osa", "puuttuu", "kiitos", "hyvä", "laatu", "huono", "viesti", "vastattu", "the", "order", "was", "late", "please", "check"]
PRODUCTS = ["Lumiaura", "Keittiövaaka", "Työtuoli", "Pöytälamppu", "Sadetakki", "Villasukat", "Jääkaappi", "Polkupyörä", "Kahvinkeitin", "Retkireppu", "Sähköhella", "Puutarhaletku", "Nitoja", "Rannekello", "Kuulokkeet", "Talvirengas"]
ALPHABET31 = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def name(r: random.Random, part: str) -> str:
    if r.random() < 0.12:
        return r.choice(RARE_FIRST if part == "first" else RARE_LAST)
    faker = FAKERS[r.choices(list(FAKERS), [80, 10, 5, 5])[0]]
    faker.seed_instance(r.randrange(10**9))
    return faker.first_name() if part == "first" else faker.last_name()


def hetu(r: random.Random) -> str:
    year = r.randint(1925, 2020)
    month, day = r.randint(1, 12), r.randint(1, 28)
    individual = r.randint(900, 999)
    digits = f"{day:02}{month:02}{year % 100:02}{individual:03}"
    sign = r.choices("-YXWVU", [90, 2, 2, 2, 2, 2])[0] if year < 2000 else r.choices("ABCDEF", [90, 2, 2, 2, 2, 2])[0]
    return f"{digits[:6]}{sign}{digits[6:]}{ALPHABET31[int(digits) % 31]}"


def luhn(body: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - index % 2), 10)) for index, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def iban(r: random.Random) -> str:
    bank = r.choice(["1", "2", "4", "5", "6", "8", "31", "39", "799"])
    body = luhn(bank + "".join(r.choices(string.digits, k=13 - len(bank))))
    return f"FI{98 - int(body + '151800') % 97:02}{body}"


def grouped(text: str, size: int) -> str:
    return " ".join(text[index : index + size] for index in range(0, len(text), size))


def phone(r: random.Random) -> str:
    number = r.choice(["40", "41", "44", "45", "46", "50", "400", "9", "3", "2", "13"])
    rest = "".join(r.choices(string.digits[1:], k=7 if number != "400" else 6))
    forms = [f"0{number}{rest}", f"0{number} {rest[:3]} {rest[3:]}", f"0{number}-{rest}", f"+358 {number} {rest[:3]} {rest[3:]}", f"+358{number}{rest}", f"({'0' + number}) {rest}", f"00358{number}{rest}"]
    return forms[r.randrange(len(forms))] if len(number) > 1 else r.choice(forms[1:5])


def postal_code(r: random.Random) -> str:
    return f"{r.choice([r.randrange(100), r.randrange(1000)]):03}{r.randrange(10)}{r.choices('0571', [91, 5, 2, 2])[0]}"


def street(r: random.Random) -> str:
    text = f"{r.choice(STREET_STEMS)}{r.choice(STREET_ENDS)} {r.randint(1, 160)}"
    return text + r.choice(["", "", f" {r.choice('ABCD')} {r.randint(1, 60)}", f" as {r.randint(1, 20)}", " a"])


def email(r: random.Random) -> str:
    local = r.choice([f"{name(r, 'first')}.{name(r, 'last')}", "".join(r.choices(string.ascii_lowercase, k=8)), f"{name(r, 'first')}{r.randint(1, 99)}"])
    folded = local.lower().replace("ä", "a").replace("ö", "o").replace("å", "a").replace(" ", "").encode("ascii", "ignore").decode()
    return f"{folded or 'x'}@{r.choice(['example.com', 'example.fi', 'mail.example.org', 'posti.example'])}"


def person(r: random.Random) -> str:
    first, last = name(r, "first"), name(r, "last")
    return r.choice([f"{first} {last}", f"{last} {first}", f"{last}, {first}", f"{first} {name(r, 'first')} {last}", f"{first[0]}. {last}"])


def business_id(r: random.Random) -> str:
    while True:
        body = f"{r.randint(100_000, 3_999_999):07}"
        rest = sum(int(digit) * weight for digit, weight in zip(body, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        if rest != 1:
            return f"{body}-{(11 - rest) % 11}"


def ean(r: random.Random) -> str:
    body = "64" + "".join(r.choices(string.digits, k=10))
    return body + str(-sum(int(digit) * (1 + 2 * (index % 2)) for index, digit in enumerate(body)) % 10)


def city(r: random.Random) -> str:
    faker = FAKERS["fi_FI"]
    faker.seed_instance(r.randrange(10**9))
    return faker.city()


def birth_date(r: random.Random) -> dt.date:
    return dt.date(1930, 1, 1) + dt.timedelta(days=r.randrange(79 * 365))


def company(r: random.Random) -> str:
    return f"{r.choice([name(r, 'last'), r.choice(STREET_STEMS), r.choice(PRODUCTS)])} {r.choice(['Oy', 'Ab', 'Ky', 'Oyj', 'Tmi Oy', 'ry'])}"


def sentence(r: random.Random) -> str:
    return " ".join(r.choices(WORDS, k=r.randint(4, 30)))


def personnummer(r: random.Random) -> str:
    day = birth_date(r)
    return (text := luhn(f"{day:%y%m%d}{r.randint(980, 999)}"))[:6] + "-" + text[6:]


@dataclass(frozen=True)
class Kind:
    label: str
    names: tuple[str, ...]
    make: Make


def order_date(r: random.Random) -> dt.datetime:
    return dt.datetime(2019, 1, 1) + dt.timedelta(seconds=r.randrange(6 * 365 * 86400))  # noqa: DTZ001 - databases have no zone either


KINDS: dict[str, Kind] = {
    "hetu": Kind("FI_PERSONAL_IDENTITY_CODE", ("hetu", "henkilotunnus"), hetu),
    "phone": Kind("PHONE_NUMBER", ("puhelin", "gsm", "matkapuhelin"), phone),
    "phone_number": Kind("PHONE_NUMBER", ("puhelinnro",), lambda r: int(f"{r.choice(['40', '44', '45', '50', '41'])}{r.randrange(10**6, 10**7)}")),
    "email": Kind("EMAIL_ADDRESS", ("email", "sahkoposti"), email),
    "first": Kind("FIRST_NAME", ("etunimi", "first_name", "fornamn"), lambda r: name(r, "first")),
    "last": Kind("LAST_NAME", ("sukunimi", "last_name", "efternamn"), lambda r: name(r, "last")),
    "last_upper": Kind("LAST_NAME", ("SNIMI", "sukunimi"), lambda r: name(r, "last").upper().replace("Ä", "A").replace("Ö", "O")),
    "person": Kind("PERSON", ("nimi", "asiakkaan_nimi", "namn"), person),
    "person_upper": Kind("PERSON", ("ASNIMI", "nimi"), lambda r: person(r).upper()),
    "street": Kind("STREET_ADDRESS", ("katuosoite", "lahiosoite", "street"), street),
    "street_upper": Kind("STREET_ADDRESS", ("LAHIOS", "katuosoite"), lambda r: street(r).upper().replace("Ä", "A").replace("Ö", "O")),
    "postal": Kind("POSTAL_CODE", ("postinumero", "zip"), postal_code),
    "city": Kind("CITY", ("kaupunki", "postitoimipaikka"), city),
    "city_upper": Kind("CITY", ("PTP", "kaupunki"), lambda r: city(r).upper()),
    "iban": Kind("BANK_ACCOUNT", ("iban", "tilinumero"), iban),
    "iban_grouped": Kind("BANK_ACCOUNT", ("iban", "pankkitili"), lambda r: grouped(iban(r), 4)),
    "birth": Kind("DATE_OF_BIRTH", ("syntymaaika", "date_of_birth"), birth_date),
    "birth_text": Kind("DATE_OF_BIRTH", ("syntaika", "synt_pvm"), lambda r: f"{birth_date(r):%d.%m.%Y}"),
    "gender": Kind("GENDER", ("sukupuoli", "gender"), lambda r: r.choice("MN")),
    "gender_word": Kind("GENDER", ("sukupuoli", "sex"), lambda r: r.choice(["mies", "nainen", "muu"])),
    "ip": Kind("IP_ADDRESS", ("ip_osoite", "client_ip"), lambda r: ".".join(str(r.randint(1, 254)) for _ in range(4))),
    "card": Kind("CREDIT_CARD", ("korttinumero", "card_number"), lambda r: luhn("4" + "".join(r.choices(string.digits, k=14)))),
    "personnummer": Kind("NATIONAL_ID", ("personnummer", "ulkomainen_tunnus"), personnummer),
    "password": Kind("PASSWORD", ("salasana", "password_hash"), lambda r: "$2b$12$" + "".join(r.choices(string.ascii_letters + string.digits, k=53))),
    # Traps.
    "order_number": Kind("NONE", ("tilausnumero", "order_no"), lambda r: f"20{r.randint(19, 25)}{r.randrange(10**6):06}"),
    "order_number_int": Kind("NONE", ("tilaus_id", "order_id"), lambda r: 40_000_000 + r.randrange(20_000)),
    "unix_time": Kind("NONE", ("luotu", "ts"), lambda r: r.randrange(1_500_000_000, 1_760_000_000)),
    "ean": Kind("NONE", ("ean", "gtin"), ean),
    "status": Kind("NONE", ("tila", "status"), lambda r: r.choice(["avoin", "suljettu", "odottaa", "peruttu"])),
    "year": Kind("NONE", ("vuosi", "year"), lambda r: r.randint(1990, 2025)),
    "price": Kind("NONE", ("hinta", "price"), lambda r: round(r.uniform(1, 900), 2)),
    "price_cents": Kind("NONE", ("hinta_sentteina", "amount"), lambda r: r.choice([5, 10, 100]) * r.randint(20, 900)),
    "product_code": Kind("NONE", ("tuotekoodi", "sku"), lambda r: f"{r.choice(['ABC', 'KX', 'TR', 'MLP'])}-{r.randrange(1000):03}"),
    "product": Kind("NONE", ("tuote", "product"), lambda r: f"{r.choice(PRODUCTS)} {r.choice(['XL', 'Pro', 'musta', '2000', 'Mini', ''])}".strip()),
    "text": Kind("NONE", ("kuvaus", "selite"), sentence),
    "order_date": Kind("NONE", ("tilattu", "created_at"), order_date),
    "uuid": Kind("NONE", ("guid", "viite_id"), lambda r: f"{r.getrandbits(128):032x}"),
    "company": Kind("NONE", ("yritys", "toimittaja"), company),
    "business_id": Kind("NONE", ("ytunnus", "business_id"), business_id),
    "version": Kind("NONE", ("versio", "build"), lambda r: f"{r.randint(1, 9)}.{r.randint(0, 30)}.{r.randint(0, 20)}.{r.randint(0, 9)}"),
    "flag": Kind("NONE", ("aktiivinen", "email_verified"), lambda r: r.random() < 0.5),
    "code": Kind("NONE", ("luokka", "ryhma"), lambda r: r.choice("ABCDE")),
    "amount_code": Kind("NONE", ("kohde", "koodi"), lambda r: f"{r.randrange(100_000):05}"),
    "colour": Kind("NONE", ("vari", "color"), lambda r: r.choice(["punainen", "sininen", "musta", "valkoinen", "vihreä", "harmaa"])),
    "weight": Kind("NONE", ("paino", "weight"), lambda r: round(r.uniform(0.1, 60), 3)),
    "event_date": Kind("NONE", ("toimituspvm", "paiva"), lambda r: f"{order_date(r):%d.%m.%Y}"),
    "warehouse": Kind("NONE", ("hyllypaikka", "sijainti"), lambda r: f"{r.choice('ABCDEFGH')}{r.randint(1, 40)}-{r.randint(1, 9)}"),
    "empty": Kind("NONE", ("varalla", "extra"), lambda _r: None),
}
HONEST = tuple(KINDS)
NULLS = ("", " ", "-", "n/a", "ei tiedossa", "?", "puuttuu", "0", "null")


def soiled(r: random.Random, make: Make) -> Make:
    """Some values missing, misspelt, padded, or in the wrong column."""
    kinds = list(KINDS.values())

    def dirty(_r: random.Random) -> Value:
        value, chance = make(r), r.random()
        if not isinstance(value, str) or chance > 0.12:
            return None if chance > 0.97 else value
        if chance < 0.03:
            return r.choice(NULLS)
        if chance < 0.05:
            other = r.choice(kinds).make(r)
            return None if other is None else str(other)
        if chance < 0.09:
            return f"{r.choice([' ', chr(0xA0), ''])}{value}{r.choice(['  ', chr(9), ''])}"
        return value.replace("-", "–") if "-" in value else value[:-1] if len(value) > 3 else value

    return dirty


def hostile(r: random.Random) -> list[tuple[str, str, list[str | None], str]]:
    """Columns (name, label, values maker, kind) that are no one thing: mixed, sparse, documents."""
    rows = 1000
    contact = [phone(r) if r.random() < 0.5 else email(r) for _ in range(rows)]
    notes = [sentence(r) for _ in range(rows)]
    for index in r.sample(range(rows), 3):
        notes[index] += f" hetu {hetu(r)}"
    documents = [json.dumps({"henkilo": {"hetu": hetu(r), "nimi": person(r)}, "rivi": r.randrange(99)}) for _ in range(rows)]
    pairs = [f"nimi={person(r)};puh={phone(r)};tila=avoin" for _ in range(rows)]
    xml = [f"<a><sposti>{email(r)}</sposti><n>{r.randrange(99)}</n></a>" for _ in range(rows)]
    parties = [company(r) if r.random() < 0.5 else person(r) for _ in range(rows)]
    return [
        ("yhteys", "PHONE_NUMBER|EMAIL_ADDRESS", list(contact), "mixed"),
        ("huomautus", "INCIDENTAL", list(notes), "sparse"),
        ("payload", "FI_PERSONAL_IDENTITY_CODE|PERSON", list(documents), "json"),
        ("tiedot", "PERSON|PHONE_NUMBER", list(pairs), "pairs"),
        ("sanoma", "EMAIL_ADDRESS", list(xml), "xml"),
        ("osapuoli", "PERSON", list(parties), "mixed"),
    ]


def tables(seed: int, rows: int, naming: str) -> list[tuple[str, pa.Table, list[tuple[str, str, str]]]]:
    """Return (name, table, [(column, labels, kind)])."""
    r = random.Random(seed)
    made = []
    kinds = list(KINDS.items())
    r.shuffle(kinds)
    for number, start in enumerate(range(0, len(kinds), 8)):
        arrays, labels = {}, []
        for position, (kind_name, kind) in enumerate(kinds[start : start + 8]):
            make = soiled(r, kind.make) if r.random() < 0.6 else kind.make
            values = [make(r) for _ in range(rows)]
            if r.random() < 0.2:
                values = [value if r.random() < 0.05 else None for value in values]
            column = {"honest": kind.names[0] if r.random() < 0.5 else r.choice(kind.names), "opaque": f"c{position + 1}"}.get(naming)
            column = column or r.choice(KINDS[r.choice(HONEST)].names)
            while column in arrays:
                column += "_2"
            try:
                arrays[column] = pa.array(values)
            except (pa.ArrowInvalid, pa.ArrowTypeError):
                arrays[column] = pa.array([None if value is None else str(value) for value in values])
            labels.append((column, kind.label, kind_name))
        made.append((f"t{seed}_{number}", pa.table(arrays), labels))
    strange = hostile(r)
    columns = {(name_ if naming == "honest" else f"c{index}"): pa.array(values) for index, (name_, _, values, _) in enumerate(strange, 1)}
    made.append((f"t{seed}_hostile", pa.table(columns), [(column, strange[index][1], strange[index][3]) for index, column in enumerate(columns)]))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", choices=("honest", "opaque", "misnamed"), default="opaque")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("source", "table", "column", "labels", "kind", "certainty"))
        for name_, table, labels in tables(options.seed, options.rows, options.names):
            pq.write_table(table, options.out / f"{name_}.parquet")
            writer.writerows((options.out.name, name_, column, label, kind, "sure") for column, label, kind in labels)


if __name__ == "__main__":
    main()
