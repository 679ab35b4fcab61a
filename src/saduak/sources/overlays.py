"""Adoption: an office's overlay over a central package, compiled flat, and carried over when the centre publishes anew.

An office may set places, hours, unit names, its own ordinance's fees within the ceiling, and shorter times. What widens
the central package is refused by the linter's rules for overlays; here their findings become an error.

`services/adopted/<agency>/<service>/overlay.yaml`. An overlay adopts a central package and never another overlay, so
adoptions cannot go round in a circle.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

from saduak.core.errors import SourceError
from saduak.core.package import Fees, ManualStep, Overlay, Package, Reduction, Service, StepChange
from saduak.sources.binding import bound
from saduak.sources.compiled import plain
from saduak.sources.documents import file_bytes, parsed
from saduak.sources.files import SUFFIX, inside, services_folders
from saduak.sources.lint import Finding, lint_overlay
from saduak.sources.packages import ADOPTED, packages

FILE: Final = f"overlay{SUFFIX}"


# Reading


def overlay_files(folders: Iterable[Path] | None = None) -> Mapping[tuple[str, str], Path]:
    """Every overlay file by (agency, service) as its folders are called; the folder that comes first decides."""
    found: dict[tuple[str, str], Path] = {}
    for root in services_folders() if folders is None else folders:
        for path in sorted((root / ADOPTED).glob(f"*/*/{FILE}")):
            found.setdefault((path.parts[-3], path.parts[-2]), inside(root, str(path.relative_to(root))))
    return dict(sorted(found.items()))


def read_overlay(path: Path) -> Overlay:
    """The overlay in a file. Raises what `documents` and `binding` raise, and "overlay_of_overlay"."""
    table = parsed(file_bytes(path), str(path))
    overlay = bound(table, Overlay)
    if overlay.adopts.startswith(f"{ADOPTED}/"):
        raise SourceError("overlay_of_overlay", file=str(path), line=table.line_of("adopts"), value=overlay.adopts)
    return overlay


def adopted(folders: Iterable[Path] | None = None) -> Iterator[tuple[Overlay, Package]]:
    """Every adoption on file with the flat package it makes. Raises what `compile_overlay` raises."""
    listed = None if folders is None else list(folders)
    central = packages(listed)
    for path in overlay_files(listed).values():
        overlay = read_overlay(path)
        yield overlay, compile_overlay(overlay, adopted_package(overlay, central, str(path)), str(path))


def adopted_package(overlay: Overlay, central: Mapping[tuple[str, str], Package], file: str) -> Package:
    """The central package that the overlay names; raises "overlay_without_package"."""
    if (overlay.adopts, overlay.version) not in central:
        raise SourceError("overlay_without_package", file=file, service=overlay.adopts, version=overlay.version)
    return central[overlay.adopts, overlay.version]


# Compiling


def compile_overlay(overlay: Overlay, central: Package, file: str = FILE) -> Package:
    """The package as the office serves it: flat, with a digest of its own, without the examples of the centre, whose
    dates and fees are not the office's.

    Raises `SourceError` "overlay_refused" with the first finding of the linter when it widens or breaks the package.
    """
    findings = lint_overlay(overlay, central, file)
    if findings:
        first = findings[0]
        raise SourceError("overlay_refused", file=first.file, line=first.line, field=first.path, rule=first.rule)
    return replace(
        central,
        service=_service(overlay, central.service),
        fees=_fees(overlay, central.fees),
        examples=(),
        digest=_digest(overlay, central),
        files={**central.files, "overlay": file},
    )


def _service(overlay: Overlay, service: Service) -> Service:
    changes = {change.step: change for change in overlay.steps}
    version = service.version if overlay.revision == 1 else f"{service.version}.{overlay.revision}"
    return replace(
        service,
        version=version,
        valid_from=overlay.valid_from or service.valid_from,
        authority=overlay.authority or service.authority,
        channels=overlay.channels or service.channels,
        complaints=overlay.complaints or service.complaints,
        promise=overlay.promise or service.promise,
        reduced_from=_reduced_from(overlay, service),
        steps=tuple(_step(step, changes.get(step.id)) for step in service.steps),
    )


def _reduced_from(overlay: Overlay, service: Service) -> Reduction | None:
    """An office that promises less time says from what it came down."""
    shorter = overlay.promise is not None and overlay.promise != service.promise
    return Reduction(len(service.steps), service.promise) if shorter else service.reduced_from


def _step(step: ManualStep, change: StepChange | None) -> ManualStep:
    if change is None:
        return step
    return replace(step, time=change.time or step.time, responsible=change.responsible or step.responsible)


def _fees(overlay: Overlay, fees: Fees) -> Fees:
    """The office's rows in place of the central rows with the same id; fees left to offices come after."""
    if not overlay.fees:
        return fees
    own = {fee.id for fee in overlay.fees}
    central = () if isinstance(fees.fees, str) else fees.fees
    return replace(fees, fees=(*(fee for fee in central if fee.id not in own), *overlay.fees))


