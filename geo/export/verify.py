"""Whether a product is what the atlas makes of its data: made again, and compared.

A product carries a record of the data, the view and the drawing it was made from
(:mod:`geo.presentation.record`). It is made again from the record and compared with the
file. There is no key and no signature: whoever holds the same data and the same program
comes to the same verdict. What was made from other data, or differs and was made by
another program, cannot be judged here, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.export import brief, pictures, product_files
from geo.export.catalogue import EXPORTS
from geo.export.product_files import Unreadable
from geo.model.languages import ON_A_PAGE, SOURCE, in_order
from geo.model.package import Package
from geo.model.worded import Sentence
from geo.presentation import strings
from geo.presentation.record import NoRecord, Record
from geo.presentation.scene import Scene
from geo.tables.resolve import OWN, TABLE, resolve


@dataclass(frozen=True)
class Verdict:
    """What is known of a product.

    Attributes:
        code: 0 identical, 1 altered, 2 it cannot be said here.
        said: the verdict, without the name of the file before it.
    """

    code: int
    said: Sentence

    @property
    def sentence(self) -> str:
        """The verdict in English."""
        return self.text(SOURCE)

    def text(self, lang: str) -> str:
        """The verdict in a language."""
        return self.said.text(lang)


def _verdict(code: int, key: str, **values: object) -> Verdict:
    return Verdict(code, Sentence(f"verify.{key}", values))


def record_in(content: bytes) -> Record:
    """The record of a product.

    Raises:
        Unreadable: the file is damaged, or carries none.
    """
    kind = product_files.kind_of(content)
    text = product_files.record_of(content, kind)
    if not text:
        raise Unreadable("verify.no_record")
    try:
        return Record.parse(text)
    except NoRecord as error:
        raise Unreadable("verify.altered_record", why=error.sentence) from None


def verify(content: bytes, own: Package | None = None) -> Verdict:
    """Make a product again and compare.

    Args:
        content: the file.
        own: the table it was made from, where it was a reader's own.
    """
    try:
        record = record_in(content)
        if other := _other_data(record, own):
            return other
        return _compared(content, record, own)
    except Unreadable as error:
        return Verdict(2, error.sentence)


def _other_data(record: Record, own: Package | None) -> Verdict | None:
    """The verdict on a product whose data are not those that are here."""
    if record.own and own is None:
        return _verdict(2, "own", file=record.file, flag="--table")
    if not record.own and own is not None:
        return _verdict(2, "not_own", flag="--table")
    here = own or resolve({}).package
    if record.sha256 == here.data_hash:
        return None
    if own is not None:
        return _verdict(2, "other_rows", theirs=record.sha256, ours=here.data_hash)
    return _verdict(
        2,
        "other_data",
        data=record.data,
        theirs=record.sha256,
        version=here.version,
        ours=here.data_hash,
    )


def _compared(content: bytes, record: Record, own: Package | None) -> Verdict:
    kind = product_files.kind_of(content)
    again = _again(content, record, own, kind)
    here, ours = record.of_this_program, record.program_here
    if not here and kind != "png":
        # The name of the program is the one word that must differ.
        content = content.replace(record.program.encode(), ours.encode(), 1)
    data = _made_from(record)
    if again == content:
        key = "identical" if here else "identical_but_program"
        return _verdict(0, key, data=data)
    differs = product_files.difference(content, again, kind, here)
    if not differs:
        return _verdict(0, "same", data=data)
    if not here:
        return _verdict(2, "other_program", data=data, differs=differs)
    return _verdict(1, "altered", data=data, differs=differs)


def _made_from(record: Record) -> Sentence:
    """The data that a record names, and the site that the product links."""
    data = Sentence("verify.from.file", {"file": record.file})
    if record.data:
        data = Sentence("verify.from.data", {"version": record.data})
    if site := record.choices.get("site"):
        return Sentence("verify.from.site", {"data": data, "address": site[:200]})
    return data


def _again(content: bytes, record: Record, own: Package | None, kind: str) -> bytes:
    """The product that a record describes.

    Raises:
        Unreadable: the record asks for what there is not.
    """
    params = {name: [value] for name, value in record.choices.items()}
    if own is not None:
        params[TABLE] = [OWN]
        own = replace(own, file_name=record.file)
    request = resolve(params, own)
    if request.notices:
        raise Unreadable("verify.no_view", why=strings.refused(request.notices[0]))
    scene = Scene(request.package, request.view)
    if record.product == "page" and kind == "html":
        return _page(record, scene)
    if record.product == "brief" and kind in brief.KINDS:
        return brief.make(scene, kind, record.choices.get("link", ""))
    if record.product == "data" and kind in ("json", "parquet", "xlsx"):
        features = kind == "json" and b'"FeatureCollection"' in content[:60]
        return EXPORTS["geojson" if features else kind].build(scene)
    if record.product in ("page", "data", "brief"):
        raise Unreadable("verify.other_kind", kind=kind.upper())
    return _figure(content, record, scene, kind)


def _page(record: Record, scene: Scene) -> bytes:
    """The page that a record describes."""
    langs, others = (record.choices.get(x) for x in ("languages", "elsewhere"))
    try:
        on_page = in_order(langs.split(",")) if langs else ON_A_PAGE
        elsewhere = in_order(others.split(",")) if others else ()
    except KeyError as error:
        raise Unreadable("verify.no_language", code=error.args[0]) from None
    return pictures.page(scene, record.choices.get("site", ""), on_page, elsewhere)


def _figure(content: bytes, record: Record, scene: Scene, kind: str) -> bytes:
    """The figure that a record describes."""
    from geo.figures import remake

    if kind == "png" and product_files.has_palette(content):
        kind = "small"
    try:
        return remake.remake(scene, record, kind)
    except remake.CannotDraw as error:
        raise Unreadable("verify.not_drawn", why=error.sentence) from None
