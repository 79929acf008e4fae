"""A figure made again from the record it carries."""

from __future__ import annotations

from geo.figures import animation, kinds, save, sizes
from geo.figures.options import BadOptions, FigureOptions
from geo.figures.years import BadYears, years_of
from geo.model.lifelines import ORDERS
from geo.model.worded import WordedError
from geo.presentation import strings
from geo.presentation.record import Record
from geo.presentation.scene import Scene
from geo.text import quoted

#: The kinds of file of each kind of figure.
_STILL = (*sizes.FORMATS, "small")
_MOVING = ("gif", "webp")


class CannotDraw(WordedError):
    """A record asks for a figure that is not drawn; the message says why."""


def remake(scene: Scene, record: Record, kind: str) -> bytes:
    """The figure of a record as a file of a kind.

    Raises:
        CannotDraw: a size, a resolution, a year or a kind of file that there is not.
    """
    moving = record.product == "animation"
    if kind not in (_MOVING if moving else _STILL):
        raise CannotDraw("verify.draw.kind", product=record.product, kind=kind)
    order = record.choices.get("sort", ORDERS[0])
    if order not in ORDERS:
        raise CannotDraw("verify.draw.order", order=quoted(order[:40]))
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
    except BadOptions as error:
        why = strings.refused(error.notices[0])
        raise CannotDraw(why.key, **why.values) from None
    except (sizes.BadSize, BadYears) as error:
        raise CannotDraw(error.sentence.key, **error.sentence.values) from None
    except (KeyError, ValueError):
        raise CannotDraw("verify.draw.years") from None
