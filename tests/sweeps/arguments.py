"""Arguments for any command, made of the things of one agency, as whoever may run it would give them.

A maker stands by the name of an argument, or by command and argument where a name means different things. A command
with an argument that no maker knows fails the sweep: whoever adds one tells here what it is given.
"""

import inspect
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from saduak.cases.tests.consulting import opinions
from saduak.cases.tests.office import CITY, MONDAY, papers_needed
from saduak.catalogue.models import PublishedVersion
from saduak.fees.models import Invoice
from saduak.identities.models import Invitation
from saduak.ledger.door import Command
from saduak.ledger.models import Event, Outbox
from saduak.messages.commands.sending import Addressee
from saduak.messages.ports import Signatory
from saduak.parties.models import Mandate, Person
from saduak.parties.tests import town
from tests.sweeps.money import BILLER, CHARGES, TOMORROW
from tests.sweeps.world import ANSWERS, MARK, NOW, Bundle

Maker = Callable[[Bundle], Any]
THINGS = (
    *("agency_id", "case_id", "consent_id", "draft_id", "file_id", "grant_id", "item_id", "letter_id", "look_id"),
    *("licence_id", "officer_id", "person_id", "publication_id", "reply_id", "task_id", "unit_id", "user_id"),
)
MONEY = ("invoice_id", "payment_id", "refund_id", "receipt_id", "closing_id")
PLAIN: Mapping[str, Any] = {
    "acknowledgement": "electronic",
    "amount": 7,
    "agrees": True,
    "conditions": (),
    "consented": True,
    "copy_id": None,
    "entered_at": None,
    "asked_on": date(2026, 11, 12),
    "obstacle_ended_on": date(2026, 11, 12),
    "until": None,
    "email": "somebody@example.com",
    "gives": True,
    "ground": MARK,
    "helper": "",
    "identity_seen": "",
    "language": "th",
    "level": "ial_1",
    "missing_known": True,
    "name": "นายสมมุติ ตัวอย่าง",
    "named_by": "number",
    "note": MARK,
    "number": "1/2569",
    "paper": "id_card",
    "password": town.PASSWORD,
    "position": "นักวิชาการ",
    "proof": "",
    "reason": MARK,
    "reasons": MARK,
    "reference": "ref",
    "reply": "paper",
    "role": "officer",
    "sections": (),
    "since": MONDAY,
    "seen": None,
    "assurance": "ial_2",
    "done": MARK,
    "statement": MARK,
    "text": MARK,
    "token": "",
    "unit": "day",
    "register": "dopa.person",
    "subject_kind": "person",
    "legal_basis": "PHA s.54",
    "purpose": "linkage.purpose.verify_identity",
    "lane": "post",
    "outcome": "posted",
    "closing": "",
    "kind": "notice",
    "subject": MARK,
    "body": MARK,
    "case_number": "",
    "copies_to": (),
    "enclosures": (),
    "references": (),
    "service": "",
    "numbered": False,
    "reply_to_id": None,
    "organisation_id": None,
    "principal_kind": "person",
    "scope": (),
    "party_kind": "person",
    "email_lane": True,
    "name_th": "กอง",
    "name_en": "Unit",
    "size": 10,
    "sha256": "0" * 64,
    "media_type": "application/pdf",
    "tells_place": False,
    "malware": "",
    "scanner": "",
    "means": "inbox",
    "digest": "0" * 64,
    "message_id": "1@example.com",
    "source": "pha 4",
    "code": "550",
    "way": "file",
    "label": "x",
    "rows": (),
    "provider": "thaid",
    "lines": (),
    "facts": MARK,
    "law": MARK,
    "accepted": True,
    "grounds": MARK,
    "discipline_reference": "1/2569",
    "because": "case.filed",
    "photos": (),
    "opinion": "fit",
    "agency_named": MARK,
    "channel": "electronic",
    "office": CITY,
    "office_th": "x",
    "office_en": "x",
    "province": "40",
    "roles": ("officer",),
    "title": "",
    "birthdate": "",
    "address": "",
    "ial": "2.3",
    "aal": "2.2",
    "claim": None,
    "error": None,
    "next_at": None,
    "why": MARK,
    "sought": "",
    "once": "",
    "failure": "",
    "result": "{}",
    "channel_notice": "1/2569",
    "channel_notice_from": date(2026, 11, 30),
    "weekdays": (0, 1, 2, 3, 4),
    "opens": time(8, 30),
    "closes": time(16, 30),
    "extra_open": (),
    "closed": (),
    "slug": "another",
    "address_th": "",
    "address_en": "",
    "telephone": "",
    "letter_code": "",
    "designation_order": "1/2569",
    "order_number": "1/2569",
    "how": "sent_late",
    "evidence": MARK,
    "pause_ground": "fee",
    "duty_id": UUID(int=0),
    "notice_id": UUID(int=0),
    "paper_id": UUID(int=0),
    "handed_to": "",
    "view": "disagrees",
    "report": MARK,
    "rule": "low_risk_waste@1",
    "ordered_on": date(2026, 11, 2),
    "share": 10,
    "finding": "sound",
    "asked_id": None,
    "question_kind": "environment",
    "questions": (MARK,),
    "paper_ids": (),
    "replaces": None,
    "ended_on": date(2026, 12, 31),
    "last": None,
    "month": date(2026, 11, 1),
    "charges": CHARGES,
    "sample": False,
    "pay_by": None,
    "payer": MARK,
    "biller": BILLER,
    "receipt_book": "E1",
    "transaction": "T1",
    "ref1": "1",
    "ref2": "1",
    "satang": 100,
    "paid_at": TOMORROW,
    "to_account": MARK,
    "day": TOMORROW.date(),
    "days": 5,
    "article": "",
    "hearing": "heard",
    "order_id": UUID(int=0),
    "on": TOMORROW.date(),
    "posted_at": TOMORROW,
}
"""What an argument of this name is given, whatever the agency."""

