"""Comments in Finnish, Swedish and English speak where the name does not, and only of what the column holds."""

from functools import cache

from piicatalog.decision.decide import decide
from piicatalog.definitions.knowledge import load_knowledge
from piicatalog.detection import TableView
from piicatalog.detection.collect import collect
from piicatalog.detection.survey import survey
from piicatalog.model.schema import Column, Table

KNOWLEDGE = load_knowledge()
PERSONAL = {
    "FI_PERSONAL_IDENTITY_CODE": [
        "Asiakkaan henkilötunnus",
        "Henkilötunnus muodossa PPKKVV-XXXX",
        "hetu",
        "Kansallinen henkilötunnus, pakollinen",
    ],
    "PHONE_NUMBER": [
        "Asiakkaan puhelinnumero",
        "Huoltajan matkapuhelinnumero kansainvälisessä muodossa",
        "Puhelinnumero, johon lähetetään tekstiviestit",
        "Mobilnummer",
        "Customer phone number",
        "Mobile phone, E.164 format",
    ],
    "EMAIL_ADDRESS": [
        "Käyttäjän sähköpostiosoite",
        "sähköposti (laskutus)",
        "Yhteyshenkilön sähköpostiosoite, voi olla tyhjä",
        "E-postadress till kunden",
        "Email address of the customer",
        "Primary email address used for login",
    ],
    "LAST_NAME": [
        "Sukunimi",
        "Tyttönimi tai entinen sukunimi",
        "Efternamn",
        "Last name",
    ],
    "FIRST_NAME": [
        "Etunimi",
        "Opiskelijan etunimet, jos niitä on useampia",
        "Förnamn",
        "First name of the employee",
    ],
    "PERSON": [
        "Asiakkaan nimi",
        "Vastaanottajan koko nimi",
        "Full name of the patient",
    ],
    "STREET_ADDRESS": [
        "Katuosoite",
        "Asiakkaan lähiosoite",
        "Työntekijän kotiosoite",
        "Kundens gatuadress",
        "Street address line 1",
    ],
    "POSTAL_CODE": [
        "Postinumero",
        "Toimitusosoitteen postinumero",
        "ZIP code of billing address",
    ],
    "CITY": [
        "Postitoimipaikka",
    ],
    "DATE_OF_BIRTH": [
        "Lapsen syntymäaika",
        "Syntymäpäivä (pp.kk.vvvv)",
        "Patientens födelsedatum",
        "Date of birth",
        "DOB of insured person",
    ],
    "BANK_ACCOUNT": [
        "Tilinumero IBAN-muodossa",
        "Palkanmaksutilin IBAN",
        "IBAN of the payee",
    ],
    "INCOME": [
        "Kuukausipalkka euroina",
        "Gross annual salary in EUR",
    ],
    "GENDER": [
        "Sukupuoli: 1 mies, 2 nainen",
        "Gender of the member (M/F)",
    ],
    "HEALTH": [
        "Potilaan diagnoosi ICD-10-koodina",
        "Allergiat ja erityisruokavaliot",
        "Diagnos enligt ICD-10",
        "Blood type",
    ],
    "PASSWORD": [
        "Salasanan tiiviste (bcrypt)",
        "bcrypt password hash",
    ],
    "IP_ADDRESS": [
        "Kirjautumisen IP-osoite",
        "IP address at registration",
    ],
    "CONSENT": [
        "Suoramarkkinointikielto K/E",
    ],
    "NATIONAL_ID": [
        "Personnummer ÅÅÅÅMMDD-XXXX",
        "Kundens personnummer",
        "Social security number",
        "SSN (encrypted)",
    ],
    "CREDIT_CARD": [
        "Credit card number, last four digits",
    ],
    "PASSPORT_NUMBER": [
        "Passport number",
    ],
    "RELIGION": [
        "Religious affiliation",
    ],
    "LANGUAGE": [
        "Preferred language of the customer",
    ],
    "OCCUPATION": [
        "Job title of the employee",
    ],
}
OTHER = [
    "Tilauksen tila",
    "Luontiaika",
    "Rivin järjestysnumero",
    "Tuotteen nimi asiakkaalle näytettävässä muodossa",
    "Viimeisin päivitysaika, päivitetään kun sähköposti lähetetään",
    "Onko puhelinnumero vahvistettu",
    "Sähköpostipohjan tunniste",
    "Kuinka monta kertaa salasana on vaihdettu",
    "Viittaus tuotetauluun",
    "Ryhmän nimi, esim. auto22B",
    "O - oma yritys, T - Tilaajan yritys",
    "Projektin otsikko, nimi",
    "Toimipisteen puhelinnumero",
    "Myymälän katuosoite",
    "Yrityksen nimi",
    "Y-tunnus",
    "Kunnan nimi",
    "Tiedoston nimi levyllä",
    "Kielikoodi ISO 639",
    "Valuuttakoodi",
    "Hinta ilman arvonlisäveroa",
    "Varaston osoite",
    "Kampanjan nimi, jota käytetään sähköposteissa",
    "Montako osallistujaa mahtuu",
    "Laitteen malli",
    "Ohjelmistoversio",
    "Lokirivin taso",
    "Produktens namn",
    "Orderns status",
    "Butikens telefonnummer",
    "Antal kunder",
    "Skapad av systemet",
    "Filnamn",
    "Name of the product",
    "Whether the email has been verified",
    "Status of the order",
    "Foreign key to products",
    "Number of customers in the segment",
    "Company phone number",
    "Store address",
    "Template for the email subject",
    "Maximum password length",
    "Time when the password was last changed",
    "ISO country code of the warehouse",
    "Name of the file on disk",
    "Role name",
    "Sort order in the user interface",
    "Version of the schema",
    "Amount in cents",
    "Internal identifier, never shown to users",
    "Set when the user interface should hide the field",
    "Type of address: home or work",
    "Format of phone numbers in this country",
    "Hostname of the server that sent the message",
    "Name of the table that this row refers to",
    "Name of the city",
    "Latitude of the weather station",
    "Used by the nightly job that sends emails to customers about shipped orders",
]


@cache
def found(comment: str, name: str = "c7") -> str:
    columns = [Column(name=each, data_type="int") for each in ("a1", "b2", "b3")]
    table = Table(schema="", name="t", columns=(Column(name=name, data_type="varchar(100)", comment=comment), *columns))
    view = TableView(table=table)
    findings = decide(view, collect(view, survey([table], KNOWLEDGE), KNOWLEDGE), KNOWLEDGE)[name].findings
    return str(findings[0].entity_type) if findings else ""


def test_comments_on_opaque_columns_say_what_they_hold() -> None:
    comments = [(entity, comment) for entity, comments in PERSONAL.items() for comment in comments]
    missed = [(entity, comment, found(comment)) for entity, comment in comments if found(comment) != entity]
    assert len(missed) <= 0.05 * len(comments), missed


def test_comments_that_only_mention_personal_data_say_nothing() -> None:
    taken = [(comment, found(comment)) for comment in OTHER if found(comment)]
    assert len(taken) <= 0.03 * len(OTHER), taken


def test_a_comment_does_not_turn_a_telling_name_around() -> None:
    assert found("Asiakkaan nimi", "sahkoposti") == "EMAIL_ADDRESS"
