"""Each rule on what a table's columns add to its name: a table it is for, and one near it that it has nothing to say of."""

from dataclasses import dataclass

import pytest
from tests.detection.schemas import known, table

from piicatalog.detection.about import About, Kind, by_name
from piicatalog.detection.lexicon import lexicon
from piicatalog.detection.subject import animals, belongings, health, letters, links, lists, logins, persons, programs, whose
from piicatalog.detection.subject.cascade import RULES, Says, by_columns
from piicatalog.detection.subject.seen import Seen
from piicatalog.detection.survey import survey
from piicatalog.model.entity_type import EntityType
from piicatalog.model.schema import Table


@dataclass(frozen=True)
class Case:
    """``name(column, …)`` of a table the rule is for, what it makes of it, and a table it leaves alone."""

    says: Says
    yes: str
    made: dict[str, object]
    no: str

    def __str__(self) -> str:
        return f"{self.says.__module__.rpartition('.')[2]}.{self.says.__name__}"


HEALTH, LETTER = EntityType.HEALTH, EntityType.SUPPORT_MESSAGE
OF_PERSON = {"of_person": True}
CASES = (
    Case(animals.spoken_of, "weighing(id:int goat_id:int)", {"of_animals": True}, "weighing(id:int parcel_id:int)"),
    Case(animals.individuals, "individuals(id:int last_name)", {"described": True}, "individuals(id:int code)"),
    Case(
        animals.animals,
        "patients(id:int name species)",
        {"kind": Kind.THING, "of_person": False},
        "patients(id:int last_name species phone)",
    ),
    Case(
        programs.clients,
        "client(client_id redirect_uri scope)",
        {"kind": Kind.THING, "programs": True, "of_person": False},
        "client(client_id city)",
    ),
    Case(programs.doers, "agents(id:int model prompt)", {"kind": Kind.THING, "of_person": False}, "agents(id:int model phone)"),
    Case(programs.registered, "approvals(client_id redirect_uri scope)", {"programs": True}, "approvals(client_id city)"),
    Case(programs.holding_secrets, "oauth_access_token(client_id user_id)", {"programs": True}, "orders(client_id user_id)"),
    Case(programs.mailbox, "email(smtp_host smtp_port:int)", {"kind": Kind.SYSTEM, "of_person": False}, "email(subject)"),
    Case(
        letters.between_parties,
        "article(id:int a_from a_to a_cc a_body:text)",
        {"kind": Kind.EVENT, "entity_type": LETTER, **OF_PERSON},
        "article(id:int a_from a_to a_body:text)",
    ),
    Case(health.advice, "consultation(lawyer_id:int fee:int)", {"entity_type": None}, "consultation(doctor_id:int fee:int)"),
    Case(
        health.findings,
        "form_reviewofs(id:int fever hepatitis glaucoma asthma)",
        {"kind": Kind.EVENT, "entity_type": HEALTH, "recorded": True, **OF_PERSON},
        "form_reviewofs(id:int fever hepatitis colour size)",
    ),
    Case(health.of_patient, "prescription(id:int pid:int)", OF_PERSON, "prescription(id:int place)"),
    Case(links.held, "meter(meter_id:int customer_id:int)", {"held": True}, "meter(customer_id:int serial)"),
    Case(programs.connection, "xyzzy(name host login password)", {"kind": Kind.SYSTEM}, "xyzzy(fullname host login password)"),
    Case(
        logins.secret_beside, "xyzzy_token_blurb(username password)", {"kind": Kind.DETAIL, **OF_PERSON}, "xyzzy_blurb(username password)"
    ),
    Case(
        persons.described,
        "xyzzy(etunimi sukunimi hetu)",
        {"kind": Kind.PERSON, "by_columns": True, **OF_PERSON},
        "xyzzy(etunimi paikka koko)",
    ),
    Case(
        persons.reached,
        "tenant(tenant_id:int name phone email)",
        {"kind": Kind.PERSON, "by_columns": True, **OF_PERSON},
        "tenant(tenant_id:int name phone email domain)",
    ),
    Case(lists.pair, "genders(gender_id:int gender)", {"kind": Kind.LOOKUP}, "genders(gender_id:int gender size)"),
    Case(lists.named, "ethnicity(ethnicity_code ethnicity_description place)", {"kind": Kind.LOOKUP}, "ethnicity(ethnicity user_id:int)"),
    Case(lists.places, "posti(postinro toimipaikka)", {"kind": Kind.LOOKUP}, "posti(postinro toimipaikka katuosoite)"),
    Case(
        logins.account,
        "LoginTable(id:int email password)",
        {"kind": Kind.PERSON, "by_columns": True, **OF_PERSON},
        "LoginTable(id:int email at:timestamp)",
    ),
    Case(
        persons.sole_trader, "tbl_faculty(fid:int fname email password)", {"kind": Kind.PERSON, **OF_PERSON}, "tbl_faculty(fid:int email)"
    ),
    Case(persons.in_crowd, "team(id:int name designation bio)", {"kind": Kind.PERSON, **OF_PERSON}, "team(id:int name designation logo)"),
    Case(persons.studied, "subject(id:int date_of_birth:date)", {"kind": Kind.PERSON, **OF_PERSON}, "subject(id:int title)"),
    Case(persons.listed, "seats(first_name last_name line:int)", {"kind": Kind.EVENT, **OF_PERSON}, "seats(first_name line:int)"),
    Case(persons.household, "families(family_name phone)", {"kind": Kind.DETAIL, **OF_PERSON}, "families(genus species)"),
    Case(lists.no_list, "rates(email rating:int)", {"kind": Kind.UNKNOWN}, "rates(rating:int)"),
    Case(
        belongings.whereabouts,
        "locations(driver_id:int latitude:int)",
        {"kind": Kind.EVENT, **OF_PERSON},
        "locations(name latitude:int)",
    ),
    Case(belongings.owned, "employee_badge(id:int photo)", {"kind": Kind.EVENT, **OF_PERSON}, "employee_badge(id:int colour)"),
    Case(
        lists.counts,
        "daycare_caretaker(id:int group_id:int amount:int)",
        {"kind": Kind.UNKNOWN, "of_person": False},
        "daycare_caretaker(id:int name amount:int)",
    ),
    Case(
        lists.profiles,
        "user_profile(id:int name rights)",
        {"kind": Kind.LOOKUP, "of_person": False},
        "user_profile(id:int name rights a b c)",
    ),
    Case(links.joined_to, "widgets_to_users(widget_id:int user_id:int)", {"kind": Kind.DETAIL}, "widgets_users(widget_id:int user_id:int)"),
    Case(
        links.joining,
        "user_clients(user_client_id:int user_id:int client_id:int)",
        {"kind": Kind.DETAIL},
        "user_clients(user_client_id:int user_id:int client_id:int email)",
    ),
    Case(links.relation, "members(membership_id:int club_id:int)", {"kind": Kind.DETAIL}, "members(member_id:int club_id:int)"),
    Case(
        links.part_played,
        "judges(id:int match_id:int user_id:int role)",
        {"kind": Kind.DETAIL},
        "judges(id:int match_id:int user_id:int licence)",
    ),
    Case(links.paired, "guardians(id:int owner_id:int guardian_id:int)", {"kind": Kind.DETAIL}, "guardians(guardian_id:int owner_id:int)"),
    Case(health.visit, "appointment(id:int patient_id:int)", {"entity_type": HEALTH, **OF_PERSON}, "appointment(id:int patient_count:int)"),
    Case(whose.lesson, "session(id:int speaker)", {"entity_type": None}, "session(id:int token)"),
    Case(letters.mail, "emails(id:int subject)", {"entity_type": LETTER}, "emails(id:int sent:timestamp)"),
    Case(
        whose.sent,
        "frakt(id:int avsandare adress)",
        {"kind": Kind.EVENT, "entity_type": EntityType.DELIVERY, **OF_PERSON},
        "frakt(id:int vikt:int pris:int)",
    ),
    Case(
        whose.graded,
        "betyg(id:int kund_id:int film_id:int)",
        {"entity_type": EntityType.COMPLAINT, **OF_PERSON},
        "betyg(id:int elev_id:int amne_id:int)",
    ),
    Case(whose.event, "visits(id:int email)", {"described": True, **OF_PERSON}, "visits(id:int user_id:int)"),
    Case(persons.signing_in, "xyzzy(id:int place size email)", OF_PERSON, "xyzzy(id:int place logo email)"),
    Case(whose.referring, "orders(id:int customer_id:int)", OF_PERSON, "orders(id:int waiter_id:int)"),
)


