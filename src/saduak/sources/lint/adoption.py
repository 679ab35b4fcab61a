"""What an office may change when it adopts a service: places, hours, unit names, fees, and times that are shorter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from saduak.core.money import figures
from saduak.core.package import Fees, ManualStep
from saduak.core.spans import Span
from saduak.sources.lint.charges import over_ceiling
from saduak.sources.lint.lengths import is_longer
from saduak.sources.lint.offices import missing_way
from saduak.sources.lint.rule import RULES, Fault, adoption_rule, fault
from saduak.sources.lint.steps import late_step
from saduak.sources.lint.subject import Adoption, Place, Spot, Subject, spots

PART: Final = "overlay"

SHARED: Final = (
    *("text_thai_missing", "text_english_missing", "certified_copy_asked", "article_not_on_file", "dates_reversed"),
    *("office_hours", "paper_only", "waiver_share", "surcharge_amount", "fee_measure_unknown"),
    *(
        "fee_without_basis",
        "fee_over_ceiling",
        "fee_amounts",
        "fee_bounds_reversed",
        "sample_without_owner",
        "fee_rows_alike",
    ),
    *("tiers_not_from_zero", "tier_empty", "tiers_overlap", "tiers_gap", "tiers_end", "article_missing"),
    *("condition_field_unknown", "condition_unsuitable", "condition_value_unknown"),
    *("url_scheme", "number_negative"),
)
"""The rules for packages that what an office writes must keep as well."""


@dataclass(frozen=True)
class Changed(Subject):
    """The office's own words in the place of the central ones: every value looked at is of the overlay."""

    adoption: Adoption

    @cached_property
    def values(self) -> tuple[Spot, ...]:
        return tuple(spots(PART, self.adoption.overlay))


def changed(adoption: Adoption) -> Changed:
    """The central package with the channels, authority and fees that the overlay itself states, and none but those."""
    overlay, central = adoption
    service = replace(
        central.service,
        channels=overlay.channels,
        authority=overlay.authority or central.service.authority,
        legal_basis=(),
        later=(),
    )
    return Changed(replace(central, service=service, fees=Fees(overlay.fees or "none")), adoption)


def shared_faults(adoption: Adoption) -> Iterator[tuple[str, Fault]]:
    """What rules for packages say of the overlay; channels and fees have the same path in both files."""
    subject = changed(adoption)
    for rule_id in SHARED:
        for found in RULES[rule_id].check(subject):
            yield rule_id, Fault(Place(PART, found.place.path), found.params)


@adoption_rule("overlay_of_another")
def overlay_of_another(adoption: Adoption) -> Iterator[Fault]:
    """An overlay lies over the service and version that it names."""
    overlay, service = adoption.overlay, adoption.central.service
    for name, given, wanted in (("adopts", overlay.adopts, service.id), ("version", overlay.version, service.version)):
        if given != wanted:
            yield fault(PART, name, given=given, wanted=wanted)


@adoption_rule("overlay_authority_moved", "lfa 4")
def overlay_authority_moved(adoption: Adoption) -> Iterator[Fault]:
    """Who decides is the law's to say: an office names itself and its delegates under the same power."""
    own, central = adoption.overlay.authority, adoption.central.service.authority
    if own and own.power.strip() and own.power != central.power:
        yield fault(PART, "authority", "power", power=own.power, central=central.power)


@adoption_rule("overlay_revision", "lfa 11")
def overlay_revision(adoption: Adoption) -> Iterator[Fault]:
    """Revisions count from 1; a later one says from when it holds, and none holds before the version it lies over."""
    overlay, central = adoption
    if overlay.revision < 1 or (overlay.revision > 1 and overlay.valid_from is None):
        yield fault(PART, "revision", first=central.service.valid_from)
    elif overlay.valid_from and overlay.valid_from < central.service.valid_from:
        yield fault(PART, "valid_from", first=central.service.valid_from)


