"""What a product says of how it was made, so that it can be made again and compared.

One line of ASCII, the same in every format, a link's tail behind the name of the
product: ``treaty-atlas:figure?data=0.2.0&sha256=...&program=...&focus=RUS&size=a4``.
It holds no key and proves nothing by itself: ``geo verify`` makes the product again
from it (:mod:`geo.export.verify`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from geo import program
from geo.model.view import NO_FOCUS, params_of
from geo.model.worded import Listed, WordedError
from geo.presentation.scene import Scene
from geo.text import quoted

#: What a record begins with: an address of ours, not of the web.
SCHEME = "treaty-atlas"
_FORM = re.compile(rf"{SCHEME}:([a-z]+)\?([!-~]+)", re.ASCII)

_HASH = re.compile(r"[0-9a-f]{16}", re.ASCII)

#: The libraries whose versions change a product, by the kind of product.
_TYPEFACES = ("fontpkg-pt-sans", "fontpkg-tajawal", "cvttf-NotoSansCJK-Regular")
_DRAWN_WITH = ("matplotlib", "fonttools", *_TYPEFACES, "pillow", "numpy")
_FIGURES = ("figure", "multiples", "difference", "lifelines", "animation")
_PAGE_WITH = ("folium", "XStatic-Leaflet", "Jinja2", "pycountry", "Babel")
LIBRARIES = {
    **dict.fromkeys(_FIGURES, _DRAWN_WITH),
    "page": _PAGE_WITH,
    "brief": (*_DRAWN_WITH, "typst", "python-docx", "segno"),
    "data": ("pycountry", "openpyxl"),
}

#: The fields of a record that are no choice of a view or of a figure.
_OWN = ("data", "sha256", "program", "as-of", "file")


class NoRecord(WordedError):
    """A text is no record of a product; the message says what is wrong."""


@dataclass(frozen=True)
class Record:
    """How a product was made.

    Attributes:
        product: a key of :data:`LIBRARIES`.
        data: the version of the data; blank for a reader's own table.
        sha256: the hash of the data (:attr:`geo.model.package.Package.data_hash`).
        program: the program that made it (:func:`geo.program.fingerprint`).
        choices: the fields of the view and of the drawing, by their names in a link.
        as_of: of a reader's own table: the day it speaks of.
        file: of a reader's own table: its name.
    """

    product: str
    data: str
    sha256: str
    program: str
    choices: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    file: str = ""

    def __str__(self) -> str:
        own = {"as-of": self.as_of, "file": self.file}
        fields = {
            "data": self.data,
            "sha256": self.sha256,
            "program": self.program,
            **{name: value for name, value in own.items() if value},
            **self.choices,
        }
        tail = "&".join(f"{name}={quote(v, safe='.,')}" for name, v in fields.items())
        return f"{SCHEME}:{self.product}?{tail}"

    @classmethod
    def parse(cls, text: str) -> Record:
        """Read a record.

        Raises:
            NoRecord: it is none, or lacks the data, the hash or the program.
        """
        match = _FORM.fullmatch(text.strip())
        if not match or match[1] not in LIBRARIES:
            raise NoRecord("verify.record.none", text=quoted(text))
        fields = {name: values[-1] for name, values in params_of(match[2]).items()}
        if lacking := {"data", "sha256", "program"} - fields.keys():
            raise NoRecord("verify.record.lacks", names=Listed.of(sorted(lacking)))
        data, sha256, made_by, as_of, file = (fields.pop(n, "") for n in _OWN)
        if not (_HASH.fullmatch(sha256) and _HASH.fullmatch(made_by)):
            raise NoRecord("verify.record.hashes")
        return cls(match[1], data, sha256, made_by, fields, as_of, file)

    @property
    def own(self) -> bool:
        """Whether it was made from a reader's own table."""
        return bool(self.file)

    @property
    def of_this_program(self) -> bool:
        """Whether this program, with the libraries it has now, made the product."""
        return self.program == self.program_here

    @property
    def program_here(self) -> str:
        """The name that this program has in such a record."""
        return program.fingerprint(LIBRARIES[self.product])


def of(scene: Scene, product: str, drawing: Mapping[str, str] | None = None) -> Record:
    """The record of a scene's product.

    Args:
        product: the kind of product, a key of :data:`LIBRARIES`.
        drawing: the choices of a figure by name; none for another product.
    """
    package, view = scene.package, scene.view
    return Record(
        product,
        "" if package.own else package.version,
        package.data_hash,
        program.fingerprint(LIBRARIES[product]),
        {
            **view.params(package.span),
            # Always: which focal country is left out depends on the table.
            "focus": view.focus or NO_FOCUS,
            "colour": view.colour,
            **(drawing or {}),
        },
        package.as_of.isoformat() if package.own else "",
        package.file_name,
    )
