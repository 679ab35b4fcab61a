"""An application on the old form สก.2, filed on its last evening: under which manual it is when form กอ.1 has begun."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.projections import PROJECTIONS
from saduak.cases.queries import whole_case
from saduak.cases.queries.recomputing import computed, told_story, unlike
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, WASTE, key, publish_both
from saduak.core.errors import NotAllowed, WrongState
from saduak.ledger.projections import differences_in

pytestmark = pytest.mark.django_db

LAST_EVENING = datetime(2023, 10, 31, 11, 45, tzinfo=UTC)
"""A Tuesday, 18.45 in Bangkok: after hours, so it counts as received on the first day of the new form."""
OPENING = datetime(2023, 11, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("transition", ["keep", "move"])
def test_the_old_form_stands_at_filing_though_it_counts_as_received_on_the_first_day_of_the_new(
    transition: str,
) -> None:
    at = office.office("factory-office")
    old = publish_both(at.slug, transition, LAST_EVENING)
    answers = {**FACTORY, "period": {"starts_on": "2023-12-01", "ends_on": "2024-11-30"}}
    papers = office.papers_needed(old, answers)
    case_id = office.file(at, WASTE, answers, now=LAST_EVENING, publication_id=old, papers=papers)
    case = whole_case(at.citizen, case_id, LAST_EVENING)
    assert case.package.service.form_code == "สก.2"
    assert (case.row.entered_at, case.clock.received_at) == (LAST_EVENING, OPENING)
    with pytest.raises(WrongState, match="version_not_offered"):
        commands.choose_version(
            actor=at.citizen,
            case_id=case_id,
            publication_id=office.publication(at.slug, WASTE),
            seen=None,
            now=OPENING,
            key=key(),
        )


def filed_on_the_last_evening(at: office.Office, transition: str) -> tuple[UUID, UUID]:
    """The case, and the old manual."""
    old = publish_both(at.slug, transition, LAST_EVENING)
    answers = {**FACTORY, "period": {"starts_on": "2023-12-01", "ends_on": "2024-11-30"}}
    papers = office.papers_needed(old, answers)
    return office.file(at, WASTE, answers, now=LAST_EVENING, publication_id=old, papers=papers), old


def test_what_keeps_its_manual_is_looked_at_under_it() -> None:
    case_id, old = filed_on_the_last_evening(office.office("factory-office"), "keep")
    commands.look_at_due_cases(OPENING)
    row = office.case(case_id)
    assert row.publication_id == old
    assert list(row.tasks.order_by("position").values_list("step", flat=True)) == ["review", "endorse", "decide"]


def test_what_a_law_moves_goes_on_under_the_new_manual_and_not_later() -> None:
    at = office.office("factory-office")
    case_id, old = filed_on_the_last_evening(at, "move")
    before = office.case(case_id)
    promised = date(2023, 12, 1)
    assert before.due_on == promised
    commands.look_at_due_cases(LAST_EVENING)
    assert office.case(case_id).publication_id == old, "the new manual is not in force yet"
    commands.look_at_due_cases(OPENING)
    row, case = office.case(case_id), whole_case(at.citizen, case_id, OPENING)
    assert row.publication_id == office.publication(at.slug, WASTE) != old
    assert case.package.service.form_code == "กอ.1"
    assert row.due_on is not None
    assert row.due_on < promised
    assert [task.step for task in case.tasks] == ["review", "decide"]
    [moved] = desk.happened(case_id, "case.version_moved")
    assert moved["article"] == "moi_waste_2566 24"
    commands.look_at_due_cases(OPENING + timedelta(minutes=5))
    assert len(desk.happened(case_id, "case.version_moved")) == 1
    desk.work(OPENING)
    [letter] = [letter for letter in desk.letters(case_id) if letter.kind == "new_manual"]
    assert "2566-11-01" in letter.body
    assert list(unlike(row, computed(told_story(case.story.happenings), row.agency))) == []
    assert [each for projection in PROJECTIONS for each in differences_in(projection)] == []


def test_only_the_poller_moves_a_case() -> None:
    at = office.office("factory-office")
    case_id, _ = filed_on_the_last_evening(at, "move")
    new = office.publication(at.slug, WASTE)
    with pytest.raises(NotAllowed, match="worker_only"):
        commands.move_version(actor=at.officer.actor, case_id=case_id, publication_id=new, now=OPENING, key=key())
