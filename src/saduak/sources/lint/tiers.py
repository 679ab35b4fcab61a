"""Tables of tiers: from 0, one after the other, to the end of the measure."""

from collections.abc import Iterator
from typing import Final

from saduak.core.package import Fee, Tier
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject

TEN: Final = 10


def tables(subject: Subject) -> Iterator[tuple[int, Fee]]:
    """The fees with tiers, with their positions."""
    return ((position, fee) for position, fee in enumerate(subject.fees) if fee.tiers)


def neighbours(fee: Fee) -> Iterator[tuple[int, Tier, Tier]]:
    """Each tier but the first with its position and the one before it."""
    pairs = zip(fee.tiers, fee.tiers[1:], strict=False)
    return ((position, lower, upper) for position, (lower, upper) in enumerate(pairs, start=1))


@rule("tiers_not_from_zero")
def tiers_not_from_zero(subject: Subject) -> Iterator[Fault]:
    """The first tier begins at 0; a table that asks nothing below its first tier says so in a remark."""
    for position, fee in tables(subject):
        if fee.tiers[0].over != 0 and fee.remark is None:
            yield fault("fees", "fees", position, "tiers", 0, "over", fee=fee.id, over=fee.tiers[0].over)


@rule("tier_empty")
def tier_empty(subject: Subject) -> Iterator[Fault]:
    """A tier ends above where it begins."""
    for position, fee in tables(subject):
        for at, tier in enumerate(fee.tiers):
            if tier.up_to is not None and tier.up_to <= tier.over:
                yield fault("fees", "fees", position, "tiers", at, "up_to", fee=fee.id, up_to=tier.up_to)


@rule("tiers_overlap")
def tiers_overlap(subject: Subject) -> Iterator[Fault]:
    """A tier begins no lower than the one before it ends."""
    for position, fee in tables(subject):
        for at, lower, upper in neighbours(fee):
            if lower.up_to is None or upper.over < lower.up_to:
                yield fault("fees", "fees", position, "tiers", at, "over", fee=fee.id, over=upper.over)


@rule("tiers_gap")
def tiers_gap(subject: Subject) -> Iterator[Fault]:
    """A tier begins no higher than the one before it ends."""
    for position, fee in tables(subject):
        for at, lower, upper in neighbours(fee):
            if lower.up_to is not None and upper.over > lower.up_to:
                yield fault(
                    "fees", "fees", position, "tiers", at, "over", fee=fee.id, up_to=lower.up_to, over=upper.over
                )


@rule("tiers_end")
def tiers_end(subject: Subject) -> Iterator[Fault]:
    """The last tier is open, or the form takes no more than its end."""
    for position, fee in tables(subject):
        last = fee.tiers[-1].up_to
        if last is not None and not _form_ends_by(subject, fee.measure, last):
            yield fault("fees", "fees", position, "tiers", len(fee.tiers) - 1, "up_to", fee=fee.id, up_to=last)


def _form_ends_by(subject: Subject, measure: str, last: int) -> bool:
    field = subject.form.fields.get(measure)
    return field is not None and field.most is not None and field.most <= last * TEN**field.places
