"""Endings, questions and counts in words."""

from collections.abc import Mapping

from piicatalog.model.label import Label
from piicatalog.model.processing import Notice
from piicatalog.model.retention import Anchor, AnchorOrigin, ByProductGroup, Dependent, Ending, Latest, Period, Since, Unknown, WhenHappened

EVENTS: Mapping[str, Label] = {
    "last_order_date": Label(fi="asiakkaan viimeinen tilaus", sv="kundens sista beställning", en="the customer's last order"),
    "delivery_date": Label(fi="toimitus", sv="leveransen", en="delivery"),
    "consent_withdrawn": Label(fi="suostumuksen peruutus", sv="återkallelse av samtycket", en="withdrawal of consent"),
    "customer_relationship_end": Label(
        fi="asiakassuhteen päättyminen", sv="kundförhållandets slut", en="the end of the customer relationship"
    ),
    "due_date": Label(fi="eräpäivä", sv="förfallodagen", en="the due date"),
    "last_interruption": Label(fi="vanhentumisen katkaisu", sv="avbrott i preskriptionen", en="the last interruption of limitation"),
    "enforcement_title_date": Label(fi="ulosottoperuste", sv="utsökningsgrunden", en="the enforcement title"),
    "paid_date": Label(fi="maksu", sv="betalningen", en="payment"),
    "voucher_date": Label(fi="tosite", sv="verifikatet", en="the voucher"),
    "created": Label(fi="tallennus", sv="registreringen", en="the record's creation"),
}
_YEARS = (
    Label(fi="{n} v", sv="{n} år", en="{n} y"),
    Label(fi="{n} kk", sv="{n} mån", en="{n} mo"),
    Label(fi="{n} pv", sv="{n} dgr", en="{n} d"),
)
_WORDS = {
    "after": Label(fi="{period} tapahtumasta: {event}", sv="{period} från: {event}", en="{period} after {event}"),
    "at": Label(fi="kunnes: {event}", sv="till: {event}", en="until {event}"),
    "year_end": Label(
        fi="{period} sen kalenterivuoden päättymisestä, jona tilikausi päättyi ({event}; tilikausi päättyy kuussa {month})",
        sv="{period} från utgången av det kalenderår då räkenskapsperioden gick ut ({event}; månad {month})",
        en="{period} from the end of the calendar year in which the financial year ended ({event}; it ends in month {month})",
    ),
    "latest": Label(fi="viimeisin näistä: {parts}", sv="det senaste av: {parts}", en="the latest of: {parts}"),
    "either": Label(fi="{then}; muuten {otherwise}", sv="{then}; annars {otherwise}", en="{then}; otherwise {otherwise}"),
    "group": Label(fi="tuoteryhmä {name}: {end}", sv="produktgrupp {name}: {end}", en="product group {name}: {end}"),
    "unknown": Label(fi="ei laskettavissa", sv="kan inte beräknas", en="cannot be computed"),
    "at_least": Label(
        fi="ei laskettavissa (vähintään {end})", sv="kan inte beräknas (minst {end})", en="cannot be computed (at least {end})"
    ),
    "dependent": Label(
        fi="vain niin kauan kuin muu tarkoitus säilyttää tiedot",
        sv="endast så länge ett annat ändamål behåller uppgifterna",
        en="only while another purpose keeps the data",
    ),
}
_QUESTIONS = {
    "financial_year_end_month": "in which month does the financial year end? (a month, 1 to 12)",
    "warranty_period": "how long are the warranties? (a period such as P2Y; warranty_period.<product group> for each that differs)",
    "limitation": "how long is the limitation period of claims? (P3Y by 728/2003)",
    "bind_table": "what is it for? bind the table to an activity of the notice (piicatalog decide, or tables: in piicatalog.yaml)",
    "circular": "the rule lasts as long as the data are there, and nothing else keeps them: give it a maximum (<rule>_max_period and <rule>_anchor)",
    "which_columns_are_vouchers": "are these accounting vouchers? list the tables that are, or none",
    "anchor:product_group": "which column tells the product group? (events: product_group: schema.table.column)",
}


def period(value: Period, language: str = "en") -> str:
    """Return a period in words: ``5 y``, ``1 v 6 kk``."""
    parts = [
        label.in_language(language).format(n=count)
        for label, count in zip(_YEARS, (value.years, value.months, value.days), strict=True)
        if count
    ]
    return " ".join(parts)


def event(name: str, language: str = "en") -> str:
    """Return an event in words; one that is not known as it is written."""
    return EVENTS[name].in_language(language) if name in EVENTS else name


def ending(end: Ending, language: str = "en") -> str:
    """Return an ending in words."""

    def say(key: str, **values: object) -> str:
        return _WORDS[key].in_language(language).format(**values)

    match end:
        case Since():
            length = period(end.period, language)
            if end.financial_year_end:
                return say("year_end", period=length, event=event(end.event, language), month=end.financial_year_end)
            return say("after", period=length, event=event(end.event, language)) if length else say("at", event=event(end.event, language))
        case Latest():
            return say("latest", parts=", ".join(ending(part, language) for part in end.parts))
        case WhenHappened():
            return say("either", then=ending(end.then, language), otherwise=ending(end.otherwise, language))
        case ByProductGroup():
            named = [say("group", name=name, end=ending(part, language)) for name, part in end.groups]
            return "; ".join([*named, ending(end.otherwise, language)])
        case Unknown():
            return say("unknown") if end.at_least is None else say("at_least", end=ending(end.at_least, language))
        case Dependent():
            return say("dependent")


def question(name: str, notice: Notice | None = None) -> str:
    """Return what is asked, and under which name the answer is written."""
    own = {each.id: each.label.in_language("en") for each in notice.questions} if notice else {}
    if name in own:
        return f"{name}: {own[name]}"
    if name in _QUESTIONS:
        return f"{name.removeprefix('anchor:')}: {_QUESTIONS[name]}"
    if name.startswith("anchor:"):
        told = name.removeprefix("anchor:")
        return f"{told}: no column tells when: {event(told)}; write it under events: ({told}: schema.table.column), or {told}: none under parameters:"
    if name.endswith("_max_period"):
        return f"{name}: the notice gives no time; how long at most? (a period such as P2Y)"
    if name.endswith("_anchor"):
        return f"{name}: from which event does that time run? (last_order, delivery, customer_relationship_end, created …)"
    return name


def anchor(found: Anchor) -> str:
    """Return an anchor with where it comes from."""
    return f"{found} ({'bound' if found.origin is AnchorOrigin.BOUND else f'proposed: {found.reason}'})"