def written(text: str) -> Table:
    name, _, columns = text.removesuffix(")").partition("(")
    return table(name, columns)


def asked(says: Says, one: Table) -> tuple[About, About | None]:
    """Return with what a rule is asked of a table, and its answer; the rules before it must let it be asked."""
    words = lexicon(known())
    about, seen = by_name(one, words), Seen(one, words)
    for rule in RULES:
        answer = rule.says(about, seen)
        if rule.says is says:
            return about, answer
        assert answer is None or not rule.settles, f"{rule.says} settled {one.name} before"
        about = answer or about
    raise AssertionError(f"{says} is no rule")


def made(about: About | None, names: object) -> dict[str, object]:
    return {name: getattr(about, name) for name in names}


def test_every_rule_has_a_case_and_they_are_asked_in_this_order() -> None:
    assert [case.says for case in CASES] == [rule.says for rule in RULES]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_for_its_tables(case: Case) -> None:
    before, after = asked(case.says, written(case.yes))
    assert made(after, case.made) == case.made
    assert made(before, case.made) != case.made


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_leaves_what_is_only_near_alone(case: Case) -> None:
    _, after = asked(case.says, written(case.no))
    assert after is None


@pytest.mark.parametrize("case", [case for case, rule in zip(CASES, RULES, strict=True) if rule.settles], ids=str)
def test_a_rule_that_settles_has_the_last_word(case: Case) -> None:
    one, words = written(case.yes), lexicon(known())
    assert made(by_columns(one, by_name(one, words), words), case.made) == case.made


def test_what_a_rule_refined_the_next_ones_build_on() -> None:
    one, words = written("rates(email rating:int customer_id:int)"), lexicon(known())
    about = by_columns(one, by_name(one, words), words)
    assert (about.held, about.kind, about.of_person) == (True, Kind.UNKNOWN, True)


@pytest.mark.parametrize("columns", ["", "fk", "_ fk_user"])
def test_tables_whose_columns_say_nothing_are_still_about_what_their_name_says(columns: str) -> None:
    one = table("user_account", columns)
    assert survey([one], known()).about(one).kind is Kind.PERSON
