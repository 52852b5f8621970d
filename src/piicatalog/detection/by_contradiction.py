"""What a column's values say of what its name promises: forms that prove nothing alone, and plain contradiction.

A column ``hetu`` of dates, a column ``puhelin`` of product codes. Looks only at entity types that something else
speaks for, and speaks against them only for values that could not be of that type in any form, damaged or foreign.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView
from piicatalog.detection.by_distribution import by_postal_codes
from piicatalog.detection.by_values import by_forms
from piicatalog.detection.traits import are_kin
from piicatalog.model.detector import titles
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import OF_VALUES, Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.profiling.facts import Facts, facts_of
from piicatalog.profiling.re2 import of_any_letters
from piicatalog.profiling.word_lists import COMPANY, FIRST_NAME, LAST_NAME, LAST_NAME_ENDING, PERSON, PERSON_LIKE

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.detection.survey import Survey

_NAME = r"\A[^\d@/\\_{}<>=]{2,80}(?:\([^()]*\))?\z"
# What a value of the type could look like at all; for RE2.
_POSSIBLE: Mapping[EntityType, str] = {
    EntityType.EMAIL_ADDRESS: "@",
    EntityType.PHONE_NUMBER: r"\A[^:]{0,30}?(?:\d[^\d:]{0,3}){4,15}\d[^:]{0,30}\z",
    EntityType.FI_PERSONAL_IDENTITY_CODE: r"\A(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?:\d\d)?[^0-9]{0,3}\d{0,3}[0-9A-Za-z*#]{0,4}|\d{3}[0-9A-Za-z]|\*+.{0,6}|[0-9a-fA-F]{32,}|[A-Za-z0-9+/=]{24,})\z",
    EntityType.BANK_ACCOUNT: r"\A(?:[A-Za-z]{2}\d\d[0-9A-Za-z -]{8,38}|\d[\d -]{5,25}|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?|.*[*xX]{3}.*)\z",
    EntityType.CREDIT_CARD: r"(?:\d[ -]?){12}|[*xX]{4}.{0,3}\d{4}\z|\A\d{4}\z",
    EntityType.POSTAL_CODE: r"\A(?:(?:[A-Za-z]{1,3}[- ]?)?\d{2,6}(?:[ -]\d{2,4})?(?: ?[A-Za-z]{2})?|[A-Za-z]{1,2}\d[A-Za-z0-9]? ?[A-Za-z0-9]{3,4})\z",
    EntityType.PERSON: _NAME,
    EntityType.FIRST_NAME: _NAME,
    EntityType.LAST_NAME: _NAME,
    EntityType.CITY: r"\A(?:[^\d]{2,40}|\d{1,3})\z",
    EntityType.STREET_ADDRESS: r"[g-zåäöG-ZÅÄÖ]\pL{2}|\pL[g-zåäöG-ZÅÄÖ]\pL|\pL{2}[g-zåäöG-ZÅÄÖ]|\A(?i:pl|pb) ?\d",
    EntityType.DATE_OF_BIRTH: r"\A(?:1[89]|20)\d\d|\A\d\d?[./-]\d\d?[./-]\d\d|\A\d{6}\z|\A[*xX-]+\z",
    EntityType.GENDER: r"\A(?:\pL{1,20}|\d)\z",
    EntityType.CUSTOMER_ID: r"\A[^\s.,]{1,64}\z|\A[\d.]{5,}\z",
    EntityType.NATIONAL_ID: r"\A[^/\\_:]*(?:\d{4}|[*xX]{4})",
    EntityType.AGE: r"\A\d{1,3}(?:\.0)?(?:\z|[^\d:.])",
    EntityType.IP_ADDRESS: r"\d\.\d.*\.|\A\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:|\A\d{7,}\z|\A[0-9a-f]{32,}\z",
    EntityType.PASSPORT_NUMBER: r"\d{5}",
    EntityType.USERNAME: r"\A\S{2,}( \S+)?\z",
    EntityType.PERSONAL_URL: r"[./]",
    EntityType.VEHICLE_PLATE: r"\A(?:\pL{1,4}[ -]?\d[\pL\d -]{0,6}|\d[\d -]{0,3}\pL[\pL\d -]{0,6})\z",
    EntityType.MARITAL_STATUS: r"\A(?:\pL[\pL ()/_.-]{0,40}|\d{1,2})\z",
    EntityType.NATIONALITY: r"\A(?:\pL[\pL ()/_.-]{0,40}|\d{1,3})\z",
    EntityType.LANGUAGE: r"\A(?:\pL[\pL ,;()/_-]{0,40}|\d{1,3})\z",
    EntityType.OCCUPATION: r"\A(?:\pL[^\d@\\{}<>=#_]{1,100}\d{0,2}|\d{1,6})\z",
    EntityType.PASSWORD: r"\A.{4,}\z",
    EntityType.DEVICE_ID: r"\d|.{16,}",
    EntityType.TAX_ID: r"\d{4}|[*xX]{4}",
    EntityType.DRIVING_LICENCE_NUMBER: r"\d{4}|[*xX]{4}",
    EntityType.INCOME: r"\A(?:\D{0,6}\d[\d .,'-]*\D{0,14}|\pL[\pL .-]{1,20})\z",
    EntityType.FREE_TEXT: r"\pL{2}",
    EntityType.SUPPORT_MESSAGE: r"\pL{2}\S*[\s/]+\S|\A\pL+[.!?]?\z|.{40}",
    EntityType.ADDRESS: r"\pL|\A\d{1,3}\z",
}
_NAMES = (EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME)
_NUMBERED = frozenset(
    {
        EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.BANK_ACCOUNT, EntityType.CREDIT_CARD, EntityType.PHONE_NUMBER,
        EntityType.IP_ADDRESS,
    },
)  # fmt: skip
"""Numbers that nobody counts up."""
_OF_ONE = _NUMBERED | {
    *_NAMES, EntityType.EMAIL_ADDRESS, EntityType.STREET_ADDRESS, EntityType.ADDRESS, EntityType.PASSPORT_NUMBER, EntityType.USERNAME,
    EntityType.PASSWORD, EntityType.DEVICE_ID, EntityType.PERSONAL_URL, EntityType.SOCIAL_HANDLE, EntityType.VEHICLE_PLATE,
    EntityType.DRIVING_LICENCE_NUMBER, EntityType.TAX_ID,
}  # fmt: skip
"""Differ from person to person: many values, each seldom."""
_OF_SOME = _OF_ONE | {
    EntityType.POSTAL_CODE, EntityType.CITY, EntityType.GENDER, EntityType.MARITAL_STATUS, EntityType.NATIONALITY, EntityType.OCCUPATION,
    EntityType.LANGUAGE,
}  # fmt: skip
"""Are no dates and have no decimals."""
_SHOWN = _OF_SOME | {EntityType.CUSTOMER_ID, EntityType.DATE_OF_BIRTH, EntityType.AGE, EntityType.LOCATION}
"""Hold one kind of value, which is no other's."""


