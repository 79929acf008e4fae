"""What a search for data sets and a language model find: JSON-LD and llms.txt.

The JSON-LD is a schema.org ``Dataset`` in the terms of Croissant 1.0
(https://docs.mlcommons.org/croissant/docs/croissant-spec.html), with each file's
checksum and each fact's own JSON. Where the address of the site is not known, those in
the JSON-LD are relative to its own folder, and those in llms.txt to the root.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from geo.export import formats, treaties
from geo.export.site.files import Product, WrittenFile
from geo.model.package import Package
from geo.model.treaty_fields import DATES
from geo.presentation import citations
from geo.presentation.scene import Scene

#: Where they stand in the site.
CROISSANT, LLMS = "data/croissant.json", "llms.txt"

#: Croissant's own context, word for word: programs compare it.
_PLAIN = (
    *("citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField"),
    *("path", "recordSet", "references", "regex", "repeated", "replace", "separator"),
    *("source", "subField", "transform", "equivalentProperty", "samplingRate"),
)
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{name: f"cr:{name}" for name in _PLAIN},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "sc": "https://schema.org/",
}
_SPECIFICATION = "http://mlcommons.org/croissant/1.0"

#: EDTF level 0 is a profile of ISO 8601-2: a year, a month or a day.
EDTF = "https://www.loc.gov/standards/datetime/"

_TYPES = {
    **dict.fromkeys(("signed_earliest", "signed_latest", "data_as_of"), "sc:Date"),
    "source_count": "sc:Integer",
}


def _about(package: Package, root: str) -> dict[str, object]:
    """What a search for data sets asks: name, licence, version, author, period."""
    scene = Scene.of(package)
    return {
        "@type": "sc:Dataset",
        "name": "treaty-atlas",
        "alternateName": citations.title("en"),
        "description": f"{scene.headline}. {scene.rule} Dates are in EDTF level 0 "
        f"({EDTF}): a year, a month or a day, as precise as the sources.",
        "license": citations.LICENCE_URL,
        "version": package.version,
        "datePublished": package.as_of.isoformat(),
        "temporalCoverage": f"{package.span.first}/{package.as_of.isoformat()}",
        "creator": {"@type": "sc:Organization", "name": citations.AUTHOR},
        "keywords": list(citations.KEYWORDS),
        "inLanguage": ["en", "ru"],
        "citeAs": citations.bibtex(package),
        "url": root or "index.html",
        **({"identifier": package.doi} if package.doi else {}),
        "isAccessibleForFree": True,
    }


def dataset_block(
    package: Package,
    products: Sequence[Product],
    files: Mapping[str, WrittenFile],
    root: str,
) -> Markup:
    """The data set in a page of its own: what a crawler reads there, as JSON-LD."""
    listed = [p for p in products if p.group == "data"]
    document = {
        "@context": "https://schema.org/",
        **_about(package, root),
        "@type": "Dataset",
        "creator": {"@type": "Organization", "name": citations.AUTHOR},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": root + product.path,
                "encodingFormat": product.media,
                "sha256": files[product.path].sha256,
            }
            for product in listed
        ],
    }
    del document["citeAs"]  # Croissant's; schema.org has another
    document["citation"] = Scene.of(package).citation
    # Markup: JSON in which "<" is escaped, so that no text closes the element.
    return Markup(formats.as_json(document, indent=None).decode().strip())  # noqa: S704


def croissant(
    package: Package,
    products: Sequence[Product],
    files: Mapping[str, WrittenFile],
    root: str,
) -> bytes:
    """The JSON-LD of the data set with every file of data."""
    listed = [p for p in products if p.group in ("data", "countries", "facts")]
    table = next(p for p in listed if p.path.endswith(".csv"))
    return formats.as_json(
        {
            "@context": _CONTEXT,
            **_about(package, root),
            "conformsTo": _SPECIFICATION,
            "distribution": [_file(p, files[p.path], root) for p in listed],
            "recordSet": [_records(table)],
        }
    )


def _file(product: Product, written: WrittenFile, root: str) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": product.path,
        "name": product.path,
        "description": product.about["en"],
        "contentUrl": root + product.path if root else _beside(product.path),
        "contentSize": f"{written.size} B",
        "encodingFormat": product.media,
        "sha256": written.sha256,
    }


def _beside(path: str) -> str:
    """The way from the JSON-LD's own folder to a file of the site."""
    return posixpath.relpath(path, posixpath.dirname(CROISSANT))


def _records(table: Product) -> dict[str, object]:
    """The treaties: a field for each column of the table."""
    fields = [
        {
            "@type": "cr:Field",
            "@id": f"treaties/{name}",
            "name": name,
            "description": f"{says} (EDTF level 0)" if name in DATES else says,
            "dataType": _TYPES.get(name, "sc:Text"),
            "source": {
                "fileObject": {"@id": table.path},
                "extract": {"column": name},
            },
        }
        for name, says in treaties.COLUMNS.items()
    ]
    return {
        "@type": "cr:RecordSet",
        "@id": "treaties",
        "name": "treaties",
        "description": "One instrument a row",
        "key": {"@id": "treaties/id"},
        "field": fields,
    }


def llms(package: Package, products: Sequence[Product], root: str) -> bytes:
    """``llms.txt`` (https://llmstxt.org): what is here, for a model that reads it."""
    scene = Scene.of(package)
    facts = [p for p in products if p.group == "facts"]
    lines = [
        f"# {citations.title('en')}",
        "",
        f"> {scene.headline}. {scene.as_of}",
        "",
        scene.rule,
        "",
        "A blank value means that no source was found, never that the thing does not "
        f"exist. Dates are in EDTF level 0 ({EDTF}). Cite: {scene.citation}",
        "",
        "## Data",
        "",
        *(_link(p, root) for p in products if p.group == "data"),
        f"- [croissant.json]({root}{CROISSANT}): all files with checksums, as JSON-LD",
        "",
        "## Method",
        "",
        f"- [What counts, and how we know]({root}method/index.html)",
        f"- [What nobody has found yet]({root}method/gaps/index.html)",
        f"- [Borders]({root}method/borders/index.html)",
        "",
        "## Facts, each with who says so and how sure we are",
        "",
        *(_link(p, root) for p in facts),
        "",
    ]
    return "\n".join(lines).encode()


def _link(product: Product, root: str) -> str:
    name = product.path.removeprefix("data/").removeprefix("facts/")
    return f"- [{name}]({root}{product.path}): {product.about['en']}"
