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
from geo.model.languages import ON_A_PAGE, in_order
from geo.model.package import Package
from geo.presentation import strings
from geo.presentation.record import NoRecord, Record
from geo.presentation.scene import Scene
from geo.tables.resolve import OWN, TABLE, resolve


@dataclass(frozen=True)
class Verdict:
    """What is known of a product.

    Attributes:
        code: 0 identical, 1 altered, 2 it cannot be said here.
        sentence: the verdict, without the name of the file before it.
    """

    code: int
    sentence: str


def record_in(content: bytes) -> Record:
    """The record of a product.

    Raises:
        Unreadable: the file is damaged, or carries none.
    """
    kind = product_files.kind_of(content)
    text = product_files.record_of(content, kind)
    if not text:
        raise Unreadable(
            "carries no record of how it was made: it is no product of the atlas, or "
            "another program has saved it since"
        )
    try:
        return Record.parse(text)
    except NoRecord as error:
        raise Unreadable(f"was altered: {error}") from None


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
        return Verdict(2, str(error))


def _other_data(record: Record, own: Package | None) -> Verdict | None:
    """The verdict on a product whose data are not those that are here."""
    if record.own and own is None:
        return Verdict(
            2,
            f"was made from a table of somebody's own, “{record.file}”: name that "
            "file with --table",
        )
    if not record.own and own is not None:
        return Verdict(2, "was made from the atlas's own data: leave --table out")
    here = own or resolve({}).package
    if record.sha256 == here.data_hash:
        return None
    if own is not None:
        return Verdict(
            2,
            f"was made from other rows than this table has when it is read so (hash "
            f"{record.sha256}, here {here.data_hash})",
        )
    return Verdict(
        2,
        f"was made from data {record.data} (hash {record.sha256}); here are data "
        f"{here.version} (hash {here.data_hash}), so it is not compared: install "
        f"version {record.data} to verify it",
    )


def _compared(content: bytes, record: Record, own: Package | None) -> Verdict:
    kind = product_files.kind_of(content)
    again = _again(content, record, own, kind)
    here, ours = record.of_this_program, record.program_here
    if not here and kind != "png":
        # The name of the program is the one word that must differ.
        content = content.replace(record.program.encode(), ours.encode(), 1)
    data = f"data {record.data}" if record.data else f"“{record.file}”"
    if site := record.choices.get("site"):
        data += f", with links to the facts at {site[:200]}"
    if again == content:
        sentence = f"is identical: made again from {data}, every byte is the same"
        return Verdict(
            0, sentence if here else f"{sentence} but the name of the program"
        )
    differs = product_files.difference(content, again, kind, here)
    if not differs:
        return Verdict(
            0,
            f"is identical: made again from {data}, it shows and says the same; only "
            "how it is packed differs, as with other versions of a library",
        )
    if not here:
        return Verdict(
            2,
            f"was made from {data} by another version of the program or of its "
            f"libraries, and differs from what this one makes ({differs}); whether it "
            "was altered cannot be said here",
        )
    return Verdict(1, f"was altered: made again from {data}, {differs}")


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
        sentence = strings.refusal(request.notices[0], "en")
        raise Unreadable(f"asks in its record for a view that there is not: {sentence}")
    scene = Scene(request.package, request.view)
    if record.product == "page" and kind == "html":
        return _page(record, scene)
    if record.product == "brief" and kind in brief.KINDS:
        return brief.make(scene, kind, record.choices.get("link", ""))
    if record.product == "data" and kind in ("json", "parquet", "xlsx"):
        features = kind == "json" and b'"FeatureCollection"' in content[:60]
        return EXPORTS["geojson" if features else kind].build(scene)
    if record.product in ("page", "data", "brief"):
        raise Unreadable(f"was altered: its record is not of a {kind.upper()} file")
    return _figure(content, record, scene, kind)


def _page(record: Record, scene: Scene) -> bytes:
    """The page that a record describes."""
    langs, others = (record.choices.get(x) for x in ("languages", "elsewhere"))
    try:
        on_page = in_order(langs.split(",")) if langs else ON_A_PAGE
        elsewhere = in_order(others.split(",")) if others else ()
    except KeyError as error:
        raise Unreadable(
            f"asks in its record for a language that there is not: {error}"
        ) from None
    return pictures.page(scene, record.choices.get("site", ""), on_page, elsewhere)


def _figure(content: bytes, record: Record, scene: Scene, kind: str) -> bytes:
    """The figure that a record describes."""
    from geo.figures import remake

    if kind == "png" and product_files.has_palette(content):
        kind = "small"
    try:
        return remake.remake(scene, record, kind)
    except remake.CannotDraw as error:
        raise Unreadable(f"asks in its record for what is not drawn: {error}") from None
