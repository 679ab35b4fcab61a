"""An agency on the last evening of form สก.2: `python -m tests.journeys.two_manuals keep|move` in the home of a served
Saduak. Business time stands at 18.40 on 31 October 2566; the manual of the next day treats what is pending as said."""

import sys
from datetime import UTC, datetime

import django

LAST_EVENING = datetime(2023, 10, 31, 11, 40, tzinfo=UTC)
OFFICE = "last-evening"


def main(transition: str) -> None:
    """Make the agency with both manuals."""
    from saduak.cases.tests.office import publish_both
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import set_business_time
    from saduak.parties.commands import announce_channels, create_agency

    now = set_business_time(LAST_EVENING)
    agency = create_agency(
        actor=INSTALLER,
        slug=OFFICE,
        name_th="สำนักงานอุตสาหกรรมจังหวัดตัวอย่าง",
        name_en="Sample provincial industry office",
        kind="province",
        province="40",
        now=now,
        key="last-evening:agency",
    )
    announce_channels(
        actor=INSTALLER,
        agency_id=agency,
        channel_notice="1/2566",
        channel_notice_from=now.date(),
        now=now,
        key="last-evening:notice",
    )
    publish_both(OFFICE, transition, now)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
