"""What values prove: opaque columns, traps, damaged numbers, contradiction."""

import random
import re
import socket
import subprocess
import sys
from collections import defaultdict

import pyarrow as pa
import pytest

from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView, by_contradiction, by_text, by_values, incidental
from piicatalog.detection.survey import survey
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.schema import Column, Table
from piicatalog.profiling.columns import profile
from piicatalog.profiling.plan import plan_of

KNOWLEDGE = load_knowledge()
PRIOR = 3.0
SEVEN_BIT = str.maketrans("äöåÄÖÅ", "{|}[\\]")
ALPHABET = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def view_of(**columns) -> TableView:
    arrays = {name: values if isinstance(values, pa.Array) else pa.array(values) for name, values in columns.items()}
    table = Table(schema="", name="t", columns=tuple(Column(name=name) for name in arrays))
    return TableView(table=table, profiles={name: profile(values, plan_of(KNOWLEDGE)) for name, values in arrays.items()})


def sums(values) -> dict[EntityType, float]:
    found: dict[EntityType, float] = defaultdict(float)
    view = view_of(c1=values)
    for _, evidence in by_values.detect(view, survey([view.table], KNOWLEDGE), KNOWLEDGE):
        found[evidence.entity_type] += evidence.weight
    return dict(found)


def standing(values) -> set[str]:
    return {str(entity) for entity, weight in sums(values).items() if weight > PRIOR}


def hetus(count: int) -> list[str]:
    r = random.Random(1)
    digits = [f"{r.randint(1, 28):02}{r.randint(1, 12):02}{r.randint(30, 99):02}{r.randint(900, 999)}" for _ in range(count)]
    return [f"{text[:6]}-{text[6:]}{ALPHABET[int(text) % 31]}" for text in digits]


