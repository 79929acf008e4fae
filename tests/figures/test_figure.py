"""The figure, asked artist by artist; and what is written into its file."""

import io
from dataclasses import replace

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Patch
from PIL import Image

from geo.figures import figure, fonts, sizes
from geo.figures import map as map_drawing
from geo.figures.options import BadOptions, FigureOptions
from geo.model import boundaries, countries
from geo.model.classes import Class
from geo.model.counting import state
from geo.model.treaties import Basis
from geo.model.view import View
from geo.presentation import captions, strings
from geo.presentation import colours as presentation_colours
from geo.presentation import legend as presentation_legend
from geo.presentation.scene import Scene
from tests.helpers.drawn import drawn_classes

pytestmark = pytest.mark.drawn


@pytest.fixture(scope="module")
def draw(package):
    """Figures by the fields in which their view differs; each is drawn once."""
    charts = {}

    def draw(preset: str = "", years: tuple[int, int] | None = None, **fields):
        view = View.of(package.span, **fields)
        view = view.with_preset(preset, package.span) if preset else view
        view = view.with_years(*years) if years else view
        if view not in charts:
            charts[view] = (
                figure.sheet(Scene(package, view)).figure,
                state(package.treaties, view),
            )
        return charts[view]

    return draw


def artist(chart, gid: str):
    """The one artist of that name in the map."""
    (artist,) = [a for a in chart.axes[0].get_children() if a.get_gid() == gid]
    return artist


def hatched(chart, name: str) -> list[str]:
    """The areas under a hatch, whether in its usual ink or the pale one."""
    layers = (f"hatch-{name}", f"hatch-{name}-pale")
    layers_found = [a for a in chart.axes[0].get_children() if a.get_gid() in layers]
    return [uid for layer in layers_found for uid in layer.uids]


def colours(chart, gid: str = "fills") -> dict[str, str]:
    """The fill of each area, read from its artist."""
    layer = artist(chart, gid)
    fills = layer.get_facecolors()
    assert len(fills) == len(layer.uids)
    return {uid: to_hex(c) for uid, c in zip(layer.uids, fills, strict=True)}


def texts(chart) -> list[str]:
    return [t.get_text() for t in chart.texts]


UNITS = {u.uid: u for u in boundaries.load("world_print").units}

#: What a source says has entered into force; every other partner is not confirmed.
CONFIRMED = {"BLR", "IND", "VNM", "IRN", "ZWE"}


# --- colours ---


@pytest.mark.parametrize("basis", Basis)
def test_every_country_has_the_colour_of_its_status(draw, package, basis):
    chart, _ = draw(basis=basis)
    fills = colours(chart)
    others = set(package.partners()) - CONFIRMED
    for unit in UNITS.values():
        owner = unit.recognised
        expected = Class.FOCUS if owner == "RUS" else Class.NONE
        expected = Class.IN_FORCE if owner in CONFIRMED else expected
        expected = Class.NOT_CONFIRMED if owner in others else expected
        assert fills[unit.uid] == presentation_colours.CLASSES[expected].light, unit.uid


@pytest.mark.parametrize("basis", Basis)
def test_every_year_is_drawn_as_the_law_has_it(package, basis):
    """The colours of each year, without laying out a figure for it."""
    for year in range(package.span.first, package.span.last + 1, 4):
        view = View.of(package.span, basis=basis).with_years(package.span.first, year)
        classes = drawn_classes(package, view) | {"RUS": Class.FOCUS}
        chart = map_drawing.Map(Scene(package, view))
        for unit in UNITS.values():
            key = Class(classes.get(unit.recognised, Class.NONE))
            if unit.uid == "SSD" and year < 2011:
                key = Class.NOT_A_STATE
            assert chart.colour(unit) == presentation_colours.CLASSES[key].light


