"""The site as a folder: whole, the same each time, replacing nothing but itself."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from geo.export import pictures
from geo.export.catalogue import DATA, EXPORTS
from geo.export.site import build, country
from geo.export.site import files as site_files
from geo.export.site.build import BadSite
from geo.model.languages import LANGUAGES, ON_A_PAGE
from geo.presentation.scene import Scene
from tests.helpers.sites import DRAWINGS, LANGS, ROOT


def tree(folder: Path) -> dict[str, bytes]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


@pytest.fixture
def quick(monkeypatch) -> list[str]:
    """Sites of three files instead of hundreds; the names of those made."""
    names = []

    def plan(package, root, drawings, pyodide, langs):
        def make(name):
            return lambda _: names.append(name) or name.encode()

        manifest = {"kind": build.KIND, "files": {"index.html": {}, "a/b.html": {}}}
        return {
            "index.html": make("index.html"),
            "a/b.html": make("a/b.html"),
            build.MANIFEST: lambda _: json.dumps(manifest).encode(),
        }

    monkeypatch.setattr(build, "plan", plan)
    return names


@pytest.mark.drawn
def test_two_builds_give_the_same_bytes(package, tmp_path):
    trees = []
    for name in ("one", "two"):
        build.build(package, tmp_path / name, drawings=DRAWINGS[:1], langs=("en",))
        trees.append(tree(tmp_path / name))
    one, two = trees
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_every_file_is_told_as_it_is_made_and_returned(package, quick, tmp_path):
    calls = []
    files = build.build(
        package, tmp_path / "s", progress=lambda *now: calls.append(now)
    )
    names = ["index.html", "a/b.html", "site.json"]
    assert calls == [(name, n, 3) for n, name in enumerate(names, 1)]
    assert files == [tmp_path / "s" / name for name in names]
    assert all(path.is_file() for path in files)


def test_the_stable_addresses_are_there(package, site_folder):
    for folder in ("", "ru/", "ar/"):
        for path in (
            "index.html",
            "map/index.html",
            "treaties/index.html",
            "method/index.html",
            "method/gaps/index.html",
            "method/borders/index.html",
            "method/changes/index.html",
            "downloads/index.html",
            *(f"countries/{code.lower()}/index.html" for code in package.partners()),
        ):
            assert (site_folder / folder / path).is_file(), folder + path
    for code in package.partners():
        assert (site_folder / f"countries/{code.lower()}.json").is_file()
    for path in ("404.html", "robots.txt", "sitemap.xml", "feed.xml", "site.css"):
        assert (site_folder / path).is_file()


@pytest.mark.parametrize(
    ("lang", "held"), [("en", ON_A_PAGE), ("ru", ON_A_PAGE), ("ar", ("en", "ar"))]
)
def test_the_map_is_the_exported_page_byte_for_byte(package, site_folder, lang, held):
    exported = pictures.page(Scene.of(package, lang=lang), ROOT, held, LANGS)
    assert (site_folder / site_files.folder(lang) / "map/index.html").read_bytes() == (
        exported
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "zip"])
def test_the_data_are_the_exported_ones(package, site_folder, kind):
    stem = "package" if kind == "zip" else "treaties"
    exported = EXPORTS[kind].build(Scene.of(package))
    assert (site_folder / f"data/{stem}.{kind}").read_bytes() == exported


def test_every_format_is_offered(site_folder):
    suffixes = {path.suffix[1:] for path in (site_folder / "data").iterdir()}
    assert set(DATA) <= suffixes


def test_every_figure_asked_for_is_offered(package):
    products = [p for p in site_files.products(package) if p.group == "figures"]
    for lang in LANGUAGES:
        names = {p.path for p in products if p.lang == lang}
        more = ("map-a4-grey", "map-slide") if lang in ON_A_PAGE else ()
        for stem in ("map-a4", "lifelines-a4", *more):
            for kind in ("png", "svg", "pdf"):
                assert f"figures/{stem}-{lang}.{kind}" in names


def test_every_product_has_a_media_type(package):
    assert all(p.media for p in site_files.products(package))


def test_the_manifest_lists_every_file_with_its_checksum(package, site_folder):
    manifest = json.loads((site_folder / build.MANIFEST).read_text("utf-8"))
    files = tree(site_folder)
    files.pop(build.MANIFEST)
    assert manifest["version"] == package.version
    assert manifest["as_of"] == package.as_of.isoformat()
    assert manifest["address"] == ROOT
    assert {n: f["sha256"] for n, f in manifest["files"].items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert {n: f["bytes"] for n, f in manifest["files"].items()} == {
        name: len(content) for name, content in files.items()
    }


def test_the_list_for_programs_names_every_product(package, site_folder):
    index = json.loads((site_folder / "data/index.json").read_text("utf-8"))
    paths = {file["path"] for file in index["files"]}
    assert paths == {
        p.path for p in site_files.products(package, DRAWINGS, langs=LANGS)
    }
    for file in index["files"]:
        content = (site_folder / file["path"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["bytes"] == len(content)


def test_a_countrys_data_hold_every_claim_about_it(package, site_folder):
    for code in package.partners():
        path = site_folder / f"countries/{code.lower()}.json"
        record = json.loads(path.read_text("utf-8"))
        treaties = country.treaties(package, code)
        assert [t["id"] for t in record["treaties"]] == [t.id for t in treaties]
        urls = [s["url"] for t in record["treaties"] for s in t["sources"]]
        assert urls == [s.url for t in treaties for s in t.sources]
        assert record["licence"] and record["citation"] and record["rule"]


def test_without_an_address_nothing_that_needs_one_is_written(package):
    relative = build.plan(package, "", DRAWINGS)
    calls = build.plan(package, ROOT, DRAWINGS)
    assert set(calls) - set(relative) == {"feed.xml", "sitemap.xml"}
    assert set(relative) < set(calls)
    page = relative["countries/bra/index.html"]({}).decode()
    assert 'rel="canonical"' not in page and "feed.xml" not in page
    assert 'hreflang="ru" href="../../ru/countries/bra/index.html"' in page
    assert b"Sitemap" not in relative["robots.txt"]({})


@pytest.mark.parametrize(
    "url",
    ["https://a.example", "http://localhost:8000/", "https://a.example/x/y.z/"],
)
def test_an_address_ends_in_one_slash(url):
    assert build.address(url) == url.rstrip("/") + "/"
    assert build.address("") == ""


@pytest.mark.parametrize(
    "url",
    [
        "a.example",
        "ftp://a.example/",
        "https://",
        "https://a.example/?q",
        "https://a.example/#x",
        "https://me:secret@a.example/",
        "https://a.example/<script>/",
        "https://a.example/a b/",
        "https://a.example//",
        "javascript:alert(1)",
        "https://пример.рф/",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(package, url, tmp_path):
    with pytest.raises(BadSite, match=r"write https://host/"):
        build.build(package, tmp_path / "s", base_url=url)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_build_leaves_the_old_site_and_nothing_else(
    package, quick, monkeypatch, tmp_path
):
    folder = tmp_path / "s"
    build.build(package, folder)
    before = tree(folder)

    def broken(package, root, drawings, pyodide, langs):
        def fail(files):
            raise OSError(28, "No space left on device")

        return {"index.html": lambda files: b"half", "b.html": fail}

    monkeypatch.setattr(build, "plan", broken)
    with pytest.raises(OSError, match="No space left"):
        build.build(package, folder)
    assert tree(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_the_old_site_comes_back_where_the_new_one_cannot_be_put(
    package, quick, monkeypatch, tmp_path
):
    folder = tmp_path / "s"
    build.build(package, folder)
    before, rename = tree(folder), Path.rename

    def refuse(path, target):
        if path != folder and target == folder and not path.name.endswith(".old"):
            raise OSError(16, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="busy"):
        build.build(package, folder)
    assert tree(folder) == before
    assert list(tmp_path.iterdir()) == [folder]


def test_an_earlier_site_is_replaced_with_all_its_files(package, quick, tmp_path):
    folder = tmp_path / "s"
    build.build(package, folder)
    assert build.earlier(folder)
    (folder / "index.html").write_text("edited")
    (folder / "index.html.gz").write_bytes(b"a server's copy")
    build.build(package, folder)
    assert tree(folder).keys() == {"index.html", "a/b.html", "site.json"}
    assert (folder / "index.html").read_bytes() == b"index.html"


def test_an_empty_folder_is_taken(package, quick, tmp_path):
    (tmp_path / "s").mkdir()
    assert not build.earlier(tmp_path / "s")
    build.build(package, tmp_path / "s")
    assert (tmp_path / "s" / "index.html").is_file()


def test_a_link_to_a_folder_stays_a_link(package, quick, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build.build(package, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


def test_every_reader_of_the_machine_may_read_the_folder(package, quick, tmp_path):
    old = os.umask(0o022)
    try:
        build.build(package, tmp_path / "s")
    finally:
        os.umask(old)
    assert (tmp_path / "s").stat().st_mode & 0o755 == 0o755


@pytest.mark.parametrize(
    "manifest", [None, "{", "[]", '{"kind": "other", "files": {}}', '{"kind": 1}']
)
def test_a_folder_of_other_things_is_left_alone(package, quick, tmp_path, manifest):
    (tmp_path / "thesis.doc").write_text("years of work")
    if manifest is not None:
        (tmp_path / build.MANIFEST).write_text(manifest)
    with pytest.raises(BadSite, match="not empty and holds no earlier site"):
        build.build(package, tmp_path)
    assert quick == []
    assert (tmp_path / "thesis.doc").read_text() == "years of work"


@pytest.mark.parametrize("name", ["CNAME", "a/own.html", "thesis.gz", ".git/HEAD"])
def test_a_file_of_the_readers_own_beside_the_site_is_not_lost(
    package, quick, tmp_path, name
):
    folder = tmp_path / "s"
    build.build(package, folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")
    with pytest.raises(BadSite, match="does not belong to the site"):
        build.build(package, folder)
    assert (folder / name).read_text() == "mine"


def test_a_file_or_a_missing_folder_is_refused(package, quick, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadSite, match="is no folder"):
        build.build(package, tmp_path / "file")
    with pytest.raises(BadSite, match="make it first"):
        build.build(package, tmp_path / "no" / "site")
    assert quick == []


def test_a_readers_own_table_has_no_site(package, tmp_path):
    own = replace(package, file_name="mine.csv")
    with pytest.raises(BadSite, match="shipped data package"):
        build.build(own, tmp_path / "s")
