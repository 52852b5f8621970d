"""Words of the benchmark's tables, written for it: not the product's lists.

Surnames are composed as Finnish surnames are (a stem and -nen, a stem and -la, two words of nature), first names and
places are written here, and a third of all names comes from Faker. ``held_out`` uses the other half of every
list, so that what was tuned on one half can be measured on the other.
"""

import random
from functools import cache

from faker import Faker

FIRST = """
Aatu Eemi Hermine Ilja Jarl Kaapro Lyyti Malviina Nestor Oivi Pellervo Raafael Seela Taimo Ulriikka Vilma-Sofia Yngve Zaida Åke Örjan Amir Farah
Svitlana Bao Ngozi Jean-Pierre Mihkel Kristjan Piret Aune-Marja Toivo-Ilmari Saga-Lii Jaakkima Hertta-Maija Veli-Antti Elsi-Maria Aulis Eine Hilppa
Terttu Kyösti Jalmari Urpo Tauno Sirkka-Liisa Marja-Terttu Niilo-Petteri Iivari Maarit Tuire Sinikka Veikko Sylvi Saima Ahti Alpo Brita Solveig
Gun-Lis Göran Håkan Lars-Olof Rolf Siv Torsten Yrsa Fatuma Halima Zahra Mehmet Olena Dmytro Ivana Piotr Agnieszka Nikolai Tatjana Wei Somsak
Emilia Olivia Eino Väinö Leo Elias Aino Sofia Helmi Venla Eevi Onni Oliver Noel Hugo Leevi Lilja Aada Kerttu Ilona Matti Mikko Antti Jari Juha
Timo Kari Anne Päivi Sari Tiina Minna Marja Ritva Leena Pirkko Tuula Hannele Kristiina Jenna Niko Joni Ville Teemu Heidi Katja Riikka Outi
""".split()
RARE_LAST = """
Kyllästinen Raatevaara Tuppurainen Hyttilä Ala-Nissilä Yli-Ojanperä Västerback Österholm-Berg Kanninmäki Puikkola Rautapuro Sarpola Vuokkovaara
Niittykangas Haapakorva Koutonen Ryhänen Tossavainen Yrttiaho Zacheus Åström Öfverström Okafor Haddad Kovalenko Ivask Jõgi Fernandez O'Brien
Mac-Donald Smith Schmidt Bui Rautajoki Kauppi Sarvela Brotherus Gadd Hästö Ihatsu Kaartotie Levänluoma Mesiäinen Norkko Parnanen Qvarnström Rissa
Sarapohja Tolvi Uurtamo Vartiovaara Wegelius Yläoutinen Ärmänen Böckerman Crusell Dahlbacka Enckell Frondén Gestrin Hultin Järnefelt Knapas
Lassus Mickos Nygrén Paloposki Rosvall Schauman Tigerstedt Vasenius Wrede Östergren Abdulle Bekele Dang Eronen El-Sayed Nowak Petrenko Tamm
""".split()
STEMS = """
Aho Ala Haapa Hako Hara Heina Hieta Hir Hovi Huh Ilo Iso Jau Joki Jouhi Kaipa Kanka Karja Kaski Kauha Kerä Keto Kiis Koivu Korho Kulju Kurki Lahti
Lai Lampi Leini Lehto Liika Luosta Mali Matti Mielo Mus Mylly Nevala Niemi Nieme Nurmi Oja Paana Palo Parta Pelko Petäjä Pihla Poutia Rauta Reini
Rinta Ruoho Saari Salmi Sarka Sipi Sorja Suoma Tani Tarkia Toivo Tuomi Turu Uimo Vaini Vala Vihava Viita Vuori Väisä Yli Ylö Äijä
""".split()
NATURE = "mäki niemi järvi vaara salo saari lampi koski lahti ranta aho kangas luoma pää maa oja korpi harju kallio virta kylä perä lehto metsä".split()
SWEDISH = "Berg Sjö Lind Holm Ström Ny Gran Ek Al Björk Hägg Sand Sund Öst Väst Norr Söder Back Å Åker Stål Silver Gyllen".split()
SWEDISH_ENDS = "ström berg qvist blom lund holm man stedt gren roos fors bäck mark blad feldt vall".split()
CITIES = """
Helsinki Espoo Vantaa Tampere Turku Oulu Lahti Kuopio Jyväskylä Pori Kouvola Joensuu Lappeenranta Hämeenlinna Vaasa Seinäjoki Rovaniemi Mikkeli
Kotka Salo Porvoo Kokkola Hyvinkää Lohja Järvenpää Rauma Kajaani Kerava Savonlinna Nokia Ylöjärvi Kangasala Raasepori Imatra Riihimäki Raahe
Sastamala Raisio Hollola Siilinjärvi Tuusula Kirkkonummi Nurmijärvi Sipoo Mäntsälä Valkeakoski Varkaus Jämsä Hamina Kemi Tornio Heinola Äänekoski
Pietarsaari Laukaa Ilmajoki Kurikka Kauhava Lapua Loimaa Forssa Uusikaupunki Kuusamo Parainen Keuruu Orimattila Mustasaari Pirkkala Lempäälä
Vihti Lieto Naantali Kaarina Maarianhamina Närpiö Loviisa Hanko Inkoo Siuntio Sodankylä Inari Utsjoki Enontekiö Kittilä Ivalo Levi Nuorgam Åbo
Borgå Vasa Jakobstad Ekenäs Karis Lovisa Mariehamn Vichtis Esbo Vanda Grankulla Helsingfors Tammerfors Sibbo Pargas Nagu Korpo Kimito Ingå
Karjaa Tenhola Masku Nousiainen Mynämäki Laitila Eura Kiukainen Säkylä Huittinen Kokemäki Ulvila Nakkila Noormarkku Merikarvia Kankaanpää
""".split()
STREET_STEMS = """
Puisto Koulu Ranta Kirkko Asema Niitty Metsä Haka Kataja Pihlaja Ylä Ala Vanha Uusi Suvi Talvi Kivi Harju Lampi Pelto Myllärin Sepän Kellon Vuori
Lehto Saari Tuuli Pohjois Etelä Kalevan Aleksanterin Snellmanin Runebergin Tehtaan Satama Linnan Kauppa Hämeen Savon Karjalan Tykki Ruoti Purje
Airo Ahven Hauki Kettu Jänis Karhun Suden Ilveksen Vaahtera Tammi Lehmus Tuomen Pajun Haavan Kuusi Mänty Honka Petäjä Sorsa Kurki Joutsen Tiira
""".split()
STREET_ENDS = (
    ["tie"] * 35
    + ["kuja"] * 23
    + ["polku"] * 13
    + ["katu"] * 18
    + "rinne kaari raitti ranta tori aukio väylä portti mäki penger piha".split()
)
SWEDISH_STREETS = (
    "Strand Skol Kyrko Ny Gamla Berg Sjö Skogs Ängs Fabriks Station Kungs Drottning Handels Hamn Lärk Björk Tall Rönn Lind".split()
)
NAMELESS_STREETS = "Kangas Yli-Muonio Säyneensalo Kirkonkylä Perälä Takamaa Honkaniementie Vesilahdentie Kivijärventie Suursuo".split()
SENTENCES = """
tilaus toimitettu asiakas soitti huomenna palautus maksu myöhässä lasku lähetetty tarkista varasto kuljetus avain ovi huolto korjattu osa puuttuu
kiitos hyvä laatu huono viesti vastattu the order was late please check leverans försenad kunden ringde paketet saapui rikki väri ei täsmää uusi
aika sovittu perjantai aamupäivä sopimus päättyy syksyllä laite vaihdettu takuu voimassa hinta tarkistettu alennus annettu kampanja
""".split()
PRODUCTS = """
Lumiaura Keittiövaaka Työtuoli Pöytälamppu Sadetakki Villasukat Jääkaappi Polkupyörä Kahvinkeitin Retkireppu Sähköhella Puutarhaletku Nitoja
Rannekello Kuulokkeet Talvirengas Saunakiulu Leipälapio Verhotanko Koiranruoka Hiekkapaperi Puuliima Vasara Ruuvimeisseli Termospullo Sukset
Luistimet Pesukone Tiskirätti Kattolamppu Matto Hylly Sohva Tyyny Peitto Astiasto Kattila Paistinpannu Puukko Kirves Saha Mittanauha
""".split()
NATURE_WORDS = (
    "mäki koski lampi järvi salo aho niemi lahti ranta saari kivi metsä suo puro virta kallio harju vuori laakso niitty pelto korpi".split()
)
BRANDS = "Nokka Polarex Arctica Sampolin Metsun Elisan Postila Valtion Finlux Rapalus Marimex Fiskarin Iittalan Artekin Paulin Fazerin Vaasan Ponsse Konecor Wartilin".split()
PLANTS = "Betula pendula,Pinus sylvestris,Picea abies,Alnus incana,Sorbus aucuparia,Populus tremula,Salix caprea,Quercus robur,Tilia cordata,Acer platanoides".split(
    ","
)
DEPARTMENTS = "Myynti,Talous,Henkilöstö,Tuotanto,Markkinointi,Logistiikka,Tietohallinto,Asiakaspalvelu,Osto,Johto,Laatu,Tutkimus".split(",")
COUNTRIES = "Suomi,Ruotsi,Norja,Tanska,Viro,Latvia,Saksa,Ranska,Espanja,Italia,Puola,Kiina".split(",")
CATEGORIES = "Kengät,Takit,Työkalut,Puutarha,Keittiö,Elektroniikka,Lelut,Kirjat,Urheilu,Kosmetiikka,Eläintarvikkeet,Autotarvikkeet,Lahjat,Outlet".split(
    ","
)
FAKERS = {locale: Faker(locale) for locale in ("fi_FI", "sv_SE", "et_EE", "en_GB")}
# People in Finland by what their names come from, about.
ORIGINS = {"fi_FI": 84, "sv_SE": 8, "et_EE": 3, "en_GB": 5}


