"""What values speak for: their form, their check digits, how they are spread."""

from piicatalog.model.label import Label

VALUES = {
    "and": Label(fi="{first}; {then}", sv="{first}; {then}", en="{first}; {then}"),
    "form": Label(
        fi="{title}: muoto täsmää {fit}/{distinct} eri arvossa",
        sv="{title}: formen stämmer i {fit} av {distinct} olika värden",
        en="{title}: {fit} of {distinct} distinct values have the form",
    ),
    "form_checked": Label(
        fi="{title}: muoto täsmää {fit}/{distinct} eri arvossa ja tarkistus onnistuu {valid} arvossa ({share}; sattumalta {chance})",
        sv="{title}: formen stämmer i {fit} av {distinct} olika värden och kontrollen i {valid} av dem ({share}; av en slump {chance})",
        en="{title}: {fit} of {distinct} distinct values have the form, {valid} of them ({share}) pass the check (by chance {chance})",
    ),
    "in_field": Label(
        fi="henkilötietoja kentässä {path}: {said}",
        sv="personuppgifter i fältet {path}: {said}",
        en="contains personal data in {path}: {said}",
    ),
    "in_a_field": Label(
        fi="henkilötietoja eräässä kentässä: {said}",
        sv="personuppgifter i ett fält: {said}",
        en="contains personal data in a field: {said}",
    ),
    "full_names": Label(
        fi="{distinct} eri arvosta {share} sisältää etunimen ja sukunimen",
        sv="{share} av {distinct} olika värden har förnamn och efternamn",
        en="{share} of {distinct} distinct values have a first name and a surname",
    ),
    "first_names": Label(
        fi="{distinct} eri arvosta {share} on etunimiä",
        sv="{share} av {distinct} olika värden är förnamn",
        en="{share} of {distinct} distinct values are first names",
    ),
    "last_names": Label(
        fi="{distinct} eri arvosta {share} on sukunimiä tai päättyy kuin sukunimi",
        sv="{share} av {distinct} olika värden är efternamn eller slutar som ett",
        en="{share} of {distinct} distinct values are surnames or end like one",
    ),
    "cities": Label(
        fi="{distinct} eri arvosta {share} on kuntia tai postitoimipaikkoja",
        sv="{share} av {distinct} olika värden är kommuner eller postorter",
        en="{share} of {distinct} distinct values are municipalities or post offices",
    ),
    "joined_names": Label(
        fi="{distinct} eri arvosta {share} on etunimi ja sukunimi yhteen liitettyinä",
        sv="{share} av {distinct} olika värden är förnamn och efternamn sammansatta",
        en="{share} of {distinct} distinct values are a first name and a surname joined",
    ),
    "joined_places": Label(
        fi="{distinct} eri arvosta {share} on postinumero ja kaupunki",
        sv="{share} av {distinct} olika värden är postnummer och ort",
        en="{share} of {distinct} distinct values are a postal code and a city",
    ),
    "titles": Label(
        fi="{distinct} eri arvosta {share} päättyy kuin ammattinimike",
        sv="{share} av {distinct} olika värden slutar som yrkestitlar",
        en="{share} of {distinct} distinct values end like titles of occupations",
    ),
    "most_hold": Label(
        fi="{share} arvoista sisältää tämän muun ohessa: {title}",
        sv="{share} av värdena innehåller detta bland annat: {title}",
        en="{share} of the values hold this beside something else: {title}",
    ),
    "illnesses": Label(
        fi="{share} arvoista nimeää sairauden, allergian tai lääkkeen",
        sv="{share} av värdena nämner en sjukdom, en allergi eller ett läkemedel",
        en="{share} of the values name a disease, an allergy or a medicine",
    ),
    "illness_codes": Label(
        fi="{distinct} eri arvosta {share} on diagnoosikoodin muotoisia, {chapters} eri pääluokasta",
        sv="{share} av {distinct} olika värden har formen av en diagnoskod, från {chapters} kapitel",
        en="{share} of {distinct} distinct values have the form of a diagnosis's code, of {chapters} chapters",
    ),
    "plates": Label(
        fi="{distinct} eri arvosta {share} on rekisteritunnuksen muotoisia, erilaisia alkuja on {prefixes}",
        sv="{share} av {distinct} olika värden har formen av en registreringsskylt, med {prefixes} olika början",
        en="{share} of {distinct} distinct values have the form of a plate, with {prefixes} beginnings",
    ),
    "postal_numbers": Label(
        fi="{distinct} eri luvusta {share} voi olla postinumeroita, joiden alkunollat puuttuvat",
        sv="{share} av {distinct} olika tal kan vara postnummer utan inledande nollor",
        en="{share} of {distinct} distinct numbers could be postal codes without leading zeros",
    ),
    "postal_regions": Label(
        fi="{said}; kymmenestä alueesta mukana on {regions}",
        sv="{said}, från {regions} av de tio regionerna",
        en="{said}, from {regions} of the ten regions",
    ),
    "postal_beside": Label(
        fi="ainoa sarake, jossa on viisi numeroa ({share} alkaa nollalla), ja vieressä on katuja tai kaupunkeja",
        sv="den enda kolumnen med fem siffror ({share} börjar med noll), bredvid gator eller orter",
        en="the only column of five digits, {share} with a zero before, next to streets or towns",
    ),
    "phone_lost_zero": Label(
        fi="{distinct} eri luvusta {share} alkaa matkapuhelinnumeron suuntanumerolla, josta nolla puuttuu",
        sv="{share} av {distinct} olika tal börjar med ett mobilriktnummer utan nolla",
        en="{share} of {distinct} distinct numbers start with a mobile prefix whose zero is lost",
    ),
    "age_bands": Label(
        fi="{bands} yhtä leveää luokkaa seuraa toisiaan ja vanhimmilla on oma luokkansa, kuten ikäluokissa",
        sv="{bands} lika breda klasser följer på varandra och de äldsta har en egen, som åldersklasser",
        en="{bands} bands of one width follow one another and the oldest have their own, as ages do",
    ),
    "birth_years": Label(
        fi="{distinct} eri päivää ilman kellonaikaa jakautuu {years} vuodelle, kuten syntymäpäivät",
        sv="{distinct} olika datum utan klockslag fördelar sig på {years} år, som födelsedatum gör",
        en="{distinct} distinct dates without a time spread over {years} years, as birth dates do",
    ),
    "latitudes": Label(
        fi="desimaalilukuja, jotka sopivat leveysasteiksi",
        sv="decimaltal som passar som latituder",
        en="decimals in the range of latitudes",
    ),
    "longitudes": Label(
        fi="desimaalilukuja, jotka sopivat pituusasteiksi",
        sv="decimaltal som passar som longituder",
        en="decimals in the range of longitudes",
    ),
    "not_beside_persons": Label(
        fi="{said}, vieressä ei henkilötietoja",
        sv="{said}, inte bredvid personuppgifter",
        en="{said}, beside no data of persons",
    ),
    "running_text": Label(
        fi="{distinct} eri arvoa on vapaata tekstiä",
        sv="{distinct} olika värden är löpande text",
        en="{distinct} distinct values are running text",
    ),
    "running_text_holds": Label(
        fi="{distinct} eri arvoa on vapaata tekstiä; osassa on: {found}",
        sv="{distinct} olika värden är löpande text; en del innehåller: {found}",
        en="{distinct} distinct values are running text; some hold: {found}",
    ),
    "counted": Label(fi="{title} ({count})", sv="{title} ({count})", en="{title} ({count})"),
}
