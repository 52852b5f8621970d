"""The words that exports and the terminal use, in Finnish, Swedish and English; the GDPR's own where it has one.

Names of entity types, data categories, activities, legal bases and retention rules are not here: they stand in
classifier files and in the notice.
"""

from piicatalog.model.catalog import Origin, Severity
from piicatalog.model.evidence import Signal
from piicatalog.model.finding import ColumnState
from piicatalog.model.label import Label
from piicatalog.model.schema import TableKind

STATES = {
    ColumnState.CONFIRMED: Label(fi="vahvistettu", sv="bekräftad", en="confirmed"),
    ColumnState.SUGGESTED: Label(fi="ehdotettu", sv="föreslagen", en="suggested"),
    ColumnState.DISMISSED: Label(fi="hylätty", sv="avfärdad", en="dismissed"),
    ColumnState.INCIDENTAL: Label(fi="satunnainen", sv="tillfällig", en="incidental"),
    ColumnState.CLEAN: Label(fi="ei löytynyt", sv="inget funnet", en="nothing found"),
    ColumnState.NOT_CHECKED: Label(fi="ei tarkastettu", sv="inte granskad", en="not checked"),
}

ORIGINS = {
    Origin.BOUND: Label(fi="sidottu", sv="bunden", en="bound"),
    Origin.INFERRED: Label(fi="päätelty", sv="härledd", en="inferred"),
    Origin.CANDIDATE: Label(fi="ehdokas", sv="kandidat", en="candidate"),
}

SEVERITIES = {
    Severity.ERROR: Label(fi="virhe", sv="fel", en="error"),
    Severity.WARNING: Label(fi="varoitus", sv="varning", en="warning"),
    Severity.QUESTION: Label(fi="kysymys", sv="fråga", en="question"),
}

SIGNALS = {
    Signal.COLUMN_NAME: Label(fi="sarakkeen nimi", sv="kolumnens namn", en="column name"),
    Signal.DATA_TYPE: Label(fi="tietotyyppi", sv="datatyp", en="data type"),
    Signal.COMMENT: Label(fi="kommentti", sv="kommentar", en="comment"),
    Signal.VALUES: Label(fi="arvot", sv="värden", en="values"),
    Signal.FIELDS: Label(fi="kentät", sv="fält", en="fields"),
    Signal.TEXT: Label(fi="teksti", sv="text", en="text"),
    Signal.TABLE: Label(fi="taulu", sv="tabell", en="table"),
    Signal.KEYS: Label(fi="avaimet", sv="nycklar", en="keys"),
    Signal.LINEAGE: Label(fi="tiedon alkuperä", sv="datans ursprung", en="lineage"),
}

ACTIONS = {
    "confirm": Label(fi="vahvistettu", sv="bekräftad", en="confirmed"),
    "dismiss": Label(fi="hylätty", sv="avfärdad", en="dismissed"),
    "retype": Label(fi="tyyppi vaihdettu", sv="omklassad", en="retyped"),
}

KINDS = {
    TableKind.TABLE: Label(fi="taulu", sv="tabell", en="table"),
    TableKind.VIEW: Label(fi="näkymä", sv="vy", en="view"),
    TableKind.MATERIALIZED_VIEW: Label(fi="materialisoitu näkymä", sv="materialiserad vy", en="materialized view"),
    TableKind.FOREIGN_TABLE: Label(fi="vierastaulu", sv="främmande tabell", en="foreign table"),
    TableKind.FILE: Label(fi="tiedosto", sv="fil", en="file"),
    TableKind.DATAFRAME: Label(fi="DataFrame", sv="DataFrame", en="data frame"),
}

