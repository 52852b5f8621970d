"""What to know of one person's data, and before a request of that person is run."""

from piicatalog.model.label import Label

REQUESTS = {
    "map_person": Label(fi="{person} (avain: {key})", sv="{person} (nyckel: {key})", en="{person} (by {key})"),
    "map_same": Label(
        fi="jossa {here} = {there} ({entity_type})",
        sv="där {here} = {there} ({entity_type})",
        en="where {here} = {there} ({entity_type})",
    ),
    "map_unreached": Label(
        fi="Näihin ei johda mikään avain; pyyntöön ei voi vastata näistä, ennen kuin joku kertoo, miten rivit liittyvät henkilöön:",
        sv="Dessa nås inte av någon nyckel; en begäran kan inte besvaras ur dem innan någon säger hur raderna hör till en person:",
        en="Reached by no key; a request cannot be answered from these before somebody says how their rows belong to a person:",
    ),
    "request_key": Label(
        fi="henkilön {column} on {parameter}",
        sv="personens {column} är {parameter}",
        en="the person's {column} is {parameter}",
    ),
    "request_exceptions": Label(
        fi="Ennen ajamista ihmisen on tarkistettava, kuka pyytää, ja säilyttääkö 17 artiklan 3 kohta tiedot (lakisääteinen velvollisuus,"
        " vaade, joka on vireillä tai voidaan esittää, poistokielto).",
        sv="Innan den körs ska en människa kontrollera vem som begär, och om artikel 17.3 bevarar uppgifterna (en rättslig förpliktelse,"
        " ett anspråk som är öppet eller kan göras, ett raderingsstopp).",
        en="Before it is run: a person must check who asks, and whether article 17(3) keeps the data (a legal duty, a claim that is open or"
        " may be made, a legal hold).",
    ),
    "request_together": Label(fi="Aja yhdessä transaktiossa.", sv="Kör i en transaktion.", en="Run it in one transaction."),
    "request_apart": Label(
        fi="Aja lause kerrallaan: transaktion sisällä DuckDB näkee yhä poistetut rivit ja kieltäytyy.",
        sv="Kör sats för sats: i en transaktion ser DuckDB fortfarande raderade rader och vägrar.",
        en="Run it statement by statement: within a transaction DuckDB still sees rows that are deleted, and refuses.",
    ),
    "request_more": Label(
        fi="näiden rivien muita sarakkeita, jotka voivat myös koskea henkilöä: {columns}",
        sv="fler kolumner i dessa rader, som också kan gälla personen: {columns}",
        en="more columns of these rows, which may be about the person too: {columns}",
    ),
    "request_kept": Label(
        fi="laki säilyttää: {columns}: {why}",
        sv="bevaras enligt lag: {columns}: {why}",
        en="kept by law: {columns}: {why}",
    ),
    "request_own_register": Label(
        fi="{table}: se on oma rekisterinsä: poista rivit sen pyynnöllä, jos henkilö on sama",
        sv="{table}: det är ett eget register: radera raderna med dess begäran, om det är samma person",
        en="{table}: it is a register of its own: erase them by that request, where it is the same person",
    ),
    "request_others": Label(
        fi="{table}: rivit kuuluvat avaimen perusteella tauluun {others}: poista ne sen pyynnöllä, jos henkilö on sama",
        sv="{table}: raderna hör enligt nyckeln till {others}: radera dem med den begäran, om det är samma person",
        en="{table}: its rows belong to {others} by key: erase them by that request, where it is the same person",
    ),
    "request_shared": Label(
        fi="{table}: poista käsin, kun on tarkistettu, ettei kenenkään muun rivi viittaa siihen",
        sv="{table}: radera för hand efter att ha kontrollerat att ingen annans rad hänvisar till den",
        en="{table}: delete by hand after checking that nobody else's row refers to it",
    ),
    "request_stays": Label(
        fi="rivi jää, koska siihen viittaa rivi, jonka laki säilyttää",
        sv="raden blir kvar, eftersom en rad som lagen bevarar hänvisar till den",
        en="the row stays, because a row that the law keeps refers to it",
    ),
    "request_circle": Label(
        fi="{columns} viittaa kehässä eikä saa olla NULL: lykkää sen rajoitetta",
        sv="{columns} hänvisar i en cirkel och får inte vara NULL: skjut upp dess villkor",
        en="{columns} refers round in a circle and may not be NULL: defer its constraint",
    ),
    "request_other_rows": Label(
        fi="{columns}: taulun muut rivit voivat viitata näihin",
        sv="{columns}: andra rader i tabellen kan hänvisa till dessa",
        en="{columns}: other rows of the table may refer to these",
    ),
    "request_self": Label(
        fi="taulun {table} muut rivit, jotka viittaavat tähän henkilöön",
        sv="andra rader i {table} som hänvisar till denna person",
        en="other rows of {table} that refer to this person",
    ),
    "request_each_other": Label(
        fi="taulut {table} ja {other} viittaavat toisiinsa",
        sv="{table} och {other} hänvisar till varandra",
        en="{table} and {other} refer to each other",
    ),
    "request_not_null": Label(
        fi="{column} ei saa olla NULL: valitse, mitä sen tilalle kirjoitetaan",
        sv="{column} får inte vara NULL: välj vad som ska skrivas i stället",
        en="{column} may not be NULL: choose what to write in its place",
    ),
    "request_nothing": Label(fi="ei muutettavaa", sv="inget att ändra", en="nothing to change"),
    "request_same": Label(
        fi="löytyi samasta arvosta, ei avaimella: {here} = {there}",
        sv="hittades genom lika värde, inte genom nyckel: {here} = {there}",
        en="found by an equal value, not by a key: {here} = {there}",
    ),
    "request_several": Label(
        fi="rivit voivat kuulua usealle henkilölle",
        sv="raderna kan höra till flera personer",
        en="its rows may belong to several persons",
    ),
    "request_no_key": Label(fi="ei viiteavainta: {said}", sv="ingen främmande nyckel: {said}", en="no foreign key: {said}"),
    "request_vouchers": Label(
        fi="taulussa {table} voi olla kirjanpidon tositteita, jotka laki säilyttää: vastaa kysymykseen {question} ennen ajamista",
        sv="{table} kan innehålla verifikat i bokföringen, som lagen bevarar: besvara {question} innan detta körs",
        en="{table} may hold accounting vouchers, which the law keeps: answer {question} before this is run",
    ),
    "request_claims": Label(
        fi="saatavia voi olla avoinna: sen, mitä saatava vaatii, saa säilyttää (17 artiklan 3 kohdan e alakohta)",
        sv="fordringar kan vara öppna: det som en fordran kräver får sparas (artikel 17.3 e)",
        en="claims may be open: what a claim needs may be kept (article 17(3)(e))",
    ),
}
