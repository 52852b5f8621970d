"""What the table and the columns beside say: whose rows they are, what happened to whom."""

from piicatalog.model.label import Label

TABLES = {
    "table_says": Label(
        fi="taulun nimessä {table} lukee «{word}»",
        sv="tabellens namn {table} innehåller «{word}»",
        en="the table's name {table} says {word}",
    ),
    "table_describes_person": Label(
        fi="taulun {table} sarakkeet kuvaavat henkilöä",
        sv="kolumnerna i {table} beskriver en person",
        en="columns of {table} describe a person",
    ),
    "table_lists_named": Label(
        fi="taulu {table} on luettelo siitä, mitä sen nimi sanoo",
        sv="{table} är en lista över det som namnet säger",
        en="{table} lists what its name says",
    ),
    "table_lists_kinds": Label(
        fi="taulu {table} on luettelo lajeista («{word}»)",
        sv="{table} är en lista över slag («{word}»)",
        en="{table} lists kinds of {word}",
    ),
    "table_belongs": Label(
        fi="taulun {table} rivit kuuluvat henkilölle",
        sv="{table} hör till en person",
        en="{table} belongs to a person",
    ),
    "table_letters": Label(
        fi="taulussa {table} on kirjeitä",
        sv="{table} innehåller brev",
        en="{table} holds letters",
    ),
    "table_animals": Label(
        fi="taulun {table} rivit ovat eläimiä",
        sv="raderna i {table} är djur",
        en="rows of {table} are animals",
    ),
    "table_doers": Label(
        fi="taulun {table} sarakkeet kertovat ohjelmista tai laitteista",
        sv="kolumnerna i {table} säger något om program eller apparater",
        en="columns of {table} tell of programs or devices",
    ),
    "table_program": Label(
        fi="taulun {table} sarakkeet kertovat, minne ohjelma kirjautuu",
        sv="kolumnerna i {table} säger var ett program loggar in",
        en="columns of {table} say where a program signs in",
    ),
    "table_reached": Label(
        fi="taulun {table} riveillä on nimi, puhelin ja sähköposti",
        sv="{table} har namn, telefon och e-post",
        en="{table} has a name and is reached by phone and e-mail",
    ),
    "table_where": Label(
        fi="taulu {table} kertoo, missä joku on ollut",
        sv="{table} säger var någon har varit",
        en="{table} says where somebody was",
    ),
    "table_household": Label(
        fi="taulun {table} rivit ovat yhdessä asuvia henkilöitä",
        sv="raderna i {table} är personer som bor tillsammans",
        en="{table} are persons who live together",
    ),
    "table_of_persons": Label(
        fi="taulun rivit ovat henkilöitä",
        sv="tabellen handlar om personer",
        en="the table is about persons",
    ),
    "table_of_nobody_said": Label(
        fi="{said}: rivit eivät ole henkilöitä",
        sv="{said}: raderna är inte personer",
        en="{said}: its rows are no persons",
    ),
    "table_not_of_persons": Label(
        fi="taulun rivit eivät ole henkilöitä",
        sv="tabellens rader är inte personer",
        en="the table: its rows are no persons",
    ),
    "rows_of_person": Label(
        fi="rivit kuuluvat henkilölle",
        sv="raderna hör till en person",
        en="the rows belong to a person",
    ),
    "rows_of_nobody": Label(
        fi="rivit eivät kuulu kenellekään",
        sv="raderna hör inte till någon",
        en="the rows belong to nobody",
    ),
    "row_secret": Label(
        fi="koodi tai avain taulussa, jonka tiedoilla joku tunnistetaan",
        sv="en kod eller nyckel i en tabell som någon identifieras med",
        en="a code or key in a table of proofs of identity",
    ),
    "row_registered": Label(
        fi="ajoneuvon rekisteritunnus («{word}»)",
        sv="det som fordonet är registrerat som («{word}»)",
        en="what a {word} is registered as",
    ),
    "row_called": Label(
        fi="kuka soitti tai kenelle soitettiin",
        sv="vem som ringde eller blev uppringd",
        en="who called or was called",
    ),
    "row_drawn": Label(
        fi="tili, jolta maksut veloitetaan",
        sv="kontot som betalningarna dras från",
        en="the account that payments are drawn from",
    ),
    "row_device": Label(
        fi="laitteen tai istunnon avain",
        sv="nyckeln till en enhet eller session",
        en="the key of a device or session",
    ),
    "row_contact": Label(
        fi="arvo taulussa, jossa on henkilön puhelinnumeroita ja osoitteita",
        sv="ett värde i en tabell med en persons telefonnummer och adresser",
        en="a value in a table of a person's phones and addresses",
    ),
    "row_goods": Label(
        fi="mitä henkilöä koskeva tapahtuma («{word}») sisältää",
        sv="vad en persons händelse («{word}») gäller",
        en="what a person's {word} is of",
    ),
    "record_health": Label(
        fi="sarake potilaan tai muun henkilön terveyttä koskevilla riveillä",
        sv="en kolumn i rader om en patients eller någon annans hälsa",
        en="a column in rows of a patient's or somebody else's health",
    ),
    "record_sum": Label(
        fi="{column} kertoo, mitä potilas maksoi",
        sv="{column} säger vad en patient betalade",
        en="{column} says what a patient paid",
    ),
    "record_criminal": Label(
        fi="sarake riveillä, jotka koskevat epäiltyä, tuomittua tai vankia",
        sv="en kolumn i rader om en misstänkt, dömd eller intagen",
        en="a column in rows of a suspect, convict or inmate",
    ),
    "row_text": Label(
        fi="mitä henkilöä koskevassa tekstissä («{word}») lukee",
        sv="vad en text om en person säger («{word}»)",
        en="what a {word} on a person says",
    ),
    "row_event": Label(
        fi="päivä, summa tai muu tieto henkilöä koskevasta tapahtumasta («{word}»)",
        sv="datum, belopp eller annan uppgift om en persons händelse («{word}»)",
        en="a date, sum or detail of a person's {word}",
    ),
    "row_of_somebody": Label(
        fi="se, jota tapahtuma («{word}») koskee",
        sv="den som händelsen («{word}») gäller",
        en="whoever the {word} is of",
    ),
    "row_which": Label(
        fi="mikä se oli («{word}»)",
        sv="vilken det var («{word}»)",
        en="which {word} it was",
    ),
    "row_allowed": Label(
        fi="{column} kertoo, mihin henkilö antaa luvan",
        sv="{column} säger vad personen tillåter",
        en="{column} says what the person allows",
    ),
    "row_consent": Label(
        fi="{column} on samassa taulussa kuin suostumus",
        sv="{column} står i samma tabell som ett samtycke",
        en="{column} stands beside a consent",
    ),
    "beside_rank": Label(
        fi="jonkun virassa palvelevan arvo",
        sv="tjänstegraden för någon som tjänstgör",
        en="the rank of somebody who serves",
    ),
    "beside_parties": Label(
        fi="samassa taulussa kerrotaan, keneltä ja kenelle, eikä paikkakuntaa",
        sv="i samma tabell finns från vem och till vem, men ingen ort",
        en="whom it is from and to stands beside it, and no town",
    ),
    "beside_city": Label(
        fi="samassa taulussa on kaupunki, jonne posti lähetetään",
        sv="i samma tabell finns orten som posten går till",
        en="mail goes to a city beside it",
    ),
    "beside_cut": Label(
        fi="{word} on katkaistu osoitteen sanasta, ja vieressä on muita",
        sv="{word} är avhugget från ett adressord, bredvid andra",
        en="{word} is cut off from a word of addresses, beside others",
    ),
    "beside_user_name": Label(
        fi="salasana käyttäjätunnuksen vieressä",
        sv="ett lösenord bredvid ett användarnamn",
        en="a pass beside a user name",
    ),
    "beside_secret": Label(
        fi="koodi samassa taulussa kuin salasana, eikä taulussa ole osoitetta",
        sv="en kod i samma tabell som ett lösenord, utan adress",
        en="a code beside a password, and no address",
    ),
    "beside_question": Label(
        fi="vastaus kysymykseen, jolla henkilöllisyys todetaan",
        sv="svaret på en fråga som visar vem någon är",
        en="the answer to a question that proves who somebody is",
    ),
    "beside_reached": Label(
        fi="se, jonka sähköpostiosoite tai puhelinnumero on samassa taulussa",
        sv="den vars e-postadress eller telefonnummer finns i samma tabell",
        en="whose e-mail address or phone number stands beside",
    ),
    "row_correspondent": Label(
        fi="kirjeen lähettäjä tai saaja",
        sv="brevets avsändare eller mottagare",
        en="who wrote or gets the letter",
    ),
    "beside_password": Label(
        fi="kirjautumisen tunnus, samassa taulussa kuin salasana ja avain",
        sv="det man loggar in med, i samma tabell som ett lösenord och en nyckel",
        en="what is signed in with, beside a password and a key",
    ),
    "beside_account": Label(
        fi="mitä tilillä on, kun tili on henkilön",
        sv="vad som finns på kontot, när kontot är en persons",
        en="what is on the account, where the account is a person's",
    ),
    "shown_number": Label(
        fi="numero, joka näkyy puhelun vastaanottajalle",
        sv="numret som visas för den som blir uppringd",
        en="the number that is shown to whoever is called",
    ),
    "member_card": Label(
        fi="henkilön kortti («{word}»)",
        sv="en persons kort («{word}»)",
        en="the card of a {word}",
    ),
}
