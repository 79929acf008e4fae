"""A size is refused before any work, and nothing is set in type nobody can read."""

import pytest

from geo.figures import sizes
from geo.figures.sizes import PIXELS, SIZES, SMALLEST_TYPE, BadSize, check_dpi, parse


@pytest.mark.parametrize("name", SIZES)
def test_a_preset_is_known_by_its_name_and_readable(name):
    size = parse(name)
    assert size is SIZES[name]
    assert min(size.title, size.body, size.note, size.label) >= SMALLEST_TYPE


def test_a_free_size_is_width_by_height_in_millimetres():
    for text in ("200x120", "200X120", " 200×120 ", "200.0x120.000"):
        size = parse(text)
        assert (size.width, size.height) == (200, 120)


def test_the_presets_are_the_sheets_they_are_named_after():
    assert (SIZES["a4"].width, SIZES["a4"].height) == (160, None)
    assert (SIZES["a4-page"].width, SIZES["a4-page"].height) == (297, 210)
    slide = SIZES["slide"]
    assert slide.width / slide.height == pytest.approx(16 / 9, abs=1e-3)
    assert slide.width / 25.4 == pytest.approx(13.333, abs=1e-3)
    assert SIZES["square"].width == SIZES["square"].height


@pytest.mark.parametrize(
    ("name", "pixels"),
    [
        ("share", (1200, 630)),
        ("share-square", (1080, 1080)),
        ("share-wide", (1600, 900)),
    ],
)
def test_a_picture_for_a_social_network_has_its_pixels(name, pixels):
    size = SIZES[name]
    drawn = (int(side / 25.4 * size.dpi) for side in (size.width, size.height))
    assert tuple(drawn) == pixels


def test_partners_are_labelled_where_there_is_room_for_it():
    assert {n: s.labels for n, s in SIZES.items()} == {
        "a4": False,
        "a4-page": True,
        "slide": True,
        "square": False,
        "share": True,
        "share-square": True,
        "share-wide": True,
    }


def test_larger_sheets_have_larger_type():
    small, large = parse("160x110"), parse("640x440")
    assert large.body > small.body
    assert large.scale > small.scale


@pytest.mark.parametrize("factor", [0.1, 0.5, 0.99])
def test_type_made_smaller_stays_readable(factor):
    for size in SIZES.values():
        small = size.with_type(factor)
        assert min(small.title, small.body, small.note, small.label) >= SMALLEST_TYPE


@pytest.mark.parametrize(
    "text",
    [
        *("", "0x0", "0x100", "100x0", "10000x10000", "39x100", "100x1201"),
        *("A4", "huge", "100", "100x", "x100", "100x100x100", "-100x100", "1e3x100"),
        *("nanxnan", "infx100", "100x100mm", "٢٠٠x١٢٠", "9" * 5000 + "x1"),
    ],
)
def test_a_bad_size_is_one_short_line(text):
    with pytest.raises(BadSize) as error:
        parse(text)
    assert len(str(error.value)) < 150
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("dpi", [-1, 0, 1, 49, 1201, 10_000])
def test_a_resolution_out_of_bounds_is_refused(dpi):
    with pytest.raises(BadSize, match="between 50 and 1200"):
        check_dpi(SIZES["a4"], dpi)


def test_a_picture_that_fills_the_memory_is_refused_with_what_it_would_take():
    with pytest.raises(BadSize, match=r"446 million pixels and would take 3571 MB"):
        check_dpi(parse("1000x800"), 600)


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("dpi", sizes.RESOLUTIONS)
def test_every_preset_can_be_drawn_at_every_resolution_offered(name, dpi):
    check_dpi(SIZES[name], dpi)


def test_the_bound_is_the_number_of_pixels():
    side = (PIXELS**0.5) / 300 * 25.4
    check_dpi(parse(f"{side - 1:.0f}x{side - 1:.0f}"), 300)
    with pytest.raises(BadSize):
        check_dpi(parse(f"{side + 1:.0f}x{side + 1:.0f}"), 300)
