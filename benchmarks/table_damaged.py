"""Personal values as exports damage them or as other countries number people, and what stands beside something else in a cell."""

import random
import string

import table_values as v
from table_words import Words

SEVEN_BIT = str.maketrans("äöåÄÖÅ", "{|}[\\]")
ILLNESSES = (
    "astma", "Diabetes", "migreeni", "keliakia", "epilepsia", "masennus", "pähkinäallergia", "verenpainetauti", "ei tiedossa olevia",
    "atooppinen iho", "laktoosi-intoleranssi", "selkävaivat", "hypertension", "pollenallergi", "eczema", "ylävatsavaivat",
)  # fmt: skip


def hetu_unsigned(r: random.Random, w: Words) -> str:
    code = v.hetu(r, w)
    return code[:6] + code[7:]


def person_with_umlauts(r: random.Random, w: Words) -> str:
    """Half of the names lose something when their letters are damaged."""
    return f"{w.first(r)} {w.last(r)}"


def birth_american(r: random.Random, w: Words) -> str:
    return f"{v.birth_date(r, w):%m/%d/%Y}"


def birth_oracle(r: random.Random, w: Words) -> str:
    return f"{v.birth_date(r, w):%d-%b-%y}".upper()


def pesel(r: random.Random, w: Words) -> str:
    born = v.birth_date(r, w)
    body = f"{born:%y}{born.month + 20 * (born.year >= 2000):02}{born:%d}{v.digits(r, 4)}"
    return body + str(-sum(int(digit) * (1, 3, 7, 9)[index % 4] for index, digit in enumerate(body)) % 10)


def dni(r: random.Random, _w: Words) -> str:
    number = r.randint(10**7, 10**8 - 1)
    return f"{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"


def diagnosis(r: random.Random, _w: Words) -> str:
    return f"{r.choice('ABCDEFGHIJKLMNR')}{r.randrange(100):02}{r.choice(['', f'.{r.randrange(10)}'])}"


DAMAGED = {
    "hetu_unsigned": ("FI_PERSONAL_IDENTITY_CODE", ("hetu", "sotu"), hetu_unsigned),
    "hetu_labelled": ("FI_PERSONAL_IDENTITY_CODE", ("hetu", "henkilotunnus"), lambda r, w: f"Hetu: {v.hetu(r, w)}"),
    "person_misread": ("PERSON", ("asiakkaan_nimi", "full_name"), lambda r, w: person_with_umlauts(r, w).encode().decode("latin-1")),
    "person_seven_bit": ("PERSON", ("ASIAKASNIMI", "kokonimi"), lambda r, w: person_with_umlauts(r, w).translate(SEVEN_BIT)),
    "person_lost": ("PERSON", ("henkilon_nimi", "full_name"), lambda r, w: person_with_umlauts(r, w).encode("ascii", "replace").decode()),
    "phone_spreadsheet": ("PHONE_NUMBER", ("puhelin", "mobile"), lambda r, w: r.choice([f"'{v.mobile(r, w)}", f'="{v.mobile(r, w)}"'])),
    "phone_whose": ("PHONE_NUMBER", ("puhelin", "gsm"), lambda r, w: f"{v.mobile(r, w)} / {w.first(r)}"),
    "email_hidden": ("EMAIL_ADDRESS", ("sahkoposti", "email"), lambda r, w: v.email(r, w).replace("@", r.choice(["(at)", " at ", "[at]"]))),
    "birth_american": ("DATE_OF_BIRTH", ("date_of_birth", "dob"), birth_american),
    "birth_oracle": ("DATE_OF_BIRTH", ("synt_pvm", "birth_date"), birth_oracle),
    "service_key": ("PASSWORD", ("api_key", "access_token"), lambda r, _w: "sk_test_" + "".join(r.choices(string.ascii_letters, k=24))),
    "illness": ("HEALTH", ("allergiat", "perussairaudet"), lambda r, _w: r.choice(ILLNESSES)),
    "diagnosis": ("HEALTH", ("diagnoosikoodi", "icd10_code"), diagnosis),
    "pesel": ("NATIONAL_ID", ("pesel", "national_id"), pesel),
    "dni": ("NATIONAL_ID", ("dni", "national_id"), dni),
}
"""By kind: its label, column names that say what it is, and a maker."""