FIRST = [
    "Aino",
    "Matti",
    "Liisa",
    "Pekka",
    "Juhani",
    "Maria",
    "Helena",
    "Eeva",
    "Mikko",
    "Antti",
    "Kaisa",
    "Ville",
    "Sanna",
    "Tuomas",
    "Päivi",
]
LAST = [
    "Virtanen",
    "Korhonen",
    "Mäkinen",
    "Nieminen",
    "Mäkelä",
    "Laine",
    "Salonen",
    "Lindström",
    "Koskinen",
    "Heikkinen",
    "Rantanen",
    "Karlsson",
]
PEOPLE = [f"{first} {last}" for first in FIRST for last in LAST]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (hetus(50), "FI_PERSONAL_IDENTITY_CODE"),
        (hetus(3), "FI_PERSONAL_IDENTITY_CODE"),
        ([f"0{n}" for n in range(401234567, 401234867, 7)], "PHONE_NUMBER"),
        ([int(f"{prefix}{1000000 + 7919 * n % 9000000}") for n in range(40) for prefix in (40, 44, 50, 45)], "PHONE_NUMBER"),
        ([f"{prefix}{1000000 + 7919 * n % 9000000}.0" for n in range(40) for prefix in (40, 44, 50, 45)], "PHONE_NUMBER"),
        ([f"{float(f'{prefix}{1000000 + 7919 * n % 9000000}'):.8E}" for n in range(40) for prefix in (40, 44, 50, 45)], "PHONE_NUMBER"),
        (
            [
                f"{int(f'{prefix}{1000000 + 7919 * n % 9000000}'):,}".replace(",", "\u00a0")
                for n in range(40)
                for prefix in (40, 44, 50, 45)
            ],
            "PHONE_NUMBER",
        ),
        ([code.replace("-", "\u2011") for code in hetus(30)], "FI_PERSONAL_IDENTITY_CODE"),
        ([f"nimi{n}@example.fi" for n in range(20)], "EMAIL_ADDRESS"),
        (FIRST, "FIRST_NAME"),
        ([name.upper().replace("Ä", "A") for name in LAST], "LAST_NAME"),
        (PEOPLE, "PERSON"),
        ([f"{name.split()[1]}, {name.split()[0]}" for name in PEOPLE], "PERSON"),
        ([name.upper().replace("Ä", "A") for name in PEOPLE], "PERSON"),
        ([f"Tmi {name}" for name in PEOPLE], "PERSON"),
        ([f"Koulukatu {n} A {n % 7 + 1}" for n in range(1, 40)], "STREET_ADDRESS"),
        (["00100", "00530", "33100", "20100", "90100", "40100", "02600", "65100", "99800", "01300"], "POSTAL_CODE"),
        (["Helsinki", "ESPOO", "Tampere", "Vantaa", "Åbo", "Oulu", "Rovaniemi", "Jyvaskyla", "Kuopio", "Lahti"], "CITY"),
        (["FI2112345600000785", "FI5542345670000081", "FI49 5000 9420 0287 30"], "BANK_ACCOUNT"),
        ([f"192.0.2.{n}" for n in range(1, 40)], "IP_ADDRESS"),
        (["mies", "nainen"] * 50, "GENDER"),
        ([f"$2b$12${'a' * 52}{n}" for n in range(9)], "PASSWORD"),
        (["811228-9874", "640823-3234", "701063-2391"], "NATIONAL_ID"),
        (
            [f"{code} {city}" for code, city in zip(["00100", "33100", "90100"] * 4, ["HELSINKI", "TAMPERE", "OULU"] * 4, strict=True)],
            "ADDRESS",
        ),
        (
            [f"{first}.{last}".lower() for first in ("matti", "liisa", "antti") for last in ("virtanen", "laine", "niemi", "aalto")],
            "USERNAME",
        ),
        ([f"{a}{b}{a}-{n % 900 + 10}" for n, (a, b) in enumerate([(a, b) for a in "ABCDEFGHIJ" for b in "KLMNOPRSTU"])], "VEHICLE_PLATE"),
        ([region * 1000 + tail * 10 for region in range(100) for tail in (10, 23, 45, 67)], "POSTAL_CODE"),
        ([f"{chr(65 + n)}KB-{n + 10}" for n in range(12)], "VEHICLE_PLATE"),
        ([f"SW{n % 20 + 1} {n % 9 + 1}A{letter}" for n, letter in enumerate("ABDEFGHJLNPQRSTUWXYZ")], "POSTAL_CODE"),
        ([f"{a}{b}{n % 60 + 10} X{b}{a}" for n, (a, b) in enumerate([(a, b) for a in "ABCDEFGH" for b in "KLMNOPRS"])], "VEHICLE_PLATE"),
        (["alle 30", "30-39", "40-49", "50-59", "60+"] * 20, "AGE"),
        (["18–24 v", "25–34 v", "35–44 v", "45–54 v", "yli 54 v"] * 20, "AGE"),
        (["suomalainen", "virolainen", "venäläinen", "irakilainen"] * 20, "NATIONALITY"),
        (["Iraqi", "Somali", "Syrian", "Nigerian", "Russian"] * 20, "NATIONALITY"),
        (["Kokoomus", "SDP", "Vihreät", "Keskusta"] * 20, "POLITICAL"),
        (["Tehy", "JHL", "SuPer", "PAM"] * 20, "TRADE_UNION"),
        (["ev.lut.", "ortodoksi", "islam", "muu", "ei mitään"] * 20, "RELIGION"),
        (PEOPLE[:60:13] * 30, "PERSON"),
        (["@maija_m", "@example.person", "@virtanen82", "@aino", "@salo_e"], "SOCIAL_HANDLE"),
        ([f"{day:02}{month:02}{year}-{4000 + day}" for day in (3, 14, 27) for month in (1, 5, 12) for year in (44, 62, 91)], "NATIONAL_ID"),
        ([f"{n % 28 + 1:02}.{n % 12 + 1:02}.{(40 + 5 * n) % 100:02}" for n in range(13)], "DATE_OF_BIRTH"),
        ([f"{n + 1} {month} {1940 + 5 * n}" for n, month in enumerate(["Jan", "Mar", "May"] * 5)], "DATE_OF_BIRTH"),
        ([f"PL {n}, 00{n + 1} HELSINKI" for n in range(100, 300, 10)], "ADDRESS"),
        ([f'"{name}"' for name in PEOPLE], "PERSON"),
        ([f"{name} ({n + 1200})" for n, name in enumerate(PEOPLE)], "PERSON"),
        ([f"{one}; {other}" for one, other in zip(PEOPLE, PEOPLE[7:], strict=False)], "PERSON"),
        ([f"{name} <nimi{n}@example.fi>" for n, name in enumerate(PEOPLE)], "EMAIL_ADDRESS"),
        ([f"a{n}@example.fi; b{n}@example.com" for n in range(20)], "EMAIL_ADDRESS"),
        ([f"192.0.2.{n}, 198.51.100.{n}" for n in range(1, 40)], "IP_ADDRESS"),
        (["Mies", "Nainen", "Ei tiedossa"] * 30, "GENDER"),
        ([f"Kirkkok. {n} A {n % 7 + 1}" for n in range(1, 40)], "STREET_ADDRESS"),
        ([f"{name}\nKangas {n}\n{n + 12000} ESIMERKKI" for n, name in enumerate(PEOPLE)], "ADDRESS"),
        (["Helsinki", "Turku", "Oulu", "Vaasa", "Lahti", "Espoo", "Vantaa", "Kuopio", "Pori", "Kotka"] * 50, "CITY"),
        (LAST[:9] * 50, "LAST_NAME"),
        (["FI2112345600000785 NDEAFIHH", "FI5542345670000081 OKOYFIHH"] * 9, "BANK_ACCOUNT"),
        (["sairaanhoitaja", "luokanopettaja", "myyntipäällikkö", "kuljettaja", "Software Engineer", "lakimies"], "OCCUPATION"),
        (['{"henkilo": {"hetu": "' + hetu + '"}}' for hetu in hetus(20)], "FI_PERSONAL_IDENTITY_CODE"),
        ([code.replace("-", "") for code in hetus(20)], "FI_PERSONAL_IDENTITY_CODE"),
        ([f"{code[:4]}19{code[4:]}" for code in hetus(20)], "FI_PERSONAL_IDENTITY_CODE"),
        ([name.encode().decode("latin-1") for name in PEOPLE if not name.isascii()], "PERSON"),
        ([name.encode().decode("cp1252") for name in PEOPLE if not name.isascii()], "PERSON"),
        (
            [
                f"{a}{b}k{sign}{n + 10}".lower()
                for n, (a, b) in enumerate([(a, b) for a in "ABCDEFGHIJ" for b in "KLMNOPRSTU"])
                for sign in " -"
            ],
            "VEHICLE_PLATE",
        ),
        ([f"{n % 28 + 1:02}{n % 12 + 1:02}{1930 + 2 * n}" for n in range(40)], "DATE_OF_BIRTH"),
        (["sk_test_" + f"{n:024}" for n in range(9)], "PASSWORD"),
        ([f"Hetu: {code}" for code in hetus(20)], "FI_PERSONAL_IDENTITY_CODE"),
        ([f"{code} {name}" for code, name in zip(hetus(20), PEOPLE, strict=False)], "FI_PERSONAL_IDENTITY_CODE"),
        ([f"{name} 040{n * 7919 % 10**7:07}" for n, name in enumerate(PEOPLE)], "PHONE_NUMBER"),
        ([f"'040{n * 7919 % 10**7:07}" for n in range(40)], "PHONE_NUMBER"),
        ([f'="040{n * 7919 % 10**7:07}"' for n in range(40)], "PHONE_NUMBER"),
        ([f"040\u200b{n * 7919 % 10**7:07}\ufeff" for n in range(40)], "PHONE_NUMBER"),
        ([name.translate(SEVEN_BIT) for name in PEOPLE if not name.isascii()], "PERSON"),
        ([name.upper().translate(SEVEN_BIT) for name in PEOPLE if not name.isascii()], "PERSON"),
        ([re.sub("[äöÄÖ]", "?", name) for name in PEOPLE if not name.isascii()], "PERSON"),
        ([re.sub("[äöÄÖ]", "\ufffd", name) for name in PEOPLE if not name.isascii()], "PERSON"),
        ([f"nimi{n}(at)example.fi" for n in range(20)], "EMAIL_ADDRESS"),
        ([f"{n % 12 + 1:02}/{n % 28 + 1:02}/{1930 + 2 * n}" for n in range(36)], "DATE_OF_BIRTH"),
        ([f"{n % 28 + 1:02}-{month}-{30 + 4 * n % 70}" for n, month in enumerate(["JAN", "OCT", "MAY", "DEC"] * 9)], "DATE_OF_BIRTH"),
        ([f"GA1.2.{n * 7919 + 10**8}.{1_600_000_000 + n}" for n in range(40)], "DEVICE_ID"),
        (["Evankelis-luterilainen", "ortodoksinen", "ei kuulu", "islam"] * 20, "RELIGION"),
        (["Burana 600 mg", "Panadol 1 g", "Marevan 3 mg", "metformiini 500 mg 1x2", "Kalsium 500 mg"], "HEALTH"),
        (["44051401359", "02070803628", "90090515836", "92071314764"], "NATIONAL_ID"),
        (["RSSMRA85T10A562S", "BNCLRD79A01H501J", "VRDGPP13R10B293P"], "NATIONAL_ID"),
        (["54362315K", "12345678Z", "X2482300W", "00000001R"], "NATIONAL_ID"),
        ([f"QQ {n:02} {n + 7:02} {n + 40:02} {'ABCD'[n % 4]}" for n in range(30)], "NATIONAL_ID"),
        (["Astma", "diabetes", "ei ole", "Migreeni", "penisilliiniallergia", "lievä masennus", "Keliakia", "kissa"], "HEALTH"),
        (["I10", "E11.9", "J45.0", "F32.1", "M54.5", "K21.9", "G43.9", "R51", "I48", "L20.9"], "HEALTH"),
    ],
)
def test_personal_data_is_recognised_by_values_alone(values, wanted) -> None:
    found = sums(values)
    assert wanted in standing(values)
    assert max(found, key=found.get) == wanted


