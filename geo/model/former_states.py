"""States that are no more, and bodies that are no state: a hint, never a successor.

Which state a treaty of a former state binds today is a question of law that differs
from treaty to treaty; a table of names cannot answer it. So such a name is rejected
with the states that followed, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Former:
    """A former state: its codes, its names, when it ended, who followed."""

    title: str
    ended: str
    successors: tuple[str, ...]
    names: tuple[str, ...]


def _state(title: str, ended: str, successors: str, *names: str) -> Former:
    return Former(title, ended, tuple(successors.split()), (title, *names))


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
        "Союз Советских Социалистических Республик",
    ),
    _state(
        "Yugoslavia",
        "1992 (Socialist Federal Republic), 2003 (Federal Republic)",
        "BIH HRV MKD MNE SRB SVN",
        *("YUG", "YU", "YUCS", "890", "Югославия", "СФРЮ", "СРЮ", "SFRY", "FRY"),
        *("Former Yugoslavia", "бывшая Югославия", "ФНРЮ"),
        *("Socialist Federal Republic of Yugoslavia", "Союзная Республика Югославия"),
        *("Federal Republic of Yugoslavia", "Kingdom of Yugoslavia"),
        "Социалистическая Федеративная Республика Югославия",
    ),
    _state(
        "Serbia and Montenegro",
        "2006",
        "MNE SRB",
        *("SCG", "CSXX", "891", "Сербия и Черногория", "Serbia & Montenegro"),
        "State Union of Serbia and Montenegro",
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
        "Чехословацкая Социалистическая Республика",
    ),
    _state(
        "German Democratic Republic",
        "1990",
        "DEU",
        *("DDR", "DD", "DDDE", "278", "GDR", "East Germany", "ГДР"),
        *("Восточная Германия", "Германская Демократическая Республика"),
        "Deutsche Demokratische Republik",
    ),
    _state("Zaire", "1997", "COD", "ZAR", "ZR", "ZRCD", "Заир", "Republic of Zaire"),
    _state(
        "Democratic Yemen",
        "1990",
        "YEM",
        *("YMD", "YD", "YDYE", "720", "South Yemen", "Южный Йемен", "НДРЙ", "PDRY"),
        "People's Democratic Republic of Yemen",
        "Yemen, Democratic, People's Democratic Republic of",
    ),
    _state("Yemen Arab Republic", "1990", "YEM", "North Yemen", "Северный Йемен"),
    _state(
        "Democratic Republic of Viet Nam",
        "1976",
        "VNM",
        *("VDR", "VD", "VDVN", "North Vietnam", "North Viet-Nam", "Северный Вьетнам"),
        *("ДРВ", "Viet-Nam, Democratic Republic of"),
    ),
    _state("Republic of Viet Nam", "1976", "VNM", "South Vietnam", "Южный Вьетнам"),
    _state("East Timor", "2002 (as a code)", "TLS", "TMP", "TP", "TPTL"),
    _state(
        "Upper Volta", "1984 (renamed)", "BFA", "HVO", "HV", "HVBF", "Верхняя Вольта"
    ),
    _state("Dahomey", "1975 (renamed)", "BEN", "DHY", "DY", "DYBJ", "Дагомея"),
    _state("Ceylon", "1972 (renamed)", "LKA", "Цейлон"),
    _state("Siam", "1939 (renamed)", "THA", "Сиам"),
    _state(
        "Southern Rhodesia", "1980", "ZWE", "RHO", "RH", "RHZW", "Rhodesia", "Родезия"
    ),
    _state("Northern Rhodesia", "1964", "ZMB"),
    _state("Tanganyika", "1964", "TZA", "Танганьика"),
    _state("Zanzibar", "1964", "TZA", "Занзибар"),
    _state("United Arab Republic", "1971", "EGY SYR", "UAR", "ОАР"),
    _state("Netherlands Antilles", "2010", "BES CUW SXM", "ANT", "ANHH", "530"),
    _state("Byelorussian SSR", "1991", "BLR", "BYS", "Белорусская ССР", "БССР"),
    _state("Ukrainian SSR", "1991", "UKR", "Украинская ССР", "УССР"),
    _state("Burma (code)", "1989", "MMR", "BUR", "BU", "BUMM"),
    _state("Romania (code)", "2002", "ROU", "ROM"),
    _state("Sikkim", "1975", "IND", "SKM"),
    _state("Ottoman Empire", "1922", "TUR", "Османская империя"),
    _state("Russian Empire", "1917", "RUS", "Российская империя", "Imperial Russia"),
    _state("Austria-Hungary", "1918", "AUT HUN CZE SVK", "Австро-Венгрия"),
    _state("Prussia", "1947", "DEU", "Пруссия", "Kingdom of Prussia"),
    _state("West Germany", "1990 (as a name)", "DEU", "Западная Германия"),
    _state("Neutral Zone", "1993", "IRQ SAU", "NTZ", "NT", "NTHH"),
)

#: Bodies that sign treaties and are no country: their signature paints no member.
ORGANISATIONS = {
    "European Union": ("EU", "EUU", "ЕС", "Европейский союз", "European Community"),
    "NATO": ("НАТО", "North Atlantic Treaty Organization"),
    "ASEAN": ("АСЕАН", "Association of Southeast Asian Nations"),
    "Shanghai Cooperation Organisation": ("SCO", "ШОС"),
    "Commonwealth of Independent States": ("CIS", "СНГ"),
    "CSTO": ("ОДКБ", "Collective Security Treaty Organization"),
    "BRICS": ("БРИКС",),
    "African Union": ("Африканский союз",),
    "United Nations": ("UN", "ООН", "Организация Объединённых Наций"),
    "Eurasian Economic Union": ("EAEU", "ЕАЭС"),
}
