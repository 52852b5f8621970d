"""What the columns beside a column make of its words: a role among staff, a PAN among identity documents."""

from piicatalog.model.label import Label

BESIDE = {
    "beside_staff": Label(
        fi="rooli työssä: taulun rivit ovat työntekijöitä",
        sv="rollen i arbetet: tabellens rader är anställda",
        en="the role at work: the table's rows are people who work",
    ),
    "beside_profession": Label(
        fi="lupa ammattiin, sillä rivit ovat ammatinharjoittajia",
        sv="legitimation för ett yrke, eftersom raderna är yrkesutövare",
        en="a licence to a profession, as the rows are people who practise one",
    ),
    "beside_documents": Label(
        fi="samassa taulussa on muita henkilöllisyystodistuksia",
        sv="i samma tabell finns andra identitetshandlingar",
        en="other identity documents stand beside it",
    ),
    "beside_file": Label(
        fi="samassa taulussa on tiedoston nimi tai koko",
        sv="i samma tabell finns en fils namn eller storlek",
        en="the name or size of a file stands beside it",
    ),
    "beside_visit": Label(
        fi="kertoo käynnistä tai yhteydenottotavasta eikä henkilöstä",
        sv="säger något om ett besök eller ett kontaktsätt och inte om en person",
        en="says something of a visit or a way of contact, and not of a person",
    ),
    "beside_card": Label(
        fi="samassa taulussa on maksukortin numero",
        sv="i samma tabell finns ett betalkorts nummer",
        en="the number of a payment card stands beside it",
    ),
    "beside_ride": Label(
        fi="mistä tai minne henkilöä kuljetettiin",
        sv="varifrån eller vart en person åkte",
        en="where somebody was picked up or brought to",
    ),
    "beside_trace": Label(
        fi="samassa taulussa on IP-osoite, laite tai paikannuksen tarkkuus",
        sv="i samma tabell finns en IP-adress, en enhet eller positionens noggrannhet",
        en="an IP address, a device or the accuracy of a position stands beside it",
    ),
    "beside_channel": Label(
        fi="samassa taulussa kerrotaan, minkä kanavan kautta henkilö tavoitetaan",
        sv="i samma tabell finns kanalen genom vilken personen nås",
        en="the channel through which somebody is reached stands beside it",
    ),
    "beside_street": Label(
        fi="samassa taulussa on katuosoite",
        sv="i samma tabell finns en gatuadress",
        en="a street stands beside it",
    ),
    "beside_person": Label(
        fi="henkilön asuinosavaltio",
        sv="delstaten där en person bor",
        en="the state where a person lives",
    ),
    "beside_name": Label(
        fi="henkilön toinen nimi, sillä samassa taulussa on henkilön nimi",
        sv="ett annat namn på personen, eftersom personens namn finns i samma tabell",
        en="another name of the person whose name stands beside it",
    ),
    "beside_attributes": Label(
        fi="kertoo, missä toisen järjestelmän kentässä tieto on",
        sv="säger i vilket fält i ett annat system uppgiften finns",
        en="says in which field of another system something is found",
    ),
    "beside_gender": Label(
        fi="kertoo, onko henkilö nainen vai mies",
        sv="säger om en person är kvinna eller man",
        en="says whether a person is a woman or a man",
    ),
    "row_picture": Label(
        fi="kuva tai tiedosto taulussa, jossa on henkilön kuvia",
        sv="bild eller fil i en tabell med en persons bilder",
        en="a picture or file in a table of a person's pictures",
    ),
}
