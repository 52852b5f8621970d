"""What kinds of columns an entity type can be told by, whatever the language."""

from piicatalog.model.entity_type import SPECIAL_CATEGORIES, EntityType

HELD_BY_OTHERS = frozenset(
    {
        EntityType.PERSON, EntityType.STREET_ADDRESS, EntityType.POSTAL_CODE, EntityType.CITY, EntityType.ADDRESS, EntityType.PHONE_NUMBER,
        EntityType.EMAIL_ADDRESS, EntityType.TAX_ID, EntityType.LANGUAGE, EntityType.PHOTO, EntityType.LOCATION, EntityType.SOCIAL_HANDLE,
        EntityType.PERSONAL_URL, EntityType.BANK_ACCOUNT, EntityType.FREE_TEXT, EntityType.COMPLAINT, EntityType.SUPPORT_MESSAGE,
        EntityType.PAYMENT, EntityType.DEBT, EntityType.PURCHASE_HISTORY, EntityType.DELIVERY, EntityType.OCCUPATION, EntityType.GENDER,
        EntityType.HEALTH, EntityType.CREDIT_RATING, EntityType.SIGNATURE, EntityType.VOICE, EntityType.AGE, EntityType.INCOME,
        EntityType.GENETIC, EntityType.BIOMETRIC, EntityType.POLITICAL, EntityType.RELIGION, EntityType.ETHNICITY, EntityType.NATIONALITY,
        EntityType.CRIMINAL, EntityType.TRADE_UNION, EntityType.SEX_LIFE, EntityType.MARITAL_STATUS, EntityType.CONSENT,
        EntityType.DEVICE_ID, EntityType.USERNAME,
    },
)  # fmt: skip
"""Organisations, things and look-up tables have columns of these names too, and then they are nobody's."""

NEVER_OF_OTHERS = frozenset(
    {EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.MARITAL_STATUS, EntityType.VEHICLE_PLATE}
)
"""Nothing but a person or a person's vehicle has these, so that no word beside makes them another's: query_hetu, truck_plate_number."""

ADDRESSES = frozenset(
    {
        EntityType.STREET_ADDRESS, EntityType.POSTAL_CODE, EntityType.CITY, EntityType.ADDRESS, EntityType.PHONE_NUMBER, EntityType.EMAIL_ADDRESS,
    },
)  # fmt: skip
"""How a person is reached; the rows of an order or a visit hold them of the person they belong to."""

PLACES = frozenset({EntityType.STREET_ADDRESS, EntityType.POSTAL_CODE, EntityType.CITY, EntityType.ADDRESS})
"""Parts of one address."""

CODED = frozenset(
    {
        EntityType.GENDER, EntityType.CITY, EntityType.LANGUAGE, EntityType.NATIONALITY, EntityType.OCCUPATION, EntityType.MARITAL_STATUS,
        EntityType.ADDRESS, EntityType.USERNAME, EntityType.DEVICE_ID, EntityType.PASSPORT_NUMBER,
        EntityType.CRIMINAL, EntityType.POSTAL_CODE, *SPECIAL_CATEGORIES,
    },
)  # fmt: skip
"""Often held as a code or as a reference to a list: gender_id, kotikunta_koodi."""

HELD_IN_KEYS = frozenset({EntityType.USERNAME, EntityType.DEVICE_ID, EntityType.PASSPORT_NUMBER})
"""Are identifiers themselves, so that a row's own key may be one."""

NUMBERED = frozenset(
    {
        EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.PASSPORT_NUMBER, EntityType.DRIVING_LICENCE_NUMBER,
        EntityType.TAX_ID, EntityType.VEHICLE_PLATE, EntityType.BANK_ACCOUNT, EntityType.CREDIT_CARD, EntityType.PHONE_NUMBER,
    },
)  # fmt: skip
"""Are numbers themselves, so that "number" after them changes nothing."""

LINKED = frozenset(
    {
        EntityType.PHOTO, EntityType.VOICE, EntityType.SIGNATURE, EntityType.PERSONAL_URL, EntityType.SOCIAL_HANDLE, EntityType.BIOMETRIC,
        EntityType.GENETIC, EntityType.HEALTH, EntityType.PASSPORT_NUMBER,
    },
)  # fmt: skip
"""Kept as a file or known by its address: photo_url, signature_data."""

