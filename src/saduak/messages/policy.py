"""Who may send a letter, read it, and record what became of it."""

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.ledger.actors import INSTALLER, REACTION, WORKER
from saduak.messages.models import Letter, Preference
from saduak.parties.policy import ALL, CENTRAL, NONE, YES, Policy, Verdict, View, no
from saduak.parties.policy.standing import Standing

WRITERS = ("intake", "officer", "checker", "authority", "supervisor")
"""Roles at the sending agency that may send its letters, see them and record their delivery; who only sets up posts
sees none.
"""


class Sending(NamedTuple):
    """A letter that is to be sent by an agency."""

    agency_id: UUID


def is_addressee(who: Standing, letter: Letter) -> bool:
    """Whether the actor is who the letter is for, or acts for them by a mandate that reaches its service."""
    parties = {letter.person_id, letter.organisation_id} - {None}
    return bool(parties & {who.person, *who.principals_in(letter.service)})


def addressed_to(who: Standing) -> Q:
    """The same as a condition on letters."""
    if who.person is None:
        return NONE
    found = _to({who.person, *who.principals_in("")})
    for service in who.services():
        found |= Q(service=service) & _to(who.principals_in(service))
    return found


def _to(parties: Collection[UUID]) -> Q:
    return Q(person__in=parties) | Q(organisation__in=parties)


def _writes(who: Standing, subject: Any) -> Verdict:
    """An officer of the agency, or what follows by itself from an act of somebody else."""
    is_writer = any(who.has(role, subject.agency_id) for role in WRITERS)
    return YES if is_writer or who.actor == REACTION else no("not_letter_officer")


def _by_machine(who: Standing, _subject: object) -> Verdict:
    return YES if who.actor in {WORKER, REACTION} else no("worker_only")


def _bounces(who: Standing, letter: Letter) -> Verdict:
    """The worker; or the officer to whose address the mail came back."""
    return YES if _by_machine(who, letter).allowed else _writes(who, letter)


def _reads(who: Standing, letter: Letter) -> Verdict:
    """Only the addressee's own opening counts as reading; an officer who looks is no reader."""
    return YES if is_addressee(who, letter) else no("not_addressee")


def _chooses(who: Standing, preference: Preference) -> Verdict:
    return YES if _owns(who, preference) else no("not_principal")


def _owns(who: Standing, preference: Preference) -> bool:
    return preference.id in {who.person, *who.principals_in("")}


def _installer(who: Standing, _subject: object) -> Verdict:
    return YES if who.actor == INSTALLER else no("installer_only")


def _is_central(who: Standing) -> bool:
    return who.actor == INSTALLER or who.has_anywhere(*CENTRAL)


def _sees(who: Standing, letter: Letter) -> bool:
    return _is_central(who) or who.has_any(letter.agency_id, *WRITERS) or is_addressee(who, letter)


def _seen(who: Standing) -> Q:
    return ALL if _is_central(who) else Q(agency__in=who.agencies_as(*WRITERS)) | addressed_to(who)


def _own_preferences(who: Standing) -> Q:
    return Q(id__in={*who.principals_in(""), *({who.person} if who.person else ())})


POLICY = Policy(
    rules={
        "send_letter": _writes,
        "record_delivery": _writes,
        "record_mailing": _by_machine,
        "record_bounce": _bounces,
        "record_seal": _by_machine,
        "record_reading": _reads,
        "choose_preference": _chooses,
        "erase_letter": _installer,
    },
    views={Letter: View(_sees, _seen), Preference: View(_owns, _own_preferences)},
)
"""Verb to rule, row to who sees it; what is not here nobody may do or see."""

may, require, visible_to = POLICY.may, POLICY.require, POLICY.visible_to
