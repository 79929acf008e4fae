"""States that are no more, and bodies that are no state: a hint, never a successor.

Which state a treaty of a former state binds today is a question of law that differs
from treaty to treaty; a table of names cannot answer it. So such a name is rejected
with the states that followed, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geo.storage import ASSETS, toml
from geo.text import split_list


@dataclass(frozen=True)
class Former:
    """A former state: its codes, its names, when it ended, who followed."""

    title: str
    ended: str
    successors: tuple[str, ...]
    names: tuple[str, ...]


def _state(title: str, until: str, successors: str, *names: str) -> Former:
    return Former(title, until, tuple(successors.split()), (title, *names))


#: Codes are those of ISO 3166-3 and of its time; a code that ISO 3166-1 has since given
#: to another country is left out.
FORMER = (
    _state(
        "Soviet Union",
        "1991",
        "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA RUS TJK TKM UKR UZB",
        *("SUN", "SU", "SUHH", "810", "USSR", "U.S.S.R.", "СССР", "Советский Союз"),
        *("Union of Soviet Socialist Republics", "USSR (former)", "Former USSR"),
        *("USSR, Union of Soviet Socialist Republics", "бывший СССР"),
        *("Союз Советских Социалистических Республик", "Soviet Russia", "Soviet"),
        *("URSS", "U.R.S.S.", "Union soviétique", "Unión Soviética", "União Soviética"),
        *(
            "Sowjetunion",
            "UdSSR",
            "Unione Sovietica",
            "苏联",
            "蘇聯",
            "ソ連",
            "ソビエト連邦",
        ),
        *("Union des républiques socialistes soviétiques", "苏维埃社会主义共和国联盟"),
        *("Unión de Repúblicas Socialistas Soviéticas", "소련", "ZSRR", "SSSR", "SSCB"),
        *("الاتحاد السوفيتي", "الاتحاد السوفياتي", "Sovjetunionen", "Sovjet-Unie"),
        *("Union of Soviet Socialist Reps.", "U.S.S.R. (former)", "USSR/Russia"),
        *("Soviet Union (former)", "Former Soviet Union", "FSU", "СРСР"),
    ),
    _state(
        "Yugoslavia",
        "1992 (Socialist Federal Republic), 2003 (Federal Republic)",
        "BIH HRV MKD MNE SRB SVN",
        *("YUG", "YU", "YUCS", "890", "Югославия", "СФРЮ", "СРЮ", "SFRY", "FRY"),
        *("Former Yugoslavia", "бывшая Югославия", "ФНРЮ"),
        *("Socialist Federal Republic of Yugoslavia", "Союзная Республика Югославия"),
        *("Federal Republic of Yugoslavia", "Kingdom of Yugoslavia"),
        *("Социалистическая Федеративная Республика Югославия", "Yugo", "S.F.R.Y."),
        *("Yougoslavie", "Jugoslawien", "Iugoslávia", "Jugoslávia", "Jugoslavia"),
        *("Jugoslavija", "Jugosławia", "南斯拉夫", "ユーゴスラビア", "유고슬라비아"),
        *("يوغوسلافيا", "Yugoslavia (former)", "Yugoslavia, SFR", "Yugoslavia, FR"),
        *("Serb-Croat-Slovene State", "Kingdom of Serbs, Croats and Slovenes"),
        *(
            "Socialist Fed. Rep. of Yugoslavia",
            "Yugoslavia (SFRY)",
            "Yougoslavie (RFS)",
        ),
        *("Yugoslavia (Serbia and Montenegro)", "Yugoslavia (FRY)", "Joegoslavië"),
    ),
    _state(
        "Serbia and Montenegro",
        "2006",
        "MNE SRB",
        *("SCG", "CSXX", "891", "Сербия и Черногория", "Serbia & Montenegro"),
        *(
            "State Union of Serbia and Montenegro",
            "Serbia-Montenegro",
            "塞尔维亚和黑山",
        ),
        *("Serbie-et-Monténégro", "Serbie et Monténégro", "Serbia y Montenegro"),
        *("Serbien und Montenegro", "Sérvia e Montenegro", "Serbia/Montenegro"),
    ),
    _state(
        "Czechoslovakia",
        "1992",
        "CZE SVK",
        *("CSK", "CS", "CSHH", "200", "Чехословакия", "ЧССР", "ČSSR", "ЧСФР", "ČSFR"),
        *(
            "Czechoslovak Socialist Republic",
            "Former Czechoslovakia",
            "Czecho-Slovakia",
        ),
        *("Чехословацкая Социалистическая Республика", "Czechoslovak Republic"),
        *("Tchécoslovaquie", "Checoslovaquia", "Checoeslovaquia", "Tchecoslováquia"),
        *(
            "Checoslováquia",
            "Tschechoslowakei",
            "ČSFR",
            "CSSR",
            "CSFR",
            "Cecoslovacchia",
        ),
        *("Czech and Slovak Federal Republic", "Czech and Slovak Federative Republic"),
        *("捷克斯洛伐克", "チェコスロバキア", "체코슬로바키아", "تشيكوسلوفاكيا"),
        *(
            "Czechoslovakia (former)",
            "Czechosłowacja",
            "Československo",
            "Tsjechoslowakije",
        ),
    ),
    _state(
        "German Democratic Republic",
        "1990",
        "DEU",
        *("DDR", "DD", "DDDE", "278", "GDR", "East Germany", "ГДР"),
        *("Восточная Германия", "Германская Демократическая Республика", "DDR", "RDA"),
        *("Deutsche Demokratische Republik", "Ostdeutschland", "G.D.R.", "E. Germany"),
        *(
            "Germany, East",
            "Germany (East)",
            "East Germany (GDR)",
            "Allemagne de l'Est",
        ),
        *("Germany, Democratic Republic of", "German Dem. Rep.", "Germany (DR)"),
        *("République démocratique allemande", "Alemania Oriental", "东德", "동독"),
        *("República Democrática Alemana", "Alemanha Oriental", "東ドイツ", "民主德国"),
        *("República Democrática Alemã", "Repubblica Democratica Tedesca", "NRD"),
        *("德意志民主共和国", "ألمانيا الشرقية", "ألمانيا الديمقراطية", "Germania Est"),
    ),
    _state(
        "Democratic Yemen",
        "1990",
        "YEM",
        *("YMD", "YD", "YDYE", "720", "South Yemen", "Южный Йемен", "НДРЙ", "PDRY"),
        *(
            "People's Democratic Republic of Yemen",
            "Yemen PDR",
            "Yemen, PDR",
            "PDR Yemen",
        ),
        *("Yemen People's Republic", "Yemen, People's Republic of", "Yemen, South"),
        *("Yemen (South)", "S. Yemen", "Yemen, Democratic", "Yemen (Aden)", "南也门"),
        *("Yemen (PDR)", "Yemen, P.D.R.", "P.D.R. Yemen", "People's Republic of Yemen"),
        *("People's Republic of Southern Yemen", "اليمن الجنوبي", "Yémen du Sud"),
        *("Yémen démocratique", "Yemen Democrático", "Yemen del Sur", "Südjemen"),
        *("Yemen (People's Democratic Republic)", "اليمن الديمقراطية"),
        "Yemen, Democratic, People's Democratic Republic of",
    ),
    _state(
        "Yemen Arab Republic",
        "1990",
        "YEM",
        *("North Yemen", "Северный Йемен", "YAR", "Y.A.R.", "N. Yemen", "Yemen AR"),
        *("Yemen, North", "Yemen (North)", "Yemen (Sana'a)", "Yemen (AR)", "ЙАР"),
        *("Yemen, Arab Republic of", "Arab Republic of Yemen", "Yemen (Arab Republic)"),
        *("République arabe du Yémen", "República Árabe del Yemen", "Nordjemen"),
        *("Yémen du Nord", "اليمن الشمالي", "الجمهورية العربية اليمنية", "北也门"),
    ),
    _state(
        "Democratic Republic of Viet Nam",
        "1976",
        "VNM",
        *("VDR", "VD", "VDVN", "North Vietnam", "North Viet-Nam", "Северный Вьетнам"),
        *("ДРВ", "Viet-Nam, Democratic Republic of", "Vietnam, North", "DRV"),
        *("Vietnam (North)", "N. Vietnam", "Vietnam, Democratic Republic of"),
        *("Democratic Republic of Vietnam", "北越", "Nordvietnam", "Viêt-nam du Nord"),
    ),
    _state(
        "Republic of Viet Nam",
        "1976",
        "VNM",
        *("South Vietnam", "Южный Вьетнам", "Republic of Vietnam", "Vietnam, South"),
        *("Vietnam, Republic of", "Viet Nam, Republic of", "Vietnam (South)", "RVN"),
        *(
            "S. Vietnam",
            "Viet-Nam, Republic of",
            "State of Vietnam",
            "南越",
            "Südvietnam",
        ),
        *(
            "Rep. of Vietnam",
            "Vietnam (Republic of)",
            "Viêt-nam du Sud",
            "Vietnam South",
        ),
    ),
    _state(
        "Southern Rhodesia", "1980", "ZWE", "RHO", "RH", "RHZW", "Rhodesia", "Родезия"
    ),
    _state("Northern Rhodesia", "1964", "ZMB"),
    _state("Tanganyika", "1964", "TZA", "Танганьика"),
    _state("Zanzibar", "1964", "TZA", "Занзибар"),
    _state(
        "United Arab Republic",
        "1971",
        "EGY SYR",
        "UAR",
        "ОАР",
        "U.A.R.",
        "République arabe unie",
    ),
    _state(
        "Netherlands Antilles",
        "2010",
        "BES CUW SXM",
        "ANT",
        "ANHH",
        "530",
        "Dutch Antilles",
        "Antilles néerlandaises",
        "Netherlands Ant.",
        "Нидерландские Антильские острова",
    ),
    _state("Byelorussian SSR", "1991", "BLR", "BYS", "Белорусская ССР", "БССР"),
    _state("Ukrainian SSR", "1991", "UKR", "Украинская ССР", "УССР"),
    _state("Sikkim", "1975", "IND", "SKM"),
    _state("Ottoman Empire", "1922", "TUR", "Османская империя", "Ottoman"),
    _state("Russian Empire", "1917", "RUS", "Российская империя", "Imperial Russia"),
    _state(
        "Austria-Hungary",
        "1918",
        "AUT HUN CZE SVK",
        "Австро-Венгрия",
        "Autriche-Hongrie",
        "Österreich-Ungarn",
    ),
    _state("Prussia", "1947", "DEU", "Пруссия", "Kingdom of Prussia", "Prusse"),
    _state("German Empire", "1918", "DEU", "Германская империя", "Deutsches Reich"),
    _state("Hanover", "1866", "DEU", "Hannover", "Kingdom of Hanover"),
    _state("Bavaria", "1871", "DEU", "Bayern", "Kingdom of Bavaria"),
    _state("Baden", "1871", "DEU", "Grand Duchy of Baden"),
    _state("Saxony", "1871", "DEU", "Kingdom of Saxony"),
    _state("Württemberg", "1871", "DEU", "Wurttemberg", "Wuerttemburg", "Wuerttemberg"),
    _state(
        "Hesse-Kassel", "1866", "DEU", "Hesse Electoral", "Hesse-Kassel (Electoral)"
    ),
    _state(
        *("Hesse-Darmstadt", "1871", "DEU", "Hesse Grand Ducal", "Hesse Darmstadt"),
        "Hesse-Darmstadt (Ducal)",
    ),
    _state(
        *("Mecklenburg-Schwerin", "1918", "DEU", "Mecklenberg-Schwerin"),
        "Mecklenburg Schwerin",
    ),
    _state("Mecklenburg-Strelitz", "1918", "DEU", "Mecklenberg-Strelitz"),
    _state("Oldenburg", "1918", "DEU", "Grand Duchy of Oldenburg"),
    _state("Saxe-Coburg-Gotha", "1918", "DEU", "Saxe-Coburg and Gotha"),
    _state("Germanic Confederation", "1866", "", "German Confederation"),
    _state("Sardinia", "1861", "ITA", "Kingdom of Sardinia", "Piedmont-Sardinia"),
    _state("Two Sicilies", "1861", "ITA", "Kingdom of the Two Sicilies", "Sicily"),
    _state("Papal States", "1870", "ITA", "States of the Church"),
    _state("Tuscany", "1860", "ITA", "Grand Duchy of Tuscany"),
    _state("Modena", "1860", "ITA", "Duchy of Modena"),
    _state("Parma", "1860", "ITA", "Duchy of Parma"),
    _state("Muscat", "1970", "OMN", "Sultanate of Muscat", "Imamate of Muscat"),
    _state("Orange Free State", "1910", "ZAF"),
    _state("Transvaal", "1910", "ZAF"),
    _state("Great Colombia", "1831", "COL ECU PAN VEN", "Gran Colombia"),
    _state("New Granada", "1863", "COL PAN", "Republic of New Granada"),
    _state(
        *("United Provinces of Central America", "1839", "CRI GTM HND NIC SLV"),
        *("Central American Federation", "Federal Republic of Central America"),
    ),
    _state("Federation of Malaya", "1963 (renamed)", "MYS SGP", "Malaya"),
    _state("Korea (to 1910)", "1910", "KOR PRK", "Korean Empire"),
    _state("Sweden and Norway", "1905", "NOR SWE", "Sweden-Norway"),
    _state("Hawaii", "1898", "USA", "Sandwich Islands", "Kingdom of Hawaii"),
    _state("Trucial States", "1971", "ARE", "Trucial Oman", "Trucial Coast"),
    _state("Senegambia", "1989", "GMB SEN", "Confederation of Senegambia"),
    _state(
        "Rhodesia and Nyasaland", "1963", "MWI ZMB ZWE", "Central African Federation"
    ),
    _state("French Indochina", "1954", "KHM LAO VNM", "Indochina", "Indo-China"),
    _state("West Indies Federation", "1962", "", "West Indies"),
    _state("Neutral Zone", "1993", "IRQ SAU", "NTZ", "NT", "NTHH"),
)


#: States that have another name today and are the same state: code -> their former
#: names and codes. Such a party is read, and said.
RENAMED = {
    "BEN": ("Dahomey", "DHY", "DY", "DYBJ", "Дагомея", "Dahomé"),
    "BFA": ("Upper Volta", "HVO", "HV", "HVBF", "Верхняя Вольта", "Haute-Volta"),
    "CAF": ("Central African Empire",),
    "COD": (
        "Zaire",
        "ZAR",
        "ZR",
        "ZRCD",
        "Заир",
        "Republic of Zaire",
        "Zaïre",
        "扎伊尔",
    ),
    "CPV": ("Cape Verde Islands",),
    "ETH": ("Abyssinia", "Абиссиния", "الحبشة", "Abyssinie"),
    "IRN": ("Persia", "Персия", "Perse", "Persien", "Iran (Persia)"),
    "IRL": ("Irish Free State",),
    "JOR": ("Transjordan", "Trans-Jordan", "Трансиордания"),
    "KHM": ("Kampuchea", "Khmer Republic", "Democratic Kampuchea", "Кампучия"),
    "LKA": ("Ceylon", "Цейлон", "Ceylan", "Ceilán", "Ceilão", "锡兰", "セイロン"),
    "MDG": ("Malagasy Republic", "République malgache"),
    "MMR": ("Burma", "BUR", "BU", "BUMM", "Бирма", "Birmanie", "Union of Burma"),
    "OMN": ("Muscat and Oman", "Sultanate of Muscat and Oman"),
    "ROU": ("ROM",),
    "THA": ("Siam", "Сиам", "暹罗"),
    "TLS": ("East Timor", "TMP", "TP", "TPTL", "Восточный Тимор", "Timor oriental"),
    "WSM": ("Western Samoa", "Samoa/Western Samoa"),
    "ZAF": ("Union of South Africa",),
}

_FILE = ASSETS / "reading" / "organisations.toml"


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Bodies that sign treaties and are no state: title -> what else it is called."""
    return {
        title: split_list(names)
        for title, names in toml(_FILE)["organisations"].items()
    }
