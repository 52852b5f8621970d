"""The columnar verdicts are those of Presidio's own methods, and none are given for a recognizer that isn't surely known."""

import datetime as dt
import re
import string
from itertools import product

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from presidio_analyzer import PatternRecognizer, predefined_recognizers

from piicatalog.integrations.presidio_checks import known, known_check, known_iban

PASS_ALL = ("TrLicensePlate", "ZaIncomeTaxNumber", "ZaLicensePlate", "ZaPassport", "ZaVatNumber")
VERDICTS = {
    **{f"{name}Recognizer": {1} for name in PASS_ALL},
    **{f"{name}Recognizer": {0, -1} for name in ("CaSin", "DeBsnr", "PhTin", "UkDrivingLicence", "UsSsn")},
    **{f"{name}Recognizer": {1, -1} for name in ("DeVatId", "ItFiscalCode", "KrFrn", "KrRrn")},
    **{f"{name}Recognizer": {1, 0, -1} for name in ("DeIdCard", "UkVehicleRegistration")},
}
RARE = {  # what right texts look like where few of the patterns' are
    "FiPersonalIdentityCodeRecognizer": r"(0[1-9]|1\d|29)0[1-9]\d\d[-+AYay]9\d\d[0-9A-Y]",
    "InGstinRecognizer": r"[0-2]\d[A-Z]{5}\d{4}[A-Z]\dZ[A-Z]",
    "SePersonnummerRecognizer": r"(19)?\d\d0[1-9][0-2][1-9][-+]?\d{4}",
    "SgUenRecognizer": r"[TSR]\d\d(LP|LL|FC|GB|NR|XL)\d{4}[A-Z]",
    "ZaIdNumberRecognizer": r"\d\d0[1-9][0-2][1-9]\d{4}[0-2][89]\d",
    "ZaTrafficRegisterNumberRecognizer": r"\d\d0[1-9][0-2][1-9]\d{4}[0-2][89]\d",
}
ASCII = st.characters(max_codepoint=127)
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def recognizer_of(name: str) -> PatternRecognizer:
    return getattr(predefined_recognizers, name)()


def array(texts: list[str]) -> pa.Array:
    return pa.array(texts, pa.large_string())


def matched(recognizer: PatternRecognizer) -> st.SearchStrategy[list[str]]:
    """Texts that a pattern matches from end to end: one as it comes, and that with other characters at its ends, some right."""
    flags = int(recognizer.global_regex_flags) & (re.IGNORECASE | re.MULTILINE | re.DOTALL) | re.ASCII
    patterns = [re.compile(pattern.regex, flags) for pattern in recognizer.patterns]

    def with_others(text: str) -> list[str]:
        places = [place for place, character in enumerate(text) if character.isalnum()]
        found = [text]
        for first, second in ((places[-2], places[-1]), (places[2], places[3]), (places[0], places[1])):
            for one, other in product(*(string.digits if text[place].isdigit() else string.ascii_uppercase for place in (first, second))):
                characters = list(text)
                characters[first], characters[second] = one, other
                found.append("".join(characters))
        return [one for one in dict.fromkeys(found) if any(pattern.fullmatch(one) for pattern in patterns)]

    shapes = [*patterns, *(re.compile(pattern) for name, pattern in RARE.items() if name == recognizer.name)]
    return st.one_of(*(st.from_regex(shape, fullmatch=True, alphabet=ASCII) for shape in shapes)).map(with_others)


def verdict(recognizer: PatternRecognizer, text: str) -> int:
    valid = recognizer.validate_result(text)
    return 0 if recognizer.invalidate_result(text) else -1 if valid is None else int(bool(valid))


@pytest.mark.parametrize("name", sorted(known.CHECKS))
def test_verdicts_are_those_of_the_recognizers_own_methods(name) -> None:
    recognizer, seen = recognizer_of(name), set()
    check = known_check(recognizer)
    assert check, f"{known.fingerprint(recognizer)} is no fingerprint"

    @QUICK
    @given(matched(recognizer))
    def agree(texts) -> None:
        expected = [verdict(recognizer, text) for text in texts]
        found = check(array([*texts, *texts])[len(texts) :]).tolist()
        assert dict(zip(texts, found, strict=True)) == dict(zip(texts, expected, strict=True))
        seen.update(expected)

    agree()
    assert seen == VERDICTS.get(name, {0, 1})
    assert len(check(array([]))) == 0


