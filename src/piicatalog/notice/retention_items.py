"""What an item of a retention cell says, made a rule: a period, the event that it runs from, a law, or nothing exact.

Words that nothing here explains are marked for review; a vague rule stays vague.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from piicatalog.definitions.notice_words import RetentionFile, StatuteWords
from piicatalog.notice.data_items import plain
from piicatalog.notice.draft import Draft, slug
from piicatalog.notice.known import Plain
from piicatalog.notice.phrases import MOST_WORDS, Token, compiled, left, tokens

NOT_STATED = "not_stated"
"""The event of a rule whose text tells none."""
_VOUCHERS = ("name", "address", "payments", "purchases", "invoices", "income", "travel", "debt", "bank")
"""Categories that stand on accounting vouchers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was found in a text."""

    periods: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    statute: StatuteWords | None = None
    ended: bool = False
    during: bool = False
    afterwards: bool = False
    at_least: bool = False
    limits: tuple[str, ...] = ()
    """Data categories that the text names."""
    rest: str = ""


def is_known(draft: Draft, item: str) -> bool:
    """Whether an item is a known rule, or is understood to its last word."""
    text = plain(item)
    if draft.known.rule_names.find(text):
        return True
    said = _said(draft, text, ())
    return bool(said.periods or said.kinds or said.relationships) and not said.rest


def read_item(draft: Draft, item: str, declared: Sequence[str], at: str, *, alone: bool = False) -> str:
    """Return the id of the rule that an item gives for the categories that the row declares; ``alone``: it is the row's only one."""
    text = plain(item)
    if shipped := draft.known.rule_names.find(text):
        return _shipped(draft, shipped, text, declared, at)
    said = _said(draft, text, declared)
    rule_id, part = _rule(draft, said, () if alone else declared, text, at)
    if said.limits:
        part["applies_to"] = list(said.limits)
        draft.mark(at, text, f"taken to hold for {', '.join(said.limits)} alone (applies_to)")
    if said.rest:
        draft.mark(at, text, f"taken for {_in_words(part)}; not understood: «{said.rest}»")
    return draft.rule(rule_id, {**draft.named(text, {}), **part}, text)


def _shipped(draft: Draft, rule_id: str, text: str, declared: Sequence[str], at: str) -> str:
    part = dict(draft.known.rules[rule_id])
    if part.get("applies_to"):
        # A rule holds for categories of its own notice; those that this one does not have fall away.
        part["applies_to"] = [category for category in part["applies_to"] if category in draft.categories]
        if not part["applies_to"]:
            del part["applies_to"]
            draft.mark(at, text, f"the rule holds for the content of vouchers; the row has none of it: {', '.join(declared)}")
    return draft.rule(rule_id, part, text)


def _said(draft: Draft, text: str, declared: Sequence[str]) -> Said:
    vocabulary = draft.known.words.retention
    words = tokens(text)
    if len(words) > MOST_WORDS:
        return Said()
    periods, taken = _periods(vocabulary, words)
    limits, named = _limits(draft, text, words, taken, declared)
    taken |= named
    between = compiled(vocabulary.fillers).all(words, set())
    statute = None
    for law in vocabulary.statutes:
        if mine := compiled(law.phrases).all(words, taken):
            statute, taken = statute or law, taken | mine
    found: list[tuple[int, str, bool]] = []
    for is_event, group in ((True, vocabulary.events), (False, vocabulary.relationships)):
        for name, event in group.items():
            mine = compiled(event.phrases).all(words, taken, between)
            if mine:
                found.append((min(mine), name, is_event))
                taken |= mine
    kinds = set()
    for kind, said in vocabulary.kinds.items():
        nouns = compiled(said.nouns).all(words, taken, between) if said.nouns else set()
        mine = compiled(said.words).all(words, taken - nouns, between)
        if mine and (nouns or not said.nouns):
            kinds.add(kind)
            taken |= mine | nouns
    ended, during = (_take(phrases, words, taken) for phrases in (vocabulary.ended, vocabulary.during))
    afterwards, at_least = (_take(phrases, words, taken) for phrases in (vocabulary.afterwards, vocabulary.at_least))
    taken |= compiled(vocabulary.fillers).all(words, taken)
    rest = left(text, words, taken)
    return Said(
        periods=tuple(periods),
        relationships=tuple(name for _, name, is_event in sorted(found) if not is_event),
        events=tuple(name for _, name, is_event in sorted(found) if is_event),
        kinds=frozenset(kinds),
        statute=statute,
        ended=ended,
        during=during,
        afterwards=afterwards,
        at_least=at_least,
        limits=limits,
        rest=rest,
    )


def _take(phrases: tuple[str, ...], words: Sequence[Token], taken: set[int]) -> bool:
    mine = compiled(phrases).all(words, taken)
    taken |= mine
    return bool(mine)


