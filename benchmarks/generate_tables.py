"""Make test tables with values and labels: dirty, sparse, misnamed, opaque-named, mixed and hostile columns.

    python benchmarks/generate_tables.py OUT [--rows 1000] [--seed 1] [--names honest|opaque|misnamed] [--held-out]

Writes ``OUT/*.parquet`` and ``OUT/labels.csv`` (source, table, column, labels, kind, certainty), which ``piicatalog
evaluate`` reads. Nothing is taken from the product's own word lists.
"""

import argparse
import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import table_values as v
from table_damaged import DAMAGED
from table_traps import TRAPS, sentence
from table_words import Words


@dataclass(frozen=True)
class Kind:
    label: str
    names: tuple[str, ...]
    make: v.Make


PERSONAL = {
    "hetu": Kind("FI_PERSONAL_IDENTITY_CODE", ("hetu", "henkilotunnus"), v.hetu),
    "hetu_lower": Kind("FI_PERSONAL_IDENTITY_CODE", ("sotu", "hetu"), lambda r, w: v.hetu(r, w).lower()),
    "hetu_dashed": Kind("FI_PERSONAL_IDENTITY_CODE", ("henkilotunnus", "personbeteckning"), lambda r, w: v.hetu(r, w).replace("-", "\u2013")),
    "hetu_masked": Kind("FI_PERSONAL_IDENTITY_CODE", ("hetu", "htunnus"), v.hetu_masked),
    "personnummer": Kind("NATIONAL_ID", ("ulkomainen_henkilotunnus", "national_id"), v.personnummer),
    "personnummer_long": Kind("NATIONAL_ID", ("national_id",), v.personnummer_long),
    "isikukood": Kind("NATIONAL_ID", ("isikukood", "ulkomainen_henkilotunnus"), v.isikukood),
    "fodselsnummer": Kind("NATIONAL_ID", ("fodselsnummer", "national_id"), v.fodselsnummer),
    "satu": Kind("NATIONAL_ID", ("satu", "sahkoinen_asiointitunnus"), v.satu),
    "iban": Kind("BANK_ACCOUNT", ("iban", "tilinumero"), v.iban),
    "iban_grouped": Kind("BANK_ACCOUNT", ("iban", "pankkitili"), lambda r, _w: v.grouped(v.iban(r), 4)),
    "iban_foreign": Kind("BANK_ACCOUNT", ("iban", "bank_account"), v.iban_foreign),
    "old_account": Kind("BANK_ACCOUNT", ("tilinro", "kontonummer"), v.old_account),
    "card": Kind("CREDIT_CARD", ("korttinumero", "card_number"), v.card),
    "card_grouped": Kind("CREDIT_CARD", ("luottokortti", "credit_card"), lambda r, _w: v.grouped(v.card(r), 4)),
    "card_masked": Kind("CREDIT_CARD", ("korttinumero", "masked_pan"), lambda r, _w: f"{v.card(r)[:6]}******{v.digits(r, 4)}"),
    "phone": Kind("PHONE_NUMBER", ("puhelin", "gsm", "matkapuhelin"), v.phone),
    "phone_plain": Kind("PHONE_NUMBER", ("puhelinnumero", "mobile"), v.mobile),
    "phone_number": Kind("PHONE_NUMBER", ("puhelinnro",), lambda r, _w: int(v.mobile(r))),
    "phone_float": Kind("PHONE_NUMBER", ("puh", "phone"), lambda r, _w: f"{int(v.mobile(r))}.0"),
    "phone_said": Kind("PHONE_NUMBER", ("puhelin", "phone"), lambda r, _w: r.choice([f"puh. {v.phone(r)}", f"{v.phone(r)} (koti)", v.phone(r), f"{v.mobile(r)} / {v.mobile(r)}"])),
    "phone_foreign": Kind("PHONE_NUMBER", ("phone", "telefon"), v.phone_foreign),
    "email": Kind("EMAIL_ADDRESS", ("email", "sahkoposti"), v.email),
    "email_upper": Kind("EMAIL_ADDRESS", ("SPOSTI", "email"), lambda r, w: v.email(r, w).upper()),
    "first": Kind("FIRST_NAME", ("etunimi", "first_name", "fornamn"), lambda r, w: w.first(r)),
    "first_several": Kind("FIRST_NAME", ("etunimet",), lambda r, w: " ".join(w.first(r) for _ in range(r.randint(1, 3)))),
    "first_upper": Kind("FIRST_NAME", ("ENIMI", "etunimi"), lambda r, w: v.plain(w.first(r).upper())),
    "last": Kind("LAST_NAME", ("sukunimi", "last_name", "efternamn"), lambda r, w: w.last(r)),
    "last_upper": Kind("LAST_NAME", ("SNIMI", "sukunimi"), lambda r, w: v.plain(w.last(r).upper())),
    "person": Kind("PERSON", ("asiakkaan_nimi", "henkilon_nimi", "full_name"), v.person),
    "person_upper": Kind("PERSON", ("ASIAKASNIMI", "kokonimi"), lambda r, w: v.person(r, w).upper()),
    "person_legacy": Kind("PERSON", ("ASNIMI", "kokonimi"), v.legacy_person),
    "sole_trader": Kind("PERSON", ("elinkeinonharjoittaja", "yrittajan_nimi"), v.sole_trader),
    "street": Kind("STREET_ADDRESS", ("katuosoite", "lahiosoite", "street"), v.street),
    "street_upper": Kind("STREET_ADDRESS", ("LAHIOS", "katuosoite"), lambda r, w: v.plain(v.street(r, w).upper())),
    "address": Kind("ADDRESS|STREET_ADDRESS", ("osoite", "address"), v.full_address),
    "postal": Kind("POSTAL_CODE", ("postinumero", "zip"), v.postal_code),
    "postal_number": Kind("POSTAL_CODE", ("postinro", "postinumero"), lambda r, _w: int(v.postal_code(r)) or 100),
    "city": Kind("CITY", ("postitoimipaikka", "kotikunta"), v.city),
    "city_upper": Kind("CITY", ("PTP", "postitoimipaikka"), lambda r, w: v.city(r, w).upper()),
    "place": Kind("CITY|POSTAL_CODE|ADDRESS", ("postiosoite", "postal_address"), v.place),
    "birth": Kind("DATE_OF_BIRTH", ("syntymaaika", "date_of_birth"), v.birth_date),
    "birth_text": Kind("DATE_OF_BIRTH", ("syntaika", "synt_pvm"), lambda r, _w: f"{v.birth_date(r):%d.%m.%Y}"),
    "birth_digits": Kind("DATE_OF_BIRTH", ("syntymapaiva", "dob"), lambda r, _w: f"{v.birth_date(r):%Y%m%d}"),
    "gender": Kind("GENDER", ("sukupuoli", "gender"), lambda r, _w: r.choice("MN")),
    "gender_word": Kind("GENDER", ("sukupuoli", "sex"), lambda r, _w: r.choice(["mies", "nainen", "muu"])),
    "marital": Kind("MARITAL_STATUS", ("siviilisaaty", "marital_status"), lambda r, _w: r.choice(["naimaton", "avioliitossa", "eronnut", "leski"])),
    "ip": Kind("IP_ADDRESS", ("ip_osoite", "client_ip"), v.ipv4),
    "ipv6": Kind("IP_ADDRESS", ("ip_osoite", "remote_addr"), v.ipv6),
    "mac": Kind("DEVICE_ID", ("mac_osoite", "mac_address"), v.mac),
    "imei": Kind("DEVICE_ID", ("imei",), v.imei),
    "password": Kind("PASSWORD", ("salasana", "password_hash"), v.bcrypt),
    "profile_url": Kind("PERSONAL_URL|SOCIAL_HANDLE", ("linkedin_url", "profile_url"), v.profile),
    "cpr": Kind("NATIONAL_ID", ("cpr_nummer", "national_id"), v.cpr),
    "handle": Kind("SOCIAL_HANDLE", ("instagram", "twitter_handle"), v.handle),
    "email_named": Kind("EMAIL_ADDRESS", ("sahkoposti", "contact_email"), v.email_named),
    "person_noted": Kind("PERSON", ("asiakkaan_nimi", "yhteyshenkilo"), v.person_noted),
    "persons": Kind("PERSON", ("huoltajan_nimi", "yhteyshenkilo"), v.persons),
    "street_short": Kind("STREET_ADDRESS", ("katuosoite", "lahiosoite"), v.street_short),
    "address_lines": Kind("ADDRESS|STREET_ADDRESS", ("osoitetiedot", "address"), v.address_lines),
    "post_box": Kind("ADDRESS|STREET_ADDRESS", ("osoitetiedot", "postal_address"), v.post_box),
    "iban_bank": Kind("BANK_ACCOUNT", ("pankkiyhteys", "tilinumero"), lambda r, _w: f"{v.iban(r)} {r.choice(['NDEAFIHH', 'OKOYFIHH', 'HELSFIHH'])}"),
    "birth_short": Kind("DATE_OF_BIRTH", ("syntaika", "synt_pvm"), lambda r, _w: f"{v.birth_date(r):%d.%m.%y}"),
    "birth_words": Kind("DATE_OF_BIRTH", ("date_of_birth", "birth_date"), v.birth_words),
    "proxies": Kind("IP_ADDRESS", ("x_forwarded_for", "client_ip"), lambda r, _w: ", ".join(v.ipv4(r) for _ in range(r.randint(1, 3)))),
    "plate": Kind("VEHICLE_PLATE", ("rekisterinumero", "license_plate"), v.plate),
    "web_token": Kind("PASSWORD", ("access_token", "api_key"), v.web_token),
    "gender_unknown": Kind("GENDER", ("sukupuoli", "gender"), lambda r, _w: r.choice(["Mies", "Nainen", "Ei tiedossa"])),
    "point": Kind("LOCATION", ("sijainti_koordinaatit", "geolocation"), v.point),
}  # fmt: skip
KINDS = (
    PERSONAL
    | {name: Kind(*kind) for name, kind in DAMAGED.items()}
    | {name: Kind("NONE", names, make) for name, (names, make) in TRAPS.items()}
)
NULLS = ("", " ", "-", "n/a", "ei tiedossa", "?", "puuttuu", "0", "null")


