"""Every address of the product, found by walking the resolver, filled with the things of one agency.

A maker stands by the name of a parameter, or by address and parameter where a name means different things. An address
with a parameter that no maker knows fails the sweep: whoever adds one tells here what it is given.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from tests.sweeps.world import Bundle

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\{(?:\w+:)?(\w+)\}")
Maker = Callable[[Bundle], object]
THINGS = (
    "case_id",
    "draft_id",
    "task_id",
    "letter_id",
    "licence_id",
    "file_id",
    "officer_id",
    "unit_id",
    "look_id",
    "person_id",
)
MONEY = ("invoice_id", "payment_id", "refund_id", "receipt_id", "closing_id")
MAKERS: dict[str, Maker] = {
    **{name: (lambda bundle, name=name: bundle.things[name]) for name in (*THINGS, *MONEY)},
    "kind": lambda _: "health",
    "name": lambda _: "food-large",
    "service": lambda _: "food-large",
    "office": lambda bundle: bundle.at.slug,
    "version": lambda _: "2569-01-01",
    "before": lambda _: "2568-01-01",
    "appeal_id": lambda bundle: bundle.things["appeal_id"],
    "consent_id": lambda bundle: bundle.things["consent_id"],
    "consultation_id": lambda bundle: bundle.things["consultation_id"],
    "item_id": lambda bundle: bundle.things["item_id"],
    "reply_id": lambda bundle: bundle.things["reply_id"],
    "hearing_id": lambda bundle: bundle.things["hearing_id"],
    "agency_id": lambda bundle: bundle.things["agency_id"],
    "grant_id": lambda bundle: bundle.things["grant_id"],
    "user_id": lambda bundle: bundle.things["user_id"],
    "mandate_id": lambda bundle: bundle.things["mandate_id"],
    "invitation_id": lambda bundle: bundle.things["invitation_id"],
    "token": lambda _: "0" * 72,
    "provider": lambda _: "thaid",
    "page_id": lambda _: "applicant",
    "publication_id": lambda bundle: bundle.things["publication_id"],
    "slug": lambda bundle: bundle.at.slug,
    "signature": lambda _: "0" * 40,
    "language": lambda _: "th",
    "package": lambda _: "food-large",
    "code_list": lambda _: "waste-codes",
    "code": lambda _: "7H3K9QWX2M",
    "number": lambda _: "KKC-1",
}
OWN: dict[str, Maker] = {
    "portal:licence_data.form": lambda _: "json",
    "desk:licence_order.deed": lambda _: "suspend",
    "desk:appeal_file.file_id": lambda bundle: bundle.things["appeal_file"],
    "portal:case_appeal_file.file_id": lambda bundle: bundle.things["appeal_file"],
    "portal:pay_receipt.number": lambda _: 0,
    "desk:money_receipt_pdf.number": lambda _: 0,
    "portal:codes.name": lambda _: "waste.0.code",
    "desk:codes.name": lambda _: "waste.0.code",
    "desk:intake_codes.name": lambda _: "waste.0.code",
    "desk:consultation_file.file_id": lambda bundle: bundle.things["passed_file_id"],
    "desk:intake_.draft_id": lambda bundle: bundle.things["counter_draft_id"],
}
"""Makers for one parameter of one address."""


INSIDE = ("portal", "desk", "entrance")
"""Channels whose pages are somebody's."""


@dataclass(frozen=True)
class Address:
    """A pattern: its namespace and name, its route as written, and the names of its parameters."""

    name: str
    route: str

    @property
    def namespace(self) -> str:
        """To which channel it belongs."""
        return self.name.partition(":")[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """What has to be filled in."""
        return tuple(typed or braced for typed, braced in PARAMETER.findall(self.route))

    @property
    def is_about_things(self) -> bool:
        """Whether it names a thing of an agency or a person; what the public reads is nobody's."""
        named = {name for name in self.parameters if name.endswith("_id") or name == "slug"}
        return self.namespace in INSIDE and bool(named - {"page_id"})

    def unknown(self) -> list[str]:
        """The parameters that no maker knows."""
        return [name for name in self.parameters if self._maker(name) is None]

    def filled(self, bundle: Bundle) -> str | None:
        """The address for the things of a bundle; None where the bundle has not all of them."""
        try:
            given = {name: self._maker(name)(bundle) for name in self.parameters}  # type: ignore[misc]
        except KeyError:
            return None
        return "/" + PARAMETER.sub(lambda found: quote(str(given[found[1] or found[2]]), safe=""), self.route)

    def _maker(self, name: str) -> Maker | None:
        start = self.name.partition("_")[0]
        return OWN.get(f"{self.name}.{name}") or OWN.get(f"{start}_.{name}") or MAKERS.get(name)


def addresses() -> list[Address]:
    """Every address, once, in the language that has no prefix."""
    return sorted({*walked(get_resolver())}, key=lambda address: (address.name, address.route))


def walked(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[Address]:
    """The patterns below a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inside = before if isinstance(entry.pattern, LocalePrefixPattern) else before + _route(entry)
            yield from walked(entry, inside, entry.namespace or space)
        else:
            name = entry.name or getattr(entry.callback, "__name__", "unnamed")
            yield Address(f"{space}:{name}" if space else name, before + _route(entry))


def _route(entry: URLPattern | URLResolver) -> str:
    """The route as written; a pattern that takes anything is asked for something that is nowhere."""
    return str(entry.pattern) if isinstance(entry.pattern, RoutePattern) else "nowhere"
