"""How a question to the policy of a room is put and answered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet

from saduak.core.errors import NotAllowed
from saduak.ledger.actors import Actor
from saduak.parties.policy.standing import Standing, standing_of


class Verdict(NamedTuple):
    """Allowed, or the code and parameters of the reason why not."""

    allowed: bool
    code: str = ""
    params: Mapping[str, Any] = MappingProxyType({})


class View(NamedTuple):
    """Who may see a row, said twice: of one row in hand, and as a condition on all of them."""

    of: Callable[[Standing, Any], bool]
    among: Callable[[Standing], Q]


Row = TypeVar("Row", bound=Model)
Rule = Callable[[Standing, Any], Verdict]

YES = Verdict(allowed=True)
ALL, NONE = Q(), Q(pk__in=[])


def no(code: str, **params: Any) -> Verdict:
    """A refusal with its reason."""
    return Verdict(allowed=False, code=code, params=params)


class Policy(NamedTuple):
    """The rules and views of one room: verb to rule, row to who sees it. What is in neither nobody may do or see."""

    rules: Mapping[str, Rule]
    views: Mapping[type, View]

    def may(self, actor: Actor, verb: str, subject: object, now: datetime) -> Verdict:
        """Whether `actor` may do `verb` to `subject` at `now`; the verdict says why not."""
        if verb == "view":
            view = self.views.get(type(subject))
            return YES if view and view.of(standing_of(actor, now), subject) else no("not_visible")
        rule = self.rules.get(verb)
        return rule(standing_of(actor, now), subject) if rule else no("no_rule", verb=verb)

    def require(self, actor: Actor, verb: str, subject: object, now: datetime) -> None:
        """Raise NotAllowed with the reason when `may` says no."""
        verdict = self.may(actor, verb, subject, now)
        if not verdict.allowed:
            raise NotAllowed(verdict.code, **verdict.params)

    def visible_to(self, actor: Actor, rows: QuerySet[Row], now: datetime) -> QuerySet[Row]:
        """Those of `rows` that the actor may view at `now`: every list that a person sees comes from here."""
        view = self.views.get(rows.model)
        return rows.filter(view.among(standing_of(actor, now)) if view else NONE)
