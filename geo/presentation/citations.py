"""How to cite the data: a sentence, BibTeX, RIS, CSL-JSON, CITATION.cff, .zenodo.json.

Version and date come from ``data/datapackage.json`` through the package; nothing else
in the repository states them on its own. A test holds ``CITATION.cff`` and the line of
the README against this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from geo.model.package import Package
from geo.presentation import captions, strings
from geo.presentation.captions import file_name

AUTHOR = "The treaty atlas contributors"
LICENCE = "CC-BY-4.0"  # SPDX; data/datapackage.json says the same
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

KEYWORDS = ("international law", "information security", "bilateral treaties")


def title(lang: str = "en") -> str:
    """The name of the data set."""
    app, subject = strings.word("app", lang), strings.word("subject", lang)
    return strings.paired(app, subject, lang)


def sentence(package: Package, lang: str = "en") -> str:
    """How to cite the data, as every product prints it; a user's own file is named."""
    if not package.own:
        return captions.citation(package.version, package.as_of, lang)
    file, day_text = file_name(package.file_name), strings.day(package.as_of, lang)
    return strings.word("citation.own", lang, file=file, as_of=day_text)


def text(package: Package, lang: str = "en") -> str:
    """The sentence as a file of one line."""
    return sentence(package, lang) + "\n"


def bibtex(package: Package, lang: str = "en") -> str:
    """An entry that plain BibTeX and biblatex both read."""
    day = package.as_of
    fields = {
        "author": f"{{{AUTHOR}}}",
        "title": f"{{{title('en')}}}",
        "year": str(day.year),
        "month": str(day.month),
        "version": package.version,
        "note": f"Data version {package.version}, as of {day}. CC BY 4.0",
        **({"doi": _doi(package)} if package.doi else {}),
    }
    lines = [f"  {key} = {{{_one_line(value)}}}," for key, value in fields.items()]
    key = "".join(c for c in package.version if c.isalnum() or c in ".-")
    return "\n".join([f"@misc{{treaty-atlas-{key},", *lines, "}"]) + "\n"


def ris(package: Package, lang: str = "en") -> str:
    """The tags of a data set, one a line."""
    day = package.as_of
    tags = (
        ("TY", "DATA"),
        ("AU", AUTHOR),
        ("TI", title("en")),
        ("PY", str(day.year)),
        ("DA", day.strftime("%Y/%m/%d")),
        ("ET", package.version),
        ("LA", "en"),
        *(("KW", word) for word in KEYWORDS),
        *([("DO", _doi(package))] if package.doi else []),
        ("N1", f"Data version {package.version}, as of {day}. CC BY 4.0"),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {_one_line(value)}\n" for tag, value in tags)


#: What the file says until the edition is archived; the line gives way to the DOI.
_NO_DOI = '# doi: none yet; once archived, "id" of data/datapackage.json is its address'


def _doi(package: Package) -> str:
    """The DOI without the address of its resolver."""
    return package.doi.removeprefix("https://doi.org/")


def cff(package: Package, lang: str = "en") -> str:
    """The text of CITATION.cff; a JSON string is a YAML string."""
    fields = (
        ("message", "Please cite the version of the data you used."),
        ("title", title("en")),
        ("type", "dataset"),
        ("version", package.version),
        ("date-released", package.as_of.isoformat()),
        ("license", LICENCE),
        *([("doi", _doi(package))] if package.doi else []),
    )
    lines = [f"{key}: {_quote(value)}" for key, value in fields]
    return "\n".join(
        [
            'cff-version: "1.2.0"',
            *lines,
            *([] if package.doi else [_NO_DOI]),
            "authors:",
            f"  - name: {_quote(AUTHOR)}",
            "keywords:",
            *(f"  - {_quote(word)}" for word in KEYWORDS),
            "",
        ]
    )


def csl(package: Package, lang: str = "en") -> str:
    """CSL-JSON 1.0, as Zotero, pandoc and Quarto read it."""
    day = package.as_of
    item = {
        "id": f"treaty-atlas-{package.version}",
        "type": "dataset",
        "title": title("en"),
        "author": [{"literal": AUTHOR}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": package.version,
        "keyword": ", ".join(KEYWORDS),
        "note": f"Data version {package.version}, as of {day}. CC BY 4.0",
        "language": "en",
        **({"DOI": _doi(package)} if package.doi else {}),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def zenodo(package: Package, lang: str = "en") -> str:
    """The text of .zenodo.json: what Zenodo says of a release of the repository."""
    fields = {
        "title": title("en"),
        "upload_type": "dataset",
        "version": package.version,
        "publication_date": package.as_of.isoformat(),
        "description": f"{sentence(package, 'en')} {strings.word('rule', 'en')}",
        "creators": [{"name": AUTHOR}],
        "keywords": list(KEYWORDS),
        "license": LICENCE.lower(),
        "access_right": "open",
        **({"doi": _doi(package)} if package.doi else {}),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


#: What ``python -m geo cite`` offers.
FORMATS: dict[str, Callable[[Package, str], str]] = {
    "text": text,
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
    "cff": cff,
    "zenodo": zenodo,
}


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _quote(value: str) -> str:
    return json.dumps(_one_line(value), ensure_ascii=False)
