"""Evidence from how a column's values are distributed, where no single value shows what it is.

Names of people and places by word lists, postal codes by their last digits, phone numbers that lost their zero,
birth dates by their years, coordinates by where Finland lies.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from piicatalog.detection import ColumnEvidence
from piicatalog.model.entity_type import EntityType
from piicatalog.model.evidence import Evidence, Signal
from piicatalog.model.reason import Reason
from piicatalog.profiling.facts import Facts
from piicatalog.profiling.word_lists import (
    CITY,
    COMPANY,
    FIRST_NAME,
    ILLNESS,
    LAST_NAME,
    LAST_NAME_ENDING,
    PERSON,
    PERSON_LIKE,
    PLACE,
    SURNAME_FORM,
    TITLE,
    USERNAME,
)

_OF_PERSONS = (PERSON, FIRST_NAME, LAST_NAME, USERNAME, "fi_hetu", "any_email_form", "fi_phone", "fi_phone#2")
"""Marks of columns beside which a place is a person's."""
_PLATES = ("fi_vehicle_plate", "sv_vehicle_plate", "en_vehicle_plate")
_BAND, _OPEN_BAND = r"\A(?P<low>\d\d?) ?[-–] ?(?P<high>\d\d?)(?: ?\pL{1,6}\.?)?\z", r"\A(?:\d\d ?\+|(?i:yli|över|over|>=?) ?\d\d)"
_LEAST_BANDS, _YOUNGEST, _OLD = 3, 10, 45
_FEW = 3
"""So many distinct values more, and the weight is twice the half."""
_SMALL, _MOST = 0.75, 0.9
"""What words in small letters are worth, where nearly all are: plants and animals are called like people."""
_SEVERAL, _LEAST_SEVERAL = 0.85, 8
"""What so many names used again and again are worth where nearly all are listed: customers live in ten towns."""
_CLOSED = 0.4
"""What a few words used again and again are worth: twelve warehouses in twelve cities, four shops called Aino. First name and surname are of who does a job."""