_LINK = (
    r"\A(?:[a-z][a-z0-9+.-]{1,10}://|www\.|/[\w.-]+/|\w:\\)|\A[\w .()-]+\.(?:pdf|xlsx?|docx?|csv|jpe?g|png|gif|txt|xml|json|zip|html?)\z"
)
"""Where something is kept: an address on the web, a path, the name of a file."""
_LINKED = frozenset({EntityType.PERSONAL_URL, EntityType.SOCIAL_HANDLE, EntityType.DEVICE_ID, EntityType.PASSWORD})
_WRITTEN_DATE = r"\A\d{1,4}[-./]\d\d?[-./]\d{1,4}(?:[ T].*)?\z"
_TIMED = r"[ T]\d\d:(?:\d[1-9]|[1-9]\d)"
"""With minutes: a full hour may be midnight in another time zone."""
_TOO_LONG = r"\A[1-9]\d{12,}\z"
_MOST = 0.8
"""Share of the distinct values that makes a column one of dates, decimals or sentences."""
_PROVED = 4.0
"""Weight of values that have the very form: then nothing contradicts it, and it contradicts other names."""
_FEW_BEGINNINGS = 0.1
"""Letters before the first digit, for each distinct value: V25, V26, V27 are numbered by one hand."""
_AGAIN = 20
"""Rows of each of a few values; a person's own data is not shared by so many."""


