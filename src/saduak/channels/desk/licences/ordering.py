"""Orders about a licence: what may be ordered now; the form with article, reasons and hearing; the letter before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.licences.benches import Bench, bench
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import DomainError, NotFound
from saduak.core.package import LaterRule, RuleKind
from saduak.core.package.words import cited
from saduak.core.thai import western_digits
from saduak.licences import commands
from saduak.licences.commands.ordering import rules_of
from saduak.licences.commands.telling import order_letter
from saduak.parties.policy import Role
from saduak.sources.texts import article

PREVIEW: Final = "preview"
COUNTER: Final = (Role.INTAKE, Role.OFFICER, Role.AUTHORITY)
HELD: Final = frozenset({"issued", "suspended"})
ENDED: Final = frozenset({"revoked", "lapsed"})
"""How a licence stands by what was ordered: something may be taken from it, or given back."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One kind of order: its command, who gives it, the rule of law that it needs, whether the holder is heard."""

    kind: str
    command: Callable[..., Any]
    roles: tuple[str, ...] = (Role.AUTHORITY,)
    rule: RuleKind | None = None
    field: str = "grounds"

    @property
    def hears(self) -> bool:
        """Whether it takes something from the holder, who has to be heard before (APA s.30)."""
        return self.rule is not None


DEEDS: Final[Mapping[str, Deed]] = MappingProxyType(
    {
        "lift": Deed("lift", commands.lift_suspension),
        "suspend": Deed("suspension", commands.suspend_licence, rule=RuleKind.SUSPENSION),
        "revoke": Deed("revocation", commands.revoke_licence, rule=RuleKind.REVOCATION),
        "lapse": Deed("lapse", commands.lapse_licence, rule=RuleKind.LAPSE),
        "substitute": Deed("substitute", commands.replace_licence),
        "cancel": Deed("cancellation", commands.cancel_licence, roles=COUNTER, field="reason"),
        "restore": Deed("restoration", commands.restore_licence),
    }
)


def possible(made: Bench) -> list[tuple[str, str]]:
    """What may be ordered now by this officer, as code of a word and address."""
    return [
        (name, reverse("desk:licence_order", args=[made.view.row.id, name]))
        for name, deed in DEEDS.items()
        if made.has_role(*deed.roles) and _stands(made, name, deed)
    ]


def _stands(made: Bench, name: str, deed: Deed) -> bool:
    """Whether the licence stands so that the order makes sense, and its law knows it."""
    state, holds = made.view.row.state, made.view.status.holds
    if name == "lift":
        return state == "suspended"
    if name == "restore":
        return state in ENDED
    if name in {"suspend", "substitute"} and not holds:
        return False
    if deed.rule is not None and not _rules(made, deed):
        return False
    return state in HELD


def _rules(made: Bench, deed: Deed) -> list[LaterRule]:
    """The rules of the licence's own law for this order."""
    return rules_of(made.view.row, deed.rule) if deed.rule else []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def order(request: HttpRequest, officer: OnDuty, licence_id: UUID, deed: str) -> HttpResponse:
    """The form of an order; the letter may be seen before it goes. Raises NotFound for what nobody can order."""
    made = bench(request, officer, licence_id)
    found = DEEDS.get(deed)
    if found is None:
        raise NotFound("not_found", what="page")
    if made.is_sent and made.typed("do") != PREVIEW:
        made.attempt(found.command, licence_id=licence_id, **_said(made, found))
        if made.went_through:
            return made.done(f"desk_licence_done.{deed}")
    rules = _rules(made, found)
    return made.show(
        "order.html",
        deed=deed,
        hears=found.hears,
        rules=[(rule.article, _in_words(rule)) for rule in rules],
        lengthy=found.rule is RuleKind.SUSPENSION,
        hearings=list(_hearings()) if found.hears else (),
        preview=_preview(made, found, rules) if made.is_sent else None,
        may=deed in {name for name, _ in possible(made)},
        field=found.field,
    )


def _said(made: Bench, deed: Deed) -> dict[str, Any]:
    """What the form says, as the command takes it."""
    told: dict[str, Any] = {deed.field: made.typed(deed.field)}
    if deed.hears:
        told |= {"article": made.typed("article"), "hearing": made.typed("hearing")}
    if deed.rule is RuleKind.SUSPENSION:
        told["days"] = _days(made)
    return told


def _days(made: Bench) -> int | None:
    """How many days were typed; None where nothing was, and 0 for what is no small number, which is refused."""
    text = western_digits(made.typed("days"))
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _in_words(rule: LaterRule) -> str:
    english = language_of_page() == "en"
    return f"{rule.about.en if english else rule.about.th} ({article(cited(rule.article), language_of_page())})"


def _hearings() -> Iterator[tuple[str, str]]:
    language = language_of_page()
    yield "heard", say("desk_licences.heard", language)
    for ground in sorted(commands.HEARINGS - {"heard"}):
        yield ground, f"{say('desk_licences.unheard', language)} {say(f'working.skipped.{ground}', language)}"


def _preview(made: Bench, deed: Deed, rules: list[LaterRule]) -> tuple[str, str] | None:
    """Subject and body of the letter as the form says it now; None where there is nothing to say yet, and for an
    article that the law of the licence does not name, which refuses the form as the order would."""
    told = _said(made, deed)
    if not told.get(deed.field) or made.view.record is None or made.view.row.case is None:
        return None
    law = _law(told["article"], rules) if deed.hears else ""
    if law is None:
        if made.refused is None:
            made.refuse(DomainError("order_not_in_law"))
        return None
    return order_letter(
        made.view.row,
        deed.kind,
        grounds=told[deed.field],
        article=law,
        days=told.get("days"),
        now=made.now,
    )


def _law(typed: str, rules: list[LaterRule]) -> str | None:
    """The article that the order would rest on: the first of its law unless one is named; None for one not there."""
    return next((rule.article for rule in rules if typed in {"", rule.article}), None)