@adoption_rule("overlay_step_added", "lfa 7 1")
def overlay_step_added(adoption: Adoption) -> Iterator[Fault]:
    """An office adds no step: it changes steps that there are, each once."""
    open_steps = {step.id for step in adoption.central.service.steps}
    for position, change in enumerate(adoption.overlay.steps):
        if change.step not in open_steps:
            yield fault(PART, "steps", position, "step", step=change.step)
        open_steps.discard(change.step)


@adoption_rule("overlay_step_longer", "lfa 7 3")
def overlay_step_longer(adoption: Adoption) -> Iterator[Fault]:
    """An office's step takes no longer than the central one."""
    central = {step.id: step.time for step in adoption.central.service.steps}
    for position, change in enumerate(adoption.overlay.steps):
        if change.time and change.step in central and is_longer(change.time, central[change.step]):
            yield fault(PART, "steps", position, "time", step=change.step, time=change.time, most=central[change.step])


@adoption_rule("overlay_promise_longer", "lfa 7 3")
def overlay_promise_longer(adoption: Adoption) -> Iterator[Fault]:
    """An office promises no more time than the centre."""
    own, most = adoption.overlay.promise, adoption.central.service.promise
    if own and is_longer(own, most):
        yield fault(PART, "promise", promise=own, most=most)


@adoption_rule("overlay_promise_zero", "lfa 7 1")
def overlay_promise_zero(adoption: Adoption) -> Iterator[Fault]:
    """A shorter promise is still a time, and so is a shorter step."""
    own = adoption.overlay.promise
    if own and own.amount == 0:
        yield fault(PART, "promise")
    for position, change in enumerate(adoption.overlay.steps):
        if change.time and change.time.amount == 0:
            yield fault(PART, "steps", position, "time")


@adoption_rule("overlay_steps_over_promise", "lfa 7 1")
def overlay_steps_over_promise(adoption: Adoption) -> Iterator[Fault]:
    """The steps fit into the office's own promise; who promises less shortens steps too."""
    overlay, service = adoption.overlay, adoption.central.service
    steps = _with_changes(service.steps, {change.step: change.time for change in overlay.steps if change.time})
    promise = overlay.promise
    late = late_step(steps, promise) if promise and promise.amount else None
    if late and not is_longer(promise or service.promise, service.promise):
        yield fault(PART, "promise", step=late.id, promise=promise)


def _with_changes(steps: tuple[ManualStep, ...], times: Mapping[str, Span]) -> tuple[ManualStep, ...]:
    return tuple(replace(step, time=times.get(step.id, step.time)) for step in steps)


@adoption_rule("overlay_fee_added", "lfa 7 1")
def overlay_fee_added(adoption: Adoption) -> Iterator[Fault]:
    """An office sets the amount of fees that there are or are left to it, and invents none."""
    known = {*_ceilings(adoption), *adoption.central.fees.left_to_offices}
    for position, fee in enumerate(adoption.overlay.fees):
        if fee.id not in known:
            yield fault(PART, "fees", position, "id", fee=fee.id)


@adoption_rule("overlay_fee_over_ceiling", "lfa 7 1")
def overlay_fee_over_ceiling(adoption: Adoption) -> Iterator[Fault]:
    """An office's fee stays under the ceiling of the central one, whatever ceiling it states itself."""
    central = _ceilings(adoption)
    for position, fee in enumerate(adoption.overlay.fees):
        ceiling = central.get(fee.id)
        field = over_ceiling(replace(fee, legal_ceiling=ceiling))
        if ceiling is not None and field and not over_ceiling(fee):
            yield fault(PART, "fees", position, field, fee=fee.id, ceiling=figures(ceiling))


def _ceilings(adoption: Adoption) -> Mapping[str, int | None]:
    """The ceiling of each central fee; a fee with several rows has that of the last."""
    fees = adoption.central.fees.fees
    return {} if isinstance(fees, str) else {fee.id: fee.legal_ceiling for fee in fees}


@adoption_rule("overlay_place_missing", "epa 10")
def overlay_place_missing(adoption: Adoption) -> Iterator[Fault]:
    """An office says where it is: a counter its address, a page its URL. A central package cannot know."""
    for position, channel in enumerate(adoption.overlay.channels):
        if needed := missing_way(channel):
            yield fault(PART, "channels", position, "kind", needed=needed)
