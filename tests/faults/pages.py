"""People at their browsers for a fault test: `python -m tests.faults.pages prepare | count`.

`prepare` makes an office, an application ready to be sent and one that is filed, and prints who may send what: a
session and an address in each line. `count` prints how many applications there are, and how often one was found
complete.
"""

import sys

import django


def prepare() -> None:
    """A citizen with a whole draft; two officers with an application that waits for its check."""
    from saduak.cases import commands
    from saduak.cases.tests import office
    from saduak.parties.tests import town
    from tests.sweeps.people import Somebody

    at = office.office()
    manual = office.publication(at.slug, office.FOOD_LARGE)
    draft = commands.start_draft(
        actor=at.citizen,
        agency_id=at.agency,
        publication_id=manual,
        person_id=at.person,
        organisation_id=None,
        channel="electronic",
        answers=office.RESTAURANT,
        now=office.MONDAY,
        key=office.key(),
    )
    case_id = office.file(at, office.FOOD_LARGE, office.RESTAURANT)
    other = town.officer(at.agency, "the-other", "officer")
    print(Somebody("citizen", at.citizen).session(), f"/my/draft/{draft}/check/")
    for post in (at.officer, other):
        print(Somebody("officer", post.actor, is_officer=True).session(), f"/desk/case/{case_id}/check/")


def count() -> None:
    """Applications, and events of completeness."""
    from saduak.cases.models import Case
    from saduak.ledger.models import Event

    print(Case.objects.count(), Event.objects.filter(kind="case.completed").count())


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "count": count}[sys.argv[1]]()
