"""Make ``un.csv``: short names of the United Nations where the CLDR has another.

    pip install hdx-python-country==4.2.5 babel==2.19.0
    python -m data.names.un

The package carries the Countries & Territories Taxonomy of the UN Office for the
Coordination of Humanitarian Affairs, with the short names of the UN Terminology
Database (UNTERM). What stands in parentheses behind a name, such as "(République
islamique d')", is left out, as in English: the name has to fit on a map.
"""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

from babel import Locale

from data.names.table import as_csv

TARGET = Path(__file__).with_name("un.csv")

#: A language's key -> the taxonomy's word for it; English and Russian are ISO 3166's.
LANGUAGES = {"ar": "Arabic", "es": "Spanish", "fr": "French", "zh": "Chinese"}

#: Areas that are no State, whose name in the M49 standard differs in substance.
M49 = ("FLK", "HKG", "MAC")

#: The CLDR's short name is the usual one on maps of the United Nations as well.
AS_IN_CLDR = ("GBR",)


def main() -> None:
    folder = resources.files("hdx.location")
    (source,) = (x for x in folder.iterdir() if x.name.endswith("Taxonomy.csv"))
    rows = []
    for row in csv.DictReader(source.read_text(encoding="utf-8-sig").splitlines()):
        code, key = row["ISO 3166-1 Alpha 3-Codes"], row["ISO 3166-1 Alpha 2-Codes"]
        for lang, language in LANGUAGES.items():
            column = f"M49 {language}" if code in M49 else f"{language} Short"
            name = row[column].replace("'", "’").strip()
            if code not in M49:
                name = re.sub(r"\s*\([^)]*\)$", "", name)
            if code in AS_IN_CLDR or name == Locale.parse(lang).territories.get(key):
                continue
            if name:
                rows.append((code, lang, name))
    TARGET.write_bytes(as_csv(("code", "lang", "name"), sorted(rows)))


if __name__ == "__main__":
    main()
