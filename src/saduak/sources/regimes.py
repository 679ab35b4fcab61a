"""Reads the legal regimes and their settings from `law/regimes/`."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from saduak.core.acts import ExtensionRule
from saduak.core.errors import LawError, SourceError
from saduak.core.regime import OpenPoint, Regime, answer, settings_from
from saduak.core.spans import Span, Unit
from saduak.sources.documents import read_document
from saduak.sources.entries import Entry
from saduak.sources.files import law_file, law_files

SETTINGS = "settings"


def regime(regime_id: str) -> Regime:
    """The regime of that id. Raises `LawError` "regime_unknown", `SourceError` for a file that is not as it must be."""
    found = law_files("regimes")
    if regime_id == SETTINGS or regime_id not in found:
        raise LawError("regime_unknown", regime=regime_id, known=regime_ids())
    return _read(found[regime_id], law_file(f"regimes/{SETTINGS}.yaml"))


def regime_ids() -> tuple[str, ...]:
    """The ids of all regimes on file."""
    return tuple(name for name in law_files("regimes") if name != SETTINGS)


def open_points() -> Mapping[str, OpenPoint]:
    """Every open point of the law by the name of its setting."""
    return _settings(law_file(f"regimes/{SETTINGS}.yaml"))[0]


@lru_cache(maxsize=8)
def _settings(path: Path) -> tuple[Mapping[str, OpenPoint], tuple[str, ...]]:
    document = Entry(read_document(path))
    points = [_point(entry) for entry in document.entries("settings")]
    words = document.texts("copying_words")
    document.done()
    return {point.setting: point for point in points}, words


def _point(entry: Entry) -> OpenPoint:
    question, why = entry.both_languages("question"), entry.both_languages("why")
    choices = tuple(entry.table["choices"]) if entry.has("choices") else ()
    default = entry.table.get("default")
    entry.has("default")
    point = OpenPoint(
        setting=entry.text("setting", r"[a-z_]+"),
        point=entry.text("point", r"U\d+"),
        default=default,
        choices=choices,
        question={"th": question[0], "en": question[1]},
        why={"th": why[0], "en": why[1]},
    )
    entry.done()
    return _with_default(point, entry)


def _with_default(point: OpenPoint, entry: Entry) -> OpenPoint:
    try:
        default = answer(point, point.default)
    except LawError:
        raise entry.wrong("default", "must_be_among_the_choices") from None
    return OpenPoint(point.setting, point.point, default, point.choices, point.question, point.why)


@lru_cache(maxsize=16)
def _read(path: Path, settings_path: Path) -> Regime:
    points, copying_words = _settings(settings_path)
    document = Entry(read_document(path))
    name = document.both_languages("name")
    found = Regime(
        id=document.text("id"),
        name={"th": name[0], "en": name[1]},
        act=document.text("act"),
        delay_notices=document.truth("delay_notices"),
        settings=settings_from({setting: point.default for setting, point in points.items()}),
        points=points,
        copying_words=copying_words,
        extension=_extension(document),
        silence_approves=document.has("silence_approves") and document.truth("silence_approves"),
    )
    own: dict[str, Any] = dict(document.entry("settings").table)
    document.done()
    try:
        return found.with_settings(own)
    except LawError as error:
        raise SourceError("source_field", file=str(path), line=1, field="settings", why=error.code) from error


def _extension(document: Entry) -> ExtensionRule | None:
    if not document.has("extension"):
        return None
    entry = document.entry("extension")
    span = Span(entry.whole("amount"), Unit(entry.choice("unit", set(Unit))))
    rule = ExtensionRule(entry.whole("count"), span, entry.truth("notice_before_expiry"))
    entry.done()
    return rule
