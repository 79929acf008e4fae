"""How a figure is drawn, beside what it shows.

One spelling for the app's link, the flags of the command line and the addresses beside
the app: ``size=slide&labels=true&grey=true&title=...&dpi=150``. What is not given has
its usual value, and a link, flags and an address of equal options give equal figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.figures import sizes
from geo.figures.sizes import DPI, RESOLUTIONS, SIZES, Size
from geo.model.view import Notice
from geo.presentation import strings

#: The options by name, as a link orders them; a PNG alone has pixels, and a dpi.
OPTIONS = ("size", "labels", "grey", "title", "dpi")
VECTOR_OPTIONS = OPTIONS[:-1]

#: The values that are offered, for each option that is no free text.
OFFERED: dict[str, tuple[str, ...]] = {
    "size": tuple(SIZES),
    "labels": ("false", "true"),
    "grey": ("false", "true"),
    "dpi": tuple(map(str, RESOLUTIONS)),
}

#: Letters of a refused value that its notice repeats.
_ECHO = 40


class BadOptions(ValueError):
    """Options that cannot be drawn; ``notices`` says of each what is wrong."""

    def __init__(self, *notices: Notice) -> None:
        super().__init__("; ".join(strings.refusal(n, "en") for n in notices))
        self.notices = notices


@dataclass(frozen=True)
class FigureOptions:
    """How a figure is drawn, beside what it shows.

    Attributes:
        labels: whether partners are named on the map; ``None``: as the size has it.
        title: in place of the scene's own; blank for that.
        dpi: of what has pixels: a PNG, a GIF, a WebP.

    Raises:
        BadOptions: the typeface cannot set the title.
    """

    size: Size = SIZES["a4"]
    labels: bool | None = None
    grey: bool = False
    title: str = ""
    dpi: int = 300

    def __post_init__(self) -> None:
        if not self.title:
            return
        from geo.figures import fonts  # takes a quarter of a second

        if strange := fonts.missing(self.title):
            raise BadOptions(Notice("letters", "title", self.title[:_ECHO], strange))

    @property
    def theme(self) -> str:
        """The colours: ``light`` or ``grey``."""
        return "grey" if self.grey else "light"

    @property
    def with_names(self) -> bool:
        """Whether partners are named on the map."""
        return self.size.labels if self.labels is None else self.labels

    @property
    def texts(self) -> dict[str, str]:
        """Every option that has a value, by its name, as :meth:`parse` reads it."""
        return {
            "size": self.size.spelling,
            "labels": str(self.with_names).lower(),
            "grey": str(self.grey).lower(),
            **({"title": self.title} if self.title else {}),
            "dpi": str(self.dpi),
        }

    def params(self, usual: FigureOptions | None = None) -> dict[str, str]:
        """The options that differ from the usual ones of this size."""
        usual = usual or FigureOptions()
        plain = {**usual.texts, "labels": str(self.size.labels).lower()}
        plain["dpi"] = str(_dpi({}, replace(usual, size=self.size)))
        texts = self.texts.items()
        return {name: text for name, text in texts if text != plain.get(name)}

    @classmethod
    def parse(
        cls,
        params: Mapping[str, str | Sequence[str]],
        usual: FigureOptions | None = None,
        free: bool = False,
    ) -> FigureOptions:
        """Read options by their names; other names are left alone.

        Args:
            params: name -> value, or name -> the repeated values.
            usual: what holds where an option is not given.
            free: take any size in millimetres and any resolution within the bounds,
                rather than those that are offered.

        Raises:
            BadOptions: values that are not understood, blank, or given twice.
            BadSize: a free size or resolution that cannot be drawn.
        """
        usual = usual or cls()
        values: dict[str, str] = {}
        notices = []
        for name in OPTIONS:
            cells = params.get(name, ())
            cells = [cells] if isinstance(cells, str) else list(cells)
            texts = [" ".join(text.split()) for text in cells]
            if not texts:
                continue
            value = texts[-1] if name == "title" else texts[-1].lower()
            if "" in texts:
                notices.append(Notice("blank", name))
            elif len(set(texts)) > 1:
                notices.append(Notice("twice", name))
            elif not _understood(name, value, free):
                choices = f"{DPI[0]}–{DPI[1]}" if free else ", ".join(OFFERED[name])
                notices.append(Notice("bad", name, value[:_ECHO], choices))
            else:
                values[name] = value
        labels = values.get("labels")
        if notices:
            raise BadOptions(*notices, *_title_notices(values.get("title", "")))
        return cls(
            sizes.parse(values["size"]) if "size" in values else usual.size,
            labels == "true" if labels else usual.labels,
            values["grey"] == "true" if "grey" in values else usual.grey,
            values.get("title", usual.title),
            int(values["dpi"]) if "dpi" in values else _dpi(values, usual),
        )


def _dpi(values: Mapping[str, str], usual: FigureOptions) -> int:
    """The resolution of a size that has one of its own, else the usual one."""
    size = sizes.parse(values["size"]) if "size" in values else usual.size
    return size.dpi if size.dpi != Size.dpi else usual.dpi


#: Seconds a year of an animation is shown, and the last one is held; nothing flashes.
SECONDS, HOLD = 0.9, 3.0
#: The shortest and the longest time that a year may be shown.
PACES = (0.34, 60.0)

#: The usual options of an animation: a screen has fewer pixels than paper has dots.
MOVING = FigureOptions(SIZES["slide"], dpi=96)


def _understood(name: str, value: str, free: bool) -> bool:
    if name == "title" or (free and name == "size"):
        return True
    if free and name == "dpi":
        return value.isascii() and value.isdigit() and len(value) < 6
    return value in OFFERED[name]


def _title_notices(title: str) -> Sequence[Notice]:
    """What is wrong with a title, beside other options that are wrong."""
    try:
        FigureOptions(title=title)
    except BadOptions as error:
        return error.notices
    return ()
