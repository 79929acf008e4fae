"""A figure made again from the record it carries."""

from __future__ import annotations

from geo.figures import animation, kinds, save, sizes
from geo.figures.options import BadOptions, FigureOptions
from geo.figures.years import BadYears, years_of
from geo.model.lifelines import ORDERS
from geo.presentation.record import Record
from geo.presentation.scene import Scene

#: The kinds of file of each kind of figure.
_STILL = (*sizes.FORMATS, "small")
_MOVING = ("gif", "webp")


class CannotDraw(ValueError):
    """A record asks for a figure that is not drawn; the message says why."""


def remake(scene: Scene, record: Record, kind: str) -> bytes:
    """The figure of a record as a file of a kind.

    Raises:
        CannotDraw: a size, a resolution, a year or a kind of file that there is not.
    """
    moving = record.product == "animation"
    if kind not in (_MOVING if moving else _STILL):
        raise CannotDraw(f"{record.product} as {kind}")
    order = record.choices.get("sort", ORDERS[0])
    if order not in ORDERS:
        raise CannotDraw(f"life-lines in the order {order[:40]!r}")
    try:
        options = FigureOptions.parse(record.choices, free=True)
        sizes.check_dpi(options.size, options.dpi)
        years: list[int] = []
        if record.product not in ("figure", "lifelines"):
            years = years_of(
                record.choices["frames"], record.product, scene.package.span
            )
        if moving:
            pace = [int(part) for part in record.choices["pace"].split(",")]
            return animation.animation(scene, years, options, kind, pace)
        sheet = kinds.lay_out(record.product, scene, options, years, order)
        return save.write(*sheet, kind, options.dpi)
    except (sizes.BadSize, BadOptions, BadYears) as error:
        raise CannotDraw(str(error)) from None
    except (KeyError, ValueError):
        raise CannotDraw("its years are not given") from None
