"""The whole site as a folder for any static host: no server, no script, no clock.

Built beside its place and put there whole: a failed build leaves the old site as it
was. The same data give the same bytes. ``site.json`` lists every file with its
checksum; by that list an earlier site is recognised, and nothing else is ever replaced.
"""

from __future__ import annotations

import json
import posixpath
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from geo.export import formats
from geo.export.site import bundle, feed, machines, pages, templates
from geo.export.site import files as site_files
from geo.export.site.address import BadSite, address
from geo.export.site.files import DRAWINGS, Drawing, Product, WrittenFile
from geo.model.languages import LANGUAGES, SOURCE, in_order
from geo.model.package import Package
from geo.presentation import citations
from geo.presentation.scene import Scene
from geo.tables.load import document

MANIFEST = "site.json"

#: What the manifest says it is: a site is recognised by this.
KIND = "treaty-atlas-site"

#: A server may keep compressed copies beside the files.
COPIES = (".gz", ".br", ".zst")

#: How a file is made: from what is already there.
Make = Callable[[Mapping[str, WrittenFile]], bytes]

#: Told after each file: its address, how many are there, how many there will be.
Progress = Callable[[str, int, int], None]


def build(
    package: Package,
    folder: Path | str,
    *,
    base_url: str = "",
    progress: Progress | None = None,
    drawings: Sequence[Drawing] = DRAWINGS,
    pyodide: Path | None = None,
    langs: Sequence[str] = LANGUAGES,
) -> list[Path]:
    """Write the whole site, or nothing.

    Args:
        folder: is made; an empty one or an earlier site is replaced.
        base_url: where the site will be found. Without it there is no sitemap, no feed
            and no canonical link: none of them can be relative.
        drawings: the figures that are offered.
        pyodide: the folder of Pyodide's npm package, for a site that reads a reader's
            own table in the browser; none: a site without that page.
        langs: the languages of its pages; English is always among them.

    Returns:
        The files, in the order they were made; the manifest is the last.

    Raises:
        BadSite: something else is in the folder, or the address is none.
        NoPyodide: the folder of Pyodide lacks a file.
        OSError: the folder cannot be written.
    """
    site_langs = in_order({SOURCE, *langs})
    steps = plan(package, address(base_url), drawings, pyodide, site_langs)
    place = Path(folder).resolve()
    earlier(place)
    new = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    files: dict[str, WrittenFile] = {}
    try:
        new.mkdir()
        for name, make in steps.items():
            content = make(files)
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            files[name] = WrittenFile.of(content)
            if progress:
                progress(name, len(files), len(steps))
        _put(new, place)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    return [place / name for name in steps]


def earlier(folder: Path) -> bool:
    """Whether an earlier site is there, and nothing but it.

    Raises:
        BadSite: the folder cannot be a site's: it is none, or holds other things.
    """
    if not folder.parent.is_dir():
        raise BadSite("cli.no_folder", path=folder.parent)
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise BadSite("cli.not_a_folder", path=folder)
    there = sorted(p.relative_to(folder).as_posix() for p in _files(folder))
    if not there:
        return False
    names = _manifest_names(folder / MANIFEST)
    if names is None:
        raise BadSite("site.refused.other", path=folder, manifest=MANIFEST)
    for name in there:
        own, ending = posixpath.splitext(name)
        if name not in names and not (ending in COPIES and own in names):
            raise BadSite("site.refused.foreign", path=folder / name)
    return True