def test_births_to_come_are_judged_as_the_recognizer_does() -> None:
    recognizer = recognizer_of("ZaIdNumberRecognizer")
    check, today = known_check(recognizer), dt.date.today()
    days = [today + dt.timedelta(days=days) for days in (*range(-3, 4), *range(-400, 400, 20))]
    texts = [f"{day:%y%m%d}4990{status}8{control}" for day in days for status in range(3) for control in range(10)]
    assert check(array(texts)).tolist() == [verdict(recognizer, text) for text in texts]


IBAN = predefined_recognizers.IbanRecognizer()


def numbered(account: str, size: int) -> str:
    """The account with check digits that are right for its first ``size`` characters."""
    digits = "".join(str(int(character, 36)) for character in account[4:size] + account[:2])
    return f"{account[:2]}{98 - int(digits + '00') % 97:02}{account[4:]}"


@st.composite
def ibans(draw) -> list[str]:
    """Of a country's form, shorter and longer, right and wrong, as a whole and in part."""
    form = draw(st.sampled_from(sorted(known.forms_of(IBAN).values())))
    account = draw(st.from_regex(form.replace("[ ]?", ""), fullmatch=True, alphabet=ASCII)).upper()
    account += draw(st.text("0189AZ", max_size=8))
    account = account[: draw(st.integers(12, 35))]
    sizes = {len(account), len(account) // 4 * 4, 28, 20}
    separator = draw(st.sampled_from(["", " ", "-"]))
    texts = [account, *(numbered(account, size) for size in sorted(sizes))]
    return [separator.join(text[at : at + 4] for at in range(0, len(text), 4)) for text in texts]


def test_settled_ibans_are_answered_as_the_recognizer_does() -> None:
    check, seen, pattern = known_iban(IBAN), set(), re.compile(IBAN.patterns[0].regex)
    assert check, f"{known.fingerprint(IBAN)} is no fingerprint"

    @settings(QUICK, max_examples=100)
    @given(ibans())
    def agree(texts) -> None:
        texts = [text for text in texts if pattern.fullmatch(text)]
        for text, verdict, settled in zip(texts, *(found.tolist() for found in check(array(texts))), strict=True):
            results = [(one.start, one.end, one.score) for one in IBAN.analyze(text, ["IBAN_CODE"])]
            seen.add((verdict, settled, bool(results)))
            assert not settled or results == [(0, len(text), 1.0)] * verdict

    agree()
    assert seen >= {(1, True, True), (0, True, False), (0, False, True)}


class Stricter(predefined_recognizers.AbaRoutingRecognizer):
    def validate_result(self, pattern_text: str) -> bool:
        return pattern_text == "0"


@pytest.mark.parametrize(
    "recognizer",
    [
        Stricter(),
        PatternRecognizer("A", deny_list=["a"]),
        predefined_recognizers.AbaRoutingRecognizer(replacement_pairs=[(" ", "")]),
        predefined_recognizers.AbaRoutingRecognizer(patterns=predefined_recognizers.AuAcnRecognizer.PATTERNS),
        predefined_recognizers.DeVatIdRecognizer(strict_checksum=True),
        predefined_recognizers.UuidRecognizer(),
    ],
    ids=lambda recognizer: type(recognizer).__name__,
)
def test_what_is_not_surely_known_is_not_answered(recognizer) -> None:
    assert known_check(recognizer) is None
    assert known_iban(recognizer) is None


def test_a_subclass_of_the_same_name_is_not_answered() -> None:
    same = type("AbaRoutingRecognizer", (predefined_recognizers.AbaRoutingRecognizer,), {})
    assert known_check(same()) is None


def test_another_source_of_a_method_is_not_answered(monkeypatch) -> None:
    without_source = eval("lambda self, text: None")
    for method in (Stricter.validate_result, without_source):
        with monkeypatch.context() as patch:
            patch.setattr(predefined_recognizers.AbaRoutingRecognizer, "validate_result", method)
            assert known_check(predefined_recognizers.AbaRoutingRecognizer()) is None
    assert known_check(predefined_recognizers.AbaRoutingRecognizer())


def test_ibans_that_must_stand_alone_are_not_answered() -> None:
    assert known_iban(predefined_recognizers.IbanRecognizer(exact_match=True)) is None