TEXTS = {
    "title": Label(fi="Henkilötietoluettelo", sv="Personuppgiftskatalog", en="Personal data catalog"),
    "overview": Label(fi="Yhteenveto", sv="Översikt", en="Overview"),
    "source": Label(fi="Lähde", sv="Källa", en="Source"),
    "schema": Label(fi="Skeema", sv="Schema", en="Schema"),
    "schemas": Label(fi="Skeemat", sv="Scheman", en="Schemas"),
    "no_schema": Label(fi="(ei skeemaa)", sv="(utan schema)", en="(no schema)"),
    "table": Label(fi="Taulu", sv="Tabell", en="Table"),
    "tables": Label(fi="Tauluja", sv="Tabeller", en="Tables"),
    "column": Label(fi="Sarake", sv="Kolumn", en="Column"),
    "columns": Label(fi="Sarakkeita", sv="Kolumner", en="Columns"),
    "data_type": Label(fi="Tietotyyppi", sv="Datatyp", en="Data type"),
    "state": Label(fi="Tila", sv="Status", en="State"),
    "personal_data": Label(fi="Henkilötieto", sv="Personuppgift", en="Personal data"),
    "confidence": Label(fi="Varmuus", sv="Säkerhet", en="Confidence"),
    "data_categories": Label(fi="Henkilötietoryhmät", sv="Kategorier av personuppgifter", en="Categories of personal data"),
    "activities": Label(fi="Käsittelyn tarkoitus", sv="Ändamål med behandlingen", en="Purpose of processing"),
    "legal_bases": Label(fi="Käsittelyn peruste", sv="Rättslig grund", en="Legal basis"),
    "retention": Label(fi="Säilytysaika", sv="Lagringstid", en="Retention period"),
    "violations": Label(fi="Poikkeamat", sv="Avvikelser", en="Violations"),
    "checked": Label(fi="Tarkastettu", sv="Granskat", en="Checked"),
    "reasons": Label(fi="Perusteet", sv="Skäl", en="Reasons"),
    "decision": Label(fi="Päätös", sv="Beslut", en="Decision"),
    "notice": Label(fi="Tietosuojaseloste", sv="Dataskyddsmeddelande", en="Privacy notice"),
    "scanned": Label(fi="Luettu", sv="Läst", en="Scanned"),
    "found": Label(fi="Mitä löytyi", sv="Vad som hittades", en="What was found"),
    "not_checked": Label(fi="Mitä ei tarkastettu", sv="Vad som inte granskades", en="What was not checked"),
    "all_checked": Label(fi="Kaikki sarakkeet tarkastettiin.", sv="Alla kolumner granskades.", en="Every column was checked."),
    "nothing_found": Label(fi="Henkilötietoja ei löytynyt.", sv="Inga personuppgifter hittades.", en="No personal data was found."),
    "problems": Label(fi="Lukemisen ongelmat", sv="Problem vid läsningen", en="What could not be read"),
    "why_not": Label(fi="Miksi ei", sv="Varför inte", en="Why not"),
    "undecided": Label(fi="Odottaa päätöstä", sv="Väntar på beslut", en="Awaiting a decision"),
    "personal": Label(fi="Henkilötietoja", sv="Med personuppgifter", en="Personal data"),
    "rows_read": Label(
        fi="{rows} riviä luettu, {non_null} arvoa", sv="{rows} rader lästa, {non_null} värden", en="{rows} rows read, {non_null} values"
    ),
    "bound": Label(
        fi="alle {share} riveistä (95 %:n luottamus)",
        sv="under {share} av raderna (95 % konfidens)",
        en="below {share} of rows (95 % confidence)",
    ),
    "in_values": Label(fi="{values} arvossa", sv="i {values} värden", en="in {values} values"),
    "search": Label(fi="Hae taulua, saraketta, tietoa", sv="Sök tabell, kolumn, uppgift", en="Search table, column, data"),
    "all": Label(fi="kaikki", sv="alla", en="all"),
    "shown": Label(fi="{shown} / {total} saraketta", sv="{shown} av {total} kolumner", en="{shown} of {total} columns"),
    "none_shown": Label(fi="Mikään sarake ei vastaa hakua.", sv="Ingen kolumn motsvarar sökningen.", en="No column matches."),
    "candidates": Label(fi="? {count} ehdokasta", sv="? {count} kandidater", en="? {count} candidates"),
    "clear": Label(fi="Tyhjennä", sv="Rensa", en="Clear"),
    "skip": Label(fi="Siirry sarakkeisiin", sv="Gå till kolumnerna", en="Skip to the columns"),
    "lost": Label(fi="Mitä harkittiin ja mikä hävisi", sv="Vad som övervägdes och förlorade", en="What was considered and lost"),
    "prior": Label(fi="ennen kuin mitään tiedetään", sv="innan något är känt", en="before anything is known"),
    "not_counted": Label(
        fi="ei lasketa: samalta merkiltä on vahvempi",
        sv="räknas inte: samma signal har ett starkare",
        en="not counted: its signal has a stronger one",
    ),
    "row": Label(fi="rivi", sv="rad", en="row"),
    "computable": Label(fi="laskettavissa", sv="beräkningsbar", en="computable"),
    "tables_read": Label(fi="luettuja tauluja {count}", sv="lästa tabeller {count}", en="{count} tables read"),
    "unchanged": Label(fi="muuttumattomia {count}", sv="oförändrade {count}", en="{count} unchanged"),
    "kept": Label(fi="tallessa: {place}", sv="sparat i {place}", en="kept in {place}"),
    "not_kept": Label(
        fi="tästä luennasta ei jää mitään talteen: tallennus vaatii: {command}",
        sv="inget av läsningen sparas: för att spara behövs {command}",
        en="nothing of this scan is kept: the store needs {command}",
    ),
    "next": Label(fi="seuraavaksi", sv="härnäst", en="next"),
    "stopped": Label(fi="keskeytetty", sv="avbruten", en="stopped"),
    "stopped_kept": Label(
        fi="keskeytetty; jatka samalla komennolla ja valitsimella --resume",
        sv="avbruten; fortsätt med samma kommando och --resume",
        en="stopped; go on with the same command and --resume",
    ),
    "open_questions": Label(fi="avoimia kysymyksiä {count}", sv="öppna frågor {count}", en="{count} open"),
    "no_open_questions": Label(fi="avoimia kysymyksiä ei ole", sv="inga öppna frågor", en="no open questions"),
    "answer": Label(fi="vastaus", sv="svar", en="answer"),
    "for": Label(fi="koskee", sv="gäller", en="for"),
    "choose": Label(
        fi="numeroita tai nimiä, välilyönnein erotettuina",
        sv="nummer eller namn, åtskilda med mellanslag",
        en="numbers or names, separated by spaces",
    ),
    "later": Label(fi="tyhjä: myöhemmin", sv="tomt: senare", en="empty: later"),
    "why": Label(fi="miksi", sv="varför", en="why"),
    "by": Label(fi="päättäjä {who}", sv="av {who}", en="by {who}"),
    "unfinished": Label(fi="kesken", sv="inte färdig", en="unfinished"),
    "scan_tables": Label(fi="tauluja {count}", sv="tabeller {count}", en="{count} tables"),
    "scan_problems": Label(fi="ongelmia {count}", sv="problem {count}", en="{count} problems"),
    "no_scans": Label(
        fi="yhtään luentaa ei ole tallessa; aja: piicatalog scan FILE_OR_URL",
        sv="ingen läsning är sparad; kör: piicatalog scan FILE_OR_URL",
        en="no scan is kept here yet; run: piicatalog scan FILE_OR_URL",
    ),
    "written": Label(fi="kirjoitettu: {path}", sv="skrivet i {path}", en="written to {path}"),
    "one_column": Label(fi="1 sarake", sv="1 kolumn", en="1 column"),
    "some_columns": Label(fi="{count} saraketta", sv="{count} kolumner", en="{count} columns"),
    "special": Label(fi="erityinen henkilötietoryhmä", sv="särskild kategori", en="special category"),
}


