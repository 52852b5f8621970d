"""Make the warehouse of a small Finnish web shop: ``python examples/demo_shop.py demo/shop.duckdb``.

The same file each time. Nobody in it is real: individual numbers of identity codes are 900 to 999 (never given to a
person), e-mail addresses end in example.com or example.fi, phone numbers begin with the unused 040 000, bank accounts
are the published samples.
"""

import datetime as dt
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

CUSTOMERS = 1500
ORDERS = 4000
FIRST_NAMES = [
    "Aino",
    "Eero",
    "Helmi",
    "Väinö",
    "Sofia",
    "Onni",
    "Aada",
    "Leo",
    "Ella",
    "Elias",
    "Venla",
    "Oliver",
    "Lilja",
    "Eino",
    "Kerttu",
    "Toivo",
    "Siiri",
    "Åke",
    "Märta",
    "Björn",
]
LAST_NAMES = [
    "Korhonen",
    "Virtanen",
    "Mäkinen",
    "Nieminen",
    "Mäkelä",
    "Hämäläinen",
    "Laine",
    "Heikkinen",
    "Koskinen",
    "Järvinen",
    "Lehtonen",
    "Lindström",
    "Öhman",
    "Salo",
    "Niemi",
]
STREETS = [
    "Koivukuja",
    "Mannerheimintie",
    "Kauppakatu",
    "Rantatie",
    "Kirkkokatu",
    "Metsäpolku",
    "Hämeenkatu",
    "Satamatie",
    "Peltotie",
    "Alexandersgatan",
]
PLACES = {
    "00100": "HELSINKI",
    "00530": "HELSINKI",
    "02100": "ESPOO",
    "20100": "TURKU",
    "33100": "TAMPERE",
    "40100": "JYVÄSKYLÄ",
    "65100": "VAASA",
    "70100": "KUOPIO",
    "90100": "OULU",
    "96100": "ROVANIEMI",
}
PRODUCTS = [
    "Villasukat",
    "Kahvikuppi",
    "Puukko",
    "Saunakauha",
    "Pellavapyyhe",
    "Tuohikori",
    "Ruisjauho",
    "Hunaja",
    "Käsivoide",
    "Lumilapio",
    "Heijastin",
    "Kynttilä",
]
IBANS = ("FI2112345600000785", "FI5542345670000081", "FI4950009420028730")
COMPLAINTS = (
    "Paketti oli rikki perille tullessa, haluan rahat takaisin.",
    "Tuote ei vastannut kuvausta.",
    "Lähetys viipyi kaksi viikkoa.",
    "Väri on väärä, voisinko vaihtaa?",
    "Kuppi oli haljennut, kuva liitteenä.",
)
NOTES = (
    "Asiakas kysyi toimituksen aikataulua.",
    "Soitettu takaisin, ei vastausta.",
    "Osoite päivitetty puhelimessa.",
    "Palautus sovittu, hyvitys ensi viikolla.",
    "Kiitti nopeasta toimituksesta.",
)

