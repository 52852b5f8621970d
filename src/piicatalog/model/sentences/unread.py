"""Why values were not read."""

from piicatalog.model.label import Label

UNREAD = {
    "names_only": Label(
        fi="vain nimet ja tyypit; arvoja ei luettu",
        sv="bara namn och typer; värdena lästes inte",
        en="names and types only; values were not read",
    ),
    "no_value": Label(
        fi="luetuilla riveillä ei ole arvoja",
        sv="inga värden i de lästa raderna",
        en="no value in the rows read",
    ),
    "no_text": Label(
        fi="arvot eivät ole tekstiä vaan kuvia, avaimia tai pakattua tietoa",
        sv="värdena är inte text utan bilder, nycklar eller komprimerade data",
        en="its values are no text: a picture, a key, compressed data",
    ),
    "binary": Label(fi="binääriarvoja ei lueta", sv="binära värden läses inte", en="binary values are not read"),
    "no_permission": Label(fi="lukuoikeus puuttuu", sv="behörighet att läsa saknas", en="no permission to read it"),
    "empty_table": Label(fi="taulu on tyhjä", sv="tabellen är tom", en="the table is empty"),
    "no_columns": Label(fi="sarakkeita ei ole", sv="den har inga kolumner", en="it has no columns"),
    "columns_unlisted": Label(
        fi="sarakkeita ei saatu luetelluksi",
        sv="kolumnerna kunde inte räknas upp",
        en="its columns could not be listed",
    ),
    "columns_unresolved": Label(
        fi="sarakkeet tulevat kyselystä, jota ei saatu selvitettyä",
        sv="kolumnerna kommer från en fråga som inte kunde redas ut",
        en="its columns come from a query that was not resolved",
    ),
    "too_slow": Label(
        fi="lukeminen kesti yli {seconds} sekuntia",
        sv="läsningen tog mer än {seconds} sekunder",
        en="it took longer than {seconds} seconds to read",
    ),
    "file_empty": Label(fi="{file}: tiedosto on tyhjä", sv="{file}: filen är tom", en="{file}: the file is empty"),
    "file_no_text": Label(fi="{file}: tiedosto ei ole tekstiä", sv="{file}: filen är inte en textfil", en="{file}: it is no text file"),
    "file_no_line": Label(
        fi="{file}: yhtään riviä ei voi lukea",
        sv="{file}: ingen rad kan läsas",
        en="{file}: it has no line that can be read",
    ),
    "file_no_json": Label(fi="{file}: tiedosto ei ole JSONia", sv="{file}: filen är inte JSON", en="{file}: it is no JSON"),
    "file_no_object": Label(
        fi="{file}: tiedostossa ei ole yhtään JSON-oliota",
        sv="{file}: filen innehåller inget JSON-objekt",
        en="{file}: it holds no object",
    ),
    "file_utf16": Label(
        fi="{file}: tiedosto on UTF-16-muodossa, ja JSON luetaan UTF-8-muodossa: muunna se esimerkiksi iconv-ohjelmalla",
        sv="{file}: filen är UTF-16, och JSON läses som UTF-8: omvandla den, till exempel med iconv",
        en="{file}: it is UTF-16, and JSON is read as UTF-8: convert it, with iconv for example",
    ),
    "file_no_parquet": Label(
        fi="{file}: tiedosto ei ole Parquet-tiedosto ({error})",
        sv="{file}: filen är inte en Parquet-fil ({error})",
        en="{file}: it is no Parquet file: {error}",
    ),
    "file_no_workbook": Label(
        fi="{file}: tiedosto ei ole Excel-työkirja, jonka voisi avata ({error}); onko se suojattu?",
        sv="{file}: filen är inte en Excel-arbetsbok som kan öppnas ({error}); är den skyddad?",
        en="{file}: it is no Excel workbook that can be opened ({error}); is it protected?",
    ),
    "sheet_empty": Label(
        fi="{file}, taulukko {sheet}: se on tyhjä",
        sv="{file}, blad {sheet}: det är tomt",
        en="{file}, sheet {sheet}: it is empty",
    ),
    "sheet_damaged": Label(
        fi="{file}, taulukko {sheet}: se on vioittunut ({error})",
        sv="{file}, blad {sheet}: det är skadat ({error})",
        en="{file}, sheet {sheet}: it is damaged ({error})",
    ),
}
