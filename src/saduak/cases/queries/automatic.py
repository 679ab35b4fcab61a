"""Decisions by rule: which rule an agency adopted, what it may know of a case, what it found, and the words for it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.cases.models import Case, Consent, RuleAdoption, RuleFinding
from saduak.cases.queries.papers import papers_wanted, still_missing
from saduak.cases.queries.whole import WholeCase
from saduak.core.automatic import RULES, Judged, Known, judged
from saduak.core.package import Package
from saduak.core.reasons import Language, short_date
from saduak.sources.texts import read_sentences, sentences

HERE = Path(__file__).parent
A_YEAR = timedelta(days=365)
"""How long a refusal stands in the way of a rule."""
REFUSING = ("refused", "partly_granted")
"""Outcomes by which somebody was refused something."""
BY_RULE = "rule"
"""The kind of a source of power by which nobody signed."""

__all__ = [
    "BY_RULE",
    "Broken",
    "RuleAdoption",
    "RuleFinding",
    "adopted_rule",
    "adoptions_of",
    "broken_conditions",
    "condition_words",
    "finding_of",
    "judged_now",
    "rule_told",
    "rules_of",
    "told_by_rule",
]


@lru_cache(maxsize=2)
def rulewords(language: Language) -> Mapping[str, str]:
    """Every phrase by its key."""
    return read_sentences(HERE / f"automatic.{language}.yaml")


def condition_words(condition: str, language: Language) -> str:
    """A condition as a page or a letter names it."""
    return rulewords(language)[f"condition.{condition}"]


def rule_told(rule: str, language: Language) -> str:
    """A rule as a letter names it: in words, with the name by which it is on record."""
    known = rulewords(language).get(f"rule.{rule}")
    return f"{known} ({rule})" if known else rule


def rules_of(package: Package) -> tuple[str, ...]:
    """The rules that the manual lets carry a step out, as far as the software has them."""
    return tuple(step.rule for step in package.service.steps if step.rule in RULES)


def adopted_rule(agency_id: UUID, package: Package, day: date) -> RuleAdoption | None:
    """The order under which a rule of the manual decides at an agency on `day`: the latest recorded, if it is in
    force."""
    rules = rules_of(package)
    if not rules:
        return None
    rows = RuleAdoption.objects.filter(agency=agency_id, service=package.service.id, rule__in=rules)
    latest = rows.filter(since__lte=day).order_by("-since", "-recorded_at").first()
    return latest if latest and (latest.until is None or day <= latest.until) else None


def adoptions_of(agency_id: UUID) -> Sequence[RuleAdoption]:
    """Every such order of an agency, the latest first."""
    return list(RuleAdoption.objects.filter(agency=agency_id).order_by("-since", "-recorded_at"))


def judged_now(case: WholeCase, rule: str) -> Judged:
    """What the rule finds in the case as it stands."""
    consents, wanted = list(Consent.objects.filter(case=case.row)), papers_wanted(case, case.row)
    return judged(
        rule,
        Known(
            answers=case.answers,
            classes=case.form.classes,
            consented=frozenset(each.party for each in consents if each.state == "given"),
            awaited=frozenset(each.party for each in consents if each.state == "asked"),
            missing_papers=len(still_missing(wanted)),
            open_look_ups=sum(each.is_missing and each.duty == "agency" for each in wanted),
            refused_before=_refused_before(case.row),
        ),
    )


def _refused_before(row: Case) -> bool:
    """Whether the applicant was refused something in this service here within a year."""
    own = Q(organisation=row.organisation_id) if row.organisation_id else Q(person=row.person_id)
    if row.organisation_id is None and row.person_id is None:
        return False
    rows = Case.objects.filter(own, agency=row.agency_id, service=row.service, decided_at__gte=row.entered_at - A_YEAR)
    return rows.filter(outcome__in=REFUSING).exclude(pk=row.pk).exists()


def finding_of(case: WholeCase) -> RuleFinding | None:
    """What a rule found in a case, None where no rule looked."""
    rows = RuleFinding.objects.filter(case=case.row).select_related("adoption", "audited_by")
    return rows.first()


class Broken(NamedTuple):
    """The conditions that one line, or the whole (0), does not meet."""

    line: int
    conditions: tuple[str, ...]


def broken_conditions(finding: RuleFinding, language: Language) -> Sequence[Broken]:
    """Each line with what failed, in words."""
    found: dict[int, list[str]] = {}
    for each in finding.failed:
        found.setdefault(each["line"], []).append(condition_words(each["condition"], language))
    return [Broken(line, tuple(words)) for line, words in sorted(found.items(), key=lambda item: (item[0] == 0, item))]


def told_by_rule(finding: RuleFinding, language: Language) -> str:
    """How the letter says that a rule decided: by which rule and order, and which conditions were met (W-6)."""
    words, adoption = rulewords(language), finding.adoption
    since = short_date(adoption.ordered_on, language, sentences(language))
    said = words["told.decided"].format(rule=rule_told(adoption.rule, language), number=adoption.number, since=since)
    items = (
        words["told.item"].format(number=number, condition=condition_words(name, language))
        for number, name in enumerate(RULES[adoption.rule].conditions, 1)
    )
    return "\n".join((said, *items))
