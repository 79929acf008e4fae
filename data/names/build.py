"""Make ``cldr.csv``: names of countries from the Unicode CLDR that ISO's lists lack.

    python -m data.names.build

The CLDR is Babel's copy of it. A table is looked up in one small file of all languages,
so that reading it loads no language of Babel's. A name is listed once, with the
languages that have it; one that the CLDR gives to two countries is left out.
``python -m data.names.index`` comes after it.
"""

from __future__ import annotations

from pathlib import Path

import pycountry

from data.names import index
from data.names.table import as_csv
from geo.model import name_lists

TARGET = Path(__file__).with_name("cldr.csv")

#: Languages of states, of the United Nations, and of registers that were looked at.
LANGUAGES = (
    "en fr es ru ar zh zh_Hant zh_Hant_HK ar_SA de it pt pt_PT nl pl cs sk hu ro bg uk "
    "be sr sr_Latn bs hr sl mk sq el tr az az_Cyrl uz uz_Cyrl kk ky tg tk hy ka he fa "
    "ps ur hi bn ta ja ko vi th lo km my id ms fil mn sv da nb nn fi et lv lt is ga ca "
    "eu gl mt sw am so af es_MX es_419 fr_CA de_AT de_CH en_GB en_AU"
)


def main() -> None:
    from babel import Locale

    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    by_spelling: dict[str, dict[str, tuple[str, list[str]]]] = {}
    for language in LANGUAGES.split():
        for key, name in Locale.parse(language).territories.items():
            if key in codes:
                of_name = by_spelling.setdefault(name_lists.fold(name), {})
                of_name.setdefault(codes[key], (name, []))[1].append(language)
    plain, names_of_iso = name_lists.plain_names(), index.of_iso()
    rows = []
    for key, of_name in by_spelling.items():
        if len(of_name) > 1 or key in plain:
            continue
        (code, (name, languages)) = next(iter(of_name.items()))
        if names_of_iso.get(key) != (code,):
            rows.append((code, name, " ".join(languages)))
    TARGET.write_bytes(as_csv(("code", "name", "languages"), sorted(rows)))


if __name__ == "__main__":
    main()
