"""All rules in their order, and how they combine.

A rule is a function ``(about, seen) -> About | None``: what it makes of a table, or None where it has nothing to say. Each is asked
with what the rules before it left. One that *refines* adds to that, and the next is asked; one that *settles* has the last word.

To add a rule, write the function in the module of its topic and give it its line here: above the rules that would settle its tables
otherwise, below those that it relies on. Most want one kind of table; they look at ``about.kind`` first, so that asking costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from piicatalog.detection.about import About
from piicatalog.detection.lexicon import Lexicon
from piicatalog.detection.subject import animals, belongings, health, letters, links, lists, logins, persons, programs, whose
from piicatalog.detection.subject.seen import FEW, Seen
from piicatalog.detection.subject.shared import shared
from piicatalog.model.schema import Table

Says = Callable[[About, Seen], About | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and what becomes of its answer."""

    says: Says
    settles: bool
    """No rule after it is asked."""


def refines(says: Says) -> Rule:
    """Return a rule that the next ones build on."""
    return Rule(says, settles=False)


def settles(says: Says) -> Rule:
    """Return a rule that has the last word."""
    return Rule(says, settles=True)


RULES = (
    refines(animals.spoken_of),
    refines(animals.individuals),
    settles(animals.animals),
    settles(programs.clients),
    settles(programs.doers),
    refines(programs.registered),
    refines(programs.holding_secrets),
    settles(programs.mailbox),
    settles(letters.between_parties),
    refines(health.advice),
    refines(health.findings),
    refines(health.of_patient),
    refines(links.held),
    settles(programs.connection),
    settles(logins.secret_beside),
    settles(persons.described),
    settles(persons.reached),
    settles(lists.pair),
    settles(lists.named),
    settles(lists.places),
    settles(logins.account),
    settles(persons.sole_trader),
    settles(persons.in_crowd),
    settles(persons.studied),
    settles(persons.listed),
    settles(persons.household),
    refines(lists.no_list),
    settles(belongings.whereabouts),
    settles(belongings.owned),
    settles(lists.counts),
    settles(lists.profiles),
    settles(links.joined_to),
    settles(links.joining),
    settles(links.relation),
    settles(links.part_played),
    settles(links.paired),
    settles(health.visit),
    refines(whose.lesson),
    refines(letters.mail),
    refines(whose.sent),
    refines(whose.graded),
    settles(whose.event),
    settles(persons.signing_in),
    settles(whose.referring),
)


def by_columns(table: Table, about: About, words: Lexicon) -> About:
    """Return what its columns add to what a table's name says, or set right."""
    seen = Seen(table, words)
    about = replace(about, alone=len(seen.names) < FEW, shared=shared(table, seen.names, about, words))
    for rule in RULES:
        found = rule.says(about, seen)
        if found is not None:
            if rule.settles:
                return found
            about = found
    return about
