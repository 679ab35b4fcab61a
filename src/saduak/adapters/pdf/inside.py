"""What stands inside a document besides its pages: files that belong to it, and places to be signed.

Both are written before the document is closed, so that signing it later adds a revision and changes nothing.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import md5
from typing import Any, NamedTuple

import pydyf  # type: ignore[import-untyped]

POINTS = 0.75
"""To a pixel of CSS."""
PRINTED_AND_LOCKED = 4 + 128


class Enclosure(NamedTuple):
    """A file inside the document. `relation` is how it relates to the pages: "Source" or "Data" (ISO 32000, AF)."""

    name: str
    media_type: str
    relation: str
    told: str
    content: bytes


class SigningPlace(NamedTuple):
    """A field to be signed, over the element of the page whose id it bears; `told` is read aloud."""

    name: str
    told: str


class Inside(NamedTuple):
    """All of it."""

    enclosures: tuple[Enclosure, ...] = ()
    places: tuple[SigningPlace, ...] = ()


NOTHING = Inside()


def write_inside(drawn: Any, pdf: Any, inside: Inside, dated: datetime) -> None:
    """Put the files and the fields into a document that is about to be written."""
    if inside.enclosures:
        _write_enclosures(pdf, inside.enclosures, dated)
    if inside.places:
        _write_places(drawn, pdf, inside.places)


def _write_enclosures(pdf: Any, enclosures: tuple[Enclosure, ...], dated: datetime) -> None:
    names, belonging = pydyf.Array(), pydyf.Array()
    for enclosure in sorted(enclosures):
        entry = _enclosed(pdf, enclosure, dated)
        names.extend((pydyf.String(enclosure.name), entry))
        belonging.append(entry)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = belonging


def _enclosed(pdf: Any, enclosure: Enclosure, dated: datetime) -> Any:
    """The reference of a file specification with its bytes."""
    written = pydyf.String(dated.strftime("D:%Y%m%d%H%M%S%z")[:-2] + "'" + dated.strftime("%z")[-2:] + "'")
    parameters = {
        "CheckSum": f"<{md5(enclosure.content, usedforsecurity=False).hexdigest()}>",
        "Size": len(enclosure.content),
        "CreationDate": written,
        "ModDate": written,
    }
    kind = f"/{enclosure.media_type.replace('/', '#2f')}"
    extra = {"Type": "/EmbeddedFile", "Subtype": kind, "Params": pydyf.Dictionary(parameters)}
    content = pydyf.Stream([enclosure.content], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(content)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(enclosure.name),
            "UF": pydyf.String(enclosure.name),
            "Desc": pydyf.String(enclosure.told),
            "AFRelationship": f"/{enclosure.relation}",
            "EF": pydyf.Dictionary({"F": content.reference, "UF": content.reference}),
        }
    )
    pdf.add_object(specification)
    return specification.reference


def _write_places(drawn: Any, pdf: Any, places: tuple[SigningPlace, ...]) -> None:
    fields = pydyf.Array()
    for place in places:
        sheet, box = _found(drawn, place.name)
        field = _field(pdf, place, drawn.pages[sheet].height, box)
        page = next(entry for entry in pdf.objects if entry.reference == pdf.page_references[sheet])
        field["P"] = page.reference
        page.setdefault("Annots", pydyf.Array()).append(field.reference)
        _tag(pdf, field)
        fields.append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": fields})


def _found(drawn: Any, name: str) -> tuple[int, tuple[float, float, float, float]]:
    """On which page the element with this id stands, and where, in pixels from the upper left."""
    return next((number, page.anchors[name]) for number, page in enumerate(drawn.pages) if name in page.anchors)


def _field(pdf: Any, place: SigningPlace, height: float, box: tuple[float, float, float, float]) -> Any:
    """A signature field whose look is empty: what is seen is the page itself, so no letter is outside the text."""
    left, top, right, bottom = box
    rectangle = [round(edge * POINTS, 2) for edge in (left, height - bottom, right, height - top)]
    size = [0, 0, rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]]
    look = pydyf.Stream(
        [b""],
        pydyf.Dictionary(
            {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(size), "Resources": pydyf.Dictionary()}
        ),
    )
    pdf.add_object(look)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(place.name),
            "TU": pydyf.String(place.told),
            "F": PRINTED_AND_LOCKED,
            "Rect": pydyf.Array(rectangle),
            "AP": pydyf.Dictionary({"N": look.reference}),
        }
    )
    pdf.add_object(field)
    return field


def _tag(pdf: Any, field: Any) -> None:
    """Give the field its place in the structure, which PDF/UA asks for."""
    (root,) = _typed(pdf, "/StructTreeRoot")
    document = next(element for element in _typed(pdf, "/StructElem") if element["S"] == "/Document")
    (numbers,) = [entry for entry in pdf.objects if entry.reference == root["ParentTree"]]
    own = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": field["P"]})
    pdf.add_object(own)
    element = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "K": pydyf.Array([own.reference]),
            "Pg": field["P"],
            "P": document.reference,
            "Alt": field["TU"],
        }
    )
    pdf.add_object(element)
    document["K"].append(element.reference)
    field["StructParent"] = 1 + max(numbers["Nums"][::2])
    numbers["Nums"].extend((field["StructParent"], element.reference))


def _typed(pdf: Any, kind: str) -> Iterator[Any]:
    return (entry for entry in pdf.objects if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == kind)