def soiled(r: random.Random, w: Words, make: v.Make) -> v.Make:
    """Some values missing, misspelt, padded, or in the wrong column; in some columns, all in quotes."""
    kinds = list(KINDS.values())
    quoted = r.random() < 0.1

    def dirty(_r: random.Random, _w: Words) -> v.Value:
        value, chance = make(r, w), r.random()
        if quoted and isinstance(value, str):
            value = f'"{value}"'
        if not isinstance(value, str) or chance > 0.12:
            return None if chance > 0.97 else value
        if chance < 0.03:
            return r.choice(NULLS)
        if chance < 0.05:
            other = r.choice(kinds).make(r, w)
            return None if other is None else str(other)
        if chance < 0.09:
            return f"{r.choice([' ', chr(0xA0), ''])}{value}{r.choice(['  ', chr(9), ''])}"
        return value.replace("-", "\u2013") if "-" in value else value[:-1] if len(value) > 3 else value

    return dirty


def strange(r: random.Random, w: Words, rows: int) -> Iterator[tuple[str, str, list[str], str]]:
    """Columns (name, label, values, kind) that are no one thing: mixed, sparse, documents."""
    notes = [sentence(r, w) for _ in range(rows)]
    for index in r.sample(range(rows), 2):
        notes[index] += f" hetu {v.hetu(r, w)}"
    told = [
        f"{sentence(r, w)} {v.person(r, w)} puh {v.phone(r)} {sentence(r, w)}" if r.random() < 0.3 else sentence(r, w) for _ in range(rows)
    ]
    yield "yhteys", "PHONE_NUMBER|EMAIL_ADDRESS", [v.phone(r) if r.random() < 0.5 else v.email(r, w) for _ in range(rows)], "mixed"
    yield "ohje", "NONE", notes, "sparse"
    yield "yhteydenotto", "FREE_TEXT|SUPPORT_MESSAGE", told, "told"
    yield (
        "payload",
        "FI_PERSONAL_IDENTITY_CODE|PERSON",
        [json.dumps({"henkilo": {"hetu": v.hetu(r, w), "nimi": v.person(r, w)}, "rivi": r.randrange(99)}) for _ in range(rows)],
        "json",
    )
    yield "rivitiedot", "PERSON|PHONE_NUMBER", [f"nimi={v.person(r, w)};puh={v.phone(r)};tila=avoin" for _ in range(rows)], "pairs"
    yield "sanoma", "EMAIL_ADDRESS", [f"<a><sposti>{v.email(r, w)}</sposti><n>{r.randrange(99)}</n></a>" for _ in range(rows)], "xml"
    yield "osapuoli", "PERSON", [v.company(r, w) if r.random() < 0.4 else v.person(r, w) for _ in range(rows)], "parties"


