"""The text layer: what each glyph of an embedded font says, written over WeasyPrint's guess.

WeasyPrint takes the letters of a glyph from the place in the text where it first meets it, which in shaped Thai is
often a neighbour's place: "จำกัด" comes out as "จ้ำกัด". The typeface knows better.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from saduak.adapters.pdf.typeface import typeface

BATCH = 100
"""No more than this many pairs stand in one block of a character map (ISO 32000-1, 9.10.3)."""
HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange"""
FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def write_text_layer(document: Any, pdf: Any) -> None:
    """Give every font of a drawn document the character map its typeface knows."""
    for font in document.fonts.values():
        said = typeface(font.weight).texts
        texts = {glyph: said.get(glyph, guess) for glyph, guess in font.to_unicode.items()}
        for dictionary in (entry for entry in pdf.objects if _is_font(entry, font.name)):
            stream = pdf.objects[int(dictionary["ToUnicode"].split()[0])]
            stream.stream[:] = character_map(texts)


def _is_font(entry: Any, name: bytes) -> bool:
    return isinstance(entry, dict) and "ToUnicode" in entry and entry["BaseFont"] == name


def character_map(texts: Mapping[int, str]) -> Iterator[bytes]:
    """The lines of a ToUnicode stream for glyph numbers and their letters."""
    yield HEAD
    pairs = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode() for glyph, text in sorted(texts.items())]
    for first in range(0, len(pairs), BATCH):
        batch = pairs[first : first + BATCH]
        yield f"{len(batch)} beginbfchar".encode()
        yield from batch
        yield b"endbfchar"
    yield FOOT
