"""What rests on law: articles and limits that are on file, grounds for exceptions, dates that make sense."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from saduak.core.errors import LawError
from saduak.core.package import Comparison, Exemption, Fee, Field, Group, LaterRule, RuleKind, Service, Waiver, cited
from saduak.sources import acts
from saduak.sources.lint.lengths import is_longer
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Place, Spot, Subject

CITING: Final = frozenset({"article", "power", "gazetted"})
"""The fields that hold an article."""

LFA_GROUNDS: Final = frozenset(
    {
        *("parliament_and_cabinet", "courts", "criminal_justice", "natural_resources_and_environment"),
        *("military_and_arms", "royal_decree", "no_permission"),
    }
)
"""LFA s.5 (1) to (5) and decrees under it; `no_permission` is what is no permission at all in the sense of s.4."""

IN_PERSON_GROUNDS: Final = frozenset(
    {"marriage", "divorce", "adoption", "id_card", "passport", "ministerial_regulation"}
)
"""EPA s.7 para 5: the registrations one must appear for oneself."""


@rule("article_not_on_file")
def article_not_on_file(subject: Subject) -> Iterator[Fault]:
    """Every article that is named stands in `law/acts/`."""
    for spot in subject.values:
        name = spot.place.path[-1] if spot.place.path else ""
        if name in CITING and isinstance(spot.value, str) and spot.value and not is_on_file(spot.value):
            yield Fault(spot.place, {"article": spot.value})


def is_on_file(article: str) -> bool:
    """Whether an article as packages write it is one that `law/acts/` describes."""
    try:
        acts.section(cited(article))
    except (LawError, ValueError):
        return False
    return True


@rule("article_missing", "lfa 7 1")
def article_missing(subject: Subject) -> Iterator[Fault]:
    """What the law gives says where: the authority's power, each basis, each later rule."""
    service = subject.service
    yield from _blank("service", service.authority, ("authority", "power"))
    for position, basis in enumerate(service.legal_basis):
        yield from _blank("service", basis, ("legal_basis", position, "article"))
    for position, later in enumerate(service.later):
        yield from _blank("service", later, ("later", position, "article"))


def _blank(part: str, owner: Any, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if not getattr(owner, str(path[-1])).strip():
        yield Fault(Place(part, path), {})


@rule("validity_without_article", "lfa 7 1")
def validity_without_article(subject: Subject) -> Iterator[Fault]:
    """How long the output is good is the law's to say."""
    yield from _blank("service", subject.service.validity, ("validity", "article"))


@rule("transition_without_article", "lfa 11")
def transition_without_article(subject: Subject) -> Iterator[Fault]:
    """Applications filed before move to a new version only where a law says so."""
    if subject.service.transition.kind == "move":
        yield from _blank("service", subject.service.transition, ("transition", "article"))


@rule("limit_not_on_file")
def limit_not_on_file(subject: Subject) -> Iterator[Fault]:
    """A limit that is named stands in `law/acts/`."""
    for spot in subject.values:
        if spot.place.path[-1:] == ("limit",) and spot.value and spot.value not in _limits():
            yield Fault(spot.place, {"limit": spot.value})


def _limits() -> Mapping[str, Any]:
    return acts.limits()


@rule("lfa_exemption", "lfa 5")
def lfa_exemption(subject: Subject) -> Iterator[Fault]:
    """A service outside the LFA says on which ground of s.5; one inside claims none."""
    service, grounds = subject.service, tuple(sorted(LFA_GROUNDS))
    if service.lfa_applies and service.lfa_exemption:
        yield fault("service", "lfa_exemption", grounds=grounds)
    if not service.lfa_applies and not _is_grounded(service.lfa_exemption, LFA_GROUNDS):
        yield fault("service", "lfa_exemption" if service.lfa_exemption else "lfa_applies", grounds=grounds)


def _is_grounded(exemption: Exemption | None, grounds: frozenset[str]) -> bool:
    return exemption is not None and exemption.ground in grounds and bool(exemption.article.strip())


@rule("in_person_ground", "epa 7 5")
def in_person_ground(subject: Subject) -> Iterator[Fault]:
    """One must come in person only for what EPA s.7 names."""
    exemption = subject.service.in_person_only
    if exemption is not None and not _is_grounded(exemption, IN_PERSON_GROUNDS):
        yield fault(
            "service", "in_person_only", "ground", ground=exemption.ground, known=tuple(sorted(IN_PERSON_GROUNDS))
        )


@rule("dates_reversed")
def dates_reversed(subject: Subject) -> Iterator[Fault]:
    """What begins ends later: versions, fees, waivers."""
    for spot in subject.values:
        if isinstance(spot.value, Service | Fee | Waiver):
            yield from _reversed(spot)


ENDS: Final = {Service: ("valid_from", "valid_to"), Fee: ("valid_from", "valid_to"), Waiver: ("first_day", "last_day")}


def _reversed(spot: Spot) -> Iterator[Fault]:
    first_name, last_name = ENDS[type(spot.value)]
    first: date = getattr(spot.value, first_name)
    last: date | None = getattr(spot.value, last_name)
    if last is not None and last < first:
        yield Fault(Place(spot.place.part, (*spot.place.path, last_name)), {"first": first, "last": last})


@rule("review_before_start", "lfa 6")
def review_before_start(subject: Subject) -> Iterator[Fault]:
    """The law behind a version is looked at again after it has begun."""
    service = subject.service
    if service.review_on <= service.valid_from:
        yield fault("service", "review_on", review=service.review_on, first=service.valid_from)


@rule("validity_zero", "lfa 7 1")
def validity_zero(subject: Subject) -> Iterator[Fault]:
    """A term is a time; an output that is good without end has none."""
    term = subject.service.validity.term
    if term is not None and term.amount == 0:
        yield fault("service", "validity", "term")


@rule("renewal_too_early", "lfa 12")
def renewal_too_early(subject: Subject) -> Iterator[Fault]:
    """What can be renewed has a term, and renewal begins within it."""
    validity = subject.service.validity
    if validity.renew_before and (validity.term is None or is_longer(validity.renew_before, validity.term)):
        yield fault("service", "validity", "renew_before", before=validity.renew_before)


@rule("number_negative")
def number_negative(subject: Subject) -> Iterator[Fault]:
    """Amounts of money, shares and counts are not below zero."""
    for spot in subject.values:
        if type(spot.value) is int and spot.value < 0 and not isinstance(spot.owner, Field | Comparison | Group):
            yield Fault(spot.place, {"number": spot.value})


@rule("later_rule_empty")
def later_rule_empty(subject: Subject) -> Iterator[Fault]:
    """An appeal or bar says how long, a surcharge how much."""
    for position, later in enumerate(subject.service.later):
        if _is_empty(later):
            yield fault("service", "later", position, kind=later.kind.value)


def _is_empty(later: LaterRule) -> bool:
    if later.kind in {RuleKind.APPEAL, RuleKind.BAR}:
        return later.time is None and not later.limit
    return later.kind is RuleKind.SURCHARGE and not later.percent