R = random.Random(7)
HETU_KEYS = hetus(60)


@pytest.mark.parametrize(
    "values",
    [
        [f"As Oy {street} {n}" for n in range(1, 9) for street in ("Koulukatu", "Rantatie")],
        [f"24030{n % 5 + 1}-{n:04}" for n in range(200)],  # batches of five days
        ["muu", "ei mitään"] * 40,
        ["Finnish", "Swedish", "English", "Russian"] * 40,  # languages
        ["1-9", "10-49", "50-249", "250+"] * 40,  # employees
        ["0-9", "10-19", "20-29", "30-39", "40-49", "50+"] * 40,  # euros
        ["36-38", "39-41", "42-44"] * 40,  # shoes
        ["Aino", "Matti", "Liisa", "Kukka", "Lumi"] * 30,  # shops
        [f"2024{n:06}" for n in range(0, 5000, 13)],
        [1_700_000_000 + n * 3601 for n in range(300)],
        [f"6415{R.randrange(10**9):09}" for _ in range(300)],
        ["avoin", "suljettu", "odottaa"] * 100,
        list(range(1990, 2026)),
        [round(R.uniform(1, 900), 2) for _ in range(300)],
        [f"ABC-{n:03}" for n in range(300)],
        [f"{road} {n}" for road in ("Valtatie", "Kantatie", "Seututie") for n in range(1, 60)],
        ["red|blue", "blue|green", "red|green", "black|white", "{red}", "M|S", "a[b", "x]y"],
        ["Maito 500 g", "Kahvi 250 g", "Vehnäjauho 2 kg", "Sokeri 1 kg", "Suola 500 g", "Voi 400 g"],
        [f"Soita huoltoon 010 123 4567, ohje {n}" for n in range(100)],
        [f"{n % 28 + 1:02}{n % 12 + 1:02}{n % 100:02}9{n % 97:02}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[n % 31]}" for n in range(300)],
        [f"{row}{n:02}.{n % 4}" for row in "ABCD" for n in range(1, 30)],
        [f"sk_{language}" for language in ("fi", "sv", "en", "de", "et", "ru", "no", "da")],
        [f"{day:02}.{month:02}.{year}" for day in (1, 15, 28) for month in range(1, 13) for year in (2021, 2022, 2023)],
        [f"{R.randrange(10**8):08}" for _ in range(400)],
        [f"{R.randrange(10**5):05}" for _ in range(400)],
        [f"{name} Oy" for name in LAST],
        ["punainen", "sininen", "keltainen", "valkoinen", "musta", "vihreä", "harmaa", "ruskea"],
        [f"{R.randrange(1, 9)}.{R.randrange(30)}.{R.randrange(20)}.{R.randrange(9)}" for _ in range(200)],
        [f"{R.getrandbits(128):032x}" for _ in range(200)],
        ["true", "false"] * 50,
        ["K", "E"] * 200,
        [
            "mäki",
            "koski",
            "lampi",
            "järvi",
            "salo",
            "aho",
            "niemi",
            "lahti",
            "ranta",
            "saari",
            "kivi",
            "metsä",
            "suo",
            "puro",
            "virta",
            "kallio",
        ],
        ["Helsinki", "Turku", "Oulu", "Vaasa"] * 100,
        [n * 100 for n in range(10, 900)],
        ["Pöytälamppu", "Työtuoli XL", "Sadetakki musta", "Retkireppu 30 l", "Talvirengas"],
        list(range(40_000_000, 40_001_000)),
        [
            f"{colour} {thing}"
            for colour in ("Rose", "Victoria", "Daisy", "Retro", "Max", "Jack")
            for thing in ("Mug", "Sofa", "Ring", "Tea", "Jar")
        ],
        [f"M/S {name}" for name in FIRST],
        [
            f"{what} {name}"
            for what in ("Kahvila", "Ravintola", "Hotelli")
            for name in ("Aino", "Liisa", "Satama", "Koivu", "Keidas", "Puisto")
        ],
        ["ruusu", "orvokki", "kielo", "vanamo", "lilja", "iris", "pioni", "unikko", "apila", "ratamo", "voikukka", "tulppaani", "narsissi"],
        [f"{n % 28 + 1:02}.{n % 12 + 1:02}.{1990 + n % 34}" for n in range(500)],
        ["RF341234561", "RF09202400013", "RF6810003"],
        [f"{n * 350 % 89_000 + 10_000}" for n in range(200)],
        [f"4{R.randrange(10**9):09}" for _ in range(200)],
    ],
)
def test_traps_are_left_alone(values) -> None:
    assert standing(values) == set()


