"""Acts and their time limits, read from `law/acts/`: one file for each Act, read when it is first asked
for.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from saduak.core.acts import (
    Act,
    Citation,
    Commencement,
    Confidence,
    DeemedApproval,
    ExtensionRule,
    Limit,
    Section,
)
from saduak.core.errors import LawError
from saduak.core.spans import LONGEST, Doer, Span, Unit
from saduak.sources.documents import read_document
from saduak.sources.entries import Entry
from saduak.sources.files import law_files

Value = TypeVar("Value")
Key = TypeVar("Key")

UNITS: Final = frozenset(unit.value for unit in Unit)
DOERS: Final = frozenset(doer.value for doer in Doer)
CONFIDENCE: Final = frozenset(level.value for level in Confidence)
NAME: Final = r"[a-z][a-z0-9_]*"
NUMBER: Final = r"[1-9][0-9]*(/[1-9][0-9]*)?"


# Asking


def acts() -> Mapping[str, Act]:
    """Every Act on file by its id; each is read when it is looked up."""
    return ActsOnFile(law_files("acts"))


def limits() -> Mapping[str, Limit]:
    """Every statutory limit by its id, such as "lfa.result_notice"; only the Act it belongs to is read."""
    return LimitsOnFile(law_files("acts"))


def act(act_id: str) -> Act:
    """One Act; raises `LawError` "act_unknown"."""
    found = acts().get(act_id)
    if found is None:
        raise LawError("act_unknown", act=act_id)
    return found


def limit(limit_id: str) -> Limit:
    """One statutory limit; raises `LawError` "limit_unknown"."""
    found = limits().get(limit_id)
    if found is None:
        raise LawError("limit_unknown", limit=limit_id)
    return found


def section(citation: Citation) -> Section:
    """The article that is cited; raises `LawError` "act_unknown" or "section_unknown"."""
    return act(citation.act).section(citation.section, citation.paragraph)


class _OnFile(Mapping[str, Value]):
    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files

    def __len__(self) -> int:
        return sum(1 for _ in self)


class ActsOnFile(_OnFile[Act]):
    """Id to Act."""

    def __getitem__(self, act_id: str) -> Act:
        return _read(self.files[act_id])

    def __contains__(self, act_id: object) -> bool:
        return act_id in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)


class LimitsOnFile(_OnFile[Limit]):
    """Id to limit; the part before the dot is the Act's id. Going through them all reads every Act."""

    def __getitem__(self, limit_id: str) -> Limit:
        return _read(self.files[limit_id.partition(".")[0]]).limits[limit_id]

    def __iter__(self) -> Iterator[str]:
        for path in self.files.values():
            yield from _read(path).limits


# One file


@lru_cache(maxsize=256)
def _read(path: Path) -> Act:
    entry = Entry(read_document(path))
    act_id = entry.text("id", NAME)
    if act_id != path.stem:
        raise entry.wrong("id", "must_agree_with_file_name")
    in_force_from = _in_force_from(entry)
    sections = _sections(entry, act_id, in_force_from)
    found = Act(
        id=act_id,
        **dict(zip(("name_th", "name_en"), entry.both_languages("name"), strict=True)),
        **dict(zip(("short_th", "short_en"), entry.both_languages("short"), strict=True)),
        gazette=entry.text("gazette"),
        in_force_from=in_force_from,
        commencement=_commencement(entry),
        sections=sections,
        limits=_by(entry.entries("limits"), lambda row: _limit(row, act_id, sections), lambda it: it.id, "id"),
    )
    entry.done()
    return found


def _sections(entry: Entry, act_id: str, in_force_from: date | None) -> Mapping[tuple[str, str], Section]:
    sources = entry.named_texts("sources")
    return _by(
        entry.entries("sections"),
        lambda row: _section(row, act_id, in_force_from, sources),
        lambda found: (found.citation.section, found.citation.paragraph),
        "section",
    )


def _by(
    rows: Iterator[Entry], read: Callable[[Entry], Value], key: Callable[[Value], Key], named: str
) -> Mapping[Key, Value]:
    """What the rows hold, by key; no key twice."""
    found: dict[Key, Value] = {}
    for row in rows:
        value = read(row)
        row.done()
        if key(value) in found:
            raise row.wrong(named, "given_twice")
        found[key(value)] = value
    return MappingProxyType(found)


def _commencement(entry: Entry) -> Commencement | None:
    if not entry.has("commencement"):
        return None
    clause = entry.entry("commencement")
    found = Commencement(clause.day("published"), clause.whole("after_days"))
    clause.done()
    return found


def _in_force_from(entry: Entry) -> date | None:
    """The first day of force; where the clause is given too, both must say the same."""
    stated, clause = entry.day_or_none("in_force_from"), _commencement(entry)
    if clause is not None and clause.in_force_from != stated:
        raise entry.wrong("in_force_from", "must_follow_from_commencement")
    return stated


def _section(row: Entry, act_id: str, act_in_force: date | None, sources: Mapping[str, str]) -> Section:
    summary_th, summary_en = row.both_languages("summary")
    begins, ends = _in_force(row, act_in_force)
    return Section(
        citation=_citation(row, act_id),
        summary_th=summary_th,
        summary_en=summary_en,
        confidence=Confidence(row.choice("confidence", CONFIDENCE)),
        source=sources[row.choice("source", sources.keys())],
        in_force_from=begins,
        in_force_to=ends,
    )


def _citation(row: Entry, act_id: str) -> Citation:
    paragraph = row.text("paragraph", r"[1-9][0-9]*") if row.has("paragraph") else ""
    return Citation(act_id, row.text("section", NUMBER), paragraph)


def _in_force(row: Entry, act_in_force: date | None) -> tuple[date | None, date | None]:
    if not row.has("in_force"):
        return act_in_force, None
    span = row.entry("in_force")
    found = span.day_or_none("from") or act_in_force, span.day_or_none("to")
    span.done()
    return found


def _limit(row: Entry, act_id: str, sections: Mapping[tuple[str, str], Section]) -> Limit:
    citation = _citation(row, act_id)
    if (citation.section, citation.paragraph) not in sections:
        raise row.wrong("section", "not_among_the_sections")
    summary_th, summary_en = row.both_languages("summary")
    return Limit(
        id=row.text("id", rf"{act_id}\.{NAME}"),
        citation=citation,
        span=_span(row),
        whose=Doer(row.choice("for", DOERS)),
        counts_from=row.text("counts_from", NAME),
        summary_th=summary_th,
        summary_en=summary_en,
        confidence=Confidence(row.choice("confidence", CONFIDENCE)),
        extension=_extension(row),
        deemed_approval=_deemed_approval(row),
    )


def _span(row: Entry) -> Span:
    amount = row.whole("amount", least=1)
    if amount > LONGEST:
        raise row.wrong("amount", "too_large")
    return Span(amount, Unit(row.choice("unit", UNITS)))


def _extension(row: Entry) -> ExtensionRule | None:
    if not row.has("extensions"):
        return None
    rule = row.entry("extensions")
    found = ExtensionRule(rule.whole("count", least=1), _span(rule), rule.truth("notice_before_expiry"))
    rule.done()
    return found


def _deemed_approval(row: Entry) -> DeemedApproval | None:
    if not row.has("deemed_approval"):
        return None
    rule = row.entry("deemed_approval")
    found = DeemedApproval(_span(rule), rule.truth("excuse_allowed"))
    rule.done()
    return found
