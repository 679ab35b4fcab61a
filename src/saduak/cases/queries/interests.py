"""Who may not act in a case because of an own interest (APA s.13): the one answer that commands and pages ask."""

from saduak.cases.models import Case
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import Story
from saduak.parties.policy.standing import Standing


def own_interest(who: Standing, case: Case, story: Story) -> str:
    """The ground that nobody has to declare, or nothing: the actor is the applicant, acts for it, filed for it, or
    consented in the other party's name."""
    own = {who.person, *who.principals} - {None}
    if who.person and who.person in {case.person_id, case.filed_by_id}:
        return "party" if who.person == case.person_id else "representative"
    if own & {case.person_id, case.organisation_id}:
        return "representative"
    if who.person and str(who.person) in {said.payload["person"] for said in story.of("case.consent_answered")}:
        return "representative"
    return ""


def interest_of(case: WholeCase) -> str:
    """The ground on which the reader may not act in this case, or nothing."""
    declared = (each.ground for each in case.interests if each.officer.user_id == case.who.user)
    return own_interest(case.who, case.row, case.story) or next(declared, "")
