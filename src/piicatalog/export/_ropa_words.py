"""The words of a record of processing activities.

The Finnish headings are those of GDPR article 30 as the Finnish text and the
Data Protection Ombudsman's guidance use them; that they are the headings of the Ombudsman's own form is not claimed.
"""

from collections.abc import Mapping

from piicatalog.model.label import Label

HEADINGS: Mapping[str, Label] = {
    "controller": Label(
        fi="Rekisterinpitäjä, yhteisrekisterinpitäjä, edustaja ja tietosuojavastaava",
        sv="Personuppgiftsansvarig, gemensamt ansvarig, företrädare och dataskyddsombud",
        en="Controller, joint controller, representative and data protection officer",
    ),
    "purposes": Label(fi="Käsittelyn tarkoitukset", sv="Ändamålen med behandlingen", en="Purposes of the processing"),
    "data_subjects": Label(fi="Rekisteröityjen ryhmät", sv="Kategorier av registrerade", en="Categories of data subjects"),
    "data_categories": Label(fi="Henkilötietoryhmät", sv="Kategorier av personuppgifter", en="Categories of personal data"),
    "special": Label(
        fi="Erityiset henkilötietoryhmät ja rikostiedot",
        sv="Särskilda kategorier av personuppgifter och uppgifter om brott",
        en="Special categories and criminal data",
    ),
    "recipients": Label(fi="Vastaanottajien ryhmät", sv="Kategorier av mottagare", en="Categories of recipients"),
    "transfers": Label(
        fi="Siirrot kolmansiin maihin ja suojatoimet",
        sv="Överföringar till tredjeländer och skyddsåtgärder",
        en="Transfers to third countries, safeguards",
    ),
    "retention": Label(
        fi="Tietoryhmien poistamisen määräajat", sv="Tidsfrister för radering av kategorier av uppgifter", en="Time limits for erasure"
    ),
    "security": Label(
        fi="Tekniset ja organisatoriset turvatoimet",
        sv="Tekniska och organisatoriska säkerhetsåtgärder",
        en="Technical and organisational security measures",
    ),
    "legal_bases": Label(fi="Käsittelyn oikeusperuste", sv="Rättslig grund", en="Legal basis"),
    "evidence": Label(fi="Näyttö: sarakkeet", sv="Belägg: kolumner", en="Evidence: columns"),
    "gaps": Label(fi="Puutteet", sv="Brister", en="Gaps"),
}
"""In the order of article 30(1): (a) to (g), then what it does not ask for."""

TITLE = Label(fi="Seloste käsittelytoimista", sv="Register över behandling", en="Record of processing activities")
TEXTS: Mapping[str, Label] = {
    "status": Label(fi="Tila", sv="Status", en="Status"),
    "field": Label(fi="Kohta", sv="Punkt", en="Item"),
    "content": Label(fi="Sisältö", sv="Innehåll", en="Content"),
    "generated": Label(fi="Tietokannat luettu", sv="Databaserna lästa", en="Databases read"),
    "notice": Label(fi="Tietosuojaseloste", sv="Dataskyddsmeddelande", en="Privacy notice"),
    "basis": Label(fi="GDPR 30 artikla", sv="GDPR artikel 30", en="GDPR article 30"),
    "activity": Label(fi="Käsittelytoimi", sv="Behandling", en="Processing activity"),
    "outside": Label(
        fi="Henkilötietoja, joilla ei ole käsittelyn tarkoitusta", sv="Personuppgifter utan ändamål", en="Personal data without a purpose"
    ),
    "declared": Label(fi="Selosteen mukaan", sv="Enligt meddelandet", en="As declared"),
    "found": Label(fi="Tietokannoista löytyi", sv="Hittat i databaserna", en="As found"),
    "compared": Label(
        fi="Tietosuojaselosteen taulukko: ilmoitettu ja löydetty",
        sv="Dataskyddsmeddelandets tabell: angivet och hittat",
        en="The privacy notice's table: declared and found",
    ),
    "nothing": Label(fi="ei löytynyt", sv="inte hittat", en="not found"),
    "indeterminate": Label(fi="ei laskettavissa", sv="kan inte beräknas", en="cannot be computed"),
    "counted": Label(fi="lasketaan", sv="räknas från", en="counted from"),
    "met": Label(fi="{count} arvossa", sv="i {count} värden", en="in {count} values"),
    "marks": Label(
        fi="Prosentti kertoo, kuinka varmasti sarake sisältää tiedon; ✓: ihminen on vahvistanut sen.",
        sv="Procenten anger hur säkert kolumnen innehåller uppgiften; ✓: en människa har bekräftat det.",
        en="The percentage tells how surely a column holds it; ✓: a person has confirmed it.",
    ),
    "as_found": Label(fi="Kuten tietokannoista löytyi", sv="Såsom hittat i databaserna", en="As found in the databases"),
    "as_declared": Label(fi="Kuten ilmoitettu", sv="Såsom angivet", en="As declared"),
    "undeclared": Label(fi="ei ilmoitettu", sv="inte angivet", en="not declared"),
    "missing": Label(fi="Ilmoitettu, ei löytynyt", sv="Angivet, inte hittat", en="Declared, not found"),
    "name": Label(fi="Nimi", sv="Namn", en="Name"),
    "business_id": Label(fi="Y-tunnus", sv="FO-nummer", en="Business ID"),
    "contact": Label(fi="Yhteystiedot", sv="Kontaktuppgifter", en="Contact"),
    "joint": Label(fi="Yhteisrekisterinpitäjät", sv="Gemensamt ansvariga", en="Joint controllers"),
    "representative": Label(fi="Edustaja", sv="Företrädare", en="Representative"),
    "dpo": Label(fi="Tietosuojavastaava", sv="Dataskyddsombud", en="Data protection officer"),
}
STATUSES: Mapping[str, Label] = {
    "from_notice": Label(fi="selosteesta", sv="från meddelandet", en="from the notice"),
    "from_scan": Label(fi="tietokannoista", sv="från databaserna", en="from the databases"),
    "derived": Label(fi="päätelty, tarkistettava", sv="härlett, kontrolleras", en="derived, to be reviewed"),
    "steward": Label(fi="organisaation ilmoittama", sv="uppgett av organisationen", en="given by the organisation"),
    "to_be_completed": Label(fi="TÄYDENNETTÄVÄ", sv="KOMPLETTERAS", en="TO BE COMPLETED"),
}
GAPS: Mapping[str, Label] = {
    "NOTICE-GAP": Label(
        fi="löytyi sarakkeista, ei ole selosteessa", sv="hittat i kolumner, saknas i meddelandet", en="found in columns, not in the notice"
    ),
    "NOT-FOUND": Label(
        fi="on selosteessa, ei löytynyt sarakkeista", sv="i meddelandet, inte hittat i kolumner", en="in the notice, found in no column"
    ),
    "RET-INDETERMINATE": Label(
        fi="säilytysaika ei ole laskettavissa", sv="lagringstiden kan inte beräknas", en="the retention period cannot be computed"
    ),
    "RET-CIRCULAR": Label(
        fi="säilytysaika viittaa itseensä", sv="lagringstiden hänvisar till sig själv", en="the retention period is circular"
    ),
    "NO-INTEREST": Label(
        fi="oikeutettua etua ei ole kuvattu",
        sv="det berättigade intresset är inte beskrivet",
        en="the legitimate interest is not described",
    ),
}


def heading(key: str, language: str) -> str:
    """Return a heading of article 30."""
    return HEADINGS[key].in_language(language)


def say(key: str, language: str) -> str:
    """Return one of the other texts."""
    return TEXTS[key].in_language(language)