MAKERS: dict[str, Maker] = {
    **{name: (lambda bundle, name=name: bundle.things[name]) for name in THINGS},
    "subject_id": lambda bundle: bundle.things["person_id"],
    "principal_id": lambda bundle: bundle.things["person_id"],
    "party_id": lambda bundle: bundle.things["person_id"],
    "document": lambda _: "right_to_place",
    "answered_at": lambda _: None,
    "at": lambda _: NOW,
    "delivered_at": lambda _: NOW,
    "visited_at": lambda _: NOW,
    "answer_by": lambda _: date(2026, 11, 30),
    "answers": lambda _: ANSWERS,
    "identifier": lambda _: town.identifier(),
    "mandate_id": lambda bundle: Mandate.objects.filter(person=bundle.things["person_id"]).earliest("id").id,
    "parent_id": lambda bundle: bundle.things.get("unit_id"),
    "seen_on": lambda _: NOW.date(),
    "items": lambda _: ({"about": "document:right_to_place", "found": MARK, "mend": MARK},),
    "added": lambda _: (),
    "removed": lambda _: (),
    "event_id": lambda bundle: (
        Event.objects.get(stream__kind="case", stream__key=str(bundle.things["case_id"]), seq=1).id
    ),
    "papers": lambda bundle: papers_needed(bundle.things["publication_id"], ANSWERS),
    "compiled": lambda bundle: PublishedVersion.objects.get(pk=bundle.things["publication_id"]).compiled,
    "giver_id": lambda bundle: bundle.at.authority.id,
    "taker_id": lambda bundle: bundle.at.officer.id,
    "absent_id": lambda bundle: bundle.at.authority.id,
    "stand_in_id": lambda bundle: bundle.at.officer.id,
    "agent_id": lambda _: Person.objects.get(name="นายตัวแทน หมดอายุ").id,
    "addressee": lambda bundle: Addressee(bundle.things["person_id"], None, MARK),
    "signatory": lambda _: Signatory("ก", "ข", "ค"),
    "superior_id": lambda bundle: bundle.things["superior_id"],
    "appeal_id": lambda bundle: bundle.things["appeal_id"],
    "invitation_id": lambda _: Invitation.objects.get().id,
    "consultation_id": lambda bundle: bundle.things["consultation_id"],
    **{name: (lambda bundle, name=name: bundle.things[name]) for name in MONEY},
    "agreement_id": lambda bundle: bundle.things["agreement_id"],
    "case_ids": lambda bundle: (bundle.things["case_id"],),
}
OWN: dict[str, Maker] = {
    "fees.announce_payment.ref1": lambda bundle: Invoice.objects.get(id=bundle.things["invoice_id"]).ref1,
    "fees.announce_payment.ref2": lambda bundle: Invoice.objects.get(id=bundle.things["invoice_id"]).ref2,
    "fees.name_helper.helper": lambda _: MARK,
    "cases.adopt_rule.since": lambda _: date(2026, 11, 2),
    "cases.file_appeal.papers": lambda _: (),
    "cases.consider_appeal.outcome": lambda _: "refused",
    "cases.decide_appeal.outcome": lambda _: "refused",
    "cases.decide_appeal.result": lambda _: "dismissed",
    "cases.look_at_cases.at": lambda _: NOW,
    "cases.record_outage.since": lambda _: NOW - timedelta(hours=3),
    "cases.record_outage.until": lambda _: NOW - timedelta(hours=1),
    "cases.record_outage.evidence": lambda _: MARK,
    "cases.record_outage.what": lambda _: "channel",
    "cases.look_at_cases.case_ids": lambda bundle: (bundle.things["case_id"],),
    "cases.answer_defect.answers": lambda _: None,
    "cases.confirm_director.until": lambda _: NOW + timedelta(days=30),
    "parties.record_director.until": lambda _: NOW + timedelta(days=30),
    "cases.oversee_case.purpose": lambda _: "ตรวจเหตุที่ล่าช้า",
    "cases.answer_defect.channel": lambda _: "",
    "cases.answer_defect.file_id": lambda _: None,
    "cases.answer_consent.name": lambda _: "",
    "cases.answer_consultation.answers": lambda bundle: opinions(bundle.things["consultation_id"]),
    "cases.record_agreement.since": lambda _: date(2026, 12, 1),
    "cases.extend_defect_deadline.until": lambda _: date(2026, 11, 30),
    "cases.reinstate.until": lambda _: date(2026, 11, 30),
    "cases.declare_interest.ground": lambda _: "relative",
    "cases.skip_hearing.ground": lambda _: "facts_of_the_party",
    "cases.record_notification.means": lambda _: "electronic",
    "cases.draft_decision.outcome": lambda _: "refused",
    "cases.record_visit.answers": lambda _: {str(place): "yes" for place in range(1, 8)},
    "ledger.record_delivery.letter_id": lambda _: Outbox.objects.latest("id").id,
    "licences.keep_sheet.file_id": lambda _: UUID(int=0),
    "linkage.record_copy_asked.why": lambda _: "register_not_connected",
    "messages.record_delivery.proof": lambda _: MARK,
}
"""Makers for one argument of one command."""


def wants(command: Command) -> list[str]:
    """The arguments of a command beside actor, moment and key."""
    return [name for name in inspect.signature(command.run).parameters if name not in {"actor", "now", "key"}]


def unknown(command: Command) -> list[str]:
    """Those that no maker knows."""
    return [name for name in wants(command) if not _maker(command, name)]


def arguments(command: Command, bundle: Bundle) -> dict[str, Any] | None:
    """Everything a command is given, made of the things of a bundle; None where the bundle has not all of it."""
    try:
        return {name: _maker(command, name)(bundle) for name in wants(command)}  # type: ignore[misc]
    except KeyError:
        return None


def _maker(command: Command, name: str) -> Maker | None:
    own = OWN.get(f"{command.name}.{name}") or MAKERS.get(name)
    if own is None and name in PLAIN:
        return lambda _: PLAIN[name]
    return own
