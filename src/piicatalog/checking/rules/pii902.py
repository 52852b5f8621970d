"""PII902: schema changed in a way that only the database sees."""

from collections.abc import Iterator

from piicatalog.checking.change import Change
from piicatalog.checking.finding import CheckFinding, Example, Rule, Severity
from piicatalog.checking.rules import from_problems
from piicatalog.model.label import Label

RULE = Rule(
    code="PII902",
    severity=Severity.WARNING,
    title=Label(en="Schema changed by dynamic SQL", fi="Skeemaa muutetaan dynaamisella SQL:llä"),
    message=Label(
        en="the schema is changed by dynamic SQL or a routine: {what}", fi="skeemaa muutetaan dynaamisella SQL:llä tai rutiinilla: {what}"
    ),
    explanation=Label(
        en="What is made at run time cannot be read here. Answer it: -- piicatalog: schema ADD COLUMN table.column type.",
        fi="Ajon aikana syntyvää ei voi lukea tästä. Vastaa siihen: -- piicatalog: schema ADD COLUMN taulu.sarake tyyppi.",
    ),
    fires=(
        Example(
            base="CREATE TABLE a (id int);",
            change="DO $$ BEGIN EXECUTE 'ALTER TABLE a ADD COLUMN ' || quote_ident(x) || ' text'; END $$;",
            says="schema changed in a way that only the database sees",
        ),
    ),
    quiet=(Example(base="CREATE TABLE z (id int);", change="DO $$ BEGIN PERFORM 1; END $$;", says="nothing of the kind"),),
    incomplete=True,
)


def check(change: Change) -> Iterator[CheckFinding]:
    """Find schema changed in a way that only the database sees."""
    yield from from_problems(RULE, change)
