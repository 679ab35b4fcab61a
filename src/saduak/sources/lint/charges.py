"""Fees: their basis, their ceiling, the amounts of their kind, whose figures they are."""

from collections.abc import Iterator
from typing import Final

from saduak.core.money import figures
from saduak.core.package import Fee, FieldKind
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject

AMOUNTS: Final = {
    "fixed": frozenset({"satang"}),
    "tiered": frozenset({"measure", "tiers"}),
    "per_unit": frozenset({"satang", "measure"}),
    "percentage": frozenset({"percent", "measure"}),
}
"""The fields that make up the amount of each kind; all of them are needed and the others are not."""

EVERY_AMOUNT: Final = frozenset({"satang", "measure", "tiers", "percent"})
NUMBERS: Final = frozenset({FieldKind.NUMBER, FieldKind.DECIMAL, FieldKind.SATANG})
WHOLE_SHARE: Final = 100


@rule("fee_without_basis", "lfa 7 1")
def fee_without_basis(subject: Subject) -> Iterator[Fault]:
    """A fee, a waiver and a surcharge say which article they rest on."""
    for position, fee in enumerate(subject.fees):
        if not fee.article.strip():
            yield fault("fees", "fees", position, "article", fee=fee.id)
        for at, waiver in enumerate(fee.waivers):
            if not waiver.article.strip():
                yield fault("fees", "fees", position, "waivers", at, "article", fee=fee.id)
        if fee.surcharge and not fee.surcharge.article.strip():
            yield fault("fees", "fees", position, "surcharge", "article", fee=fee.id)


@rule("fee_over_ceiling", "lfa 7 1")
def fee_over_ceiling(subject: Subject) -> Iterator[Fault]:
    """No fee can come to more than the Act's own ceiling."""
    for position, fee in enumerate(subject.fees):
        field = over_ceiling(fee)
        if field:
            yield fault("fees", "fees", position, field, fee=fee.id, ceiling=figures(fee.legal_ceiling or 0))


def over_ceiling(fee: Fee) -> str:
    """The field by which a fee can pass its legal ceiling; empty when it cannot."""
    most = fee.legal_ceiling
    if most is None:
        return ""
    if fee.kind == "tiered":
        return "tiers" if any(tier.satang > most for tier in fee.tiers) else ""
    if fee.kind == "percentage":
        return "ceiling" if fee.ceiling is None or fee.ceiling > most else ""
    return "satang" if fee.satang > most else ""


@rule("fee_amounts")
def fee_amounts(subject: Subject) -> Iterator[Fault]:
    """A fee has the amounts of its kind and no others."""
    for position, fee in enumerate(subject.fees):
        given = frozenset(name for name in EVERY_AMOUNT if getattr(fee, name))
        if given != AMOUNTS[fee.kind]:
            needed = tuple(sorted(AMOUNTS[fee.kind]))
            yield fault("fees", "fees", position, "kind", fee=fee.id, needed=needed, given=tuple(sorted(given)))


@rule("fee_measure_unknown")
def fee_measure_unknown(subject: Subject) -> Iterator[Fault]:
    """A fee is measured by a number the form asks for, or by the lines of a repeating group."""
    for position, fee in enumerate(subject.fees):
        if fee.measure and not is_measurable(subject, fee.measure):
            yield fault("fees", "fees", position, "measure", measure=fee.measure)


def is_measurable(subject: Subject, measure: str) -> bool:
    """Whether the form gives a number under this name."""
    field, group = subject.form.fields.get(measure), subject.form.groups.get(measure)
    return bool((field and field.kind in NUMBERS) or (group and group.repeats))


@rule("fee_bounds_reversed")
def fee_bounds_reversed(subject: Subject) -> Iterator[Fault]:
    """The floor of a percentage is not above its ceiling."""
    for position, fee in enumerate(subject.fees):
        if fee.floor is not None and fee.ceiling is not None and fee.floor > fee.ceiling:
            yield fault("fees", "fees", position, "floor", fee=fee.id)


@rule("sample_without_owner")
def sample_without_owner(subject: Subject) -> Iterator[Fault]:
    """A sample figure says whose it is, and a borrowed figure that it is a sample."""
    for position, fee in enumerate(subject.fees):
        if fee.sample != (fee.borrowed_from is not None):
            yield fault("fees", "fees", position, "sample" if fee.sample else "borrowed_from", fee=fee.id)


@rule("waiver_share")
def waiver_share(subject: Subject) -> Iterator[Fault]:
    """A waiver gives up between 1 and 100 per cent."""
    for position, fee in enumerate(subject.fees):
        for at, waiver in enumerate(fee.waivers):
            if not 1 <= waiver.percent <= WHOLE_SHARE:
                yield fault("fees", "fees", position, "waivers", at, "percent", percent=waiver.percent)


@rule("surcharge_amount")
def surcharge_amount(subject: Subject) -> Iterator[Fault]:
    """A surcharge is a share or an amount, not both and not neither."""
    for position, fee in enumerate(subject.fees):
        if fee.surcharge and bool(fee.surcharge.percent) == bool(fee.surcharge.satang):
            yield fault("fees", "fees", position, "surcharge", fee=fee.id)


@rule("fee_never_applies", "lfa 11")
def fee_never_applies(subject: Subject) -> Iterator[Fault]:
    """A fee that ended before the version began can never be charged under it."""
    for position, fee in enumerate(subject.fees):
        if fee.valid_to is not None and fee.valid_from <= fee.valid_to < subject.service.valid_from:
            yield fault("fees", "fees", position, "valid_to", fee=fee.id, last=fee.valid_to)


@rule("fee_rows_alike")
def fee_rows_alike(subject: Subject) -> Iterator[Fault]:
    """Rows of one fee begin on different days or are for different answers: else nobody can tell which counts."""
    seen = []
    for position, fee in enumerate(subject.fees):
        row = (fee.id, fee.valid_from, fee.when)
        if row in seen:
            yield fault("fees", "fees", position, "id", fee=fee.id)
        seen.append(row)


@rule("annual_fee_missing", "lfa 7 1")
def annual_fee_missing(subject: Subject) -> Iterator[Fault]:
    """An output that needs a fee each year has one in `fees.yaml`."""
    if (
        subject.service.validity.annual_fee
        and subject.package.fees.fees
        and not any(fee.per == "year" for fee in subject.fees)
    ):
        yield fault("service", "validity", "annual_fee")
