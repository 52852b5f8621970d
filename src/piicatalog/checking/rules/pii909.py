"""PII909: a folder whose migrations are programs."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII909",
    severity=Severity.NOTE,
    title=Label(en="Migrations in code are not read", fi="Koodina kirjoitettuja migraatioita ei lueta"),
    message=Label(en="{what}", fi="{what}"),
    explanation=Label(
        en="Migrations written in a programming language are read only as far as their operations are literal. Commit a schema dump beside them (structure.sql, schema.sql): it is read instead.",
        fi="Ohjelmointikielellä kirjoitetut migraatiot luetaan vain, kun niiden toimet ovat vakioita. Tallenna rinnalle skeemavedos (structure.sql, schema.sql): se luetaan.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="exports.up = (knex) => knex.schema.createTable('b', (t) => t.string('email'));",
            file="20240101_b.js",
            says="a migration in JavaScript",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="CREATE TABLE b (id int);", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find a folder whose migrations are programs."""
    yield from from_problems(RULE, change)
