"""Words of columns and tables that tell when something happened, in Finnish, Swedish and English, folded to plain letters.

A column tells of an event when its words begin with one of ``columns``; a plain date (``pvm``, ``created_at``) does in a
table whose words have one of ``tables``. Words of ``never`` speak against: ``tilaus_peruttu`` is no order.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What suggests that a column tells of an event."""

    event: str
    columns: tuple[str, ...]
    tables: tuple[str, ...] = ()
    """A column that says only "when" tells of the event in tables of these words."""
    never: tuple[str, ...] = ()
    needs_table: tuple[str, ...] = ()
    """Words of ``columns`` that count only in tables of ``tables``, being too general elsewhere."""


DATE_WORDS = frozenset(
    ("pvm", "paiva", "paivays", "paivamaara", "aika", "aikaleima", "ajankohta", "hetki", "date", "datum", "dag", "day", "at", "on", "time",
     "timestamp", "ts", "dt", "tid", "tidpunkt", "kello"),
)  # fmt: skip
"""Words that say "when" and no more."""
PLAIN = frozenset(
    ("luotu", "luonti", "created", "skapad", "added", "lisatty", "inserted", "kirjattu", "rekisteroity", "registered", "saapunut")
)
"""When a row came to be: with a date's type these tell of the table's own event."""

EVENTS = (
    EventWords(
        event="last_order_date",
        columns=("tilaus", "tilattu", "tilaa", "ostettu", "osto", "order", "ordered", "purchase", "purchased", "bought", "bestall", "kop"),
        tables=("tilaus", "tilaukset", "osto", "ostot", "order", "orders", "purchase", "purchases", "bestallning", "bestallningar", "kop"),
        never=("peru", "cancel", "avbest", "toimit", "deliver", "ship", "lever", "maks", "paid", "pay", "era", "due", "update", "muok"),
    ),
    EventWords(
        event="delivery_date",
        columns=("toimitus", "toimitettu", "luovutettu", "lahetetty", "deliver", "delivered", "delivery", "shipped", "shipping", "dispatch",
                 "leverans", "levererad", "leverera"),
        tables=("toimitus", "toimitukset", "delivery", "deliveries", "shipment", "shipments", "leverans", "leveranser"),
        never=("arvio", "estimat", "expected", "planned", "pyyd", "requested", "peru", "cancel", "ehto", "osoite", "tapa"),
        needs_table=("lahetetty", "shipping"),
    ),
    EventWords(
        event="consent_withdrawn",
        columns=("suostumus_peru", "suostumuksen_peru", "lupa_peru", "luvan_peru", "kielto", "kielletty", "markkinointikielto", "unsubscribe",
                 "optout", "opt_out", "opted_out", "consent_withdrawn", "consent_revoked", "withdrawn", "revoked", "samtycke_ater", "aterkalla",
                 "avregistrera", "avprenumerera", "peruttu", "peruutettu", "poistunut"),
        tables=("suostumus", "suostumukset", "uutiskirje", "tilaaja", "tilaajat", "consent", "consents", "newsletter", "subscriber",
                "subscribers", "subscription", "samtycke", "nyhetsbrev", "prenumerant", "markkinointilupa", "asiakaskuva", "valokuva", "photo"),
        never=("tilaus_peru", "toimitus"),
        needs_table=("withdrawn", "revoked", "peruttu", "peruutettu", "poistunut", "aterkalla", "kielletty"),
    ),
    EventWords(
        event="customer_relationship_end",
        columns=("asiakkuus_paatt", "asiakkuuden_paatt", "asiakassuhde_paatt", "asiakassuhteen_paatt", "paattynyt", "paattymis", "paattyi",
                 "lopetettu", "lopetus", "suljettu", "poistettu", "irtisanottu", "closed", "deleted", "terminated", "termination", "ended",
                 "churned", "deactivated", "relationship_end", "avslutad", "avslutat", "upphord", "upphort", "uppsagd", "raderad"),
        tables=("asiakas", "asiakkaat", "asiakkuus", "asiakassuhde", "customer", "customers", "client", "clients", "account", "accounts",
                "member", "members", "jasen", "jasenet", "kund", "kunder", "medlem", "medlemmar", "kayttaja", "kayttajat", "user", "users",
                "henkilo", "person"),
        needs_table=("paattynyt", "paattymis", "paattyi", "lopetettu", "lopetus", "suljettu", "poistettu", "irtisanottu", "closed", "deleted",
                     "terminated", "termination", "ended", "churned", "deactivated", "avslutad", "avslutat", "upphord", "upphort", "uppsagd",
                     "raderad"),
    ),
    EventWords(
        event="due_date",
        columns=("erapaiva", "erapvm", "era_paiva", "era_pvm", "eraantyy", "eraantynyt", "maksettava_viimeistaan", "due", "payment_due",
                 "forfallo", "forfaller"),
    ),
    EventWords(
        event="last_interruption",
        columns=("muistut", "maksumuistutus", "karhu", "perintakirje", "viimeisin_muistutus", "reminder", "reminded", "last_reminder", "dunning",
                 "dunned", "paminnelse", "pamind", "kravbrev", "inkassokrav"),
        tables=("muistutus", "maksumuistutus", "reminder", "reminders", "dunning", "paminnelse", "perintakirje"),
        never=("maara", "count", "lkm", "antal"),
    ),
    EventWords(
        event="enforcement_title_date",
        columns=("tuomio", "tuomittu", "ulosottoperuste", "maksutuomio", "judgment", "judgement", "enforcement", "dom_datum", "domdatum",
                 "utsokning"),
        tables=("tuomio", "tuomiot", "judgment", "judgments", "ulosotto"),
    ),
    EventWords(
        event="paid_date",
        columns=("maksettu", "maksupvm", "maksupaiva", "maksu_pvm", "maksu_paiva", "suoritettu", "suorituspaiva", "suorituspvm", "paid",
                 "payment_date", "settled", "betald", "betalat", "betalning", "betalningsdatum"),
        tables=("maksu", "maksut", "suoritus", "suoritukset", "payment", "payments", "betalning", "betalningar"),
        never=("era", "due", "forfall", "method", "tapa"),
    ),
    EventWords(
        event="voucher_date",
        columns=("lasku", "laskutus", "laskutettu", "invoice", "invoiced", "faktura", "fakturerad", "tosite", "kirjauspvm", "kirjauspaiva",
                 "kuitti", "receipt", "voucher", "posting_date", "posted", "kvitto", "verifikat", "bokford", "bokforing", "maksettu",
                 "maksupvm", "maksupaiva", "paid", "payment_date", "betald", "betalningsdatum"),
        tables=("lasku", "laskut", "myyntilasku", "invoice", "invoices", "faktura", "fakturor", "tosite", "tositteet", "kuitti", "kuitit",
                "receipt", "receipts", "voucher", "vouchers", "kvitto", "verifikat", "maksu", "maksut", "payment", "payments", "betalning",
                "betalningar", "hyvityslasku", "kirjaus", "ostolasku", "suoritus", "suoritukset"),
        never=("era", "due", "forfall", "muistut", "remind", "laskuri", "osoite", "peru", "cancel"),
        needs_table=("maksettu", "maksupvm", "maksupaiva", "paid", "payment_date", "betald", "betalningsdatum", "posted"),
    ),
    EventWords(
        event="created",
        columns=("luotu", "luonti", "created", "created_at", "skapad", "registered", "rekisteroity", "lisatty", "inserted", "saapunut"),
    ),
)  # fmt: skip