def detect(
    view: TableView,
    first: Mapping[str, Sequence[Evidence]],
    survey: "Survey",  # noqa: ARG001 - the stage's shape
    knowledge: "Knowledge",
) -> Iterator[ColumnEvidence]:
    """Yield evidence against entity types that the values of a column can't be."""
    for key, profile in view.profiles.items():
        suggested = {evidence.entity_type for evidence in first.get(key, ()) if evidence.weight > 0 and evidence.signal not in OF_VALUES}
        facts = facts_of(profile) if suggested else None
        if facts is not None:
            yield from ((key, evidence) for evidence in by_forms(facts, knowledge, named=suggested))
            if EntityType.POSTAL_CODE in suggested:
                yield from ((key, evidence) for evidence in by_postal_codes(facts, knowledge.weights))
            spoken: dict[EntityType, float] = {}
            for evidence in first[key]:
                if evidence.signal in OF_VALUES:
                    spoken[evidence.entity_type] = max(evidence.weight, spoken.get(evidence.entity_type, evidence.weight))
            open_ones = {entity for entity in suggested if spoken.get(entity, 0.0) < _PROVED}
            fitting = {entity for entity in open_ones if spoken.get(entity, 0.0) > 0}
            yield from ((key, evidence) for evidence in against(facts, open_ones, knowledge.weights, fitting=fitting))
            yield from ((key, evidence) for evidence in by_another(facts, open_ones - fitting, spoken, knowledge))


def by_another(facts: Facts, suggested: set[EntityType], spoken: Mapping[EntityType, float], knowledge: "Knowledge") -> Iterator[Evidence]:
    """Yield against what a name says where the values are plainly of another entity type: a column ``puhelin`` of IP addresses."""
    proved = max(spoken, key=lambda entity: (spoken[entity], entity), default=None)
    if proved is None or spoken[proved] < _PROVED:
        return
    called = titles(knowledge.detectors)
    for entity in sorted(suggested & _SHOWN):
        if not are_kin(entity, proved):
            yield _evidence(
                entity, knowledge.weights["against_another"], Reason("are_another", {"distinct": facts.distinct, "title": called[proved]})
            )


def against(
    facts: Facts, suggested: set[EntityType], weights: Mapping[str, float], *, fitting: Collection[EntityType] = ()
) -> Iterator[Evidence]:
    """Yield what speaks against each suggested entity type; a few values of the ``fitting`` ones may be used again and again."""
    import pyarrow.compute as pc

    few = facts.distinct / (facts.distinct + 2)
    for entity in sorted(suggested):
        other = _other_kind(entity, facts, fits=entity in fitting)
        if other:
            yield _evidence(entity, weights["against_impossible"] * few, other)
        elif entity in _POSSIBLE:
            fits = pc.match_substring_regex(facts.sample.values, of_any_letters(_POSSIBLE[entity])).to_numpy(zero_copy_only=False)
            rows = int(facts.sample.rows[fits].sum()) / int(facts.sample.rows.sum())
            crowded = entity is EntityType.GENDER and facts.distinct > 50 and facts.repeats < 5
            if rows < weights["against_share"] or crowded:
                yield _evidence(entity, weights["against_impossible"] * few, Reason("impossible", {"share": rows}))
    for entity in sorted(suggested & {*_NAMES}):
        named = sum(facts.share(mark) for mark in (FIRST_NAME, LAST_NAME, LAST_NAME_ENDING, PERSON, PERSON_LIKE))
        if facts.share(COMPANY) >= 0.5:
            yield _evidence(entity, weights["names_company"] * few, _shared("companies", facts.share(COMPANY), facts))
        elif (facts.distinct >= 20 or facts.repeats >= 20) and named < weights["against_named_share"]:
            yield _evidence(entity, weights["against_unnamed"] * few, _shared("unnamed", named, facts))