@cache
def half(words: tuple[str, ...], *, held_out: bool) -> tuple[str, ...]:
    """Return every second word: the one half is tuned on, the other is measured on."""
    return tuple(word for index, word in enumerate(sorted(set(words))) if index % 2 == held_out)


class Words:
    """Draws names, the commoner the oftener."""

    def __init__(self, *, held_out: bool) -> None:
        self.held_out = held_out

    def of(self, r: random.Random, words: list[str]) -> str:
        return r.choice(half(tuple(words), held_out=self.held_out))

    def frequent(self, r: random.Random, words: list[str]) -> str:
        """Draw as names are distributed: the tenth one a tenth as often as the first."""
        chosen = half(tuple(words), held_out=self.held_out)
        return chosen[min(int(len(chosen) ** r.random()) - 1, len(chosen) - 1)]

    def first(self, r: random.Random) -> str:
        return self._faked(r, "first_name") if r.random() < 0.35 else self.frequent(r, FIRST)

    def last(self, r: random.Random) -> str:
        kind = r.random()
        if kind < 0.35:
            return self._faked(r, "last_name")
        if kind < 0.75:
            stem = self.of(r, STEMS)
            return stem + r.choice(["nen", "nen", "nen", "la" if set(stem.lower()) & set("aou") else "lä", "lainen"])
        if kind < 0.84:
            return self.of(r, STEMS) + r.choice(NATURE)
        if kind < 0.92:
            return self.of(r, SWEDISH) + r.choice(SWEDISH_ENDS)
        return self.of(r, RARE_LAST)

    def _faked(self, r: random.Random, what: str) -> str:
        faker = FAKERS[r.choices(list(ORIGINS), list(ORIGINS.values()))[0]]
        faker.seed_instance(r.randrange(10**9) * 2 + self.held_out)
        return str(getattr(faker, what)())
