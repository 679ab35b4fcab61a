"""What a service costs, in one line."""

from collections.abc import Iterator
from datetime import date

from saduak.channels.shell.texts import say, sentences
from saduak.core.fees import in_force
from saduak.core.money import Money
from saduak.core.package import Fee, Package
from saduak.core.reasons import Language, written


def fee_range(package: Package, language: Language, today: date) -> str:
    """The least and the most one may be asked, in words."""
    if package.fees.fees == "none":
        return say("price.none", language)
    fees = in_force(package.fees.fees, today) or package.fees.fees
    amounts = [amount for fee in fees for amount in _amounts(fee)]
    least, most = (written(Money(amount), language, sentences(language)) for amount in (min(amounts), max(amounts)))
    return least if least == most else say("price.range", language, least=least, most=most)


def _amounts(fee: Fee) -> Iterator[int]:
    if fee.kind == "tiered":
        yield from (tier.satang for tier in fee.tiers)
    elif fee.kind == "percentage":
        yield from (amount for amount in (fee.floor or 0, fee.ceiling or fee.legal_ceiling) if amount is not None)
    else:
        yield fee.satang
        if fee.kind == "per_unit" and fee.ceiling:
            yield fee.ceiling