def _other_kind(entity: EntityType, facts: Facts, *, fits: bool) -> Reason | None:
    """Return what the values are instead, where no value of the type is like that."""
    if entity in _OF_SOME | {EntityType.LOCATION} and facts.date_share >= _MOST:
        return _shared("dates", min(1.0, facts.date_share), facts)
    if entity is EntityType.CUSTOMER_ID and (facts.profile.kind in {"date", "timestamp"} or _share(facts, _WRITTEN_DATE) >= _MOST):
        return Reason("all_dates", {"distinct": facts.distinct})
    if entity in _OF_SOME - _LINKED and _share(facts, _LINK) >= _MOST:
        return _shared("links", _share(facts, _LINK), facts)
    if entity in {EntityType.STREET_ADDRESS, EntityType.ADDRESS} and facts.road_share >= _MOST:
        return _shared("roads", facts.road_share, facts)
    if entity in _OF_SOME and facts.decimal_share >= _MOST:
        return _shared("decimals", facts.decimal_share, facts)
    if entity is EntityType.DATE_OF_BIRTH and _share(facts, _TIMED) >= _MOST:
        return _shared("times_of_day", _share(facts, _TIMED), facts)
    if entity is EntityType.PHONE_NUMBER and _share(facts, _TOO_LONG) >= _MOST:
        return _shared("too_long", _share(facts, _TOO_LONG), facts)
    if entity in _NUMBERED and facts.is_sequence and facts.leading_zeros < _MOST:
        return Reason("counted_up", {"distinct": facts.distinct})
    if entity is EntityType.PHONE_NUMBER and _checked(facts, "fi_business_id") >= _MOST:
        return Reason("impossible", {"share": 1 - _checked(facts, "fi_business_id")})
    if entity is EntityType.VEHICLE_PLATE and facts.distinct >= _AGAIN and _beginnings(facts) < _FEW_BEGINNINGS:
        return Reason("counted_up", {"distinct": facts.distinct})
    if entity is EntityType.CUSTOMER_ID and facts.words_again >= _AGAIN and _share(facts, r"\A\PN+\z") >= _MOST:
        return Reason("again_and_again", {"times": round(facts.words_again)})
    if entity in _OF_ONE and not fits and facts.words_again >= _AGAIN:
        return Reason("again_and_again", {"times": round(facts.words_again)})
    if entity in _OF_ONE - {EntityType.ADDRESS, EntityType.STREET_ADDRESS} and facts.running_share >= _MOST and facts.lengths.mean() >= 40:
        return _shared("sentences", facts.running_share, facts)
    return None


def _shared(key: str, share: float, facts: Facts) -> Reason:
    return Reason(key, {"share": share, "distinct": facts.distinct})


def _share(facts: Facts, pattern: str) -> float:
    import pyarrow.compute as pc

    return int(pc.match_substring_regex(facts.sample.values, pattern).true_count) / facts.distinct


def _checked(facts: Facts, rule: str) -> float:
    """What share of the distinct values passes the check digit of a rule."""
    hits = facts.profile.hits.get(rule)
    return hits.valid_distinct / facts.distinct if hits else 0.0


def _beginnings(facts: Facts) -> float:
    """How many beginnings without digits there are for each distinct value."""
    import pyarrow.compute as pc

    return int(pc.count_distinct(pc.replace_substring_regex(facts.sample.values, r"\d.*", "")).as_py()) / facts.distinct


def _evidence(entity: EntityType, weight: float, reason: Reason) -> Evidence:
    return Evidence(entity_type=entity, signal=Signal.VALUES, weight=round(weight, 3), reason=reason)
