"""Values that are nobody's but look like somebody's: order numbers like phones, products like people, versions like addresses."""

import datetime as dt
import random
import string

from table_values import ALPHABET31, Value, digits, luhn
from table_words import (
    BRANDS,
    CATEGORIES,
    CITIES,
    COUNTRIES,
    DEPARTMENTS,
    NATURE_WORDS,
    PLANTS,
    PRODUCTS,
    SENTENCES,
    STEMS,
    Words,
)  # fmt: skip


def moment(r: random.Random, _w: Words | None = None) -> dt.datetime:
    return dt.datetime(2019, 1, 1) + dt.timedelta(seconds=r.randrange(6 * 365 * 86400))  # noqa: DTZ001 - databases have no zone either


def ean(r: random.Random, _w: Words) -> str:
    body = "64" + digits(r, 10)
    return body + str(-sum(int(digit) * (1 + 2 * (index % 2)) for index, digit in enumerate(body)) % 10)


def business_id(r: random.Random, _w: Words) -> str:
    while True:
        body = f"{r.randint(100_000, 3_999_999):07}"
        rest = sum(int(digit) * weight for digit, weight in zip(body, (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
        if rest != 1:
            return f"{body}-{(11 - rest) % 11}"


def reference(r: random.Random, _w: Words) -> str:
    body = f"{r.randint(1, 9)}{digits(r, r.choice([5, 7, 8, 9]))}"
    total = sum(int(digit) * (7, 3, 1)[index % 3] for index, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def organisation_swedish(r: random.Random, _w: Words) -> str:
    number = luhn(f"55{r.randint(6, 9)}{digits(r, 6)}")
    return f"{number[:6]}-{number[6:]}"


def rf_reference(r: random.Random, w: Words) -> str:
    body = reference(r, w)
    return f"RF{98 - int(body + '271500') % 97:02}{body}"


def sentence(r: random.Random, w: Words) -> str:
    return " ".join(w.of(r, SENTENCES) for _ in range(r.randint(4, 30)))


def log_line(r: random.Random, _w: Words) -> str:
    return f"{moment(r):%Y-%m-%d %H:%M:%S} {r.choice(['INFO', 'WARN', 'ERROR'])} job {r.randrange(10**6)} finished in {r.randint(1, 9000)} ms with status {r.choice([200, 404, 500])}"


def few(r: random.Random, w: Words, words: list[str], most: int) -> str:
    """Draw from the first words of the half in use: a closed vocabulary."""
    return r.choice(sorted({w.of(random.Random(number), words) for number in range(most)}))


TRAPS = {
    "order_number": (("tilausnumero", "order_no"), lambda r, _w: f"20{r.randint(19, 25)}{r.randrange(10**6):06}"),
    "order_number_int": (("tilaus_id", "order_id"), lambda r, _w: 40_000_000 + r.randrange(20_000)),
    "order_number_coded": (("tilausviite", "order_ref"), lambda r, _w: f"FI-{r.randint(2019, 2025)}-{r.randrange(10**5):05}"),
    "article_number": (("tuotenro", "article_no"), lambda r, _w: f"{r.randrange(10, 99):02}-{r.randrange(10**4):04}"),
    "number_10": (("sarjanumero", "serial"), lambda r, _w: digits(r, 10)),
    "number_9": (("lahete", "shipment"), lambda r, _w: r.randrange(10**8, 10**9)),
    "number_8": (("materiaali", "material"), lambda r, _w: digits(r, 8)),
    "number_11": (("eranumero", "batch_no"), lambda r, _w: digits(r, 11)),
    "number_16": (("lisenssi", "licence_key"), lambda r, _w: digits(r, 16)),
    "unix_time": (("luotu", "ts"), lambda r, _w: r.randrange(1_500_000_000, 1_760_000_000)),
    "unix_ms": (("tallennettu", "event_ms"), lambda r, _w: r.randrange(1_500_000_000_000, 1_760_000_000_000)),
    "ean": (("ean", "gtin"), ean),
    "tracking": (("seurantakoodi", "tracking"), lambda r, _w: f"JJFI{digits(r, 14)}"),
    "container": (("kontti", "container"), lambda r, _w: "".join(r.choices(string.ascii_uppercase, k=3)) + "U" + digits(r, 7)),
    "status": (("tila", "status"), lambda r, _w: r.choice(["avoin", "suljettu", "odottaa", "peruttu"])),
    "status_english": (("state", "vaihe"), lambda r, _w: r.choice(["NEW", "PAID", "SHIPPED", "RETURNED", "CANCELLED"])),
    "year": (("vuosi", "year"), lambda r, _w: r.randint(1990, 2025)),
    "price": (("hinta", "price"), lambda r, _w: round(r.uniform(1, 900), 2)),
    "price_text": (("veroton", "net"), lambda r, _w: f"{r.randint(1, 999)},{r.randint(0, 99):02} €"),
    "price_cents": (("hinta_sentteina", "amount"), lambda r, _w: r.choice([5, 10, 100]) * r.randint(20, 900)),
    "product_code": (("tuotekoodi", "sku"), lambda r, _w: f"{r.choice(['ABC', 'KX', 'TR', 'MLP'])}-{r.randrange(1000):03}"),
    "product_code_wide": (("nimike_koodi", "item_code"), lambda r, _w: f"{''.join(r.choices('ABCDEFGHKLMNPRSTVX', k=r.choice([2, 4])))}{r.randrange(10**5):05}"),
    "product": (("tuote", "product"), lambda r, w: f"{w.of(r, PRODUCTS)} {r.choice(['XL', 'Pro', 'musta', '2000', 'Mini', '', '30 l'])}".strip()),
    "brand": (("merkki", "brand"), lambda r, w: w.of(r, BRANDS)),
    "nature": (("maasto", "terrain"), lambda r, w: w.of(r, NATURE_WORDS)),
    "plant": (("laji", "species"), lambda r, w: w.of(r, PLANTS)),
    "department": (("osasto", "department"), lambda r, w: w.of(r, DEPARTMENTS)),
    "category": (("tuoteryhma", "category"), lambda r, w: w.of(r, CATEGORIES)),
    "country": (("toimitusmaa", "origin"), lambda r, w: w.of(r, COUNTRIES)),
    "currency": (("valuutta", "currency"), lambda r, _w: r.choice(["EUR", "SEK", "USD", "NOK"])),
    "company": (("yritys", "toimittaja"), lambda r, w: f"{r.choice([w.last(r), w.of(r, STEMS), w.of(r, PRODUCTS)])} {r.choice(['Oy', 'Ab', 'Ky', 'Oyj', 'Oy Ab', 'ry'])}"),
    "business_id": (("ytunnus", "business_id"), business_id),
    "reference": (("viitenumero_laskulla", "invoice_ref"), reference),
    "version": (("versio", "build"), lambda r, _w: f"{r.randint(1, 9)}.{r.randint(0, 30)}.{r.randint(0, 20)}.{r.randint(0, 9)}"),
    "version_three": (("julkaisu", "release"), lambda r, _w: f"v{r.randint(1, 9)}.{r.randint(0, 30)}.{r.randint(0, 20)}"),
    "uuid": (("guid", "correlation_id"), lambda r, _w: f"{r.getrandbits(32):08x}-{r.getrandbits(16):04x}-4{r.getrandbits(12):03x}-a{r.getrandbits(12):03x}-{r.getrandbits(48):012x}"),
    "hash": (("tarkiste", "checksum"), lambda r, _w: f"{r.getrandbits(256):064x}"),
    "hash_short": (("etag", "commit"), lambda r, _w: f"{r.getrandbits(160):040x}"),
    "flag": (("aktiivinen", "is_active"), lambda r, _w: r.random() < 0.5),
    "flag_text": (("voimassa", "enabled"), lambda r, _w: r.choice(["K", "E"])),
    "code": (("luokka", "grade"), lambda r, _w: r.choice("ABCDE")),
    "number_5": (("kohde", "koodi"), lambda r, _w: f"{r.randrange(100_000):05}"),
    "number_5_int": (("laskuri", "counter"), lambda r, _w: r.randrange(100_000)),
    "colour": (("vari", "color"), lambda r, _w: r.choice(["punainen", "sininen", "musta", "valkoinen", "vihreä", "harmaa"])),
    "weight": (("paino", "weight"), lambda r, _w: round(r.uniform(0.1, 60), 3)),
    "share": (("osuus", "ratio"), lambda r, _w: round(r.random(), 4)),
    "event_moment": (("tilattu", "created_at"), moment),
    "event_date": (("toimituspvm", "paiva"), lambda r, _w: f"{moment(r):%d.%m.%Y}"),
    "event_date_digits": (("kirjauspvm", "posting_date"), lambda r, _w: int(f"{moment(r):%Y%m%d}")),
    "event_date_short": (("eraantyy", "due"), lambda r, _w: f"{moment(r):%d%m%y}"),
    "event_stamp": (("aikaleima", "stamp"), lambda r, _w: f"{moment(r):%Y%m%d%H%M%S}"),
    "time": (("kello", "opens"), lambda r, _w: f"{r.randint(0, 23):02}:{r.randint(0, 59):02}"),
    "weekday": (("viikonpaiva", "weekday"), lambda r, _w: r.choice(["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai"])),
    "month": (("kuukausi", "month"), lambda r, _w: r.choice(["tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu"])),
    "shelf": (("hyllypaikka", "sijainti"), lambda r, _w: f"{r.choice('ABCDEFGH')}{r.randint(1, 40)}-{r.randint(1, 9)}"),
    "warehouse_city": (("varasto_kaupunki", "warehouse_city"), lambda r, w: few(r, w, CITIES, 5)),
    "file": (("tiedosto", "file_name"), lambda r, w: f"{w.of(r, PRODUCTS).lower()}_{r.randint(1, 99)}.{r.choice(['pdf', 'png', 'csv'])}"),
    "url": (("linkki", "product_url"), lambda r, w: f"https://www.example.com/tuotteet/{w.of(r, PRODUCTS).lower()}-{r.randrange(10**4)}"),
    "domain": (("verkkotunnus", "domain"), lambda r, w: f"{w.of(r, BRANDS).lower()}.example"),
    "text": (("kuvaus", "selite"), sentence),
    "log": (("loki", "log"), log_line),
    "settings": (("asetukset", "settings"), lambda r, _w: f'{{"theme": "{r.choice(["dark", "light"])}", "rows": {r.randint(10, 100)}, "version": "{r.randint(1, 9)}.{r.randint(0, 9)}"}}'),
    "measure_text": (("mitat", "size"), lambda r, _w: f"{r.randint(1, 200)} x {r.randint(1, 200)} cm"),
    "street_like": (("paketti", "bundle"), lambda r, w: f"{w.of(r, PRODUCTS)} {r.randint(1, 60)}"),
    "control_code": (("laitetunnus_sarja", "unit_code"), lambda r, _w: f"{r.randint(10**8, 10**9 - 1)}{r.choice(ALPHABET31)}"),
    "card_like": (("kupongin_koodi", "voucher"), lambda r, _w: f"{digits(r, 4)} {digits(r, 4)} {digits(r, 4)} {digits(r, 4)}"),
    "luhn_chance": (("tosite", "document_no"), lambda r, _w: luhn(digits(r, 9)) if r.random() < 0.1 else digits(r, 10)),
    "tax_rate": (("alv", "vat_rate"), lambda r, _w: r.choice([0.0, 10.0, 14.0, 25.5])),
    "quantity": (("maara", "qty"), lambda r, _w: r.randint(1, 40)),
    "ship": (("alus", "vessel"), lambda r, w: f"M/S {w.first(r)}"),
    "combined": (("malli", "item_name"), lambda r, w: f"{few(r, w, PLANTS, 9)} {r.choice(['Mug', 'Sofa', 'Lamp', 'Ring', 'Tea', 'Jar', 'Mat'])}"),
    "cafe": (("kohteen_nimi", "venue"), lambda r, w: f"{r.choice(['Kahvila', 'Ravintola', 'Hotelli', 'Parturi'])} {r.choice([w.first(r), w.of(r, PLANTS), w.of(r, STEMS)])}"),
    "wine": (("viini", "wine"), lambda r, w: f"{r.choice(['Casa', 'Villa', 'Château'])} {w.first(r)} {r.choice(['Brut', 'Rosé', 'Riesling'])}"),
    "plant_small": (("kasvi", "plant"), lambda r, w: w.of(r, PLANTS).lower()),
    "target": (("tavoite", "target"), lambda r, _w: str(50 * r.randint(200, 1999))),
    "number_10_mobile": (("ostotilausnro", "po_number"), lambda r, _w: f"4{digits(r, 9)}"),
    "built": (("rakennettu", "built"), lambda r, _w: dt.date(1990, 1, 1) + dt.timedelta(days=r.randrange(34 * 365))),
    "reference_rf": (("viite_rf", "creditor_reference"), rf_reference),
    "package": (("kirjasto", "package"), lambda r, w: f"@{w.of(r, BRANDS).lower()}/{w.of(r, PLANTS).lower()}"),
    "organisation_swedish": (("organisationsnummer", "org_no"), organisation_swedish),
    "empty": (("varalla", "extra"), lambda _r, _w: None),
}  # fmt: skip
"""By kind: column names that say what it is, and a maker."""

__all__ = ["TRAPS", "Value", "sentence"]