def test_coordinates_are_personal_beside_persons_and_nobodys_beside_shops() -> None:
    north, east = ([round(R.uniform(low, low + 5), 5) for _ in range(60)] for low in (60, 22))
    for other, personal in ((PEOPLE[:60], True), ([f"Myymälä {n}" for n in range(60)], False)):
        view = view_of(c1=other, c2=north, c3=east)
        found = {(key, one.entity_type): one.weight for key, one in by_values.detect(view, survey([view.table], KNOWLEDGE), KNOWLEDGE)}
        assert (found["c2", EntityType.LOCATION] > PRIOR) is personal
        assert (found["c3", EntityType.LOCATION] > PRIOR) is personal


@pytest.mark.parametrize(
    ("beside", "wanted"), [([f"Koulukatu {n}" for n in range(200)], True), ([f"Tuote {n}" for n in range(200)], False)]
)
def test_the_only_column_of_five_digits_beside_streets_is_of_postal_codes(beside, wanted) -> None:
    view = view_of(c1=[f"{R.randrange(10**5):05}" for _ in range(200)], c2=beside)
    found = by_values.detect(view, survey([view.table], KNOWLEDGE), KNOWLEDGE)
    assert (sum(one.weight for key, one in found if (key, one.entity_type) == ("c1", EntityType.POSTAL_CODE)) > PRIOR) is wanted