def _digest(overlay: Overlay, central: Package) -> str:
    written = json.dumps(plain(overlay), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{central.digest}\0{written}".encode()).hexdigest()


# Carrying over


@dataclass(frozen=True, slots=True)
class Change:
    """A field that one side changed, by its path in the overlay ("promise", "steps.visit.time", "fees.licence")."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed (`both_changed`), or that the centre took away under the office
    (`gone_at_centre`). `centre` and `office` are what each wants now."""

    path: str
    base: Any
    centre: Any
    office: Any
    why: Literal["both_changed", "gone_at_centre"]


@dataclass(frozen=True, slots=True)
class Merge:
    """What an office sees when the centre publishes anew. Nothing is published by this: the office decides.

    `proposal` keeps the office's values in every conflict, without what is gone; `findings` are the rules that it would
    break over the new package.
    """

    centre: tuple[Change, ...]
    office: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    proposal: Overlay
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the proposal may be published as it is."""
        return not self.conflicts and not self.findings


def merge(base: Package, centre_new: Package, office: Overlay) -> Merge:
    """Three ways: what changed between two central versions, what the office had changed, and where both did."""
    old, new, own = _adoptable(base), _adoptable(centre_new), _own(office)
    centre = tuple(Change(path, old.get(path), new.get(path)) for path in _paths(old, new) if _differs(path, old, new))
    proposal = _carried(office, centre_new)
    return Merge(
        centre=centre,
        office=tuple(Change(path, old.get(path), value) for path, value in own.items()),
        conflicts=tuple(_conflicts(old, new, own)),
        proposal=proposal,
        findings=lint_overlay(proposal, centre_new),
    )


def _adoptable(package: Package) -> dict[str, Any]:
    """The values of a central package that an overlay may replace, by path."""
    service = package.service
    found: dict[str, Any] = {
        name: getattr(service, name) for name in ("authority", "channels", "complaints", "promise")
    }
    for step in service.steps:
        found[f"steps.{step.id}.time"] = step.time
        found[f"steps.{step.id}.responsible"] = step.responsible
    fees = () if isinstance(package.fees.fees, str) else package.fees.fees
    found |= {f"fees.{fee_id}": None for fee_id in package.fees.left_to_offices}
    return found | {f"fees.{fee.id}": tuple(row for row in fees if row.id == fee.id) for fee in fees}


def _own(overlay: Overlay) -> dict[str, Any]:
    """What the overlay itself states, by the same paths."""
    names = ("authority", "channels", "complaints", "promise")
    found: dict[str, Any] = {name: getattr(overlay, name) for name in names if getattr(overlay, name)}
    for change in overlay.steps:
        parts = {"time": change.time, "responsible": change.responsible}
        found |= {f"steps.{change.step}.{name}": value for name, value in parts.items() if value is not None}
    return found | {f"fees.{fee.id}": tuple(row for row in overlay.fees if row.id == fee.id) for fee in overlay.fees}


def _paths(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    yield from dict.fromkeys((*old, *new))


def _differs(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return (path in old) != (path in new) or old.get(path) != new.get(path)


def _conflicts(old: Mapping[str, Any], new: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Conflict]:
    for path, value in own.items():
        if path not in new:
            yield Conflict(path, old.get(path), None, value, "gone_at_centre")
        elif _differs(path, old, new) and new[path] != value:
            yield Conflict(path, old.get(path), new[path], value, "both_changed")


def _carried(office: Overlay, centre_new: Package) -> Overlay:
    """The overlay over the new version, without what there is no more."""
    known = _adoptable(centre_new)
    return replace(
        office,
        version=centre_new.service.version,
        revision=1,
        valid_from=None,
        steps=tuple(change for change in office.steps if f"steps.{change.step}.time" in known),
        fees=tuple(fee for fee in office.fees if f"fees.{fee.id}" in known),
    )