def _files(folder: Path) -> Iterator[Path]:
    """Everything in a folder but its folders; a link is what it is, not its target."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _manifest_names(manifest: Path) -> set[str] | None:
    """The files of the site whose manifest this is, or nothing where it is none."""
    try:
        content = json.loads(manifest.read_bytes())
        return {*content["files"], MANIFEST} if content["kind"] == KIND else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _put(new: Path, place: Path) -> None:
    """Put a folder in its place; the one there goes once the new one stands."""
    if not place.exists():
        new.rename(place)
        return
    old = place.with_name(f"{new.name}.old")
    place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def plan(
    package: Package,
    root: str,
    drawings: Sequence[Drawing],
    pyodide: Path | None = None,
    langs: Sequence[str] = LANGUAGES,
) -> dict[str, Make]:
    """Address -> how the file is made, in an order in which each can be made."""
    if package.own:
        raise BadSite("site.refused.own")
    products = site_files.products(package, drawings, root, langs)
    site_pages = list(pages.pages(package, products, pyodide, langs))
    steps: dict[str, Make] = {p.path: _of_product(p) for p in products}
    if pyodide:
        made_of = bundle.files(pyodide).items()
        steps |= {name: partial(_as_is, make) for name, make in made_of}
    steps["favicon.svg"] = lambda files: templates.favicon()
    steps["site.css"] = lambda files: templates.style_sheet()
    steps["data/index.json"] = partial(_index, package, products)
    leading = pages.folders(
        [*steps, machines.CROISSANT, machines.LLMS], site_pages, langs
    )
    every = [*site_pages, *leading]
    steps |= {page.address: partial(_of_page, page, root, langs) for page in every}
    steps[machines.CROISSANT] = partial(_croissant, package, products, root)
    steps[machines.LLMS] = lambda files: machines.llms(package, products, root)
    steps |= _for_programs(package, site_pages, root, langs)
    steps[MANIFEST] = partial(_manifest, package, root)
    return steps


def _of_product(product: Product) -> Make:
    return lambda files: product.make()


def _as_is(make: Callable[[], bytes], files: Mapping[str, WrittenFile]) -> bytes:
    return make()


def _of_page(
    page: templates.Page,
    root: str,
    langs: Sequence[str],
    files: Mapping[str, WrittenFile],
) -> bytes:
    return templates.render(page, files, root, langs=langs)


def _croissant(
    package: Package,
    products: Sequence[Product],
    root: str,
    files: Mapping[str, WrittenFile],
) -> bytes:
    return machines.croissant(package, products, files, root)


def _for_programs(
    package: Package,
    site_pages: Sequence[templates.Page],
    root: str,
    langs: Sequence[str],
) -> dict[str, Make]:
    """robots.txt; where the site's address is known, the feed and the sitemap."""
    steps: dict[str, Make] = {"robots.txt": lambda files: feed.robots(root)}
    if root:
        text, _ = document("CHANGELOG.md", SOURCE)
        entries, links = feed.changes(text), pages.whole(root)
        page = templates.public(pages.CHANGES)
        steps["feed.xml"] = lambda files: feed.atom(package, entries, root, page, links)
        paths = dict.fromkeys(p.path for p in site_pages if p.path != templates.LOST)
        everywhere = [
            _everywhere(path, root, langs) for path in [*paths, "map/index.html"]
        ]
        steps["sitemap.xml"] = lambda files: feed.sitemap(everywhere)
    return steps


def _everywhere(path: str, root: str, langs: Sequence[str]) -> dict[str, str]:
    """A page's whole address in each language."""
    return {
        lang: root + templates.public(site_files.folder(lang) + path) for lang in langs
    }


def _index(
    package: Package, products: Sequence[Product], files: Mapping[str, WrittenFile]
) -> bytes:
    """Everything that is offered, for a program that looks for it."""
    return formats.as_json(
        {
            **_edition(package),
            "note": "Addresses are relative to the root of the site, one folder up.",
            "files": [
                {
                    "path": product.path,
                    "group": product.group,
                    "about": product.about["en"],
                    "language": product.lang or None,
                    "media_type": product.media,
                    "bytes": files[product.path].size,
                    "sha256": files[product.path].sha256,
                }
                for product in products
            ],
        }
    )


def _manifest(
    package: Package, root: str, written_files: Mapping[str, WrittenFile]
) -> bytes:
    """What the site consists of, and which data it shows."""
    files = {
        name: {"bytes": file.size, "sha256": file.sha256}
        for name, file in sorted(written_files.items())
    }
    edition = _edition(package)
    return formats.as_json(
        {"kind": KIND, **edition, "address": root or None, "files": files}
    )


def _edition(package: Package) -> dict[str, str]:
    return {
        "title": citations.title("en"),
        "version": package.version,
        "as_of": package.as_of.isoformat(),
        "licence": f"{citations.LICENCE} {citations.LICENCE_URL}",
        "citation": Scene.of(package).citation,
    }