def test_a_swedish_mobile_number_is_no_unix_time() -> None:
    assert "PHONE_NUMBER" in standing([f"07{R.choice('0236')}{R.randrange(10**7):07}" for _ in range(200)])


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        (EntityType.PHONE_NUMBER, [round(R.random(), 4) for _ in range(200)]),
        (EntityType.NATIONAL_ID, list(range(40_000_000, 40_001_000))),
        (EntityType.DATE_OF_BIRTH, [f"2024-03-{n % 28 + 1:02} {n % 24:02}:{n % 59 + 1:02}:17" for n in range(300)]),
        (EntityType.PHONE_NUMBER, [f"6415{R.randrange(10**9):09}" for _ in range(200)]),
        (EntityType.ADDRESS, ["NEW", "PAID", "SHIPPED", "RETURNED"] * 100),
        (
            EntityType.LAST_NAME,
            ["tilaus toimitettu ja lasku lähetetty asiakkaalle", "paketti palautui lähettäjälle eilen iltapäivällä"] * 3,
        ),
    ],
)
def test_decimals_counters_vocabularies_and_sentences_contradict_too(entity, values) -> None:
    view = view_of(c1=values)
    named = {"c1": (Evidence(entity_type=entity, signal=Signal.COLUMN_NAME, weight=5.0, reason="named so"),)}
    found = list(by_contradiction.detect(view, named, survey([view.table], KNOWLEDGE), KNOWLEDGE))
    assert sum(evidence.weight for _, evidence in found) < -3


