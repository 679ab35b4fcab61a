"""How to contest an order: to whom, within what time, under what article (APA s.40 and s.44)."""

from saduak.cases.queries.wording import wording
from saduak.core.letters import in_language
from saduak.core.money import baht_in_words
from saduak.core.package import LaterRule, Package, RuleKind
from saduak.core.package.words import cited
from saduak.core.reasons import Language, written
from saduak.core.spans import Span, Unit
from saduak.sources.acts import limit
from saduak.sources.texts import article, sentences


def appeal_rule(package: Package) -> LaterRule | None:
    """What the licence's own law says of appeals; None where the general Act alone speaks."""
    return next((rule for rule in package.service.later if rule.kind is RuleKind.APPEAL), None)


def appeal_text(package: Package, language: Language) -> str:
    """The appeal as a letter states it: what the licence's own law says, else APA s.44; always with its length in days
    and its article."""
    return _stated(appeal_rule(package), language)


def appeal_of_order(package: Package, language: Language) -> str:
    """The same for a later order about what was granted. What the licence's own law says of refusals under the general
    Act says nothing about such an order: APA s.44 itself, to who made it."""
    own = appeal_rule(package)
    return _stated(None if own is None or cited(own.article).act == "apa" else own, language)


def appeal_of_return(language: Language) -> str:
    """The same for a return under LFA s.9, which is no decision under the licence's law: APA s.44, to who made it."""
    return _stated(None, language)


def _stated(own: LaterRule | None, language: Language) -> str:
    words = wording(language)
    span: Span | None
    if own is None:
        general = limit("apa.appeal")
        about, span, cites = words["appeal.general"], general.span, general.citation
    else:
        about, span, cites = in_language(own.about, language), _span(own), cited(own.article)
    said = {"about": about, "article": article(cites, language)}
    if span is None or _is_told(span, about):
        return words["appeal.stated"].format(**said)
    return words["appeal.stated_within"].format(**said, span=written(span, language, sentences(language)))


def _is_told(span: Span, about: str) -> bool:
    """Whether the words of the law name the length themselves, in figures or in words."""
    if span.unit is not Unit.DAY:
        return False
    thai, english = baht_in_words(span.amount * 100).removesuffix("บาทถ้วน"), baht_in_words(span.amount * 100, "en")
    told = (f"{span.amount} วัน", f"{thai}วัน", f"{span.amount} days", f"{english.removesuffix(' baht')} days")
    return any(each in about for each in told)


def _span(rule: LaterRule) -> Span | None:
    return limit(rule.limit).span if rule.limit else rule.time
