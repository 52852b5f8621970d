"""What keys say: whose row it is, or which row it refers to."""

from piicatalog.model.label import Label

KEYS = {
    "key_actor": Label(
        fi="{column} kertoo, kuka riviä on muuttanut",
        sv="{column} säger vem som har ändrat raden",
        en="{column} says who changed the row",
    ),
    "key_to_persons": Label(
        fi="{column} viittaa tauluun, jonka rivit ovat henkilöitä",
        sv="{column} hänvisar till en tabell med personer",
        en="{column} refers to a table of persons",
    ),
    "key_to_others": Label(
        fi="{column} viittaa tauluun, jonka rivit eivät ole henkilöitä",
        sv="{column} hänvisar till en tabell som inte är en tabell med personer",
        en="{column} refers to a table that is not of persons",
    ),
    "key_reached": Label(
        fi="{column} kertoo, miten henkilö tavoitetaan",
        sv="{column} säger hur personen nås",
        en="{column} says how the person is reached",
    ),
    "key_deed": Label(
        fi="{column} kertoo, kuka sen teki tai kenelle se on, ja sisältää avaimen",
        sv="{column} säger vem som gjorde det eller vem det är till, och innehåller en nyckel",
        en="{column} says who did it or whom it is for, and holds a key",
    ),
    "key_user": Label(
        fi="{column} on käyttäjän numero",
        sv="{column} är en användares nummer",
        en="{column} is the number of a user",
    ),
    "key_patient": Label(
        fi="{column} on potilaan numero",
        sv="{column} är en patients nummer",
        en="{column} is the number of a patient",
    ),
    "key_of": Label(
        fi="{column} on henkilön avain («{person}»)",
        sv="{column} är en persons nyckel («{person}»)",
        en="{column} is the key of a {person}",
    ),
    "key_bare": Label(
        fi="{column} nimeää henkilön («{person}») ja sisältää avaimen",
        sv="{column} anger en person («{person}») och innehåller en nyckel",
        en="{column} names a {person} and holds a key",
    ),
    "key_own": Label(
        fi="{column} on avain taulussa, jonka rivit ovat henkilöitä",
        sv="{column} är nyckeln i en tabell med personer",
        en="{column} is the key of a table of persons",
    ),
    "key_second": Label(
        fi="{column} on sen avain, johon teko kohdistui",
        sv="{column} är nyckeln till den som det gjordes mot",
        en="{column} is the key of whom it was done to",
    ),
    "key_given": Label(
        fi="{column} on numero, jonka joku muu on antanut henkilölle",
        sv="{column} är ett nummer som någon annan har gett personen",
        en="{column} is a number that somebody else gave the person",
    ),
    "key_phone": Label(
        fi="{column} on puhelinnumeron pituinen",
        sv="{column} är lika lång som ett telefonnummer",
        en="{column} is as long as a phone number",
    ),
    "key_mail": Label(
        fi="{column} kertoo, kuka sähköpostin lähetti tai sai",
        sv="{column} säger vem som skickade eller fick e-postmeddelandet",
        en="{column} says where an e-mail went or came from",
    ),
    "key_named": Label(
        fi="{column} nimeää henkilön («{person}») tekstinä",
        sv="{column} anger en person («{person}») i text",
        en="{column} names a {person} in words",
    ),
}
