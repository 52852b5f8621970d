"""Endings and questions in words, in Finnish, Swedish and English."""

from collections.abc import Mapping

from piicatalog.model.label import Label
from piicatalog.model.processing import Notice
from piicatalog.model.reason import say
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
    "product_group": Label(fi="tuoteryhmä", sv="produktgruppen", en="the product group"),
    "legal_hold": Label(fi="poistokielto", sv="raderingsstopp", en="a legal hold"),
}
_UNITS = (
    Label(fi="{n} v", sv="{n} år", en="{n} y"),
    Label(fi="{n} kk", sv="{n} mån", en="{n} mo"),
    Label(fi="{n} pv", sv="{n} dgr", en="{n} d"),
)
_DECEMBER = 12
_WORDS = {
    "after": Label(fi="{period}, alkaen: {event}", sv="{period}, räknat från: {event}", en="{period} after {event}"),
    "at": Label(fi="päättyy: {event}", sv="till: {event}", en="until {event}"),
    "year_end": Label(
        fi="{period} sen kalenterivuoden lopusta, jona tilikausi päättyi (tilikausi päättyy kuussa {month}, alkaen: {event})",
        sv="{period} från utgången av det kalenderår då räkenskapsperioden gick ut (den går ut i månad {month}; från: {event})",
        en="{period} from the end of the calendar year in which the financial year of {event} ended (it ends in month {month})",
    ),
    "own_year_end": Label(
        fi="{period} sen kalenterivuoden lopusta, jolle osuu: {event}",
        sv="{period} från utgången av kalenderåret för: {event}",
        en="{period} from the end of the calendar year of {event}",
    ),
    "latest": Label(fi="myöhäisin näistä: {parts}", sv="det senaste av: {parts}", en="the latest of: {parts}"),
    "if": Label(fi="jos tapahtunut ({event}), {then}; ", sv="om det skett ({event}), {then}; ", en="if {event} has happened, {then}; "),
    "otherwise": Label(fi="muuten {otherwise}", sv="annars {otherwise}", en="otherwise {otherwise}"),
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
    "bound": Label(fi="sidottu", sv="bunden", en="bound"),
    "proposed": Label(fi="ehdotus: {reason}", sv="förslag: {reason}", en="proposed: {reason}"),
}
_QUESTIONS = {
    "financial_year_end_month": Label(
        fi="missä kuussa tilikausi päättyy? (kuukausi, 1–12)",
        sv="i vilken månad går räkenskapsperioden ut? (månad, 1–12)",
        en="in which month does the financial year end? (a month, 1 to 12)",
    ),
    "warranty_period": Label(
        fi="kuinka pitkät takuut ovat? (esimerkiksi P2Y; poikkeava tuoteryhmä: warranty_period.<tuoteryhmä>)",
        sv="hur långa är garantierna? (t.ex. P2Y; avvikande produktgrupp: warranty_period.<produktgrupp>)",
        en="how long are the warranties? (a period such as P2Y; warranty_period.<product group> for each that differs)",
    ),
    "limitation": Label(
        fi="mikä on saatavien vanhentumisaika? (728/2003: P3Y)",
        sv="hur lång är preskriptionstiden för fordringar? (728/2003: P3Y)",
        en="how long is the limitation period of claims? (P3Y by 728/2003)",
    ),
    "bind_table": Label(
        fi="mihin tarkoitukseen? sido taulu selosteen käsittelytoimeen (piicatalog decide TAULU bind, tai tables: tiedostossa piicatalog.yaml)",
        sv="för vilket ändamål? bind tabellen till en behandling i meddelandet (piicatalog decide TABELL bind, eller tables: i piicatalog.yaml)",
        en="what is it for? bind the table to an activity of the notice (piicatalog decide TABLE bind, or tables: in piicatalog.yaml)",
    ),
    "undeclared": Label(
        fi="seloste ei nimeä näitä tietoja taulun käsittelytoimille: lisää ne selosteeseen, poista sarake, tai päätä (piicatalog decide SARAKE)",
        sv="meddelandet nämner inte dessa uppgifter för tabellens behandlingar: lägg till dem, ta bort kolumnen, eller besluta (piicatalog decide KOLUMN)",
        en="the notice names these data for none of the table's activities: add them to it, drop the column, or decide (piicatalog decide COLUMN)",
    ),
    "circular": Label(
        fi="sääntö kestää niin kauan kuin tiedot ovat olemassa, eikä mikään muu säilytä niitä: anna enimmäisaika (<sääntö>_max_period ja <sääntö>_anchor)",
        sv="regeln gäller så länge uppgifterna finns, och inget annat bevarar dem: ge en maximitid (<regel>_max_period och <regel>_anchor)",
        en="the rule lasts as long as the data are there, and nothing else keeps them: give it a maximum (<rule>_max_period and <rule>_anchor)",
    ),
    "which_columns_are_vouchers": Label(
        fi="mitkä näistä ovat kirjanpidon tositteita? luettele taulut, tai none",
        sv="vilka av dessa är verifikat i bokföringen? räkna upp tabellerna, eller none",
        en="which of these are accounting vouchers? list the tables that are, or none",
    ),
    "anchor:product_group": Label(
        fi="mikä sarake kertoo rivin tuoteryhmän? (events: product_group: skeema.taulu.sarake; asiakkaalla, jolla on monta ryhmää, on monta loppua)",
        sv="vilken kolumn anger radens produktgrupp? (events: product_group: schema.tabell.kolumn; en kund med flera grupper har flera slut)",
        en="which column tells the row's product group? (events: product_group: schema.table.column; a customer with several has several ends)",
    ),
    "anchor:customer_relationship_end": Label(
        fi="mikään sarake ei kerro, milloin asiakassuhde päättyy: customer_relationship_end: skeema.taulu.sarake kohtaan events:, tai"
        " määritelmä kohtaan parameters: (definition_of_relationship_end: last_order + P3Y)",
        sv="ingen kolumn anger när kundförhållandet upphör: customer_relationship_end: schema.tabell.kolumn under events:, eller en"
        " definition under parameters: (definition_of_relationship_end: last_order + P3Y)",
        en="no column tells when the customer relationship ends: customer_relationship_end: schema.table.column under events:, or a"
        " definition under parameters: (definition_of_relationship_end: last_order + P3Y)",
    ),
}
_NO_COLUMN = Label(
    fi="mikään sarake ei kerro, milloin ({event}): {name}: skeema.taulu.sarake kohtaan events:, tai {name}: none kohtaan parameters:, jos sitä ei tapahdu",
    sv="ingen kolumn anger när ({event}): {name}: schema.tabell.kolumn under events:, eller {name}: none under parameters: om det inte sker",
    en="no column tells when ({event}): {name}: schema.table.column under events:, or {name}: none under parameters: if it does not happen",
)
_MAX_PERIOD = Label(
    fi="seloste ei kerro aikaa; enintään kuinka kauan? (esimerkiksi P2Y)",
    sv="meddelandet anger ingen tid; hur länge högst? (t.ex. P2Y)",
    en="the notice gives no time; how long at most? (a period such as P2Y)",
)
_ANCHOR = Label(
    fi="mistä tapahtumasta aika lasketaan? (last_order, delivery, customer_relationship_end, created …)",
    sv="från vilken händelse räknas tiden? (last_order, delivery, customer_relationship_end, created …)",
    en="from which event does that time run? (last_order, delivery, customer_relationship_end, created …)",
)


