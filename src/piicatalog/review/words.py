"""The words of the review page, in Finnish, Swedish and English; what exports say too stands in ``model.labels``."""

from piicatalog.model.label import Label

_WORDS = {
    "title": Label(fi="Katselmointi", sv="Granskning", en="Review"),
    "queue": Label(fi="Jono", sv="Kö", en="Queue"),
    "notice_questions": Label(fi="Selosteen kysymykset", sv="Frågor om meddelandet", en="Questions on the notice"),
    "decisions_made": Label(fi="Tehdyt päätökset", sv="Fattade beslut", en="Decisions made"),
    "skip": Label(fi="Siirry jonoon", sv="Gå till kön", en="Skip to the queue"),
    "progress": Label(
        fi="{done} / {all} saraketta päätetty, {left} jäljellä",
        sv="{done} av {all} kolumner avgjorda, {left} kvar",
        en="{done} of {all} columns decided, {left} left",
    ),
    "questions_left": Label(
        fi="{count} taulun käyttötarkoitus on avoin", sv="{count} tabeller utan känt ändamål", en="{count} tables without a known purpose"
    ),
    "who": Label(fi="päättäjä", sv="beslutsfattare", en="decided by"),
    "file": Label(fi="Päätökset", sv="Beslut", en="Decisions"),
    "open": Label(fi="odottaa päätöstä", sv="väntar på beslut", en="awaiting a decision"),
    "any": Label(fi="kaikki", sv="alla", en="any"),
    "filter": Label(fi="Rajaa", sv="Filtrera", en="Filter"),
    "table_part": Label(fi="Taulun nimessä", sv="I tabellens namn", en="In the table's name"),
    "rule": Label(fi="Poikkeama", sv="Avvikelse", en="Violation"),
    "shown": Label(fi="{first}–{last} / {all}", sv="{first}–{last} av {all}", en="{first}–{last} of {all}"),
    "next_page": Label(fi="Seuraava sivu", sv="Nästa sida", en="Next page"),
    "previous_page": Label(fi="Edellinen sivu", sv="Föregående sida", en="Previous page"),
    "nothing": Label(fi="Mikään ei vastaa rajausta.", sv="Inget motsvarar filtret.", en="Nothing matches."),
    "all_done": Label(fi="Kaikki on päätetty.", sv="Allt är avgjort.", en="Everything is decided."),
    "confirm": Label(fi="Vahvista", sv="Bekräfta", en="Confirm"),
    "dismiss": Label(fi="Hylkää", sv="Avfärda", en="Dismiss"),
    "dismiss_says": Label(fi="Ei ole henkilötieto", sv="Är ingen personuppgift", en="It is no personal data"),
    "retype": Label(fi="Vaihda tyyppi", sv="Byt typ", en="Change the type"),
    "retype_says": Label(fi="On jotain muuta", sv="Är något annat", en="It is something else"),
    "confirm_says": Label(fi="On sitä, mitä löytyi", sv="Är det som hittades", en="It is what was found"),
    "is": Label(fi="Se on", sv="Det är", en="It is"),
    "why": Label(fi="Perustelu", sv="Motivering", en="Reason"),
    "condition": Label(
        fi="Edellytys, joka sallii sen: 9(2)(b)", sv="Villkor som tillåter det: 9(2)(b)", en="The condition that allows it: 9(2)(b)"
    ),
    "recheck": Label(fi="Katso uudestaan (päivä)", sv="Granska igen (dag)", en="Look again on (day)"),
    "optional": Label(fi="vapaaehtoinen", sv="frivillig", en="optional"),
    "column_page": Label(fi="Tiedot", sv="Detaljer", en="Details"),
    "reasons": Label(fi="Miksi", sv="Varför", en="Why"),
    "confirm_sure": Label(
        fi="Vahvista {count} varmaa (vähintään {share})",
        sv="Bekräfta {count} säkra (minst {share})",
        en="Confirm {count} sure ones ({share} or more)",
    ),
    "confirm_shown": Label(
        fi="Vahvista kaikki {count} ehdotettua", sv="Bekräfta alla {count} föreslagna", en="Confirm all {count} suggested"
    ),
    "same_named": Label(
        fi="Samannimiset sarakkeet: {count}", sv="Kolumner med samma namn: {count}", en="Columns of the same name: {count}"
    ),
    "same_title": Label(
        fi="Sarakkeet nimeltä {name}: {kind}", sv="Kolumner med namnet {name}: {kind}", en="Columns called {name}: {kind}"
    ),
    "same_says": Label(
        fi="Päätös koskee valittuja. Poista valinta siltä, joka on katsottava erikseen.",
        sv="Beslutet gäller de valda. Avmarkera det som ska granskas för sig.",
        en="What you decide is for those that are ticked. Untick what has to be looked at by itself.",
    ),
    "same_more": Label(
        fi="Näytetään {count} ensimmäistä; loput tulevat niiden jälkeen.",
        sv="De {count} första visas; resten kommer efter dem.",
        en="The first {count} are shown; the others come after them.",
    ),
    "purpose_question": Label(
        fi="Mitä käsittelytoimia taulu palvelee?", sv="Vilka behandlingar tjänar tabellen?", en="Which activities does the table serve?"
    ),
    "purpose_possible": Label(fi="mahdollinen", sv="möjlig", en="possible"),
    "purpose_none": Label(
        fi="Ei mitään näistä? Silloin taulu kuuluu toiseen selosteeseen: lisää se tiedostoon piicatalog.yaml (notices:).",
        sv="Ingen av dessa? Då hör tabellen till ett annat meddelande: lägg till det i piicatalog.yaml (notices:).",
        en="None of these? Then the table belongs to another notice: add that to piicatalog.yaml (notices:).",
    ),
    "bind": Label(fi="Sido taulu", sv="Bind tabellen", en="Bind the table"),
    "bind_change": Label(fi="Muuta käsittelytoimia", sv="Ändra behandlingarna", en="Change the activities"),
    "rows": Label(fi="{count} riviä", sv="{count} rader", en="{count} rows"),
    "whole_table": Label(fi="Koko taulu", sv="Hela tabellen", en="The whole table"),
    "back": Label(fi="Takaisin jonoon", sv="Tillbaka till kön", en="Back to the queue"),
    "next": Label(fi="Seuraava", sv="Nästa", en="Next"),
    "previous": Label(fi="Edellinen", sv="Föregående", en="Previous"),
    "explanation": Label(fi="Miksi näin arvioitiin", sv="Varför det bedömdes så", en="Why it was judged so"),
    "decide_title": Label(fi="Päätös", sv="Beslut", en="Decision"),
    "written": Label(
        fi="{file}: {added} riviä lisätty, {removed} poistettu",
        sv="{file}: {added} rader tillagda, {removed} borttagna",
        en="{file}: {added} lines added, {removed} removed",
    ),
    "difference": Label(fi="Näytä muutos", sv="Visa ändringen", en="Show the difference"),
    "confirm_done": Label(fi="Vahvistettu", sv="Bekräftat", en="Confirmed"),
    "dismiss_done": Label(fi="Hylätty", sv="Avfärdat", en="Dismissed"),
    "retype_done": Label(fi="Tyyppi vaihdettu", sv="Typen bytt", en="Type changed"),
    "bind_done": Label(fi="Sidottu", sv="Bundet", en="Bound"),
    "answer_done": Label(fi="Vastattu", sv="Besvarat", en="Answered"),
    "undone": Label(fi="Kumottu", sv="Ångrat", en="Undone"),
    "undo": Label(fi="Kumoa", sv="Ångra", en="Undo"),
    "more": Label(fi="ja {count} muuta", sv="och {count} till", en="and {count} more"),
    "skipped": Label(
        fi="Ei päätetty, koska muuttui sen jälkeen kun sivu näytettiin; katso uudestaan: {names}",
        sv="Inte avgjort, eftersom det ändrades efter att sidan visades; granska igen: {names}",
        en="Not decided, since it changed after the page was shown; look again: {names}",
    ),
    "held_by": Label(
        fi="Sidonta {pattern} on tätä ennen ja on voimassa; poista tai muuta se tiedostossa.",
        sv="Bindningen {pattern} kommer före denna och gäller; ta bort eller ändra den i filen.",
        en="The binding {pattern} comes before this one and holds; take it out or change it in the file.",
    ),
    "nothing_chosen": Label(fi="Mitään ei ollut valittu.", sv="Inget var valt.", en="Nothing was chosen."),
    "needs_reason": Label(
        fi="Tarvitaan perustelu, jonka muut voivat tarkistaa.",
        sv="En motivering som andra kan kontrollera behövs.",
        en="A reason that others can check is needed.",
    ),
    "nothing_decided": Label(
        fi="Tässä istunnossa ei ole päätetty mitään.", sv="Inget har avgjorts i denna session.", en="Nothing has been decided in this sitting."
    ),
    "no_questions": Label(fi="Avoimia kysymyksiä ei ole.", sv="Inga öppna frågor.", en="No open questions."),
    "answer": Label(fi="Vastaus", sv="Svar", en="Answer"),
    "save_answer": Label(fi="Vastaa", sv="Svara", en="Answer it"),
    "waiting_tables": Label(fi="Odottavat taulut", sv="Tabeller som väntar", en="Tables that wait for it"),
    "keys": Label(fi="Näppäimet", sv="Tangenter", en="Keys"),
    "key_next": Label(fi="seuraava", sv="nästa", en="next"),
    "key_previous": Label(fi="edellinen", sv="föregående", en="previous"),
    "key_open": Label(fi="avaa tiedot", sv="öppna detaljer", en="open the details"),
    "key_search": Label(fi="haku", sv="sök", en="search"),
    "key_undo": Label(fi="kumoa viimeisin", sv="ångra det senaste", en="undo the last one"),
    "key_help": Label(fi="näytä näppäimet", sv="visa tangenterna", en="show the keys"),
    "refused": Label(
        fi="Tähän ei vastata. Avaa osoite, jonka pääte näyttää.",
        sv="Detta besvaras inte. Öppna adressen som terminalen visar.",
        en="This is not answered. Open the address that the terminal shows.",
    ),
    "not_found": Label(fi="Täällä ei ole mitään.", sv="Här finns inget.", en="There is nothing here."),
    "failed": Label(fi="Mitään ei kirjoitettu.", sv="Inget skrevs.", en="Nothing was written."),
    "fault": Label(
        fi="Ohjelmavirhe; pääte kertoo, missä. Kirjoitetut päätökset ovat tallessa.",
        sv="Ett fel i programmet; terminalen visar var. Skrivna beslut finns kvar.",
        en="A fault of the program; the terminal says where. What was written is kept.",
    ),
    "decided_since": Label(
        fi="Aiempi päätös on katsottava uudestaan", sv="Ett tidigare beslut ska granskas igen", en="An earlier decision is to be looked at again"
    ),
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """Return one of the texts with its values; KeyError when there is none of that key.

    >>> word("questions_left", "fi", count=3)
    '3 taulun käyttötarkoitus on avoin'
    """
    return _WORDS[key].in_language(language).format(**values)