def test_dots_of_small_states_have_the_colour_of_their_country(draw, package):
    chart, current = draw()
    dots = colours(chart, "dots")
    keys = drawn_classes(package, current.view)
    assert set(dots) == {u.uid for u in UNITS.values() if u.marker}
    for uid, colour in dots.items():
        key = Class(keys.get(UNITS[uid].recognised, Class.NONE))
        assert colour == presentation_colours.CLASSES[key].light


def test_every_area_is_drawn_once(draw):
    layer = artist(draw()[0], "fills")
    assert sorted(layer.uids) == sorted(UNITS)
    assert len(layer.get_paths()) == len(UNITS)


def test_crimea_takes_the_colour_of_the_border_view_and_its_hatch_in_both(draw):
    looks = {}
    for borders in ("recognised", "de-facto"):
        chart, _ = draw(borders=borders)
        fills = colours(chart)
        looks[borders] = fills["D-CRI"]
        assert fills["UKR"] == presentation_colours.CLASSES[Class.NONE].light
        assert "D-CRI" in hatched(chart, "disputed")
    assert looks["recognised"] == presentation_colours.CLASSES[Class.NONE].light
    assert looks["de-facto"] == presentation_colours.CLASSES[Class.FOCUS].light


def test_coloured_by_year_a_country_has_the_colour_of_its_first_signature(
    draw, package
):
    fills = colours(draw(colour="year")[0])
    shades = presentation_colours.ramp(package.span.last - package.span.first + 1)
    years = {"BRA": 2010, "CHN": 2015, "ARM": 2022, "LAO": 2024}
    for code, year in years.items():
        assert fills[code] == shades[year - package.span.first]
    assert fills["RUS"] == presentation_colours.CLASSES[Class.FOCUS].light
    assert fills["USA"] == presentation_colours.CLASSES[Class.NONE].light


# --- hatches ---


def test_the_not_confirmed_are_hatched_and_nobody_else(draw, package):
    chart, _ = draw(basis=Basis.IN_FORCE)
    layer = artist(chart, "hatch-not-confirmed")
    look = presentation_colours.CLASSES[Class.NOT_CONFIRMED]
    owners = {UNITS[uid].recognised for uid in layer.uids}
    assert owners == set(package.partners()) - CONFIRMED
    assert layer.get_hatch() == look.hatch
    assert to_hex(layer.get_edgecolor()[0]) == look.ink_light
    gids = {a.get_gid() for a in chart.axes[0].get_children() if a.get_gid()}
    hatches = {gid.removesuffix("-pale") for gid in gids if gid.startswith("hatch-")}
    assert hatches == {"hatch-not-confirmed", "hatch-disputed"}


def test_disputed_areas_are_hatched(draw):
    chart = draw()[0]
    assert set(hatched(chart, "disputed")) == {
        u.uid for u in UNITS.values() if u.disputed
    }
    for name in ("hatch-disputed", "hatch-disputed-pale"):
        assert (
            artist(chart, name).get_hatch()
            == presentation_colours.OVERLAYS["disputed"].hatch
        )


def test_a_disputed_area_on_a_dark_fill_is_hatched_in_the_pale_ink(draw):
    chart = draw()[0]
    pale = artist(chart, "hatch-disputed-pale").uids
    assert "D-AKS" not in pale  # in China: signed, not confirmed
    assert "D-CRI" not in pale  # in Ukraine, none
    assert "D-CRI" in artist(draw(borders="de-facto")[0], "hatch-disputed-pale").uids


def test_the_unnamed_of_a_preset_are_hatched_apart(draw):
    chart, _ = draw(preset="chapter")
    over = hatched(chart, "unnamed")
    assert {UNITS[uid].recognised for uid in over} == {"ETH", "MMR", "TJK"}
    chart, _ = draw(preset="official-2022")
    assert hatched(chart, "unnamed") == []


def hatch(key: Class) -> str:
    return presentation_colours.CLASSES[key].hatch