MARKS = {
    "product_group": ("tuoteryhma", "tuotekategoria", "tuoteluokka", "produktgrupp", "produktkategori", "varugrupp", "product_group",
                      "product_category", "product_type"),
    "legal_hold": ("poistokielto", "sailytysmaarays", "legal_hold", "litigation_hold", "raderingsstopp", "raderingsforbud"),
}  # fmt: skip
"""Columns that tell no day: which warranty a row has, and that nothing of it may be deleted."""

VOUCHER_TABLES = frozenset(
    ("lasku", "laskut", "myyntilasku", "ostolasku", "hyvityslasku", "laskurivi", "laskurivit", "invoice", "invoices", "faktura", "fakturor",
     "tosite", "tositteet", "kuitti", "kuitit", "receipt", "receipts", "voucher", "vouchers", "kvitto", "kvitton", "verifikat", "verifikation",
     "maksu", "maksut", "suoritus", "suoritukset", "payment", "payments", "betalning", "betalningar", "kirjaus", "kirjaukset", "kirjanpito",
     "ledger", "bokforing", "accounting"),
)  # fmt: skip
"""Words of tables that hold accounting vouchers: their content must be kept for six years."""
ORDER_TABLES = frozenset(
    ("tilaus", "tilaukset", "tilausrivi", "tilausrivit", "order", "orders", "bestallning", "bestallningar", "osto", "ostot", "kauppa",
     "purchase", "purchases", "sale", "sales", "myynti"),
)  # fmt: skip
"""Words of tables that can be vouchers: only the bookkeeping knows."""
