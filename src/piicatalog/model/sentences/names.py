"""What a column's own name, comment and data type say."""

from piicatalog.model.label import Label

NAMES = {
    "name_says": Label(
        fi="nimessä {column} lukee «{word}»",
        sv="namnet {column} innehåller «{word}»",
        en="the name {column} says {word}",
    ),
    "name_says_but": Label(
        fi="nimessä {column} lukee «{word}», {notes}",
        sv="namnet {column} innehåller «{word}», {notes}",
        en="the name {column} says {word}, {notes}",
    ),
    "comment_says": Label(
        fi="kommentissa lukee «{word}»",
        sv="kommentaren innehåller «{word}»",
        en="its comment says {word}",
    ),
    "comment_says_but": Label(
        fi="kommentissa lukee «{word}», {notes}",
        sv="kommentaren innehåller «{word}», {notes}",
        en="its comment says {word}, {notes}",
    ),
    "field_says": Label(
        fi="kentän nimessä lukee «{word}»",
        sv="fältets namn innehåller «{word}»",
        en="its name says {word}",
    ),
    "field_says_but": Label(
        fi="kentän nimessä lukee «{word}», {notes}",
        sv="fältets namn innehåller «{word}», {notes}",
        en="its name says {word}, {notes}",
    ),
    "note_tail": Label(
        fi="mutta sen viimeinen sana kertoo muusta",
        sv="men det sista ordet säger något annat",
        en="but its last word says something else of it",
    ),
    "note_setting": Label(
        fi="mutta se näyttää asetukselta",
        sv="men det ser ut som en inställning",
        en="but it reads as a setting",
    ),
    "note_of_person": Label(fi="kyse on henkilöstä", sv="det gäller en person", en="of a person"),
    "note_of_other": Label(
        fi="kyse on muusta kuin henkilöstä", sv="det gäller något annat än en person", en="of something that is no person"
    ),
    "note_addressed": Label(
        fi="kyse on siitä, mistä joku tavoitetaan",
        sv="det gäller var någon kan nås",
        en="where somebody is reached",
    ),
    "note_of_event": Label(fi="kyse on tapahtumasta", sv="det gäller en händelse", en="of something that happened"),
    "type_cannot": Label(
        fi="tietotyyppi {type} ei sovi tällaiselle tiedolle",
        sv="datatypen {type} passar inte för en sådan uppgift",
        en="the type {type} holds no such thing",
    ),
    "type_network": Label(
        fi="tietotyyppi {type} on tehty IP-osoitteille",
        sv="datatypen {type} är gjord för IP-adresser",
        en="the type {type} is made for IP addresses",
    ),
}