def test_every_class_of_the_toy_is_drawn_with_its_hatch(toy):
    view = View.of(toy.span, basis=Basis.IN_FORCE).with_years(2011, 2013)
    current = state(toy.treaties, view)
    chart = figure.sheet(Scene(toy, view)).figure
    keys = {s.key for s in current.standings.values()}
    assert {Class.IN_FORCE, Class.NOT_CONFIRMED, Class.NOT_YET} <= keys
    fills = colours(chart)
    for code, standing in current.standings.items():
        assert fills[code] == presentation_colours.CLASSES[standing.key].light
    hatched = {c: k for c, s in current.standings.items() if hatch(k := s.key)}
    assert {Class.NOT_CONFIRMED, Class.NOT_YET} <= set(hatched.values())
    for code, key in hatched.items():
        layer = artist(chart, f"hatch-{key}")
        assert code in layer.uids
        assert layer.get_hatch() == hatch(key)


# --- legend and notes ---


def legend(chart) -> list[str]:
    return [t.get_text() for t in chart.texts if t.get_gid() == "legend"]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("basis", Basis)
def test_the_legend_names_the_classes_shown_and_the_disputed(draw, basis, lang):
    chart, _ = draw(basis=basis, lang=lang)
    classes = {Class.IN_FORCE, Class.NOT_CONFIRMED, Class.NONE}
    # The country whose treaties are shown is called by its own name.
    labels = [countries.name("RUS", lang)]
    labels += [
        presentation_colours.CLASSES[k].label(lang)
        for k in presentation_legend.LEGEND[Basis.IN_FORCE]
        if k in classes
    ]
    assert legend(chart) == [*labels, strings.word("disputed", lang)]


def test_a_class_no_row_has_today_is_in_the_legend_as_soon_as_one_has(toy):
    chart = figure.sheet(Scene.of(toy)).figure
    assert presentation_colours.CLASSES[Class.ENDED].label("en") in legend(chart)


def test_coloured_by_year_the_legend_lists_the_years_with_a_signature(draw):
    entries = legend(draw(colour="year")[0])
    years = [int(text) for text in entries if text.isdigit()]
    assert years == [2010, *range(2013, 2020), 2021, 2022, 2023, 2024]
    assert presentation_colours.CLASSES[Class.SIGNED].label("en") not in entries


def test_each_swatch_has_the_colour_and_hatch_of_its_class(draw):
    chart, _ = draw(basis=Basis.IN_FORCE)
    swatches = [p for p in chart.artists + chart.patches if p is not chart.patch]
    looks = {(to_hex(p.get_facecolor()), p.get_hatch() or "") for p in swatches}
    for key in (Class.FOCUS, Class.IN_FORCE, Class.NOT_CONFIRMED, Class.NONE):
        look = presentation_colours.CLASSES[key]
        assert (look.light, look.hatch) in looks


@pytest.mark.parametrize(
    ("lang", "borders"),
    [("en", "de-facto"), ("en", "recognised"), ("ru", "recognised")],
)
def test_title_rule_sources_borders_and_edition_are_inside_the_picture(
    draw, package, lang, borders
):
    chart, current = draw(lang=lang, borders=borders)
    inside = " ".join(texts(chart))
    view = current.view
    assert captions.title(view, countries.name("RUS", lang)) in inside
    assert captions.headline(current) in inside
    assert strings.word("rule", lang) in inside
    assert strings.word(f"borders.{borders}", lang) in inside
    assert captions.as_of(current, package.version, package.as_of) in inside
    claims = [s for t in package.treaties for s in t.sources]
    assert str(len(claims)) in inside
    assert str(len({s.url for s in claims})) in inside


def test_a_preset_says_in_the_picture_whom_the_list_does_not_name(draw, package):
    chart, current = draw(preset="chapter")
    assert Scene(package, current.view).unnamed_note in " ".join(texts(chart))


# --- layout ---

