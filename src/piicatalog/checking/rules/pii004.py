"""PII004: a purpose without a legal basis."""

from collections.abc import Iterator

from piicatalog.checking.change import Change, about
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.model.label import Label

RULE = Rule(
    code="PII004",
    severity=Severity.ERROR,
    title=Label(en="Purpose without a legal basis", fi="Käyttötarkoituksella ei ole käsittelyperustetta"),
    message=Label(en="{column}: purpose {purpose} {what}", fi="{column}: käyttötarkoitus {purpose} {what}"),
    explanation=Label(
        en="Every purpose needs a legal basis of article 6. The purpose named for the column is unknown to the privacy notice, or the notice "
        "gives it no basis for this category. Correct the name, or add the activity to the notice.",
        fi="Jokainen käyttötarkoitus tarvitsee 6 artiklan oikeusperusteen. Sarakkeelle nimetty tarkoitus ei ole tietosuojaselosteessa, tai "
        "seloste ei anna sille perustetta tälle tietoryhmälle. Korjaa nimi tai lisää käsittelytoimi selosteeseen.",
    ),
    fires=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=webshop",
            says="the notice has web_shop, not webshop",
        ),
    ),
    quiet=(
        Example(
            base="CREATE TABLE asiakas (id int);",
            change="ALTER TABLE asiakas ADD COLUMN sahkoposti text; -- pii: EMAIL_ADDRESS purpose=web_shop",
            says="known, with its bases",
        ),
    ),
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find purposes that the notice does not know or gives no basis."""
    for column in change.judged:
        kinds = change.purposes.categories_of(column.entity_type)
        for name in column.purposes if column.is_tagged else ():
            activity = change.purposes.activity(name)
            if activity is None:
                what = Label(en=f"is not in notice {change.purposes.notice}", fi=f"ei ole selosteessa {change.purposes.notice}")
            elif not any(not basis or not kinds.isdisjoint(basis) for basis in activity.bases):
                what = Label(
                    en="has no legal basis for this category in the notice", fi="on selosteessa vailla oikeusperustetta tälle tietoryhmälle"
                )
            else:
                continue
            near = _near(name, [known.id for known in change.purposes.activities])
            yield RULE.at(column.place, facts={"purpose": name, "what": what, "key": name}, fixes=near, **about(column, change.layout))


def _near(name: str, known: list[str]) -> tuple[Label, ...]:
    from difflib import get_close_matches

    names = get_close_matches(name, known, n=1) or known
    return (Label(en=f"purpose={names[0]}" if len(names) == 1 else f"purpose=<one of: {', '.join(names)}>"),)
