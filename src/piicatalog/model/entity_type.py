"""What a column can hold of a person: the technical level, below the data categories of a privacy notice.

Names are Presidio's where it has one. Which data category (the notice's word) an entity type belongs to
is data: ``classifiers/data_categories.yaml``.
"""

from enum import StrEnum


class EntityType(StrEnum):
    """One kind of personal data."""

    PERSON = "PERSON"
    FIRST_NAME = "FIRST_NAME"
    LAST_NAME = "LAST_NAME"

    STREET_ADDRESS = "STREET_ADDRESS"
    POSTAL_CODE = "POSTAL_CODE"
    CITY = "CITY"
    ADDRESS = "ADDRESS"

    PHONE_NUMBER = "PHONE_NUMBER"
    EMAIL_ADDRESS = "EMAIL_ADDRESS"

    FI_PERSONAL_IDENTITY_CODE = "FI_PERSONAL_IDENTITY_CODE"
    NATIONAL_ID = "NATIONAL_ID"
    PASSPORT_NUMBER = "PASSPORT_NUMBER"
    DRIVING_LICENCE_NUMBER = "DRIVING_LICENCE_NUMBER"
    TAX_ID = "TAX_ID"
    CUSTOMER_ID = "CUSTOMER_ID"
    USERNAME = "USERNAME"
    VEHICLE_PLATE = "VEHICLE_PLATE"

    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    AGE = "AGE"
    GENDER = "GENDER"
    MARITAL_STATUS = "MARITAL_STATUS"
    NATIONALITY = "NATIONALITY"
    LANGUAGE = "LANGUAGE"
    OCCUPATION = "OCCUPATION"

    PHOTO = "PHOTO"
    SIGNATURE = "SIGNATURE"
    VOICE = "VOICE"

    PASSWORD = "PASSWORD"  # noqa: S105 - the name of an entity type

    IP_ADDRESS = "IP_ADDRESS"
    DEVICE_ID = "DEVICE_ID"
    LOCATION = "LOCATION"
    SOCIAL_HANDLE = "SOCIAL_HANDLE"
    PERSONAL_URL = "PERSONAL_URL"

    BANK_ACCOUNT = "BANK_ACCOUNT"
    CREDIT_CARD = "CREDIT_CARD"
    PAYMENT = "PAYMENT"
    DEBT = "DEBT"
    CREDIT_RATING = "CREDIT_RATING"
    CREDIT_DEFAULT = "CREDIT_DEFAULT"
    INCOME = "INCOME"

    PURCHASE_HISTORY = "PURCHASE_HISTORY"
    DELIVERY = "DELIVERY"
    COMPLAINT = "COMPLAINT"
    SUPPORT_MESSAGE = "SUPPORT_MESSAGE"
    CONSENT = "CONSENT"

    HEALTH = "HEALTH"
    ETHNICITY = "ETHNICITY"
    RELIGION = "RELIGION"
    POLITICAL = "POLITICAL"
    TRADE_UNION = "TRADE_UNION"
    SEX_LIFE = "SEX_LIFE"
    BIOMETRIC = "BIOMETRIC"
    GENETIC = "GENETIC"
    CRIMINAL = "CRIMINAL"

    FREE_TEXT = "FREE_TEXT"

    @property
    def is_special_category(self) -> bool:
        """Whether GDPR article 9 forbids processing it unless a condition of 9(2) holds."""
        return self in SPECIAL_CATEGORIES

    @property
    def is_criminal_data(self) -> bool:
        """Whether GDPR article 10 limits who may process it."""
        return self is EntityType.CRIMINAL


SPECIAL_CATEGORIES = frozenset(
    {
        EntityType.HEALTH,
        EntityType.ETHNICITY,
        EntityType.RELIGION,
        EntityType.POLITICAL,
        EntityType.TRADE_UNION,
        EntityType.SEX_LIFE,
        EntityType.BIOMETRIC,
        EntityType.GENETIC,
    },
)
