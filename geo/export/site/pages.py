"""Which pages the site has, and what each of them shows.

An address is a path below the site's root. English pages are at the root, those of
another language at the same path below its code, ``ru/``; all are stable::

    index.html                       map/index.html
    treaties/index.html              countries/<iso3>/index.html
    method/index.html                method/{gaps,borders,changes}/index.html
    downloads/index.html             404.html
    your-data/index.html             (where the site is built with Pyodide)
    facts/<treaty>/<field>/index.html
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from geo.export.site import bundle, fact, machines, markdown
from geo.export.site import country as site_country
from geo.export.site.files import Product, folder, preview
from geo.export.site.templates import (
    LOST,
    POLICY,
    Page,
    country,
    first_visit,
    public,
    render,
)
from geo.model import countries
from geo.model.dates import PartialDate
from geo.model.grouping import signing_order
from geo.model.languages import LANGUAGES, SOURCE
from geo.model.package import Package
from geo.model.treaties import Treaty, localised
from geo.model.treaty_fields import FIELDS, TreatyField, of_treaty
from geo.page import document
from geo.presentation import citations, colours, strings, table_report
from geo.presentation.scene import Scene
from geo.tables.load import document as written_in

#: The documents of the data package, each a page.
DOCUMENTS = {
    "method/index.html": ("site.readme", "README.md"),
    "method/gaps/index.html": ("site.gaps", "gaps.md"),
    "method/borders/index.html": ("borders", "boundaries/SOURCES.md"),
    "method/changes/index.html": ("site.changes", "CHANGELOG.md"),
}

METHOD, GAPS, BORDERS, CHANGES = DOCUMENTS

#: Code, name and first date of a country with an instrument.
Partner = tuple[str, str, str]


def pages(
    package: Package,
    products: list[Product],
    pyodide: Path | None = None,
    langs: Sequence[str] = LANGUAGES,
) -> Iterator[Page]:
    """Every page of the site but the maps, which are files of their own.

    With the folder of Pyodide also the page that reads a reader's own table.
    """
    for lang in langs:
        scene = Scene.of(package, lang=lang)
        partners = _partners(scene)
        yield _start(scene, partners, products)
        yield _treaties(scene, partners)
        yield from _countries(scene, partners)
        yield from _documents(scene)
        yield _downloads(scene, products)
        if pyodide:
            yield _your_data(scene, pyodide)
        yield from _facts(scene)
    yield Page(Scene.of(package), LOST, LOST, strings.word("site.lost", "en"))


def _partners(scene: Scene) -> list[Partner]:
    """Every country with an instrument, by its first signature."""
    return [
        (code, countries.name(code, scene.lang), _first(scene, code))
        for code in site_country.partners(scene.package)
    ]


def _first(scene: Scene, code: str) -> str:
    signed = site_country.treaties(scene.package, code)[0].signed
    return signed.show(scene.lang) if signed else strings.word("unknown", scene.lang)


def _start(scene: Scene, partners: list[Partner], products: list[Product]) -> Page:
    lang, headline = scene.lang, scene.headline
    # The pages of another language were chosen: the first visit begins in English.
    script = first_visit() if lang == SOURCE else ""
    policy = f"{POLICY}; script-src {document.hashes([script])}" if script else POLICY
    values = {
        # Markup: our own script, which the policy names by hash.
        "first_visit": Markup(script),  # noqa: S704
        "headline": headline,
        "alternative": scene.alternative_text,
        "partners": partners,
        "statuses": {code: _status(scene, code) for code, _, _ in partners},
        "picture": preview(lang),
        "picture_dark": preview(lang, dark=True),
        "figures": [
            p for p in products if p.path.startswith(f"figures/map-a4-{lang}.")
        ],
    }
    start = Page(scene, "index.html", "start.html", scene.title, headline)
    return replace(start, values=values, policy=policy)


def _status(scene: Scene, code: str) -> tuple[str, str]:
    """A country's class, for its colour, and its status as a sentence."""
    package = scene.package
    key = site_country.standing(package, code).value
    return key, site_country.status(package, code, scene.lang)


