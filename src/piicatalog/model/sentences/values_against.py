"""What values speak against: they are something else."""

from piicatalog.model.label import Label

VALUES_AGAINST = {
    "are_another": Label(
        fi="{distinct} eri arvoa on muuta tietoa: {title}",
        sv="{distinct} olika värden är något annat: {title}",
        en="{distinct} distinct values are something else: {title}",
    ),
    "impossible": Label(
        fi="arvoista vain {share} voisi olla sellaisia missään muodossa",
        sv="bara {share} av värdena kunde vara sådana i någon form",
        en="only {share} of the values could be one in any form",
    ),
    "companies": Label(
        fi="{distinct} eri arvosta {share} on yritysten nimiä",
        sv="{share} av {distinct} olika värden är företagsnamn",
        en="{share} of {distinct} distinct values name a company",
    ),
    "unnamed": Label(
        fi="{distinct} eri arvosta {share} sisältää yleisen nimen",
        sv="{share} av {distinct} olika värden innehåller ett vanligt namn",
        en="{share} of {distinct} distinct values hold a frequent name",
    ),
    "dates": Label(
        fi="{distinct} eri arvosta {share} on päiviä tai kellonaikoja",
        sv="{share} av {distinct} olika värden är datum eller klockslag",
        en="{share} of {distinct} distinct values are dates or times",
    ),
    "all_dates": Label(
        fi="{distinct} eri arvoa on päiviä tai kellonaikoja",
        sv="{distinct} olika värden är datum eller klockslag",
        en="{distinct} distinct values are dates or times",
    ),
    "links": Label(
        fi="{distinct} eri arvosta {share} on tiedostojen nimiä tai verkko-osoitteita",
        sv="{share} av {distinct} olika värden är filnamn eller webbadresser",
        en="{share} of {distinct} distinct values are names of files or addresses on the web",
    ),
    "decimals": Label(
        fi="{distinct} eri arvosta {share} on desimaalilukuja",
        sv="{share} av {distinct} olika värden är decimaltal",
        en="{share} of {distinct} distinct values are numbers with decimals",
    ),
    "times_of_day": Label(
        fi="{distinct} eri arvosta {share} sisältää kellonajan",
        sv="{share} av {distinct} olika värden har ett klockslag",
        en="{share} of {distinct} distinct values have a time of day",
    ),
    "too_long": Label(
        fi="{distinct} eri arvosta {share} on pidempiä kuin puhelinnumero",
        sv="{share} av {distinct} olika värden har fler siffror än ett telefonnummer",
        en="{share} of {distinct} distinct values have more digits than a phone number",
    ),
    "names_lost": Label(
        fi="taulun {told} nimestä, joista arvot kertovat, {wrong} on väärin, joten muutkaan nimet eivät kerro paljon",
        sv="av tabellens {told} namn som värdena säger något om är {wrong} fel, så de andra säger inte mycket",
        en="of {told} names of the table that values tell of {wrong} are wrong, so that the others tell little",
    ),
    "roads": Label(
        fi="{distinct} eri arvosta {share} on numeroituja maanteitä",
        sv="{share} av {distinct} olika värden är numrerade landsvägar",
        en="{share} of {distinct} distinct values are numbered roads",
    ),
    "counted_up": Label(
        fi="{distinct} eri arvoa on juoksevia numeroita",
        sv="{distinct} olika värden är löpnummer",
        en="{distinct} distinct values are counted up",
    ),
    "again_and_again": Label(
        fi="samat harvat arvot toistuvat, kukin {times} kertaa",
        sv="samma få värden upprepas, vart och ett {times} gånger",
        en="a few values are used again and again, {times} times each",
    ),
    "sentences": Label(
        fi="{distinct} eri arvosta {share} on lauseita",
        sv="{share} av {distinct} olika värden är meningar",
        en="{share} of {distinct} distinct values are sentences",
    ),
}