SCHEMA = """
CREATE SCHEMA kauppa; CREATE SCHEMA talous; CREATE SCHEMA markkinointi; CREATE SCHEMA henkilosto; CREATE SCHEMA verkko; CREATE SCHEMA staging;
CREATE TABLE kauppa.postitoimipaikka (postinumero VARCHAR PRIMARY KEY, nimi VARCHAR);
CREATE TABLE kauppa.asiakas (
  asiakas_id INTEGER PRIMARY KEY, etunimi VARCHAR, sukunimi VARCHAR, hetu VARCHAR, sahkoposti VARCHAR, puh VARCHAR,
  katuosoite VARCHAR, postinumero VARCHAR, postitoimipaikka VARCHAR, kieli VARCHAR, luotu TIMESTAMP);
COMMENT ON TABLE kauppa.asiakas IS 'Verkkokaupan asiakasrekisteri';
COMMENT ON COLUMN kauppa.asiakas.kieli IS 'Asiointikieli';
CREATE TABLE kauppa.tuote (tuote_id INTEGER PRIMARY KEY, nimi VARCHAR, ean VARCHAR, hinta DECIMAL(8,2), varastossa INTEGER);
CREATE TABLE kauppa.tilaus (
  tilaus_id INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES kauppa.asiakas(asiakas_id), tilattu TIMESTAMP, tila VARCHAR,
  summa DECIMAL(10,2), tilaajan_hetu VARCHAR, toimitusosoite JSON, lisatiedot VARCHAR);
COMMENT ON COLUMN kauppa.tilaus.tilaajan_hetu IS 'Tunnistusta varten';
CREATE TABLE kauppa.tilausrivi (
  tilaus_id INTEGER REFERENCES kauppa.tilaus(tilaus_id), rivi INTEGER, tuote_id INTEGER REFERENCES kauppa.tuote(tuote_id),
  maara INTEGER, hinta DECIMAL(8,2), PRIMARY KEY (tilaus_id, rivi));
CREATE TABLE kauppa.toimitus (
  toimitus_id INTEGER PRIMARY KEY, tilaus_id INTEGER REFERENCES kauppa.tilaus(tilaus_id), vastaanottaja VARCHAR, toimitusosoite VARCHAR,
  puhelin VARCHAR, seurantakoodi VARCHAR, toimitettu DATE);
CREATE TABLE kauppa.reklamaatio (
  reklamaatio_id INTEGER PRIMARY KEY, tilaus_id INTEGER REFERENCES kauppa.tilaus(tilaus_id), sahkoposti VARCHAR, kuvaus VARCHAR, saapunut DATE);
CREATE TABLE kauppa.yhteydenotto (
  yhteydenotto_id INTEGER PRIMARY KEY, asiakas_id INTEGER REFERENCES kauppa.asiakas(asiakas_id), kanava VARCHAR, aika TIMESTAMP, muistiinpano VARCHAR);
CREATE TABLE talous.lasku (
  laskunro INTEGER PRIMARY KEY, asiakas_id INTEGER, laskutusosoite VARCHAR, viitenumero VARCHAR, laskupvm DATE, erapvm DATE, summa DECIMAL(10,2));
CREATE TABLE talous.maksu (
  maksu_id INTEGER PRIMARY KEY, laskunro INTEGER REFERENCES talous.lasku(laskunro), maksaja VARCHAR, tilinumero VARCHAR, maksettu DATE, summa DECIMAL(10,2));
CREATE TABLE talous.perinta (
  perinta_id INTEGER PRIMARY KEY, laskunro INTEGER REFERENCES talous.lasku(laskunro), velallisen_nimi VARCHAR, henkilotunnus VARCHAR,
  velan_maara DECIMAL(10,2), luottoluokka VARCHAR, maksuhairio BOOLEAN, avattu DATE);
COMMENT ON TABLE talous.perinta IS 'Perintään siirretyt saatavat';
CREATE TABLE markkinointi.uutiskirje (sahkoposti VARCHAR PRIMARY KEY, nimi VARCHAR, suostumus BOOLEAN, suostumus_annettu TIMESTAMP, peruttu TIMESTAMP);
CREATE TABLE markkinointi.asiakaskuva (kuva_id INTEGER PRIMARY KEY, kuvattava VARCHAR, valokuva BLOB, kuvattu DATE, lupa BOOLEAN);
CREATE TABLE markkinointi.kysely (vastaus_id INTEGER PRIMARY KEY, email VARCHAR, arvosana INTEGER, palaute VARCHAR, vastattu TIMESTAMP);
CREATE TABLE markkinointi.verkkolomake (
  lomake_id INTEGER, lahettaja STRUCT(nimi VARCHAR, sahkoposti VARCHAR, osoite STRUCT(katu VARCHAR, postinumero VARCHAR)), saapunut TIMESTAMP);
CREATE TABLE henkilosto.TYONTEKIJA (HLONRO INTEGER, SUKUNIMI VARCHAR, ETUNIMET VARCHAR, HETU VARCHAR, AMM_LIITTO VARCHAR, PALKKA DECIMAL(8,2), TILINRO VARCHAR);
CREATE TABLE verkko.loki (aika TIMESTAMP, ip VARCHAR, polku VARCHAR, tila INTEGER, selain VARCHAR);
CREATE TABLE staging.VIENTI_01 (ATTR1 VARCHAR, ATTR2 VARCHAR, ATTR3 VARCHAR, ATTR4 VARCHAR, ATTR5 VARCHAR, ATTR6 VARCHAR);
CREATE VIEW kauppa.asiakkaan_ostot AS
  SELECT a.asiakas_id, a.sahkoposti, count(*) AS tilauksia, sum(t.summa) AS ostot FROM kauppa.asiakas a JOIN kauppa.tilaus t USING (asiakas_id) GROUP BY ALL;
"""


