"""New glyphs for a TrueType font: two glyphs drawn as one, and the ligatures that call for them.

Fonts are read as fontTools gives them; every function changes the font in place.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent  # type: ignore[import-untyped]

BASE, MARK = 1, 3
"""Glyph classes of the font's GDEF table."""
ROUND_TO_GRID = 0x0004


class Part(NamedTuple):
    """One glyph inside a composite, moved by (x, y) font units."""

    glyph: str
    x: int = 0
    y: int = 0


def add_composite(font: Any, name: str, parts: Sequence[Part], glyph_class: int) -> None:
    """Add the glyph `name` that draws the parts; it is as wide as all of them together."""
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(part) for part in parts]
    glyphs = font["glyf"]
    glyphs[name] = glyph
    glyph.recalcBounds(glyphs)
    width = sum(font["hmtx"][part.glyph][0] for part in parts)
    font["hmtx"][name] = (width, glyph.xMin)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = glyph_class
    font.setGlyphOrder(glyphs.glyphOrder)


def _component(part: Part) -> Any:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = part
    component.flags = ROUND_TO_GRID
    return component


def add_ligatures(font: Any, ligatures: dict[tuple[str, ...], str], *, script: str, feature: str) -> None:
    """Replace each sequence of glyphs by one, after everything else the script's feature already does."""
    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildLigatureSubstSubtable(ligatures)]))
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in _features(table, script, feature):
        record.Feature.LookupListIndex.append(table.LookupList.LookupCount - 1)
        record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def _features(table: Any, script: str, feature: str) -> Iterable[Any]:
    for record in table.ScriptList.ScriptRecord:
        if record.ScriptTag == script:
            chosen = (table.FeatureList.FeatureRecord[index] for index in record.Script.DefaultLangSys.FeatureIndex)
            yield from (record for record in chosen if record.FeatureTag == feature)


def attach_like(font: Any, new: str, old: str) -> None:
    """Let the mark `new` stand on every base where the mark `old` stands."""
    for table in _subtables(font, kind=4):
        if old in table.MarkCoverage.glyphs:
            _insert(font, table.MarkCoverage, table.MarkArray.MarkRecord, new, old)
            table.MarkArray.MarkCount = len(table.MarkArray.MarkRecord)


def _insert(font: Any, coverage: Any, records: list[Any], new: str, old: str) -> None:
    """Coverage is sorted by glyph number and its records with it; a new glyph has the highest number."""
    records.append(records[coverage.glyphs.index(old)])
    coverage.glyphs.append(new)
    order = sorted(range(len(records)), key=lambda index: font.getGlyphID(coverage.glyphs[index]))
    coverage.glyphs[:] = [coverage.glyphs[index] for index in order]
    records[:] = [records[index] for index in order]


def offset_on(font: Any, mark: str, below: str) -> tuple[int, int] | None:
    """How far `mark` moves when it is stacked on the mark `below`; None where the font stacks them not at all."""
    for table in _subtables(font, kind=6):
        if mark in table.Mark1Coverage.glyphs and below in table.Mark2Coverage.glyphs:
            record = table.Mark1Array.MarkRecord[table.Mark1Coverage.glyphs.index(mark)]
            anchors = table.Mark2Array.Mark2Record[table.Mark2Coverage.glyphs.index(below)].Mark2Anchor
            anchor, own = anchors[record.Class], record.MarkAnchor
            if anchor is not None:
                return anchor.XCoordinate - own.XCoordinate, anchor.YCoordinate - own.YCoordinate
    return None


def offset_beside(font: Any, mark: str, other: str, letter: str) -> tuple[int, int]:
    """Where `other` stands, seen from `mark`, when the letter bears both."""
    (x, y), (other_x, other_y) = place_on(font, mark, letter), place_on(font, other, letter)
    return other_x - x, other_y - y


def place_on(font: Any, mark: str, letter: str) -> tuple[int, int]:
    """Where a mark stands on a letter; the last table that knows both decides, as in shaping."""
    place = 0, 0
    for table in _subtables(font, kind=4):
        if mark in table.MarkCoverage.glyphs and letter in table.BaseCoverage.glyphs:
            record = table.MarkArray.MarkRecord[table.MarkCoverage.glyphs.index(mark)]
            anchor = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(letter)].BaseAnchor[record.Class]
            own = record.MarkAnchor
            place = (anchor.XCoordinate - own.XCoordinate, anchor.YCoordinate - own.YCoordinate) if anchor else place
    return place


def _subtables(font: Any, *, kind: int) -> Iterable[Any]:
    """The positioning tables of one kind: 4 is mark to base, 6 is mark to mark."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if inner.LookupType == kind:
                yield inner
