"""datahub-classify: DataHub's classifier of columns, names and values together, with the settings it ships as its example.

Without a language model, which is no part of its package and which it would fetch: with one it tells names of persons and
addresses in values too.
"""

import spacy
from columns import Table, answer

load = spacy.load
spacy.load = lambda name, **options: load(name, **options) if spacy.util.is_package(name) else spacy.blank("en")

from datahub_classify.helper_classes import ColumnInfo, Metadata  # noqa: E402 - it loads its model when it is imported
from datahub_classify.infotype_predictor import predict_infotypes  # noqa: E402
from datahub_classify.reference_input import input1  # noqa: E402

KINDS = {
    "Email_Address": "EMAIL_ADDRESS",
    "Gender": "GENDER",
    "Credit_Debit_Card_Number": "CREDIT_CARD",
    "Phone_Number": "PHONE_NUMBER",
    "Street_Address": "STREET_ADDRESS ADDRESS",
    "Full_Name": "PERSON",
    "Age": "AGE",
    "IBAN": "BANK_ACCOUNT",
    "US_Social_Security_Number": "NATIONAL_ID FI_PERSONAL_IDENTITY_CODE",
    "Vehicle_Identification_Number": "VEHICLE_PLATE",
    "IP_Address_v4": "IP_ADDRESS",
    "IP_Address_v6": "IP_ADDRESS",
    "US_Driving_License_Number": "DRIVING_LICENCE_NUMBER",
    "Swift_Code": "BANK_ACCOUNT",
}
LEAST = 0.68
"""DataHub's own default of the confidence to ask for."""


def judge(name: str, table: Table) -> dict[str, str]:
    columns = [
        ColumnInfo(metadata=Metadata({"Name": column, "Description": "", "Datatype": "str", "Dataset_Name": name}), values=values)
        for column, values in table.items()
    ]
    found = {}
    for column in predict_infotypes(columns, LEAST, input1, minimum_values_threshold=5):
        proposals = sorted(column.infotype_proposals or (), key=lambda one: -one.confidence_level)
        if proposals:
            found[column.metadata.name] = proposals[0].infotype
    return found


answer(judge, KINDS)
