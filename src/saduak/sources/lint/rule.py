"""What a rule of the linter is, and the list of all of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from saduak.core.package import Article
from saduak.sources.lint.subject import Adoption, Place, Subject


class Fault(NamedTuple):
    """Where a rule was broken, and what its sentence needs to say so."""

    place: Place
    params: Mapping[str, Any]


Check: TypeAlias = Callable[[Subject], Iterator[Fault]]
AdoptionCheck: TypeAlias = Callable[[Adoption], Iterator[Fault]]


def fault(part: str, /, *path: str | int, **params: Any) -> Fault:
    """A fault at a value of one part: its field names and positions, from the top of its file."""
    return Fault(Place(part, path), params)


class Rule(NamedTuple):
    """One rule: its id (and text key `lint.<id>`), the article behind it (empty where it is plain sense), its check."""

    id: str
    article: Article
    check: Check
    last: bool = False


class AdoptionRule(NamedTuple):
    """A rule for what an office may change when it adopts a service."""

    id: str
    article: Article
    check: AdoptionCheck


RULES: dict[str, Rule] = {}
ADOPTION_RULES: dict[str, AdoptionRule] = {}


def rule(rule_id: str, article: Article = "", *, last: bool = False) -> Callable[[Check], Check]:
    """Enter a check into the list under its id; one that is `last` is made only where the others found nothing."""

    def entered(check: Check) -> Check:
        RULES[rule_id] = Rule(rule_id, article, check, last)
        return check

    return entered


def adoption_rule(rule_id: str, article: Article = "") -> Callable[[AdoptionCheck], AdoptionCheck]:
    """Enter a check of an overlay against the package it adopts."""

    def entered(check: AdoptionCheck) -> AdoptionCheck:
        ADOPTION_RULES[rule_id] = AdoptionRule(rule_id, article, check)
        return check

    return entered
