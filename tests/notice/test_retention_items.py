"""How long, in the words of notices."""

import pytest

from piicatalog.notice.draft import Draft
from piicatalog.notice.known import load_known
from piicatalog.notice.retention_items import read_item

EXACT = [
    ("5 vuotta asiakkaan viimeisestä tilauksesta", "event-anchored", "P5Y", "last_order_date"),
    ("Viisi vuotta viimeisen oston jälkeen", "event-anchored", "P5Y", "last_order_date"),
    ("3 vuotta asiakassuhteen päättymisestä", "event-anchored", "P3Y", "customer_relationship_end"),
    ("10 vuoden ajan työsuhteen päättymisestä", "event-anchored", "P10Y", "employment_end"),
    ("Asiakassuhteen ajan ja 12 kuukautta sen päättymisen jälkeen", "event-anchored", "P12M", "customer_relationship_end"),
    ("Enintään 6 kk hakuajan päättymisestä", "event-anchored", "P6M", "recruitment_end"),
    ("kaksi vuotta rekrytointipäätöksestä", "event-anchored", "P2Y", "recruitment_end"),
    ("90 päivää tallennuksesta", "event-anchored", "P90D", "created"),
    ("Työsuhteen ajan", "event-anchored", "P0D", "employment_end"),
    ("Niin kauan kuin asiakkuus on voimassa", "event-anchored", "P0D", "customer_relationship_end"),
    ("Sopimuksen voimassaoloajan", "event-anchored", "P0D", "contract_end"),
    ("Kunnes suostumus peruutetaan", "while-consent", "P0D", "consent_withdrawn"),
    ("Suostumuksen peruuttamiseen saakka", "while-consent", "P0D", "consent_withdrawn"),
    ("Niin kauan kuin on tarpeen", "while-necessary", "", ""),
    ("Tietoja säilytetään niin kauan kuin se on välttämätöntä", "while-necessary", "", ""),
    ("6 vuotta (kirjanpitolaki)", "statutory", "P6Y", "end_of_calendar_year_of(financial_year_end)"),
    ("Kirjanpitolain mukaisesti 10 vuotta tilikauden päättymisestä", "statutory", "P10Y", "financial_year_end"),
    ("Takuuajan", "warranty", "param:warranty_period", "delivery_date"),
    ("Fem år efter kundens senaste beställning", "event-anchored", "P5Y", "last_order_date"),
    ("Så länge samtycket är i kraft", "while-consent", "P0D", "consent_withdrawn"),
    ("Så länge anställningen pågår och 10 år efter dess slut", "event-anchored", "P10Y", "employment_end"),
    ("Så länge som det är nödvändigt", "while-necessary", "", ""),
    ("6 år enligt bokföringslagen", "statutory", "P6Y", "end_of_calendar_year_of(financial_year_end)"),
    ("24 månader efter kundförhållandets slut", "event-anchored", "P24M", "customer_relationship_end"),
    ("3 years after the end of the customer relationship", "event-anchored", "P3Y", "customer_relationship_end"),
    ("Six months after the recruitment decision", "event-anchored", "P6M", "recruitment_end"),
    ("For the duration of the employment", "event-anchored", "P0D", "employment_end"),
    ("Until consent is withdrawn", "while-consent", "P0D", "consent_withdrawn"),
    ("As long as is necessary to provide the service", "while-necessary", "", ""),
    ("7 years after termination of the contract", "event-anchored", "P7Y", "contract_end"),
]


def read(text, declared=("name", "payments")):
    draft = Draft(load_known(), "fi")
    for category in declared:
        draft.category(category)
    return draft.rules[read_item(draft, text, declared, "row 1")], draft.review


@pytest.mark.parametrize(("text", "kind", "period", "anchor"), EXACT, ids=[case[0] for case in EXACT])
def test_what_is_said_exactly_is_read_exactly(text, kind, period, anchor):
    rule, review = read(text)
    assert (rule["kind"], rule.get("period") or "", rule.get("anchor") or "") == (kind, period, anchor)
    assert not [mark for mark in review if "not understood" in mark["why"]]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2 vuotta", "does not say from when"),
        ("5 vuotta tai 10 vuotta", "several periods"),
        ("Sopivan ajan", "not understood"),
        ("3 vuotta kuun vaihtumisesta", "not understood"),
        ("Lakisääteisesti", "a legal duty without a period"),
        ("Vähintään 3 vuotta asiakassuhteen päättymisestä", "says at least P3Y"),
        ("Niin kauan kuin suostumus on voimassa, enintään 2 vuotta", "the period is not kept"),
        ("5 vuotta toimituksesta tai viimeisestä yhteydenotosta", "several events"),
    ],
)
def test_what_is_not_certain_is_marked(text, why):
    _, review = read(text)
    assert any(why in mark["why"] for mark in review), review


def test_a_part_of_the_data_named_first_limits_the_rule():
    rule, review = read("Maksutiedot: 6 vuotta (kirjanpitolaki)")
    assert rule["applies_to"] == ["payments"]
    assert any("payments alone" in mark["why"] for mark in review)


def test_a_duty_to_keep_vouchers_beside_another_time_holds_for_their_content():
    rule, review = read("6 vuotta (kirjanpitolaki)", ("name", "email", "payments"))
    assert rule["applies_to"] == ["name", "payments"]
    assert any("content of vouchers" in mark["why"] for mark in review)


def test_the_same_in_other_words_is_one_rule():
    draft = Draft(load_known(), "fi")
    first = read_item(draft, "3 vuotta asiakassuhteen päättymisestä", (), "row 1")
    assert read_item(draft, "Kolme vuotta asiakassuhteen päättymisen jälkeen.", (), "row 2") == first
    assert draft.rules[first]["aliases"] == ["Kolme vuotta asiakassuhteen päättymisen jälkeen"]