LAYOUTS = [
    {},
    {"basis": Basis.IN_FORCE},
    {"lang": "ru"},
    {"lang": "ru", "basis": Basis.IN_FORCE},
    {"colour": "year"},
    {"preset": "chapter"},
    {"preset": "chapter", "lang": "ru", "colour": "year"},
    {"years": (2011, 2011)},
]


@pytest.mark.parametrize("fields", LAYOUTS, ids=str)
def test_no_text_runs_outside_the_figure_or_into_another_text(draw, fields):
    chart, _ = draw(**fields)
    sheet = chart.bbox
    boxes = [(t.get_text(), t.get_window_extent()) for t in chart.texts]
    for text, box in boxes:
        assert sheet.x0 <= box.x0 and box.x1 <= sheet.x1, text
        assert sheet.y0 <= box.y0 and box.y1 <= sheet.y1, text
    for i, (text, box) in enumerate(boxes):
        for other, over in boxes[i + 1 :]:
            common = min(box.y1, over.y1) - max(box.y0, over.y0)
            beside = box.x1 <= over.x0 or over.x1 <= box.x0
            # Ascenders of a line may reach a hair into the line above.
            assert beside or common < 0.25 * min(box.height, over.height), (text, other)


def test_no_text_lies_on_the_map(draw):
    chart, _ = draw()
    sea = chart.axes[0].get_window_extent()
    for text in chart.texts:
        box = text.get_window_extent()
        assert box.y0 >= sea.y1 - 1 or box.y1 <= sea.y0 + 1, text.get_text()


def test_the_figure_is_as_wide_as_the_text_of_an_a4_page(draw):
    assert draw()[0].get_size_inches()[0] * 25.4 == pytest.approx(160)


# --- the file ---


@pytest.fixture(scope="module")
def picture(package) -> bytes:
    return figure.render(Scene.of(package, lang="ru"), FigureOptions(dpi=60))


def test_the_same_view_gives_the_same_bytes(package, picture):
    assert figure.render(Scene.of(package, lang="ru"), FigureOptions(dpi=60)) == picture


def test_the_file_carries_title_alternative_text_and_citation(package, picture):
    view = View.of(package.span, lang="ru")
    image = Image.open(io.BytesIO(picture))
    image.load()
    assert image.text["Title"] == captions.title(view, countries.name("RUS", "ru"))
    current = state(package.treaties, view)
    description = captions.alternative_text(current, countries.name)
    assert image.text["Description"] == description
    assert package.version in image.text["Comment"]
    assert "Software" not in image.text  # a version would change the bytes
    assert image.format == "PNG"


def test_the_picture_has_the_resolution_it_says(picture):
    image = Image.open(io.BytesIO(picture))
    assert image.width == int(160 / 25.4 * 60)
    assert image.info["dpi"][0] == pytest.approx(60, abs=0.1)


def test_an_unknown_table_of_treaties_is_drawn_too(toy, make):
    package = replace(toy, treaties=(make("CUB"),))
    chart = figure.sheet(Scene(package, View.of(toy.span))).figure
    assert colours(chart)["CUB"] == presentation_colours.CLASSES[Class.NONE].light


# --- every size, language and basis ---

SHEETS = [*sizes.SIZES, "200x120", "120x180", "400x150"]


@pytest.fixture(scope="module")
def lay_out(package):
    """Sheets by size, language, basis and labels; each is laid out once."""
    sheets = {}

    def lay(size: str, lang: str = "en", basis: Basis = Basis.SIGNED, **options):
        key = (size, lang, basis, tuple(sorted(options.items())))
        if key not in sheets:
            view = View.of(package.span, lang=lang, basis=basis)
            how = FigureOptions(sizes.parse(size), **options)
            sheets[key] = figure.sheet(Scene(package, view), how)
        return sheets[key]

    return lay


def boxes(sheet) -> list[tuple[str, str, object]]:
    """The gid, text and box of every text of a sheet, in pixels."""
    with fonts.settings():
        return [
            (t.get_gid(), t.get_text(), t.get_window_extent())
            for t in sheet.figure.texts
        ]