@pytest.mark.parametrize(
    ("entity", "values"), [(EntityType.LAST_NAME, LAST * 100), (EntityType.PHONE_NUMBER, ["040 123 4567", "+358 50 123 4567"] * 200)]
)
def test_a_few_people_in_many_rows_do_not_contradict_a_name(entity, values) -> None:
    view = view_of(c1=values)
    about = survey([view.table], KNOWLEDGE)
    named = Evidence(entity_type=entity, signal=Signal.COLUMN_NAME, weight=5.0, reason="named so")
    first = {"c1": (named, *(evidence for _, evidence in by_values.detect(view, about, KNOWLEDGE)))}
    assert not [evidence for _, evidence in by_contradiction.detect(view, first, about, KNOWLEDGE) if evidence.weight < 0]


def test_a_birth_date_at_midnight_of_another_time_zone_is_one() -> None:
    view = view_of(c1=[f"{1940 + n % 60}-05-{n % 28 + 1:02} 22:00:00" for n in range(300)])
    named = {"c1": (Evidence(entity_type=EntityType.DATE_OF_BIRTH, signal=Signal.COLUMN_NAME, weight=5.0, reason="named so"),)}
    assert list(by_contradiction.detect(view, named, survey([view.table], KNOWLEDGE), KNOWLEDGE)) == []


def test_fields_of_documents_are_judged_by_their_path_too() -> None:
    found = sums([f'{{"henkilo": {{"lempinimi": "x{n}", "syntymaaika": "{1900 + n}", "ammattinimike": "laji {n}"}}}}' for n in range(60)])
    assert found[EntityType.OCCUPATION] > PRIOR
    assert EntityType.EMAIL_ADDRESS not in sums([f'{{"sahkoposti": {n % 2 == 0}, "email": "{n}"}}'.lower() for n in range(60)])


def test_each_field_of_a_document_speaks_for_one_thing() -> None:
    found = sums(
        [f'{{"a": "{code}", "b": [{{"c": "040 12{n:05}"}}], "ean": "{6400000000000 + n * 7919}"}}' for n, code in enumerate(HETU_KEYS)]
    )
    assert {entity for entity, weight in found.items() if weight > 0} == {EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.PHONE_NUMBER}


def test_a_key_that_is_a_value_is_not_shown() -> None:
    for keys in ([f"maija{n}@example.fi" for n in range(60)], HETU_KEYS, ["Matti Virtanen", "Liisa Laine", "Aino Salo"] * 20):
        view = view_of(c1=[f'{{"{key}": "040 123 45{n:02}"}}' for n, key in enumerate(keys)])
        for _, evidence in by_values.detect(view, survey([view.table], KNOWLEDGE), KNOWLEDGE):
            assert not any(part in f"{evidence.reason} {evidence.reason!r}" for key in keys for part in key.split())


def test_one_valid_check_digit_among_many_is_chance() -> None:
    assert by_values.check_digit_odds(10, 100, 0.1, 0.97) < 0 < by_values.check_digit_odds(10, 10, 0.1, 0.97)


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        (EntityType.FI_PERSONAL_IDENTITY_CODE, [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 15)]),
        (EntityType.PHONE_NUMBER, [f"ABC-{n:03}" for n in range(100)]),
        (EntityType.PERSON, [f"{name} Oy" for name in LAST]),
        (EntityType.EMAIL_ADDRESS, ["true", "false"] * 20),
        (EntityType.POSTAL_CODE, ["Helsinki", "Turku", "Oulu"] * 9),
        (EntityType.STREET_ADDRESS, [f"https://www.example.com/{n}" for n in range(30)]),
        (EntityType.CUSTOMER_ID, [f"{n % 28 + 1}.3.2021" for n in range(60)]),
        (EntityType.AGE, [f"{n % 24}:{n % 60:02}" for n in range(60)]),
        (EntityType.PASSWORD, [str(n) for n in range(200)]),
        (EntityType.IP_ADDRESS, [f"{n % 28 + 1:02}/Mar/2024:10:{n:02}:00 +0200" for n in range(60)]),
        (EntityType.SUPPORT_MESSAGE, [f"SD-{n}" for n in range(1000, 1100)]),
        (EntityType.ADDRESS, [str(n * 7919) for n in range(1000, 1100)]),
        (EntityType.LOCATION, [f"2024-03-{n % 28 + 1:02} 10:{n:02}:11" for n in range(60)]),
        (EntityType.VEHICLE_PLATE, [f"V{n}" for n in range(10, 60)]),
        (EntityType.CUSTOMER_ID, ["varovainen", "maltillinen", "rohkea"] * 40),
        (EntityType.PHONE_NUMBER, ["2077474-0", "1234567-1", "0737546-2"]),
    ],
)
def test_values_contradict_a_name_that_promises_something_else(entity, values) -> None:
    view = view_of(c1=values)
    named = {"c1": (Evidence(entity_type=entity, signal=Signal.COLUMN_NAME, weight=5.0, reason="named so"),)}
    found = list(by_contradiction.detect(view, named, survey([view.table], KNOWLEDGE), KNOWLEDGE))
    assert sum(evidence.weight for _, evidence in found) < 0


