"""The addresses beside the app: what is understood is answered, the rest is refused."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from geo.app import endpoints
from geo.app.byte_cache import Entry
from geo.app.endpoints import PRODUCTS, Refused, ask
from geo.export import pictures
from geo.export import treaties as export_treaties
from geo.figures.options import FigureOptions
from geo.figures.sizes import SIZES
from geo.model import boundaries
from geo.model.languages import LANGUAGES
from geo.model.view import FIELDS, View
from geo.presentation.scene import Scene
from geo.tables import load as tables_load
from tests.helpers.examples import examples
from tests.helpers.links import LINKS

FIGURES = [path for path in PRODUCTS if path.startswith("/figure")]
ENTRY = Entry(b"bytes", "0123456789ab")


def refusal(path: str, query: str) -> endpoints.Response:
    with pytest.raises(Refused) as error:
        ask(path, query)
    return error.value.response


#: Where a picture is quoted without the app around it, no name is a stranger's.
ADDRESSES = [case for case in LINKS if "utm_source" not in case.link]


@pytest.mark.parametrize("case", ADDRESSES, ids=lambda case: case.link or "nothing")
def test_an_address_means_what_the_link_means_and_what_is_wrong_is_refused(case):
    if case.notices:
        lines = refusal("/map.html", case.link).content.decode().splitlines()
        fields = [notice.partition(" ")[2] for notice in case.notices]
        assert sorted(line.partition(":")[0] for line in lines) == sorted(fields)
        return
    request = ask("/map.html", case.link)
    assert request.scene.query == case.view


@pytest.mark.parametrize("focus", ["none", "CHN", "BLR"])
def test_another_focus_brings_the_treaties_between_other_states(focus):
    request = ask("/treaties.json", f"focus={focus}")
    assert request.scene.package is tables_load.load_package(focus="")
    assert request.scene.view.focus == focus.replace("none", "")


def test_the_focus_of_the_atlas_spelled_out_changes_nothing(package):
    assert ask("/map.html", "focus=RUS").address == "map.html"
    assert ask("/map.html", "focus=RUS").scene.view == View.of(package.span)


@pytest.mark.parametrize("path", PRODUCTS)
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("years=2016..2010", "2010..2016"),
        ("years=1900..1950", "outside"),
        ("years=soon", "soon"),
        ("basis=planned", "signed, in-force"),
        ("colour=red", "class, year"),
        ("borders=mine", "recognised, de-facto"),
        ("lang=tlh", ", ".join(LANGUAGES)),
        ("layers=EU", "BRICS"),
        ("country=ZZZ", "ZZZ"),
        ("focus=ZZZ", "ZZZ"),
        ("focus=CHE", "CHE"),
        ("preset=yesterday", "official-2022"),
        ("preset=chapter&years=2010..2012", "leave out"),
        ("preset=chapter&focus=CHN", "leave out"),
        ("table=own", "own table"),
    ],
)
def test_nothing_of_a_view_is_ignored_in_silence(path, query, word):
    answer = refusal(path, query)
    field = query.partition("=")[0]
    assert answer.status == 400
    assert word in answer.content.decode()
    texts = answer.content.decode().splitlines()
    assert all(line.partition(":")[0] in (*FIELDS, "table") for line in texts)
    assert any(line.startswith((f"{field}:", "years:", "preset:")) for line in texts)


def test_every_wrong_parameter_is_named_at_once_and_in_the_readers_language():
    text = refusal("/figure.png", "lang=ru&basis=x&size=x&dpi=x&labels=x").content
    lines = text.decode().splitlines()
    by_name = {line.partition(":")[0] for line in lines}
    assert by_name == {"basis", "size", "dpi", "labels"}
    assert all("не понято" in line for line in lines)


@pytest.mark.parametrize("path", PRODUCTS)
@pytest.mark.parametrize("name", ["bogus", "utm_source", "find", "before", "kind", ""])
def test_a_name_that_changes_nothing_at_an_address_is_refused(path, name):
    answer = refusal(path, f"{name}=1&lang=en")
    assert answer.status == 400
    (line,) = answer.content.decode().splitlines()
    assert line.startswith(f"{name or '='}: not a choice at this address")
    takes = line.partition("it takes ")[2].rstrip(".").split(", ")
    assert takes == [*FIELDS, *PRODUCTS[path].options]


def test_many_strange_names_are_refused_in_one_line():
    query = "&".join(f"x{number}=1" for number in range(200))
    (line,) = refusal("/map.html", query).content.decode().splitlines()
    assert line.startswith("x0, x1, x2, x3, x4, …: ")


def test_a_refusal_stays_on_its_line_whatever_the_address_holds():
    text = refusal("/map.html", "a%0Ayears=1&basis=x%0Alang: fine").content.decode()
    assert len(text.splitlines()) == 2
    assert "\\na" not in text and "a\\nyears: not a choice" in text


@pytest.mark.parametrize("path", PRODUCTS)
def test_the_data_of_the_atlas_may_be_asked_for_by_name(path):
    assert ask(path, "table=atlas").address == path[1:]


@pytest.mark.parametrize("name", [*FIELDS, "table", "size", "title"])
def test_a_name_without_a_value_is_refused(name):
    for query in (name, f"{name}=", f"{name}=%20"):
        texts = refusal("/figure.png", query).content.decode().splitlines()
        assert f"{name}: has no value; give it one or leave it out." in texts, query


@pytest.mark.parametrize(
    "query", ["basis=signed&basis=in-force", "size=a4&size=slide", "title=A&title=B"]
)
def test_a_choice_with_two_values_is_refused(query):
    name = query.partition("=")[0]
    assert (
        refusal("/figure.png", query).content.decode().startswith(f"{name}: is given")
    )


def test_a_choice_repeated_with_the_same_value_is_that_choice():
    assert ask("/figure.png", "size=slide&size=slide").address.endswith("?size=slide")


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_is_made_as_the_apps_link_says(path):
    options = ask(path, "size=slide&labels=false&grey=true").options
    assert options == FigureOptions(SIZES["slide"], labels=False, grey=True)
    assert "labels=true" in ask(path, "labels=True").address


def test_only_a_raster_has_a_resolution():
    assert ask("/figure.png", "dpi=600").options.dpi == 600
    assert refusal("/figure.pdf", "dpi=600").status == 400
    assert refusal("/figure.png", "dpi=1200").status == 400


@pytest.mark.parametrize("path", [p for p in PRODUCTS if p not in FIGURES])
def test_a_map_or_table_has_no_make_of_a_figure(path):
    text = refusal(path, "size=slide&dpi=300&title=Hello").content.decode()
    assert text.startswith("size, dpi, title: not a choice at this address")


# --- a title in place of ours ---


@pytest.mark.parametrize("path", FIGURES)
def test_a_figure_takes_a_title(path):
    request = ask(path, "title=Hello++world&years=2010..2016")
    assert request.options.title == "Hello world"
    assert request.address == f"{path[1:]}?years=2010..2016&title=Hello+world"
    assert request.key != ask(path, "years=2010..2016").key


@pytest.mark.drawn
def test_the_title_stands_in_the_picture_as_it_was_given_and_not_as_markup():
    title = "Договоры <script> & $x^2$ 100 %"
    query = urlencode({"title": title, "size": "square"})
    svg = ET.fromstring(ask("/figure.svg", query).build())
    texts = {"".join(text.itertext()) for text in svg.iter() if text.text}
    assert title in texts
    assert not [part for part in svg.iter() if part.tag.endswith("script")]


@pytest.mark.parametrize("path", FIGURES)
@pytest.mark.parametrize("title", ["ᚠ", "a\0b", "a\u202eb", "🗺", "%ff"])
def test_a_title_that_the_typeface_cannot_set_is_refused(path, title):
    text = title if title == "%ff" else urlencode({"": title})[1:]
    sentence = refusal(path, f"title={text}").content.decode()
    assert sentence.startswith("title: ")
    assert "the typeface has no letter for" in sentence
    assert sentence.rstrip("\n").isprintable()


@pytest.mark.parametrize("path", FIGURES)
@pytest.mark.drawn
def test_a_title_that_would_be_cut_is_refused(path):
    request = ask(path, urlencode({"title": "many words " * 80, "lang": "ru"}))
    with pytest.raises(Refused) as error:
        request.build()
    assert error.value.response.status == 400
    assert error.value.response.content.decode().startswith("title: на листе")


def test_an_absurdly_long_query_is_refused_unread():
    answer = refusal("/map.html", "a" * (endpoints.LONGEST + 1))
    assert answer.status == 414
    assert str(endpoints.LONGEST) in answer.content.decode()


def test_two_spellings_of_one_view_are_kept_once():
    one = ask("/map.html", "years=2010&years=2016&basis=signed")
    other = ask("/map.html", "lang=en&years=2010-2016&table=atlas")
    assert one.key == other.key and hash(one.key) == hash(other.key)
    assert one.key != ask("/map.html", "years=2010..2015").key
    assert one.key != ask("/treaties.csv", "years=2010..2016").key


def test_what_other_data_say_is_not_what_was_kept():
    request = ask("/treaties.csv", "")
    newer = replace(request.scene.package, version="9")
    other = replace(request, scene=replace(request.scene, package=newer))
    assert request.address == other.address
    assert request.key != other.key


def test_the_address_of_an_answer_leads_back_to_it():
    query = "years=2010..2016&basis=in-force&borders=de-facto&lang=ru&size=slide"
    request = ask("/figure.png", query)
    again = ask("/figure.png", request.address.partition("?")[2])
    assert again.scene.view == request.scene.view and again.options == request.options


@pytest.mark.parametrize("path", PRODUCTS)
def test_an_answer_names_its_file_its_edition_and_its_licence(path):
    request = ask(path, "years=2010..2016")
    headers = request.response(ENTRY).headers
    suffix = path.rpartition(".")[2]
    name = f"treaties-signed-2010-2016-recognised-en.{suffix}"
    assert f'filename="{name}"' in headers["Content-Disposition"]
    assert headers["ETag"] == f'W/"{request.scene.package.version}-{ENTRY.digest}"'
    assert "creativecommons.org/licenses/by/4.0" in headers["Link"]
    assert headers["Content-Location"] == f"{path[1:]}?years=2010..2016"
    assert headers["Cache-Control"].startswith("public, max-age=")


@pytest.mark.parametrize("path", PRODUCTS)
def test_an_answer_can_do_nothing_to_the_app_it_shares_an_origin_with(path):
    headers = ask(path, "").response(ENTRY).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    # The page runs its own script; nothing else may run any.
    assert ("script-src" in policy) == (path == "/map.html")


def test_published_data_may_be_read_by_any_page_without_credentials():
    headers = ask("/treaties.json", "").response(ENTRY).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    ("etags", "status"),
    [
        ("", 200),
        ('W/"{tag}"', 304),
        ('"{tag}"', 304),
        ('"other", W/"{tag}"', 304),
        ("*", 304),
        ('W/"other"', 200),
        ("{tag}", 200),
    ],
)
def test_who_has_the_bytes_is_not_sent_them_again(etags, status):
    request = ask("/map.html", "")
    tag = f"{request.scene.package.version}-{ENTRY.digest}"
    answer = request.response(ENTRY, etags.format(tag=tag))
    assert answer.status == status
    assert answer.content == (ENTRY.content if status == 200 else b"")
    assert tag in answer.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "build"),
    [
        ("/map.html", pictures.page),
        ("/treaties.csv", export_treaties.csv),
        ("/treaties.json", export_treaties.json),
        ("/treaties.xlsx", export_treaties.xlsx),
    ],
)
def test_the_bytes_are_those_of_the_apps_own_download(package, path, build):
    view = View.of(package.span).with_years(2010, 2016)
    assert ask(path, "years=2010..2016").build() == build(Scene(package, view))


@pytest.mark.parametrize(
    ("path", "start"),
    [("/figure.png", b"\x89PNG"), ("/figure.svg", b"<?xml"), ("/figure.pdf", b"%PDF")],
)
@pytest.mark.drawn
def test_a_figure_is_of_the_kind_its_address_says(path, start):
    query = "size=square&grey=true" + "&dpi=150" * path.endswith("png")
    assert ask(path, query).build().startswith(start)


@examples(200)
@given(
    some.dictionaries(
        some.sampled_from([*FIELDS, "table", "size", "dpi", "labels", "grey", "title"]),
        some.one_of(
            some.text(max_size=12),
            some.sampled_from(["2010..2016", "chapter", "none", "CHN", "ru", "slide"]),
        ),
    ),
    some.sampled_from(list(PRODUCTS)),
)
def test_any_query_is_understood_or_refused_with_a_sentence(params, path):
    try:
        request = ask(path, urlencode(params))
    except Refused as refused:
        assert refused.response.status in (400, 414)
        assert refused.response.content.strip()
        assert "Content-Security-Policy" in refused.response.headers
    else:
        headers = request.response(ENTRY).headers
        assert all(text.isascii() and text.isprintable() for text in headers.values())


def test_a_healthy_replica_says_which_edition_it_serves(package):
    answer = endpoints.health()
    report = json.loads(answer.content)
    assert answer.status == 200
    assert report["status"] == "ok"
    assert report["version"] == package.version
    assert report["as_of"] == package.as_of.isoformat()
    assert report["treaties"] == len(package.treaties)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("module", "loader", "error"),
    [
        (
            tables_load,
            "load_package",
            tables_load.BadTable("treaties.csv line 3: no date"),
        ),
        (boundaries, "load", boundaries.BadBoundaries("world.topo.json is missing")),
    ],
    ids=["table", "boundaries"],
)
def test_a_replica_with_damaged_data_says_so_and_is_not_fit(
    monkeypatch, module, loader, error
):
    def load(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(module, loader, load)
    answer = endpoints.health()
    assert answer.status == 503
    assert json.loads(answer.content)["reason"] == str(error)


def test_damaged_data_are_the_operators_matter_and_said_as_they_are(monkeypatch):
    def load(**_: object) -> None:
        raise tables_load.BadTable("treaties.csv line 3: no date")

    monkeypatch.setattr(tables_load, "load_package", load)
    answer = refusal("/map.html", "years=2010..2016")
    assert answer.status == 503
    assert "line 3" in answer.content.decode()
    assert "Retry-After" in answer.headers
