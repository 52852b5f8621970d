"""detectpii: the name of a column, then a vote of its values."""

from collections import Counter

from columns import Table, answer
from detectpii.model import Column
from detectpii.model import Table as Schema
from detectpii.scanner import DataScanner, MetadataScanner

KINDS = {
    "phone": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "credit_card": "CREDIT_CARD",
    "address": "STREET_ADDRESS ADDRESS CITY",
    "person": "PERSON FIRST_NAME LAST_NAME",
    "birth_date": "DATE_OF_BIRTH",
    "gender": "GENDER",
    "nationality": "NATIONALITY",
    "ssn": "NATIONAL_ID FI_PERSONAL_IDENTITY_CODE",
    "zip_code": "POSTAL_CODE",
    "po_box": "ADDRESS STREET_ADDRESS",
    "user_name": "USERNAME",
    "password": "PASSWORD",
    "ip_address": "IP_ADDRESS",
}


def judge(name: str, table: Table) -> dict[str, str]:
    columns = {column: Column(name=column) for column in table}
    schema = Schema(name=name, schema="", columns=list(columns.values()))
    names, values = MetadataScanner(), DataScanner()
    found = {}
    for column, held in table.items():
        said = names.scan(schema, columns[column])
        # It reports a column once any value matches; we ask for half of them, which spares it most of its false alarms.
        votes = Counter(hit.pii_type.type for value in held if value for hit in values.scan(schema, columns[column], value))
        kind, number = votes.most_common(1)[0] if votes else ("", 0)
        if said:
            found[column] = said[0].pii_type.type
        elif number * 2 >= sum(map(bool, held)):
            found[column] = kind
    return found


answer(judge, KINDS)