def test_values_that_are_plainly_something_else_contradict_a_name() -> None:
    view = view_of(c1=[f"192.0.2.{n}" for n in range(1, 40)])
    about = survey([view.table], KNOWLEDGE)
    spoken = [evidence for _, evidence in by_values.detect(view, about, KNOWLEDGE)]
    for entity, contradicted in ((EntityType.CREDIT_CARD, True), (EntityType.CUSTOMER_ID, True), (EntityType.FREE_TEXT, False)):
        named = Evidence(entity_type=entity, signal=Signal.COLUMN_NAME, weight=5.0, reason="named so")
        found = by_contradiction.detect(view, {"c1": (named, *spoken)}, about, KNOWLEDGE)
        assert any(str(evidence.reason).endswith("are something else: IP address") for _, evidence in found) is contradicted


def test_notes_that_hold_people_are_free_text_and_incidental() -> None:
    notes = [f"asiakas soitti tänään, hetu {hetu}, palataan asiaan" for hetu in hetus(30)]
    view = view_of(c1=notes)
    [(_, evidence)] = by_text.detect(view, {}, survey([view.table], KNOWLEDGE), KNOWLEDGE)
    assert evidence.entity_type is EntityType.FREE_TEXT
    assert evidence.weight > PRIOR
    assert incidental.find(view.profiles["c1"], KNOWLEDGE)[0].values == 30


def test_no_reason_holds_a_value() -> None:
    for values in (hetus(20), PEOPLE, ['{"a": "' + hetu + '"}' for hetu in hetus(20)]):
        view = view_of(c1=values)
        for _, evidence in by_values.detect(view, survey([view.table], KNOWLEDGE), KNOWLEDGE):
            kept = f"{evidence.reason} {evidence.reason!r}"  # the parts are stored, whether a sentence shows them or not
            assert not any(str(value) in kept for value in values)
            assert not any(part in kept for value in values for part in str(value).split() if part in FIRST)


def test_free_text_is_read_without_any_network(monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    notes = [f"vastaa osoitteeseen asiakas{n}@example.fi tai soita 040 123 45{n % 90 + 10}, kiitos paljon" for n in range(40)]
    view = view_of(c1=notes)
    [(_, evidence)] = by_text.detect(view, {}, survey([view.table], KNOWLEDGE), KNOWLEDGE)
    assert "E-mail address (40)" in str(evidence.reason)
    assert "Phone number (40)" in str(evidence.reason)


def test_presidio_is_loaded_only_for_running_text() -> None:
    code = (
        "import sys, pyarrow as pa; from piicatalog.definitions.knowledge import load_knowledge as k; "
        "from piicatalog.profiling.columns import profile; from piicatalog.profiling.plan import plan_of; from piicatalog.detection import TableView, collect; "
        "from piicatalog.detection.survey import survey; from piicatalog.model.schema import Column, Table; K = k(); "
        "t = Table(schema='', name='t', columns=(Column(name='c1'),)); "
        "v = TableView(table=t, profiles={'c1': profile(pa.array(['131052-308T', 'Aino Virtanen', '040 123 4567'] * 9), plan_of(K))}); "
        "collect.collect(v, survey([t], K), K); sys.exit('presidio_analyzer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_one_stray_phone_number_among_round_sums_makes_no_postal_codes():
    budgets = [str(50 * number) for number in range(200, 900)]
    assert "POSTAL_CODE" not in standing([*budgets, "0505176043"])


def test_postal_codes_that_begin_with_zeros_stand_whatever_they_end_in():
    assert "POSTAL_CODE" in standing([f"{50 * number:05}" for number in range(2, 1990)])