def _periods(vocabulary: RetentionFile, words: Sequence[Token]) -> tuple[list[str], set[int]]:
    """Return the ISO 8601 durations of a text and the words that say them: ``5 vuotta``, ``kuuden kuukauden``, ``24 kk``."""
    numbers = {name: number for number, names in vocabulary.numbers.items() for name in names}
    units = {name: unit for unit, names in vocabulary.units.items() for name in names}
    found: list[str] = []
    taken: set[int] = set()
    for position, word in enumerate(words[:-1]):
        unit = units.get(words[position + 1].folded)
        number = int(word.folded) if word.folded.isdecimal() and len(word.folded) <= 4 else numbers.get(word.folded)
        if unit and number and position not in taken:
            found.append(f"P{number}{unit}")
            taken |= {position, position + 1}
    for position, word in enumerate(words):
        # "5v", "6kk"
        digits = len(word.folded) - len(word.folded.lstrip("0123456789"))
        unit = units.get(word.folded[digits:]) if 0 < digits <= 4 else None
        if unit and position not in taken and int(word.folded[:digits]):
            found.append(f"P{int(word.folded[:digits])}{unit}")
            taken.add(position)
    if not found:
        for position, word in enumerate(words):
            # "vuoden ajan": one year, without a number
            if word.folded in {"vuoden", "kuukauden", "viikon", "vuosi"} and not (
                position and words[position - 1].folded in {"kuluvan", "kalenteri"}
            ):
                following = words[position + 1].folded if position + 1 < len(words) else ""
                if following in {"ajan", "kuluttua", "kuluessa", "paasta", "jalkeen"} or len(words) == 1:
                    found.append(f"P1{units[word.folded]}")
                    taken.add(position)
                    break
    return found, taken


def _limits(draft: Draft, text: str, words: Sequence[Token], taken: set[int], declared: Sequence[str]) -> tuple[tuple[str, ...], set[int]]:
    """Return the categories of the row that a text begins with, and their words: "Laskutustiedot: 6 vuotta"."""
    first = min(taken, default=0)
    if ":" in text:
        first = sum(word.start < text.index(":") for word in words)
    if not 0 < first < len(words) or not declared:
        return (), set()
    head = text[: words[first].start].strip(" :–-(,")
    kind, _, found = draft.known.category_names.find(head).partition(":")
    ids = list(draft.known.composites[found]["expands_to"]) if kind == "composite" else [found] if found else []
    limits = tuple(category for category in ids if category in declared)
    return (limits, set(range(first))) if limits else ((), set())


def _rule(draft: Draft, said: Said, declared: Sequence[str], text: str, at: str) -> tuple[str, Plain]:
    """Return an id and the machine-readable part of a rule."""
    if len(said.periods) > 1:
        draft.mark(at, text, f"gives several periods ({', '.join(said.periods)}): divide it into rules. Kept as a rule without an end")
        return _vague(text)
    period = said.periods[0] if said.periods else ""
    if said.statute is not None or "statutory" in said.kinds:
        return _statutory(draft, said, period, declared, text, at)
    if "while-consent" in said.kinds and period and not said.afterwards:
        draft.mark(at, text, f"lasts as long as the consent, and gives {period} beside it: the period is not kept")
        period = ""
    if "while-consent" in said.kinds and not period:
        return "while_consent", {"kind": "while-consent", "period": "P0D", "anchor": "consent_withdrawn", "computable": "with_consent_record",
                                 "dpv": "dpv:UntilEventDuration", "statute": "GDPR 7(3), 17(1)(b)", "ask": ["consent_column", "erase_delay"]}  # fmt: skip
    if "warranty" in said.kinds and not period:
        return "warranty_terms", {"kind": "warranty", "period": "param:warranty_period", "anchor": "delivery_date", "computable": "with_parameter",
                                  "dpv": "dpv:UntilEventDuration", "ask": ["warranty_period_by_product", "complaint_tail"]}  # fmt: skip
    if "limitation" in said.kinds and not period:
        anchors = [name for name in said.relationships if name != "claim_expiry"] + ["claim_expiry"]
        return "while_claims", {"kind": "event-anchored", "period": "param:limitation", "anchor": _latest(anchors), "computable": "with_claim_data",
                                "dpv": "dpv:UntilEventDuration", "statute": "laki velan vanhentumisesta 728/2003", "ask": ["due_date", "last_interruption", "enforcement_title_date", "paid_date"]}  # fmt: skip
    if period:
        return _period(draft, said, period, text, at)
    if "while-necessary" in said.kinds:
        return _vague(text, understood=True)
    if "dependent" in said.kinds:
        return "while_available", {"kind": "dependent", "anchor": "other_purposes", "computable": "derived",
                                   "dpv": "dpv:IndeterminateDuration", "ask": ["max_period"]}  # fmt: skip
    if said.relationships or said.events:
        return _until(draft, said, text, at)
    draft.mark(at, text, "how long it is, is not understood. Kept as a rule without an end: write its kind, period and anchor")
    return _vague(text)


