"""Evidence from a column's values: how many have a form, how many pass its check digit, against chance.

One value never decides. A check digit that a tenth of all random numbers pass is worth little once and much
ten times of ten; so the pass rate over distinct values is weighed against the chance rate as a log-odds.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from piicatalog.detection import ColumnEvidence, TableView, incidental
from piicatalog.detection.by_distribution import (
    by_age_bands,
    by_birth_years,
    by_coordinates,
    by_illnesses,
    by_joined_names,
    by_lost_zeros,
    by_names,
    by_plates,
    by_postal_codes_alone,
    by_postal_codes_beside,
    by_titles,
)
from piicatalog.detection.by_fields import by_fields
from piicatalog.model.detector import Detector, ValueRule, titles
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.profile import Hits
from piicatalog.model.reason import Part, Reason, listed
from piicatalog.profiling.facts import Facts, facts_of
from piicatalog.profiling.plan import plan_of

if TYPE_CHECKING:
    from piicatalog.definitions.knowledge import Knowledge
    from piicatalog.detection.survey import Survey

_PLAIN_NUMBERS = frozenset({EntityType.POSTAL_CODE, EntityType.PHONE_NUMBER})
"""What numbers without a check digit can look like by accident."""
_VOCABULARIES = frozenset(
    {
        EntityType.GENDER, EntityType.MARITAL_STATUS, EntityType.NATIONALITY, EntityType.RELIGION, EntityType.POLITICAL, EntityType.TRADE_UNION,
    },
)  # fmt: skip
"""Entity types whose values are words of a list: they make up nearly all rows, the rest is dirt."""
_IDENTIFYING = frozenset(
    {
        EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.EMAIL_ADDRESS, EntityType.PHONE_NUMBER,
        EntityType.BANK_ACCOUNT, EntityType.CREDIT_CARD, EntityType.IP_ADDRESS,
    },
)  # fmt: skip
"""What names one person or device wherever it stands."""
_BY_DISTRIBUTION = (
    by_names, by_titles, by_joined_names, by_lost_zeros, by_plates, by_postal_codes_alone, by_birth_years, by_age_bands, by_illnesses,
)  # fmt: skip
_LEAST_HOLDING = 3
_MOST_ROADS = 0.5
_LEAST_ZEROS = 0.01
"""Share of the distinct values that begin with a zero; one stray phone number makes no column of postal codes."""
_MANY_BORN, _LEAST_BIRTH_DAYS = 30, 0.1
"""So many people were born on more days than a tenth of them; batches are numbered by the day they were made."""
_SPOKEN = 0.75
"""Share of rows, by all lists of the entity type together."""


def detect(view: TableView, survey: "Survey", knowledge: "Knowledge") -> Iterator[ColumnEvidence]:  # noqa: ARG001 - the stage's shape
    """Yield what the values of each column speak for."""
    all_facts = {key: facts for key, profile in view.profiles.items() if (facts := facts_of(profile)) is not None}
    for key, facts in all_facts.items():
        yield from ((key, evidence) for evidence in by_column(facts, knowledge))
        yield from ((key, evidence) for evidence in by_fields(facts, knowledge, by_column))
    yield from by_coordinates(all_facts, knowledge.weights)
    yield from by_postal_codes_beside(all_facts, knowledge.weights)


def by_column(facts: Facts, knowledge: "Knowledge") -> Iterator[Evidence]:
    """Yield what the values of one column speak for."""
    forms = tuple(by_forms(facts, knowledge))
    yield from forms
    yield from by_content(facts, knowledge, {evidence.entity_type for evidence in forms if evidence.weight > 0})
    for examine in _BY_DISTRIBUTION:
        yield from examine(facts, knowledge.weights)


def by_forms(facts: Facts, knowledge: "Knowledge", *, named: Collection[EntityType] = ()) -> Iterator[Evidence]:
    """Weigh the value rules that some value fits; those of one entity type share the column's values between them.

    Rules that need a name are left out, except those of the entity types in ``named``, which are then the only ones.
    """
    hits, weights = facts.profile.hits, knowledge.weights
    fits: dict[EntityType, list[_Fit]] = {}
    for check in plan_of(knowledge).values:
        if check.name not in hits:
            continue
        detector, rule = check.detector, check.rule
        wanted = rule.needs_name and detector.entity_type in named if named else not rule.needs_name
        if wanted and not _is_accident(facts, detector.entity_type, weights):
            fit = _fit(facts, detector, rule, check.name, hits[check.name], weights)
            if fit is not None:
                fits.setdefault(detector.entity_type, []).append(fit)
    for entity, several in sorted(fits.items()):
        if entity in _VOCABULARIES and not _is_spoken(facts, several):
            continue
        speaking = sorted((fit for fit in several if fit.weight > 0), key=lambda fit: -fit.weight * fit.share)
        if speaking:
            most = max(fit.weight for fit in speaking)
            weight = min(most, sum(fit.weight * fit.share for fit in speaking) / weights["values_full_share"])
            yield _evidence(entity, weight, speaking)
        elif (against := min(several, key=lambda fit: fit.weight)).share >= weights["values_against_share"]:
            yield _evidence(entity, against.weight, [against])


def by_content(facts: Facts, knowledge: "Knowledge", spoken: Collection[EntityType] = ()) -> Iterator[Evidence]:
    """Most cells hold an identifier beside something short: ``Hetu: 131052-308T``, ``040 123 4567 / Maija``; those ``spoken`` for are whole cells."""
    weights = knowledge.weights
    least = max(_LEAST_HOLDING, weights["content_least_share"] * facts.profile.non_null)
    wanted = {entity for entity, held in facts.profile.containing.items() if held.rows >= least} & _IDENTIFYING - {*spoken}
    if not wanted or facts.profile.kind != "text" or facts.lengths.mean() > weights["content_most_length"]:
        return
    called = titles(knowledge.detectors)
    for incidence in incidental.find(facts.profile, knowledge):
        share = incidence.values / facts.profile.non_null
        if incidence.entity_type in wanted and incidence.values >= least:
            reason = Reason("most_hold", {"share": min(1.0, share), "title": called[incidence.entity_type]})
            yield Evidence(
                entity_type=incidence.entity_type,
                signal=Signal.VALUES,
                weight=round(weights["content"] * min(1.0, share), 3),
                reason=reason,
            )


def _is_spoken(facts: Facts, fits: "Sequence[_Fit]") -> bool:
    """Whether the words of a vocabulary, and answers that name none, make up the column; and more than one word: K beside E is a yes beside a no."""
    words = sum(facts.profile.hits[fit.name].distinct for fit in fits)
    return words >= 2 and sum(fit.share for fit in fits) + facts.nothing_share >= _SPOKEN


@dataclass(frozen=True)
class _Fit:
    """How one rule fits the column."""

    detector: str
    name: str
    weight: float
    share: float
    reason: Reason


def _evidence(entity: EntityType, weight: float, fits: Sequence[_Fit]) -> Evidence:
    reason = listed(tuple(fit.reason for fit in fits[:3]))
    return Evidence(entity_type=entity, signal=Signal.VALUES, weight=round(weight, 3), reason=reason, detector=fits[0].detector)


def _is_accident(facts: Facts, entity: EntityType, weights: Mapping[str, float]) -> bool:
    """Dates are not phones, round numbers are amounts, and what is counted up is no code of anything; but a counter does not start with 04."""
    if entity is EntityType.STREET_ADDRESS:  # a housing company is called by its address
        return max(facts.road_share, facts.company_share) >= _MOST_ROADS
    if entity is EntityType.NATIONAL_ID:
        return facts.distinct >= _MANY_BORN and _birth_days(facts) < _LEAST_BIRTH_DAYS
    if entity not in _PLAIN_NUMBERS:
        return False
    counted = facts.is_sequence and not (entity is EntityType.PHONE_NUMBER and _has_leading_zero(facts))
    rounded = entity is EntityType.POSTAL_CODE and facts.rounded_share >= weights["values_rounded_share"] and not _has_leading_zero(facts)
    return counted or rounded or facts.date_share >= weights["values_dates_share"]


def _fit(facts: Facts, detector: Detector, rule: ValueRule, name: str, hits: Hits, weights: Mapping[str, float]) -> _Fit | None:
    share = hits.distinct / facts.distinct
    if detector.entity_type in _VOCABULARIES:
        share = facts.row_share(name)
    elif facts.repeats >= weights["values_repeats"]:  # a closed vocabulary: dirt is rare in rows, not in distinct values
        share = max(share, facts.row_share(name))
    if share < weights["values_least_share"]:
        return None
    counted: dict[str, Part] = {"title": detector.title, "fit": hits.distinct, "distinct": facts.distinct}
    if rule.validator:
        most = weights.get(f"values_form_{name}", weights["values_check_digit"])
        odds = check_digit_odds(hits.valid_distinct, hits.distinct, rule.chance, weights["values_pass_rate"])
        weight = max(weights.get(f"values_fails_{name}", weights["values_check_fails"]), min(odds, most))
        counted |= {"valid": hits.valid_distinct, "share": hits.valid_distinct / hits.distinct, "chance": rule.chance}
    else:
        weight = weights.get(f"values_form_{name}", weights["values_form"]) * hits.distinct / (hits.distinct + 1)
    if rule.needs_name:
        weight = min(weight, weights["values_needs_name"])
    elif detector.entity_type is EntityType.POSTAL_CODE and not _has_leading_zero(facts):
        weight = min(weight, weights["postal_no_zeros"] if facts.profile.kind == "text" else 0.0)
    return _Fit(detector.id, name, weight, share, Reason("form_checked" if rule.validator else "form", counted))


def _birth_days(facts: Facts) -> float:
    """How many beginnings of six characters there are for each distinct value: most identity numbers begin with the day of birth."""
    import pyarrow.compute as pc

    return int(pc.count_distinct(pc.utf8_slice_codeunits(facts.sample.values, 0, 6)).as_py()) / facts.distinct


def _has_leading_zero(facts: Facts) -> bool:
    import pyarrow.compute as pc

    begin = pc.match_substring_regex(facts.sample.values, r"\A(?:0|[A-Z]{2,3}[- ]?)\d")
    return int(begin.true_count) / facts.distinct >= _LEAST_ZEROS


def check_digit_odds(valid: int, tried: int, chance: float, pass_rate: float) -> float:
    """Return the log-odds of "it is one, with some errors" against "other numbers pass by chance".

    >>> check_digit_odds(10, 10, 0.1, 0.97) > 20, check_digit_odds(1, 10, 0.1, 0.97) < -20
    (True, True)
    """
    chance = min(max(chance, 1e-4), 0.95)
    return valid * math.log(pass_rate / chance) + (tried - valid) * math.log((1 - pass_rate) / (1 - chance))