Labelled = tuple[str, pa.Table, list[tuple[str, str, str]]]


def tables(seed: int, rows: int, naming: str, *, held_out: bool = False) -> Iterator[Labelled]:
    """Yield (name, table, [(column, labels, kind)]); each table has eight kinds drawn at random, and one has the strange ones."""
    r, w = random.Random(seed), Words(held_out=held_out)
    kinds = list(KINDS.items())
    r.shuffle(kinds)
    for number, start in enumerate(range(0, len(kinds), 8)):
        arrays: dict[str, pa.Array] = {}
        labels = []
        for position, (kind_name, kind) in enumerate(kinds[start : start + 8]):
            make = soiled(r, w, kind.make) if r.random() < 0.6 else kind.make
            values = [make(r, w) for _ in range(rows)]
            if r.random() < 0.2:
                values = [value if r.random() < 0.05 else None for value in values]
            column = {"honest": r.choice(kind.names), "opaque": r.choice([f"c{position + 1}", f"ATTR{position + 10}"])}.get(naming)
            column = column or r.choice(r.choice(list(KINDS.values())).names)
            while column in arrays:
                column += "_2"
            arrays[column] = _array(values)
            labels.append((column, kind.label, kind_name))
        yield f"t{seed}_{number}", pa.table(arrays), labels
    arrays, labels = {}, []
    for position, (name, label, values, kind_name) in enumerate(strange(r, w, rows)):
        column = name if naming == "honest" else f"c{position + 1}"
        arrays[column] = pa.array(values)
        labels.append((column, label, kind_name))
    yield f"t{seed}_strange", pa.table(arrays), labels


def _array(values: list[v.Value]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in values])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--names", choices=("honest", "opaque", "misnamed"), default="opaque")
    parser.add_argument("--held-out", action="store_true", help="The other half of all words.")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("source", "table", "column", "labels", "kind", "certainty"))
        for name, table, labels in tables(options.seed, options.rows, options.names, held_out=options.held_out):
            pq.write_table(table, options.out / f"{name}.parquet")
            writer.writerows((options.out.name, name, column, label, kind, "sure") for column, label, kind in labels)


if __name__ == "__main__":
    main()