def period(value: Period, language: str = "en") -> str:
    """Return a period in words.

    >>> period(Period(years=1, months=6), "fi")
    '1 v 6 kk'
    """
    parts = zip(_UNITS, (value.years, value.months, value.days), strict=True)
    return " ".join(label.in_language(language).format(n=count) for label, count in parts if count)


def event(name: str, language: str = "en") -> str:
    """Return an event in words; one that is not known as it is written."""
    return EVENTS[name].in_language(language) if name in EVENTS else name


def ending(end: Ending, language: str = "en") -> str:
    """Return an ending in words."""

    def say(key: str, **values: object) -> str:
        return _WORDS[key].in_language(language).format(**values)

    match end:
        case Since():
            length, what = period(end.period, language), event(end.event, language)
            if end.financial_year_end == _DECEMBER:
                return say("own_year_end", period=length, event=what)
            if end.financial_year_end:
                return say("year_end", period=length, event=what, month=end.financial_year_end)
            return say("after", period=length, event=what) if length else say("at", event=what)
        case Latest():
            return say("latest", parts=", ".join(_part(part, language) for part in end.parts))
        case WhenHappened():
            condition = say("if", event=event(end.event, language), then=ending(end.then, language))
            if isinstance(end.otherwise, WhenHappened):
                return condition + ending(end.otherwise, language)
            return condition + say("otherwise", otherwise=ending(end.otherwise, language))
        case ByProductGroup():
            named = [say("group", name=name, end=ending(part, language)) for name, part in end.groups]
            return "; ".join([*named, say("otherwise", otherwise=ending(end.otherwise, language))])
        case Unknown():
            return say("unknown") if end.at_least is None else say("at_least", end=ending(end.at_least, language))
        case Dependent():
            return say("dependent")


def _part(end: Ending, language: str) -> str:
    text = ending(end, language)
    return text if isinstance(end, Since) else f"({text})"


def question(name: str, notice: Notice | None = None, language: str = "en") -> str:
    """Return what is asked, and under which name the answer is written."""
    own = {each.id: each.label for each in notice.questions} if notice else {}
    if name in own:
        return f"{name}: {own[name].in_language(language)}"
    short = name.removeprefix("anchor:")
    if name in _QUESTIONS:
        return f"{short}: {_QUESTIONS[name].in_language(language)}"
    if name.startswith("anchor:"):
        return f"{short}: {_NO_COLUMN.in_language(language).format(event=event(short, language), name=short)}"
    for ending_, label in (("_max_period", _MAX_PERIOD), ("_anchor", _ANCHOR)):
        if name.endswith(ending_):
            return f"{name}: {label.in_language(language)}"
    return name


def anchor(found: Anchor, language: str = "en") -> str:
    """Return an anchor with where it comes from."""
    origin = _WORDS["bound" if found.origin is AnchorOrigin.BOUND else "proposed"].in_language(language)
    return f"{found} ({origin.format(reason=say(found.reason, language))})"