def text(key: str, language: str) -> str:
    """Return one of the texts; KeyError when there is none of that key.

    >>> text("legal_bases", "fi")
    'Käsittelyn peruste'
    """
    return TEXTS[key].in_language(language)


def columns_in_words(count: int, language: str) -> str:
    """Return so many columns.

    >>> columns_in_words(1, "fi"), columns_in_words(2, "fi")
    ('1 sarake', '2 saraketta')
    """
    return text("one_column" if count == 1 else "some_columns", language).format(count=count)


COMPUTABLE = {
    "true": Label(fi="kyllä", sv="ja", en="yes"),
    "false": Label(fi="ei", sv="nej", en="no"),
    "derived": Label(fi="muista tiedoista", sv="ur andra uppgifter", en="from other data"),
    "with_parameter": Label(fi="kun kysymykseen on vastattu", sv="när frågan är besvarad", en="once a question is answered"),
    "with_claim_data": Label(fi="saatavan tiedoista", sv="ur uppgifterna om fordran", en="from the data of the claim"),
    "with_consent_record": Label(fi="suostumuksen tiedoista", sv="ur uppgifterna om samtycket", en="from the record of the consent"),
    "with_definition": Label(fi="kun käsite on määritelty", sv="när begreppet är definierat", en="once a term is defined"),
}
"""Whether the end of a retention rule can be computed; what a notice says beyond these is shown as it is."""
