"""What a service's manual and law say about time, as the clock wants to know it."""

from saduak.core.facts import LegalLimit, Step, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.package import Service, Statute, cited


def terms_of(service: Service, book: Lawbook) -> Terms:
    """The promise, the Act's limit and the steps of a service. Raises `LawError` "limit_unknown"."""
    return Terms(
        promise=service.promise,
        limit=legal_limit(service.statute, book),
        steps=tuple(Step(step.id, step.time, step.after) for step in service.steps),
        lfa_applies=service.lfa_applies,
        return_limit=return_limit(service.statute, book),
    )


def return_limit(statute: Statute, book: Lawbook) -> str:
    """The limit in which the article behind the licence wants an incomplete application returned (PHA s.56 para 2), by
    its name; empty where that article has none."""
    name = f"{statute.limit.partition('.')[0]}.return_incomplete"
    if not statute.limit or name not in book.limits:
        return ""
    return name if book.limit(name).citation.section == book.limit(statute.limit).citation.section else ""


def legal_limit(statute: Statute, book: Lawbook) -> LegalLimit | None:
    """The Act's own limit: one of `law/acts/` by name, or the time of the licence's own law; None where it has none."""
    if statute.limit:
        return LegalLimit.of(book.limit(statute.limit))
    if statute.time:
        return LegalLimit(statute.time, cited(statute.article))
    return None
