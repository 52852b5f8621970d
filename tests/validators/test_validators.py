"""Every validator: published and computed examples, and no text that makes one raise."""

import datetime as dt
import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piicatalog import registry
from piicatalog.validators.fi_hetu import ALPHABET, CENTURIES

NAMES = registry.names("validators")
CASES = {
    "fi_hetu": (
        "131052-308T 131052+308T 010594Y9032 020516C903K 131052-9384 150890+902E 010101A950B 290204B911R 131052-308t 131052–308T 131052−308T 170915-915L",
        "010594Y9033 290203A911F 310294-9030 010594Z9032 0105949032 131052-308G 131052-001W 290200+3088 010199A308X 010160F308V 290200y3088",
    ),
    "fi_hetu_rewritten": ("131052308T 13101952-308T 13101952308T 0105949032 131052308t", "131052308G 311352308T 1310523088 010101001B"),
    "pl_pesel": ("44051401359", "44051401358"),
    "it_codice_fiscale": ("RSSMRA85T10A562S", "RSSMRA85T10A562T"),
    "es_dni": ("54362315K X2482300W", "54362315Z X2482300A"),
    "fr_nir": ("295109912611193", "295109912611194"),
    "be_rijksregisternummer": ("85.07.30-033.28 85073003328", "85.07.30-033.29"),
    "ch_ahv": ("756.9217.0769.85", "756.9217.0769.84"),
    "cz_rodne_cislo": ("710319/2745", "710319/2746"),
    "nl_bsn": ("111222333", "111222334"),
    "de_idnr": ("36574261809", "36574261808"),
    "ru_snils": ("112-233-445-95", "112-233-445-96 112-233"),
    "fi_satu": ("99900123L 12345678N 20000001A", "99900123M 99900123G 9990012L"),
    "fi_business_id": (
        "2077474-0 1234567-1 0737546-2 737546-2 0201256-6 FI20774740 FI12345671 fi20774740",
        "2077474-1 1234567-8 0201256-0 0000000-0 FI20774741 FI2077474 FI2077474X",
    ),
    "iban": (
        "FI2112345600000785 FI5542345670000081 FI4950009420028730 fi2112345600000785 FI9112345600000786 SE4550000000058398257466",
        "FI2112345600000786 FI5542345670000082 FI4950009420028731 FI21123456000007855 XX2112345600000785",
    ),
    "fi_bank_account": ("123456-785 500094-20028730 423456-781", "123456-786 500094-20028731 423456-782"),
    "fi_reference_number": ("1234561 202400013 10003 1232", "1234562 202400014 10004 123"),
    "rf_reference": ("RF341234561 RF09202400013 RF6810003", "RF341234562 RF351234561 RF00 RF071234562"),
    "luhn": ("4000000000000002 5555555555554444 4925000000000004", "4000000000000003 5555555555554445 4925000000000005 0000"),
    "fi_building_id": ("100012345N 103456789S 199999999V", "100012345M 200012345N 10001234N"),
    "fi_learner_number": (
        "1.2.246.562.24.43116640405 1.2.246.562.24.12345678907 1.2.246.562.24.98765432103",
        "1.2.246.562.24.43116640406 1.2.246.562.24.00000000001 1.2.246.562.24.1234567890 1.2.246.562.10.43116640405",
    ),
    "se_personnummer": (
        "811228-9874 640823-3234 198112289874 701063-2391 900161-1236 811288-9871",
        "811228-9873 640823-3235 850231-1234 701063-2392 900161-1237 701099-2391",
    ),
    "ee_isikukood": ("60001019906 37605030299 38001085718", "60001019907 37613030299 38001085719"),
    "no_fodselsnummer": ("15108695088 41019012393 01419012382 01819012365", "15108695089 41019012394 41019012390"),
    "dk_cpr": ("211062-5629 010107-4321 070761-4285", "310299-1234 321299-1234 010190-123"),
    "is_kennitala": ("450401-3150 120174-3399", "320174-3399 450401-3151 120174-3389"),
    "lt_asmens": ("33309240064", "33309240164"),
    "lv_personas_kods": ("161175-19997 328673-00679 328673-00678", "161175-19998"),
    "fi_postal_code": ("00100 33101 FI-02100 AX-22100", "0010 001000 0O100 12346"),
}


def test_every_validator_has_cases() -> None:
    assert set(CASES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_valid_and_invalid_lists(name) -> None:
    module = registry.find("validators", name)
    valid, invalid = (text.split() for text in CASES[name])
    assert [value for value in valid if not module.is_valid(value)] == []
    assert [value for value in invalid if module.is_valid(value)] == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"[0-9A-Z \-.]{6,20}", fullmatch=True))
def test_no_text_makes_a_validator_raise(text) -> None:
    for name in NAMES:
        assert registry.find("validators", name).is_valid(text) in (True, False)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([value for pair in CASES.values() for text in pair for value in text.split()]),
            st.from_regex(r"[0-9]{4,20}|[0-9]{6}[-A+][0-9]{3}[0-9A-Y]", fullmatch=True),
        ),
        min_size=1,
    )
)
def test_whole_arrays_are_answered_as_values_are(values) -> None:
    for name in NAMES:
        module = registry.find("validators", name)
        if hasattr(module, "are_valid"):
            wanted = [value for value in values if name != "fi_reference_number" or "-" not in value]
            if wanted:
                assert module.are_valid(pa.array(wanted, pa.large_string())).tolist() == [module.is_valid(value) for value in wanted], name


@given(st.dates(dt.date(1900, 1, 1), dt.date(2020, 12, 31)), st.integers(900, 999), st.sampled_from("-YXWVUABCDEF"), st.integers(1, 30))
def test_every_well_formed_hetu_is_valid_and_one_wrong_character_is_not(born, individual, sign, step) -> None:
    sign = sign if CENTURIES[sign] == born.year // 100 * 100 else "-" if born.year < 2000 else "A"
    digits = f"{born:%d%m%y}{individual}"
    index = int(digits) % 31
    is_valid = registry.find("validators", "fi_hetu").is_valid
    assert is_valid(f"{digits[:6]}{sign}{digits[6:]}{ALPHABET[index]}")
    assert not is_valid(f"{digits[:6]}{sign}{digits[6:]}{ALPHABET[(index + step) % 31]}")


@pytest.mark.parametrize(("name", "chance"), [("luhn", 0.1), ("fi_reference_number", 0.1), ("fi_business_id", 0.091)])
def test_chance_rates_are_as_the_detectors_say(name, chance) -> None:
    r = random.Random(1)
    is_valid = registry.find("validators", name).is_valid
    form = "{:07}-{}" if name == "fi_business_id" else "{:07}{}"
    passed = sum(is_valid(form.format(r.randrange(10**7), r.randrange(10))) for _ in range(20_000)) / 20_000
    assert abs(passed - chance) < 0.01