def by_names(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """First names, surnames, full names, cities, by what share of the distinct values is on the lists."""
    city = facts.share(CITY)
    first = max(facts.share(FIRST_NAME), facts.row_share(FIRST_NAME))
    listed = max(facts.share(LAST_NAME), facts.row_share(LAST_NAME))
    last = listed + facts.share(LAST_NAME_ENDING)
    person = facts.share(PERSON)
    if facts.share(PERSON_LIKE) and not _is_combined(facts, weights):
        # Cafés and wines are called by a first name and a word too, but never by a surname.
        alone = person < weights["names_like_beside"]
        person += weights["names_like_alone" if alone else "names_like_share"] * facts.share(PERSON_LIKE)
    company = facts.share(COMPANY)
    if person >= max(weights["names_least_share"], facts.share(FIRST_NAME)):
        yield _shared(facts, EntityType.PERSON, weights["names_person"], person, weights["names_full_share"], "full_names")
        if company > person:
            yield _evidence(EntityType.PERSON, weights["names_company"], _of_distinct("companies", company, facts))
    elif first >= weights["names_least_share"] and first >= listed:
        yield _shared(facts, EntityType.FIRST_NAME, weights["names_first"], first, weights["names_full_first"], "first_names")
    elif listed >= weights["names_least_listed"] and last >= weights["names_least_last"] and city < weights["cities_least_share"]:
        # Words of nature, brands and villages are surnames too; but no column of surnames is without -nen, -sson and the like.
        formed = max(facts.share(SURNAME_FORM), facts.row_share(SURNAME_FORM)) >= weights["names_least_formed"]
        many = facts.share(LAST_NAME) >= weights["names_many_listed"] and facts.distinct >= weights["names_many_distinct"]
        most = weights["names_last" if formed or many else "names_last_plain"]
        yield _shared(facts, EntityType.LAST_NAME, most, last, weights["names_full_last"], "last_names")
    if city >= weights["cities_least_share"] and city > first:
        yield _shared(facts, EntityType.CITY, weights["cities"], city, weights["cities_full_share"], "cities")


def _is_combined(facts: Facts, weights: Mapping[str, float]) -> bool:
    """Whether a few words make up all values: ``Rose Mug``, ``Rose Lamp``, ``Max Lamp``."""
    return facts.distinct >= weights["names_combined_distinct"] and facts.words_per_value < weights["names_combined_words"]


def by_joined_names(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """``matti.virtanen`` signs in; ``00100 HELSINKI`` is the last line of an address."""
    for mark, entity, name, key in (
        (USERNAME, EntityType.USERNAME, "names_joined", "joined_names"),
        (PLACE, EntityType.ADDRESS, "places", "joined_places"),
    ):
        share = facts.share(mark)
        if share >= weights["joined_least_share"]:
            yield _shared(facts, entity, weights[name], share, weights["names_full_share"], key)


def by_titles(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Occupations, by what share of the distinct values ends like one; names end so now and then (Maija)."""
    share = max(facts.share(TITLE), facts.row_share(TITLE)) if facts.is_vocabulary else facts.share(TITLE)
    if share >= weights["titles_least_share"] and share > max(facts.share(PERSON), facts.share(FIRST_NAME), facts.share(LAST_NAME)):
        most = min(1.0, share / weights["names_full_share"]) * weights["titles"] * facts.distinct / (facts.distinct + 1)
        yield _evidence(EntityType.OCCUPATION, most, _of_distinct("titles", share, facts))


def by_illnesses(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Names of diseases, allergies and medicines; and the codes of diagnoses, whose letters are of many chapters and some of which have a dot."""
    import pyarrow.compute as pc

    share = max(facts.share(ILLNESS), facts.row_share(ILLNESS))
    if share >= weights["illnesses_least_share"] and facts.share(ILLNESS) * facts.distinct >= _FEW:
        few = facts.distinct / (facts.distinct + _FEW)
        weight = weights["illnesses"] * min(1.0, share / weights["names_full_share"]) * few
        yield _evidence(EntityType.HEALTH, weight, Reason("illnesses", {"share": min(1.0, share)}))
    codes = facts.share("any_health")
    if codes >= weights["plates_least_share"] and facts.distinct >= weights["plates_least_distinct"]:
        dotted = int(pc.match_substring(facts.sample.values, ".").true_count) / facts.distinct
        chapters = pc.count_distinct(pc.utf8_slice_codeunits(facts.sample.values, 0, 1)).as_py()
        if 0.2 <= dotted < _MOST and chapters >= weights["illnesses_least_chapters"]:
            reason = Reason("illness_codes", {"share": codes, "distinct": facts.distinct, "chapters": chapters})
            yield _evidence(EntityType.HEALTH, weights["illness_codes"], reason)


def by_plates(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Registration plates: nearly all values have the form, and their letters are of all kinds; product codes have a few prefixes."""
    import pyarrow.compute as pc

    plates = sum(map(facts.share, _PLATES))
    if plates < weights["plates_least_share"] or facts.distinct < weights["plates_least_distinct"]:
        return
    prefixes = pc.count_distinct(pc.utf8_upper(pc.replace_substring_regex(facts.sample.values, r"[- ]?\d.*", ""))).as_py()
    many = prefixes >= weights["plates_least_prefixes"]
    if prefixes >= (0.3 if many else 0.9) * facts.distinct:
        yield _evidence(
            EntityType.VEHICLE_PLATE,
            weights["plates" if many else "plates_few"],
            Reason("plates", {"share": plates, "distinct": facts.distinct, "prefixes": prefixes}),
        )


def by_postal_codes(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Codes stored as numbers lose their leading zeros: 100 is 00100."""
    found = _postal_numbers(facts, weights)
    if found is not None:
        yield _evidence(EntityType.POSTAL_CODE, weights["postal_numbers"], found)


def by_postal_codes_alone(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """The same without a name that says so: the whole country's codes, nearly all ending in 0, are spread like nothing else."""
    import numpy as np

    found = _postal_numbers(facts, weights)
    numbers = facts.numbers
    if found is None or len(numbers) < weights["postal_alone_distinct"]:
        return
    tens, hundreds = (numbers % 10 == 0).mean(), (numbers % 100 == 0).mean()
    regions = len(np.unique(numbers // 10_000))
    if tens >= 0.85 and hundreds < 0.3 and regions >= 8 and not facts.is_sequence:
        yield _evidence(EntityType.POSTAL_CODE, weights["postal_alone"], Reason("postal_regions", {"said": found, "regions": regions}))


def by_postal_codes_beside(facts: Mapping[str, Facts], weights: Mapping[str, float]) -> Iterator[ColumnEvidence]:
    """The only column of five digits, zeros before, next to streets or towns: so codes are found that end in any digit, as foreign ones do."""
    codes = [key for key, column in facts.items() if _are_five_digits(column, weights)]
    placed = [max(column.share("fi_street_address"), column.share(CITY)) >= weights["cities_least_share"] for column in facts.values()]
    if len(codes) == 1:
        place = list(facts).index(codes[0])
        if any(placed[max(0, place - 1) : place + 2]):
            reason = Reason("postal_beside", {"share": facts[codes[0]].leading_zeros})
            yield codes[0], _evidence(EntityType.POSTAL_CODE, weights["postal_beside"], reason)


def _are_five_digits(facts: Facts, weights: Mapping[str, float]) -> bool:
    return (
        facts.profile.kind == "text"
        and facts.distinct >= weights["postal_least_distinct"]
        and facts.share("fi_postal_code") >= weights["postal_beside_share"]
        and weights["postal_beside_zeros"] <= facts.leading_zeros < _MOST
        and not facts.is_sequence
    )


def _postal_numbers(facts: Facts, weights: Mapping[str, float]) -> Reason | None:
    import numpy as np

    numbers = facts.numbers
    if facts.profile.kind == "text" or facts.number_share < 0.9 or len(numbers) < weights["postal_least_distinct"]:
        return None
    fits = (numbers >= 100) & (numbers <= 99_999)
    ends = np.isin(numbers % 10, [0, 1, 5]) & fits
    lost = (numbers < 10_000) & fits
    if fits.mean() >= 0.9 and ends.mean() >= 0.7 and len(np.unique(numbers // 1000)) >= 5 and lost.any():
        return Reason("postal_numbers", {"share": float(ends.mean()), "distinct": len(numbers)})
    return None


def by_lost_zeros(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Mobile numbers stored as numbers: 401234567 is 0401234567; a counter never has three mobile prefixes."""
    import numpy as np

    numbers = facts.numbers
    if facts.number_share < weights["phone_number_share"] or len(numbers) < weights["phone_least_distinct"] or facts.is_sequence:
        return
    texts = numbers.astype(str)
    prefixes = np.array([text[:2] for text in texts.tolist()])
    fits = np.isin(prefixes, ["40", "41", "42", "43", "44", "45", "46", "47", "48", "50"]) & (numbers >= 10**7) & (numbers < 10**9)
    if fits.mean() >= 0.95 and len(np.unique(prefixes[fits])) >= 3:
        yield _evidence(
            EntityType.PHONE_NUMBER,
            weights["phone_lost_zero"],
            Reason("phone_lost_zero", {"share": float(fits.mean()), "distinct": len(numbers)}),
        )


def by_birth_years(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Dates without a time whose years spread over a population; business dates crowd in the last years."""
    import numpy as np

    years = facts.years
    if len(years) < weights["birth_least_distinct"] or len(years) < 0.8 * facts.distinct:
        return
    low, middle, high = np.percentile(years, [5, 50, 95])
    if low >= 1900 and 1935 <= middle <= 2012 and high - low >= weights["birth_least_spread"] and (years < 2000).mean() >= 0.5:
        yield _evidence(
            EntityType.DATE_OF_BIRTH,
            weights["birth_years" if len(years) >= weights["birth_many"] else "birth_years_few"],
            Reason("birth_years", {"distinct": len(years), "years": round(high - low)}),
        )


def by_age_bands(facts: Facts, weights: Mapping[str, float]) -> Iterator[Evidence]:
    """Ages in bands: each begins where the one before ended, all are about as wide, and who is older has one of their own.

    Prices begin at nothing and sizes of companies grow tenfold from band to band.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not facts.is_vocabulary or facts.profile.kind != "text":
        return
    parts = pc.extract_regex(facts.sample.values, _BAND).drop_null()
    ends = (parts.field(name).cast(pa.int64()).to_pylist() for name in ("low", "high"))
    bands = sorted(set(zip(*ends, strict=True)))
    if len(bands) < _LEAST_BANDS or not pc.any(pc.match_substring_regex(facts.sample.values, _OPEN_BAND)).as_py():
        return
    widths = [high - low for low, high in bands]
    follow = all(after[0] == before[1] + 1 for before, after in pairwise(bands))
    if follow and max(widths) <= 2 * min(widths) and bands[0][0] >= _YOUNGEST and bands[-1][1] >= _OLD:
        yield _evidence(EntityType.AGE, weights["age_bands"], Reason("age_bands", {"bands": len(bands)}))


def by_coordinates(facts: Mapping[str, Facts], weights: Mapping[str, float]) -> Iterator[ColumnEvidence]:
    """A column of latitudes beside one of longitudes, with at least three decimals, in and around Finland and Sweden."""
    ranges = {key: bounds for key, column in facts.items() if (bounds := _range_of_decimals(column)) is not None}
    north = [key for key, (low, high) in ranges.items() if low >= 54 and high <= 72]
    east = [key for key, (low, high) in ranges.items() if low >= 9 and high <= 33]
    if north and east:
        of_persons = any(max(map(column.share, _OF_PERSONS)) >= weights["names_least_share"] for column in facts.values())
        most = weights["coordinates_pair" if of_persons else "coordinates_alone"]
        for key in (*north, *east):
            reason = Reason("latitudes" if key in north else "longitudes")
            yield key, _evidence(EntityType.LOCATION, most, reason if of_persons else Reason("not_beside_persons", {"said": reason}))


def _range_of_decimals(facts: Facts) -> tuple[float, float] | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if facts.profile.kind not in {"decimal", "text"} or facts.distinct < 5 or len(facts.degrees) < 0.9 * facts.distinct:
        return None
    bounds = pc.min_max(pc.replace_substring(facts.degrees, ",", ".").cast(pa.float64())).as_py()
    return bounds["min"], bounds["max"]


def _shared(facts: Facts, entity: EntityType, most: float, share: float, full: float, key: str) -> Evidence:
    few = facts.distinct / (facts.distinct + _FEW)
    small = entity is not EntityType.USERNAME and facts.small_share >= _MOST
    closed = _SMALL if small else 1.0
    if facts.is_vocabulary:
        whole = entity is EntityType.PERSON and facts.share(PERSON) >= _MOST
        closed = 1.0 if whole else _SEVERAL if share >= _MOST and facts.distinct >= _LEAST_SEVERAL else _CLOSED
    return _evidence(entity, most * min(1.0, share / full) * few * closed, _of_distinct(key, share, facts))


def _of_distinct(key: str, share: float, facts: Facts) -> Reason:
    return Reason(key, {"share": min(1.0, share), "distinct": facts.distinct})


def _evidence(entity: EntityType, weight: float, reason: Reason) -> Evidence:
    return Evidence(entity_type=entity, signal=Signal.VALUES, weight=round(weight, 3), reason=reason)