DATED = frozenset(
    {
        EntityType.CONSENT, EntityType.HEALTH, EntityType.PAYMENT, EntityType.PURCHASE_HISTORY, EntityType.DELIVERY, EntityType.CRIMINAL,
        EntityType.DEBT, EntityType.DATE_OF_BIRTH, EntityType.CREDIT_DEFAULT, EntityType.MARITAL_STATUS, EntityType.RELIGION,
    },
)  # fmt: skip
"""When it happened says it of the person too: diagnosis_date, suostumus_pvm."""

NAMED = PLACES | SPECIAL_CATEGORIES | {
    EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.USERNAME, EntityType.OCCUPATION, EntityType.NATIONALITY,
    EntityType.LANGUAGE, EntityType.SOCIAL_HANDLE, EntityType.GENDER, EntityType.MARITAL_STATUS,
}  # fmt: skip
"""Called by names, so that "name" after them changes nothing: street name, medication name."""

OF_MONEY = frozenset(
    {
        EntityType.INCOME, EntityType.DEBT, EntityType.PAYMENT, EntityType.PURCHASE_HISTORY, EntityType.CREDIT_DEFAULT, EntityType.RELIGION,
        EntityType.TRADE_UNION,
    },
)  # fmt: skip
"""Sums of money themselves, or paid by those it says something of: velkasumma, payment amount, kyrkoavgift_belopp."""

TOLD_BY_RESULTS = SPECIAL_CATEGORIES | {EntityType.CREDIT_RATING, EntityType.CREDIT_DEFAULT, EntityType.CRIMINAL}
"""What a test or a judgement finds of a person: geenitestitulos."""

YES_NO = frozenset(
    {
        EntityType.CONSENT, EntityType.CRIMINAL, EntityType.CREDIT_DEFAULT, EntityType.MARITAL_STATUS, *SPECIAL_CATEGORIES,
    },
)  # fmt: skip
"""A yes or no says it: is_smoker, has_criminal_record."""

OF_EVENTS = frozenset(
    {
        EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.DELIVERY, EntityType.DEBT, EntityType.INCOME, EntityType.COMPLAINT,
        EntityType.SUPPORT_MESSAGE, EntityType.HEALTH, EntityType.CRIMINAL, EntityType.CONSENT,
    },
)  # fmt: skip
"""What a person did or had done to them."""

IN_ROWS_OF_THEIR_OWN = frozenset(
    {EntityType.PURCHASE_HISTORY, EntityType.PAYMENT, EntityType.DELIVERY, EntityType.COMPLAINT, EntityType.SUPPORT_MESSAGE},
)
"""Seldom held in the person's own row: a person's ``points`` or ``subject`` are something else."""

OF_ANY_PERSON = ADDRESSES | {
    EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME, EntityType.GENDER, EntityType.DATE_OF_BIRTH, EntityType.NATIONALITY,
    EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.NATIONAL_ID, EntityType.CUSTOMER_ID, EntityType.USERNAME, EntityType.PASSWORD,
    EntityType.LANGUAGE, EntityType.MARITAL_STATUS, EntityType.AGE, EntityType.OCCUPATION, EntityType.PHOTO, EntityType.BANK_ACCOUNT,
}  # fmt: skip
"""What a person's row holds whoever keeps it; a mere ``weight`` or ``description`` may be of something else beside."""

WITH_EVENTS = OF_EVENTS | ADDRESSES | {EntityType.FREE_TEXT}
"""What the rows of a person's order, visit or message hold of that person."""

_NAMES = (EntityType.PERSON, EntityType.FIRST_NAME, EntityType.LAST_NAME)
_KIN = tuple(
    map(
        frozenset,
        (
            _NAMES,
            (EntityType.ADDRESS, EntityType.STREET_ADDRESS),
            (EntityType.ADDRESS, EntityType.POSTAL_CODE),
            (EntityType.ADDRESS, EntityType.CITY),
            (EntityType.EMAIL_ADDRESS, EntityType.USERNAME),
            (EntityType.SOCIAL_HANDLE, EntityType.PERSONAL_URL, EntityType.USERNAME),
            (EntityType.PASSWORD, EntityType.DEVICE_ID),
            (EntityType.NATIONAL_ID, EntityType.TAX_ID),
            (EntityType.FI_PERSONAL_IDENTITY_CODE, EntityType.TAX_ID),
        ),
    )
)


def are_kin(one: EntityType, other: EntityType) -> bool:
    """Whether one value may well be both, or the types are the same.

    >>> are_kin(EntityType.ADDRESS, EntityType.CITY), are_kin(EntityType.CITY, EntityType.PERSON)
    (True, False)
    """
    return any({one, other} <= kin for kin in _KIN) or one is other