def _above(*keys: tuple[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """The trail of a page: start page, then what stands between."""
    trail = (("site.start", "index.html"), *keys)
    return tuple((strings.word(key, lang), path) for key, path in trail)


def _treaties(scene: Scene, partners: list[Partner]) -> Page:
    lang = scene.lang
    rows = [
        (code, name, record)
        for code, name, _ in partners
        for record in site_country.records(scene.package, code, lang)
    ]
    rows.sort(key=lambda row: signing_order(row[2].treaty))
    title, about = (strings.word(f"site.treaties{x}", lang) for x in ("", ".lead"))
    path = "treaties/index.html"
    trail = _above(lang=lang)
    values = {"rows": rows, "address": _address}
    return Page(scene, path, "treaties.html", title, about, trail, values)


def _countries(scene: Scene, partners: list[Partner]) -> Iterator[Page]:
    lang, package = scene.lang, scene.package
    trail = _above(("site.treaties", "treaties/index.html"), lang=lang)
    for place, (code, name, _) in enumerate(partners):
        values = {
            "code": code,
            "focus": scene.focus,
            "look": colours.CLASSES[site_country.standing(package, code)],
            "status": site_country.status(package, code, lang),
            "records": site_country.records(package, code, lang),
            "address": _address,
            "fields": FIELDS,
            "before": partners[place - 1] if place else None,
            "after": partners[place + 1] if place + 1 < len(partners) else None,
        }
        about = strings.word(
            "site.about.country",
            lang,
            focus=scene.focus,
            name=name,
            status=values["status"],
        )
        yield Page(
            scene, country(code), "country.html", name, about, trail, values, code=code
        )


def _address(treaty: Treaty, field: str) -> str:
    return fact.page_path(treaty, FIELDS[field])


def _facts(scene: Scene) -> Iterator[Page]:
    """A page for each fact of each treaty that the site shows."""
    lang, package = scene.lang, scene.package
    for code in site_country.partners(package):
        name = countries.name(code, lang)
        trail = (("site.treaties", "treaties/index.html"),)
        above = (*_above(*trail, lang=lang), (name, country(code)))
        for record in site_country.records(package, code, lang):
            for field in of_treaty(record.treaty):
                yield _fact(scene, record, field, code, above)


def _fact(
    scene: Scene,
    record: site_country.Record,
    field: TreatyField,
    code: str,
    trail: tuple[tuple[str, str], ...],
) -> Page:
    lang, treaty = scene.lang, record.treaty
    name, label = countries.name(code, lang), strings.word(field.label, lang)
    value = field.value(treaty)
    is_date = isinstance(value, PartialDate)
    fact_of_record = next((f for f in record.facts if f.field == field.name), None)
    if is_date:
        text, language = value.show(lang), ""
    elif signatory := field.signatory(treaty):
        text, language = localised(signatory, field.kind.value, lang)
    elif fact_of_record:
        text, language = fact_of_record.text, fact_of_record.language
    else:
        text, language = str(value or ""), site_country.TABLES
    values = {
        "code": code,
        "name": name,
        "focus": scene.focus,
        "treaty": treaty,
        "label": label,
        "text": text,
        "language": language,
        "between": site_country.bounds(value, lang) if is_date else "",
        "sure": strings.term(field.confidence(treaty), lang) if text else "",
        "claims": site_country.claims(treaty, field.name, lang),
        "judgement": record.judgement,
        "json": fact.json_path(treaty, field),
        "frame": "base.html",
    }
    title = strings.paired(label, strings.listed((name, treaty.id), lang), lang)
    path = fact.page_path(treaty, field)
    known = text or strings.word("unknown", lang)
    about = strings.word("site.about.fact", lang, label=label, name=name, text=known)
    page = Page(scene, path, "fact.html", title, about, trail, values, code=code)
    above = page.up_to(f"{folder(lang)}{country(code)}#{treaty.id}")
    return replace(page, values={**values, "above": above})


def fact_alone(
    scene: Scene, treaty: Treaty, field: TreatyField, app: str
) -> bytes | None:
    """The page of a fact without the site around it; ``None`` where there is none.

    Args:
        app: the way from the page to the app, which has the country's card.
    """
    code = treaty.partner_of(scene.view.focus) or ""
    facts = (
        record
        for record in site_country.records(scene.package, code, scene.lang)
        if record.treaty.id == treaty.id
    )
    if (record := next(facts, None)) is None:
        return None
    page = _fact(scene, record, field, code, ())
    links = {"frame": "alone.html", "above": f"{app}&country={code}", "app": app}
    return render(replace(page, values={**page.values, **links}), {}, alone=True)


def _your_data(scene: Scene, pyodide: Path) -> Page:
    """The page that reads a reader's own table in the browser."""
    lang = scene.lang
    values = {
        "bytes_to_load": bundle.bytes_to_load,
        "version": bundle.version(pyodide),
        "columns": table_report.PROBLEM_COLUMNS,
    }
    return Page(
        scene,
        bundle.PAGE,
        "your_data.html",
        strings.word("nav.own", lang),
        strings.word("site.own.about", lang),
        _above(lang=lang),
        values,
        bundle.policy(),
    )


def _documents(scene: Scene) -> Iterator[Page]:
    lang = scene.lang
    for path, (key, name) in DOCUMENTS.items():
        first = path == "method/index.html"
        trail = () if first else (("site.method", "method/index.html"),)
        page = Page(
            scene,
            path,
            "document.html",
            strings.word(key, lang),
            _lead(scene, path),
            _above(*trail, lang=lang),
        )
        text, language = written_in(name, lang)
        links = {
            link: page.up_to(folder(lang) + target)
            for link, target in _links(name).items()
        }
        values = {
            "document": markdown.render(_for_readers(text, path), links),
            "help": strings.word("site.gaps.help", lang) if path == GAPS else "",
            "language": language,
            "looks": colours.CLASSES.values() if first else (),
            "rule": scene.rule,
            "documents": DOCUMENTS,
        }
        yield replace(page, values=values)


def _lead(scene: Scene, path: str) -> str:
    """What a document says, for who reads no further."""
    lang, treaties = scene.lang, scene.package.treaties
    if path == GAPS:
        unknown = sum(treaty.in_force is None for treaty in treaties)
        key = "site.gaps.lead"
        return strings.word(key, lang, unknown=unknown, all=len(treaties))
    if path == METHOD:
        return strings.word("site.method.lead", lang)
    return scene.borders if path == BORDERS else scene.as_of


def _for_readers(text: str, path: str) -> str:
    """A document as a reader of the site needs it.

    How the page of what is not known is made is for who keeps the data: it begins at
    its first section.
    """
    if path != GAPS:
        return text
    title, mark, rest = text.partition("\n## ")
    return f"{title.splitlines()[0]}\n{mark}{rest}" if mark else text


def folders(
    paths: Iterable[str], pages: Iterable[Page], langs: Sequence[str] = LANGUAGES
) -> Iterator[Page]:
    """For every folder without a page of its own one that leads to the next above.

    A server would list its files.
    """
    pages = list(pages)
    there = {*paths, *(page.address for page in pages)}
    first = {lang: Scene.of(pages[0].scene.package, lang=lang) for lang in langs}
    above = {parent for path in there for parent in PurePosixPath(path).parents}
    for name in sorted({str(parent) for parent in above} - {"."}):
        address = f"{name}/index.html"
        if address in there:
            continue
        lang = next((x for x in langs if f"{name}/".startswith(f"{x}/")), SOURCE)
        path = address.removeprefix(folder(lang))
        top = path.partition("/")[0]
        target, key = _LEADS.get(top, ("index.html", "site.start"))
        title = strings.word(key, lang)
        yield Page(first[lang], path, "folder.html", title, values={"target": target})


#: The folders of files -> the page that a reader is led to, and what it is called.
_LEADS = {
    "countries": ("treaties/index.html", "site.treaties"),
    "facts": ("treaties/index.html", "site.treaties"),
    "figures": ("downloads/index.html", "site.downloads"),
    "data": ("downloads/index.html", "site.downloads"),
    "brief": ("downloads/index.html", "site.downloads"),
}


def _links(name: str) -> dict[str, str]:
    """How a document names the others -> their addresses."""
    here = posixpath.dirname(name) or "."
    return {
        posixpath.relpath(each, here): path
        for path, (_, other) in DOCUMENTS.items()
        for each in (other, f"{other.removesuffix('.md')}.ru.md")
    }


def whole(root: str) -> dict[str, str]:
    """How the changelog names other documents -> their whole addresses."""
    links = _links(DOCUMENTS[CHANGES][1])
    return {link: root + public(path) for link, path in links.items()}


def _downloads(scene: Scene, products: list[Product]) -> Page:
    lang = scene.lang
    # In the reader's language first; what there is in others is in the listing.
    offered = sorted(
        (p for p in products if p.lang in ("", lang, SOURCE)),
        key=lambda product: product.lang not in ("", lang),
    )
    groups = {
        key: [p for p in offered if p.group == group]
        for group, key in (
            ("maps", "site.maps"),
            ("data", "site.data"),
            ("figures", "nav.figures"),
            ("briefs", "site.brief"),
            ("citations", "site.citations"),
        )
    }
    title, about = (strings.word(f"site.downloads{x}", lang) for x in ("", ".lead"))
    values = {
        "groups": groups,
        "bibtex": citations.bibtex(scene.package),
        "dataset_block": partial(machines.dataset_block, scene.package, products),
    }
    path = "downloads/index.html"
    trail = _above(lang=lang)
    return Page(scene, path, "downloads.html", title, about, trail, values)
