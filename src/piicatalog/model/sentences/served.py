"""Why a table serves a processing activity, refers to another, or tells when something happened."""

from piicatalog.model.label import Label

SERVED = {
    "bound_by": Label(fi="sidottu: {pattern}", sv="bunden: {pattern}", en="bound by {pattern}"),
    "bound_by_why": Label(fi="sidottu: {pattern}: {why}", sv="bunden: {pattern}: {why}", en="bound by {pattern}: {why}"),
    "decided_by": Label(fi="päätöksen teki {who}", sv="beslutat av {who}", en="decided by {who}"),
    "decided": Label(fi="ihmisen päätös", sv="beslutat av en person", en="decided by a person"),
    "serves_data": Label(fi="taulussa on: {data}", sv="tabellen innehåller: {data}", en="it holds: {data}"),
    "called": Label(fi="{name}", sv="{name}", en="{name}"),
    "serves_name": Label(
        fi="taulun nimessä {table} lukee «{word}»",
        sv="tabellens namn {table} innehåller «{word}»",
        en="{table} speaks of {word}",
    ),
    "serves_people": Label(
        fi="taulussa {table} on ihmisiä («{word}»)",
        sv="{table} räknar upp personer («{word}»)",
        en="{table} lists people: {word}",
    ),
    "serves_part": Label(
        fi="taulu viittaa tauluun {table} ({said})",
        sv="den hänvisar till {table} ({said})",
        en="it refers to {table} ({said})",
    ),
    "serves_owner": Label(
        fi="rivit kuuluvat tauluun {table} ({said})",
        sv="raderna hör till {table} ({said})",
        en="its rows belong to {table} ({said})",
    ),
    "serves_referring": Label(
        fi="taulu {table} viittaa tähän ({said})",
        sv="{table} hänvisar till den ({said})",
        en="{table} refers to it ({said})",
    ),
    "serves_schema": Label(
        fi="skeeman nimessä {schema} lukee «{word}»",
        sv="schemats namn {schema} innehåller «{word}»",
        en="schema {schema} speaks of {word}",
    ),
    "serves_comment": Label(
        fi="taulun kommentissa lukee «{word}»",
        sv="tabellens kommentar innehåller «{word}»",
        en="its comment speaks of {word}",
    ),
    "serves_unknown": Label(
        fi="mikään ei kerro, mitä varten taulu on",
        sv="inget säger vad tabellen är till för",
        en="nothing tells what the table is for",
    ),
    "refers_name": Label(
        fi="sarake {column} on nimetty taulun {table} mukaan",
        sv="{column} har fått namn efter {table}",
        en="{column} is named after {table}",
    ),
    "refers_key": Label(
        fi="{column} on samanniminen kuin taulun {table} perusavain",
        sv="{column} heter som primärnyckeln i {table}",
        en="{column} is called like the primary key of {table}",
    ),
    "refers_values": Label(
        fi="sarakkeen {column} arvoista {share} on taulun {table} avaimia",
        sv="{share} av värdena i {column} är nycklar i {table}",
        en="{share} of the values of {column} are keys of {table}",
    ),
    "event_name": Label(fi="nimessä {column} lukee «{word}»", sv="namnet {column} innehåller «{word}»", en="{column} says {word}"),
    "event_name_in": Label(
        fi="nimessä {column} lukee «{word}», taulu on {table}",
        sv="namnet {column} innehåller «{word}», i {table}",
        en="{column} says {word}, in {table}",
    ),
    "event_date": Label(
        fi="{column} on taulun {table} päivämäärä",
        sv="{column} är ett datum i {table}",
        en="{column} is a date of {table}",
    ),
}
