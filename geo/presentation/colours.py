"""The one table of classes: key, colour, hatch, order.

The figure, the page, the legend and the documentation all read it, so a class looks
and is called the same everywhere. Each class differs from its neighbours by hatch as
well as by colour, because a third of prints are grey and one reader in twenty is
colour-blind.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.model import languages
from geo.model.classes import Class


@dataclass(frozen=True)
class Look:
    """How a class is drawn and called.

    ``hatch`` is a matplotlib hatch; the page draws the same lines as an SVG pattern.
    ``grey`` is the fill of the print-safe variant. ``ink`` draws the hatch.
    """

    key: Class
    light: str
    dark: str
    grey: str
    ink_light: str = ""
    ink_dark: str = ""
    hatch: str = ""
    ink_grey: str = "#1c1c1c"

    def fill(self, theme: str) -> str:
        """The fill in a theme: ``light``, ``dark`` or ``grey``."""
        return getattr(self, theme)

    def ink(self, theme: str) -> str:
        """The ink of the hatch in a theme."""
        return getattr(self, f"ink_{theme}")

    def label(self, lang: str) -> str:
        return languages.word(f"class_label.{self.key.value}", lang)

    def meaning(self, lang: str) -> str:
        return languages.word(f"class_meaning.{self.key.value}", lang)


# Order is the order of the legend.
CLASSES: dict[Class, Look] = {
    look.key: look
    for look in (
        Look(
            Class.FOCUS,
            light="#262b30",
            dark="#c4cad1",
            grey="#3a3a3a",
        ),
        Look(
            Class.SIGNED,
            light="#1a6fb0",
            dark="#4aa3e6",
            grey="#808080",
        ),
        Look(
            Class.IN_FORCE,
            light="#0b7a5a",
            dark="#2fb58c",
            grey="#707070",
        ),
        Look(
            Class.NOT_CONFIRMED,
            light="#f0b545",
            dark="#d9992b",
            grey="#c4c4c4",
            ink_light="#7a4d00",
            ink_dark="#3a2500",
            hatch="//////",
        ),
        Look(
            Class.NOT_YET,
            light="#cdb9ea",
            dark="#9f86c9",
            grey="#dadada",
            ink_light="#4b2e83",
            ink_dark="#1d0f38",
            hatch=".....",
        ),
        Look(
            Class.ENDED,
            light="#b9a396",
            dark="#8f786b",
            grey="#a9a9a9",
            ink_light="#4a3429",
            ink_dark="#21160f",
            hatch="xxxxx",
        ),
        Look(
            Class.STATE_ENDED,
            light="#93a08f",
            dark="#66735f",
            grey="#989898",
            ink_light="#243320",
            ink_dark="#10180e",
            hatch="ooo",
        ),
        Look(
            Class.POSSIBLE,
            light="#c6dff2",
            dark="#2b4a66",
            grey="#ececec",
            ink_light="#1a6fb0",
            ink_dark="#8ec5f0",
            hatch="\\\\\\\\\\\\",
        ),
        Look(
            Class.UNREAD,
            light="#f7ead9",
            dark="#463c30",
            grey="#f4f4f4",
            ink_light="#8a5a1f",
            ink_dark="#d6a66a",
            hatch="-----",
        ),
        Look(
            Class.NOT_COVERED,
            light="#f6f6f2",
            dark="#242a31",
            grey="#fafafa",
            ink_light="#84847c",
            ink_dark="#8b949d",
            hatch="++",
            ink_grey="#7c7c7c",
        ),
        Look(
            Class.NOT_A_STATE,
            light="#fbfbfa",
            dark="#1d2329",
            grey="#ffffff",
            ink_light="#84847c",
            ink_dark="#84909b",
            hatch="O",
            ink_grey="#7c7c7c",
        ),
        Look(
            Class.NONE,
            light="#e3e3dc",
            dark="#333b43",
            grey="#ededed",
        ),
    )
}


@dataclass(frozen=True)
class Overlay:
    """A hatch laid over a class: its lines, and their ink by theme.

    ``pale`` is the ink over a dark fill, where the usual one would drown.
    """

    hatch: str
    ink: dict[str, str]
    pale: str
    pale_grey: str = "#ffffff"

    def inks(self, theme: str) -> tuple[str, str]:
        """The usual ink and the pale one."""
        return self.ink[theme], self.pale_grey if theme == "grey" else self.pale


OVERLAYS = {
    # Disputed areas, over the class of their owner, in both border views.
    "disputed": Overlay(
        "||||||||",
        {"light": "#8a2b2b", "dark": "#ffb3a7", "grey": "#000000"},
        "#ffd0c8",
    ),
    # Counted on our evidence, but not named by the list a preset is compared with.
    "unnamed": Overlay(
        "+++++",
        {"light": "#2a2320", "dark": "#0e1317", "grey": "#ffffff"},
        "#ffffff",
    ),
}

SEA = {"light": "#f3f7fa", "dark": "#12181e", "grey": "#ffffff"}
COAST = {"light": "#7b8792", "dark": "#7d8a96", "grey": "#666666"}
BORDER = {"light": "#ffffff", "dark": "#12181e", "grey": "#ffffff"}

# --- of figures alone ---

#: Lines inside a country (areas of its own status), and every 30 degrees of the globe.
INNER = {"light": "#444444", "grey": "#444444"}
GRATICULE = {"light": "#dde5ec", "grey": "#dddddd"}
#: Text on paper; secondary text; the outline of a swatch without a hatch.
INK, SOFT_INK, SWATCH_LINE = "#000000", "#333333", "#666666"
#: A name on the map, on a light and on a dark fill; the line that leads to it.
NAME, NAME_ON_DARK, LEADER = "#111111", "#ffffff", "#444444"
PAPER = "#ffffff"

# --- of the chart of the years ---

OFFICIAL, EVENT = "#a14a00", "#56626d"

#: A single hue that also changes in lightness, so that it survives grey print and the
#: common colour deficiencies. The earliest signature stands out most in either theme.
_RAMP = {
    "light": ("#08306b", "#2171b5", "#6baed6", "#c6dbef"),
    "dark": ("#deebf7", "#9ecae1", "#4a98c9", "#2a5f9e"),
    # Above the focal country's grey, below that of no treaty.
    "grey": ("#585858", "#848484", "#aaaaaa", "#cccccc"),
}


def ramp(steps: int, theme: str = "light") -> list[str]:
    """``steps`` colours from the earliest year to the latest."""
    stops = [tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in _RAMP[theme]]
    colours = []
    for step in range(steps):
        place = step / max(steps - 1, 1) * (len(stops) - 1)
        low = min(int(place), len(stops) - 2)
        share = place - low
        channels = (
            round(a + (b - a) * share)
            for a, b in zip(stops[low], stops[low + 1], strict=True)
        )
        colours.append("#" + "".join(f"{value:02x}" for value in channels))
    return colours


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


#: Below this luminance a fill is dark and takes an overlay's pale ink.
DARK_FILL = 0.25


@dataclass(frozen=True)
class Change:
    """How a country is drawn that differs between two years.

    Its label names the years: see :mod:`geo.figures.difference`.
    """

    key: str
    light: str
    grey: str
    ink_light: str = ""
    hatch: str = ""
    ink_grey: str = "#1c1c1c"

    def fill(self, theme: str) -> str:
        """The fill in a theme: ``light`` or ``grey``."""
        return getattr(self, theme)

    def ink(self, theme: str) -> str:
        """The ink of the hatch in a theme."""
        return getattr(self, f"ink_{theme}")


#: The classes of a difference of two years, in the order of its legend.
CHANGES: dict[str, Change] = {
    change.key: change
    for change in (
        Change(
            "entered",
            light="#1a6fb0",
            grey="#707070",
        ),
        Change(
            "signed",
            light="#f0b545",
            grey="#c4c4c4",
            ink_light="#7a4d00",
            hatch="//////",
        ),
        Change(
            "left",
            light="#b9a396",
            grey="#a9a9a9",
            ink_light="#4a3429",
            hatch="xxxxx",
        ),
        Change(
            "stayed",
            light="#c6dff2",
            grey="#dcdcdc",
            ink_light="#1a6fb0",
            hatch=".....",
        ),
        Change(
            "uncounted",
            light="#f9e8c4",
            grey="#e6e6e6",
            ink_light="#7a4d00",
            hatch="-----",
        ),
    )
}