def overlap(one, other) -> bool:
    # Ascenders of a line may reach a hair into the line above.
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    beside = one.x1 <= other.x0 or other.x1 <= one.x0
    return not beside and common > 0.25 * min(one.height, other.height)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", SHEETS)
def test_nothing_overlaps_on_any_sheet(lay_out, size, lang, basis):
    sheet = lay_out(size, lang, basis, labels=True)
    page, sea = sheet.figure.bbox, sheet.figure.axes[0].get_window_extent()
    text_boxes = boxes(sheet)
    swatches = [
        p.get_window_extent() for p in sheet.figure.artists if isinstance(p, Patch)
    ]
    for i, (gid, text, box) in enumerate(text_boxes):
        assert page.x0 <= box.x0 and box.x1 <= page.x1, text
        assert page.y0 <= box.y0 and box.y1 <= page.y1, text
        on_map = gid == "label"
        clear = box.y0 >= sea.y1 - 1 or box.y1 <= sea.y0 + 1
        assert on_map or clear, text
        assert not on_map or (sea.x0 <= box.x0 and box.x1 <= sea.x1), text
        assert not any(overlap(box, swatch) for swatch in swatches), text
        for _, other, over in text_boxes[i + 1 :]:
            assert not overlap(box, over), (text, other)


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", SHEETS)
def test_nothing_is_set_smaller_than_six_points(lay_out, size, lang):
    for text in lay_out(size, lang, labels=True).figure.texts:
        assert text.get_fontsize() >= sizes.SMALLEST_TYPE, text.get_text()


@pytest.mark.parametrize("size", SHEETS)
def test_a_sheet_has_the_size_asked_for(lay_out, size):
    size_asked = sizes.parse(size)
    width, height = lay_out(size, labels=True).figure.get_size_inches() * 25.4
    assert width == pytest.approx(size_asked.width)
    assert size_asked.height is None or height == pytest.approx(size_asked.height)


@pytest.mark.parametrize("size", ["a4", "a4-page", "slide"])
def test_the_map_takes_the_width_or_the_height_there_is(lay_out, size):
    sheet = lay_out(size, labels=True)
    sea = sheet.figure.axes[0].get_position()
    assert sea.height / sea.width * sheet.height / sheet.width == pytest.approx(
        map_drawing.aspect()
    )
    assert sea.width > 0.8


def test_every_letter_is_in_the_typeface(lay_out):
    for lang in ("en", "ru"):
        for text in lay_out("a4-page", lang, labels=True).figure.texts:
            assert fonts.missing(text.get_text()) == ""
            assert text.get_fontfamily() == [fonts.FAMILY]


def test_a_sheet_without_room_is_refused_with_the_height_it_takes(package):
    view = View.of(package.span)
    with pytest.raises(sizes.BadSize, match=r"94 mm of height"):
        figure.sheet(Scene(package, view), FigureOptions(sizes.parse("60x40")))
    figure.sheet(Scene(package, view), FigureOptions(sizes.parse("60x95")))


def test_the_names_of_all_partners_and_the_focal_country_are_on_a_labelled_map(
    lay_out, package
):
    for lang in ("en", "ru"):
        sheet = lay_out("a4-page", lang)
        names = {text for gid, text, _ in boxes(sheet) if gid == "label"}
        codes = [*package.partners(), "RUS"]
        assert names == {countries.name(c, lang) for c in codes}
        assert sheet.without_room == []


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("lang", ["en", "ru"])
# A link preview is half as high as a page: a name without room there is told.
@pytest.mark.parametrize("size", [name for name in sizes.SIZES if name != "share"])
def test_every_name_finds_room_on_every_preset(lay_out, size, lang, basis):
    assert lay_out(size, lang, basis, labels=True).without_room == []