class Person:
    """Somebody who does not exist."""

    def __init__(self, generator: random.Random, number: int) -> None:
        self.number = number
        self.first, self.last = generator.choice(FIRST_NAMES), generator.choice(LAST_NAMES)
        self.name = f"{self.first} {self.last}"
        born = dt.date(1940, 1, 1) + dt.timedelta(days=generator.randrange(24_000))
        digits = f"{born:%d%m%y}{generator.randrange(900, 1000)}"
        self.hetu = f"{digits[:6]}{'A' if born.year >= 2000 else '-'}{digits[6:]}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(digits) % 31]}"
        folded = f"{self.first}.{self.last}".lower().translate(str.maketrans("äöå", "aoa"))
        self.email = f"{folded}{number}@example.{generator.choice(('com', 'fi'))}"
        self.phone = f"{generator.choice(('040 000 ', '+358 40 000 ', '040-000'))}{generator.randrange(10_000):04d}"
        stair = f" {generator.choice('ABCD')} {generator.randrange(1, 60)}" if generator.random() < 0.5 else ""
        self.street = f"{generator.choice(STREETS)} {generator.randrange(1, 120)}{stair}"
        self.code = generator.choice(tuple(PLACES))
        self.place = PLACES[self.code]
        self.address = f"{self.street}, {self.code} {self.place}"
        self.language = "sv" if self.first in {"Åke", "Märta", "Björn"} else "fi"


def reference(number: int) -> str:
    """Return a Finnish reference number: the digits and their check digit (weights 7, 3, 1)."""
    weighted = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(str(number))))
    return f"{number}{-weighted % 10}"


def ean(number: int) -> str:
    """Return an article number with its check digit."""
    digits = f"640000{number:06d}"
    return digits + str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10)