def _period(draft: Draft, said: Said, period: str, text: str, at: str) -> tuple[str, Plain]:
    anchor = _anchor(draft, said, text, at)
    if said.at_least:
        draft.mark(at, text, f"says at least {period}, but neither a law nor an end: taken for an end")
    if "while-necessary" in said.kinds:
        draft.mark(at, text, f"gives a period ({period}) and says that data are kept as long as necessary: the period is taken")
    if anchor:
        ruled = {"kind": "event-anchored", "period": period, "anchor": anchor, "computable": "true", "dpv": "dpv:UntilEventDuration"}
        if anchor == "last_order_date":
            ruled["anchor_scope"] = "per_customer_max"
        return f"{slug(anchor, 'event')}_{period.lower()}", ruled
    draft.mark(at, text, f"does not say from when {period} runs: taken from when the record was made (write kind, anchor)")
    return f"fixed_{period.lower()}", {"kind": "fixed", "period": period, "anchor": "created", "computable": "with_anchor",
                                       "dpv": "dpv:TemporalDuration", "ask": ["anchor"]}  # fmt: skip


def _anchor(draft: Draft, said: Said, text: str, at: str) -> str:
    """Return the event that a period runs from."""
    names = [*said.events, *said.relationships]
    if "while-consent" in said.kinds:
        names.append("consent_withdrawn")
    if "limitation" in said.kinds:
        names.append("claim_expiry")
    if len(set(names)) > 1:
        # "tilikauden päättymisestä" beside "sopimus": what has ended is what counts, else what is named first.
        draft.mark(at, text, f"names several events ({', '.join(dict.fromkeys(names))}): {names[0]} is taken")
    return names[0] if names else ""


def _statutory(draft: Draft, said: Said, period: str, declared: Sequence[str], text: str, at: str) -> tuple[str, Plain]:
    statute = said.statute
    part: Plain = {"kind": "statutory", "bound": "min", "dpv": "dpv:TemporalDuration"}
    if statute is not None:
        part["statute"] = statute.statute
    # What it holds for is of this notice alone: another notice's duty of the same law must not be taken for it.
    own = f"_{slug(draft.notice_id, 'notice')}" if draft.notice_id else ""
    named = statute.id if statute is not None else "statutory"
    if not period:
        draft.mark(at, text, "a legal duty without a period: answer it under parameters, or write the period")
        return f"{named}{own}", part | {
            "period": f"param:{named}_period",
            "anchor": _anchor(draft, said, text, at) or NOT_STATED,
            "computable": "with_parameter",
        }
    rule_id = f"{named}_{period.lower()}{own}"
    anchor = statute.anchors.get(period, "") if statute is not None else ""
    if anchor:
        part |= {
            "period": period,
            "anchor": anchor,
            "computable": "with_parameter",
            "ask": ["financial_year_end_month", "which_columns_are_vouchers"],
        }
        vouchers = [category for category in _VOUCHERS if category in declared]
        if vouchers and not said.limits:
            part["applies_to"] = vouchers
            draft.mark(at, text, f"the duty is about the content of vouchers: taken to hold for {', '.join(vouchers)} (applies_to)")
        elif not said.limits:
            draft.mark(
                at, text, "the duty is about the content of vouchers, and the row gives no other time: taken to hold for all of its data"
            )
        return rule_id, part
    event = _anchor(draft, said, text, at)
    if not event:
        draft.mark(at, text, f"does not say from when {period} runs: write the anchor of {rule_id}")
    return rule_id, part | {"period": period, "anchor": event or NOT_STATED, "computable": "true" if event else "with_anchor"}


def _until(draft: Draft, said: Said, text: str, at: str) -> tuple[str, Plain]:
    """Return the rule of a text without a period: as long as something goes on, or until something has happened."""
    names = list(dict.fromkeys([*said.relationships, *said.events]))
    if not (said.during or said.ended or said.events):
        draft.mark(at, text, f"taken to end with {names[0]}: no word of the text says that it ends")
    return _latest(names, short=True), {"kind": "event-anchored", "period": "P0D", "anchor": _latest(names), "computable": "with_definition",
                                        "dpv": "dpv:UntilEventDuration", "ask": [f"definition_of_{names[0]}"]}  # fmt: skip


def _latest(names: Iterable[str], *, short: bool = False) -> str:
    each = list(dict.fromkeys(names))
    if short:
        return "until_" + "_or_".join(each)[:60].rstrip("_")
    return each[0] if len(each) == 1 else f"max({', '.join(each)})"


def _vague(text: str, *, understood: bool = False) -> tuple[str, Plain]:
    part = {"kind": "while-necessary", "computable": "false", "dpv": "dpv:IndeterminateDuration", "ask": ["max_period", "anchor"]}
    return ("while_necessary" if understood else slug(text, "rule")), part


def _in_words(part: Plain) -> str:
    said = [
        str(part["kind"]),
        *([str(part["period"])] if part.get("period") else []),
        *([f"from {part['anchor']}"] if part.get("anchor") else []),
    ]
    return " ".join(said)