def test_labels_are_on_where_the_size_has_them_and_wherever_one_asks(lay_out):
    def labelled(size, **options):
        return any(gid == "label" for gid, _, _ in boxes(lay_out(size, **options)))

    assert labelled("a4-page") and labelled("slide") and labelled("a4", labels=True)
    assert not (labelled("a4") or labelled("square"))
    assert not labelled("slide", labels=False)


def test_the_unnamed_of_a_preset_carry_an_asterisk_on_map_legend_and_note(package):
    view = View.of(package.span).with_preset("chapter", package.span)
    sheet = figure.sheet(Scene(package, view), FigureOptions(labels=True))
    with_star = {t for gid, t, _ in boxes(sheet) if gid == "label" and t.endswith("*")}
    assert with_star == {"Ethiopia *", "Myanmar *", "Tajikistan *"}
    assert any(t.startswith("* ") for gid, t, _ in boxes(sheet) if gid == "legend")
    assert any(t.startswith("* ") for gid, t, _ in boxes(sheet) if gid is None)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_chapters_map_has_the_chapters_title(package, lang):
    view = View.of(package.span, lang=lang).with_preset("chapter", package.span)
    sentences = {
        "en": "on cooperation in the field of international information security",
        "ru": "в области обеспечения международной информационной безопасности",
    }
    assert sentences[lang] in Scene(package, view).figure_title
    assert "2024" in Scene(package, view).figure_title


# --- title ---


@pytest.mark.parametrize("size", ["a4", "slide", "square", "120x180"])
@pytest.mark.parametrize("word", ["слово ", "W"])
def test_a_title_of_500_characters_is_wrapped_then_shortened(package, size, word):
    title = (word * 500)[:500].strip()
    options = FigureOptions(sizes.parse(size), title=title)
    sheet = figure.sheet(Scene.of(package), options)
    assert sheet.shortened
    bold = [t for t in sheet.figure.texts if t.get_fontweight() == "bold"]
    assert len(bold) == 3
    assert bold[-1].get_text().endswith("…")
    with fonts.settings():
        for text in bold:
            assert text.get_window_extent().x1 <= sheet.figure.bbox.x1


def test_a_short_title_replaces_ours_whole(package):
    sheet = figure.sheet(
        Scene.of(package),
        FigureOptions(title="Map <b>3</b> & more"),
    )
    assert not sheet.shortened
    assert sheet.figure.texts[0].get_text() == "Map <b>3</b> & more"


@pytest.mark.parametrize("title", ["ᚠ", "a\x00b", "a\tb", "🗺"])
def test_a_title_the_typeface_cannot_set_is_refused(title):
    with pytest.raises(BadOptions):
        FigureOptions(title=title)


# --- grey ---


@pytest.mark.parametrize("basis", Basis)
def test_in_grey_every_artist_is_grey_and_hatched_as_in_colour(lay_out, basis):
    sheet = lay_out("a4", basis=basis, grey=True)
    fills = colours(sheet.figure)
    assert fills["VNM"] == presentation_colours.CLASSES[Class.IN_FORCE].grey
    assert fills["RUS"] == presentation_colours.CLASSES[Class.FOCUS].grey
    layers = list(sheet.figure.axes[0].collections)
    assert len(layers) > 3
    for layer in layers:
        for rgba in [*layer.get_facecolor(), *layer.get_edgecolor()]:
            red, green, blue = to_hex(rgba)[1:3], to_hex(rgba)[3:5], to_hex(rgba)[5:]
            assert red == green == blue, layer.get_gid()
    layer = artist(sheet.figure, "hatch-not-confirmed")
    look = presentation_colours.CLASSES[Class.NOT_CONFIRMED]
    assert layer.get_hatch() == look.hatch


def test_years_in_grey_have_their_own_ramp(package):
    view = View.of(package.span, colour="year")
    sheet = figure.sheet(Scene(package, view), FigureOptions(grey=True))
    span = package.span
    shades = presentation_colours.ramp(span.last - span.first + 1, "grey")
    assert colours(sheet.figure)["BRA"] == shades[2010 - span.first]