def rows_of_tables(generator: random.Random) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table, in an order that foreign keys allow."""
    people = [Person(generator, number) for number in range(1, CUSTOMERS + 1)]
    staff = [Person(generator, number) for number in range(9001, 9041)]
    start = dt.datetime(2019, 1, 1)  # noqa: DTZ001 - the shop's own clock

    def moment() -> dt.datetime:
        return start + dt.timedelta(minutes=generator.randrange(7 * 525_600))

    def maybe(value: object, share: float) -> object:
        return value if generator.random() < share else None

    tables: dict[str, list[tuple[object, ...]]] = {}
    tables["kauppa.postitoimipaikka"] = list(PLACES.items())
    tables["kauppa.asiakas"] = [
        (
            one.number,
            one.first,
            one.last,
            maybe(one.hetu, 0.3),
            one.email,
            one.phone,
            one.street,
            one.code,
            one.place,
            one.language,
            moment(),
        )
        for one in people
    ]
    tables["kauppa.tuote"] = [
        (number, f"{generator.choice(PRODUCTS)} {number}", ean(number), round(generator.uniform(2, 90), 2), generator.randrange(500))
        for number in range(1, 201)
    ]
    orders = [(number, generator.choice(people), moment()) for number in range(1, ORDERS + 1)]
    tables["kauppa.tilaus"] = [
        (
            number,
            one.number,
            at,
            generator.choice(("uusi", "maksettu", "toimitettu", "peruttu")),
            round(generator.uniform(5, 300), 2),
            maybe(one.hetu, 0.15),
            json.dumps({"nimi": one.name, "katu": one.street, "postinumero": one.code}, ensure_ascii=False),
            maybe(f"Soita {one.phone} ennen toimitusta", 0.1),
        )
        for number, one, at in orders
    ]
    tables["kauppa.tilausrivi"] = [
        (number, line, generator.randrange(1, 201), generator.randrange(1, 5), round(generator.uniform(2, 90), 2))
        for number, *_ in orders
        for line in range(1, generator.randrange(2, 4))
    ]
    tables["kauppa.toimitus"] = [
        (
            number,
            number,
            one.name,
            one.address,
            one.phone,
            f"JJFI{generator.randrange(10**14):014d}",
            at.date() + dt.timedelta(days=3),
        )
        for number, one, at in orders
        if number % 2
    ]
    tables["kauppa.reklamaatio"] = [
        (number, order, one.email, generator.choice(COMPLAINTS), at.date() + dt.timedelta(days=9))
        for number, (order, one, at) in enumerate(generator.sample(orders, k=120), start=1)
    ]
    contacts = []
    for number in range(1, 2501):
        one = generator.choice(people)
        # Some clerks wrote the identity code down, though they were told not to.
        note = f"Tunnistettu, henkilötunnus {one.hetu}." if number % 500 == 7 else generator.choice(NOTES)
        contacts.append((number, one.number, generator.choice(("puhelin", "chat", "sähköposti")), moment(), note))
    tables["kauppa.yhteydenotto"] = contacts
    billed = [(number, one, at.date()) for number, one, at in orders if number % 4 == 0]
    tables["talous.lasku"] = [
        (
            number,
            one.number,
            one.address,
            reference(20_000 + number),
            day,
            day + dt.timedelta(days=14),
            round(generator.uniform(5, 300), 2),
        )
        for number, one, day in billed
    ]
    tables["talous.maksu"] = [
        (
            number,
            number,
            one.name,
            generator.choice(IBANS),
            day + dt.timedelta(days=generator.randrange(30)),
            round(generator.uniform(5, 300), 2),
        )
        for number, one, day in billed
        if number % 8
    ]
    tables["talous.perinta"] = [
        (
            number,
            number,
            one.name,
            one.hetu,
            round(generator.uniform(30, 900), 2),
            generator.choice(("AAA", "A", "B", "C")),
            generator.random() < 0.4,
            day + dt.timedelta(days=90),
        )
        for number, one, day in billed
        if number % 40 == 0
    ]
    subscribers = generator.sample(people, k=600)
    tables["markkinointi.uutiskirje"] = [(one.email, one.name, True, moment(), maybe(moment(), 0.1)) for one in subscribers]
    tables["markkinointi.asiakaskuva"] = [
        (number, one.name, b"\xff\xd8\xff\xe0" + generator.randbytes(60), moment().date(), True)
        for number, one in enumerate(people[:40], start=1)
    ]
    tables["markkinointi.kysely"] = [
        (number, one.email, generator.randrange(1, 6), maybe("Hyvä palvelu!", 0.3), moment())
        for number, one in enumerate(people[:400], start=1)
    ]
    tables["markkinointi.verkkolomake"] = [
        (number, {"nimi": one.name, "sahkoposti": one.email, "osoite": {"katu": one.street, "postinumero": one.code}}, moment())
        for number, one in enumerate(people[200:500], start=1)
    ]
    tables["henkilosto.TYONTEKIJA"] = [
        (
            one.number,
            one.last.upper(),
            one.first.upper(),
            one.hetu,
            maybe("PAM", 0.6),
            round(generator.uniform(2100, 5200), 2),
            generator.choice(IBANS),
        )
        for one in staff
    ]
    tables["verkko.loki"] = [
        (
            moment(),
            f"192.0.2.{generator.randrange(1, 255)}" if generator.random() < 0.7 else f"2001:db8::{generator.randrange(65_536):x}",
            f"/tuote/{generator.randrange(1, 201)}",
            generator.choice((200, 200, 200, 304, 404)),
            "Mozilla/5.0 (X11; Linux x86_64)",
        )
        for _ in range(3000)
    ]
    tables["staging.VIENTI_01"] = [
        (
            f"{one.number:08d}",
            f"{one.last} {one.first}",
            one.hetu,
            one.email,
            generator.choice(("0", "1")),
            f"{generator.uniform(0, 100):.4f}",
        )
        for one in people[:800]
    ]
    return tables


def fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows all at once."""
    values = pa.table({f"c{number}": list(cells) for number, cells in enumerate(zip(*rows, strict=True))})
    connection.register("given", values)
    connection.execute(f"INSERT INTO {table} SELECT * FROM given")  # noqa: S608 - our own names
    connection.unregister("given")


def make(path: Path) -> None:
    """Write the warehouse; an older one of that name is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA)
    for table, rows in rows_of_tables(random.Random(20180525)).items():
        fill(connection, table, rows)
    connection.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "demo/shop.duckdb")
    make(target)
    print(f"{target}: a web shop with {CUSTOMERS} customers and {ORDERS} orders")
