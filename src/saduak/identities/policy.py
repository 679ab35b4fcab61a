"""Levels of assurance, and who may vouch for whom."""

from datetime import timedelta
from typing import Any

from saduak.identities.models import Level
from saduak.ledger.actors import INSTALLER
from saduak.parties.policy import YES, Policy, Standing, Verdict, admin, no
from saduak.parties.policy.rules import entrance, reaction

__all__ = ["INVITED_FOR", "PAPERS", "higher", "level_of_ial", "may", "reaches", "require"]

ORDER = tuple(Level.values)
INVITED_FOR = timedelta(days=7)
PAPERS = ("id_card", "passport", "pink_card", "work_permit", "house_registration")
"""What a clerk may go by: the identity card, a passport, the card of a person without Thai nationality (บัตรประจำตัวคน
ซึ่งไม่มีสัญชาติไทย), a work permit with a picture, the house registration with a witness."""


def reaches(have: str, need: str) -> bool:
    """Whether a level is at least another; ValueError for a word that is no level."""
    return ORDER.index(have) >= ORDER.index(need)


def higher(one: str, other: str) -> str:
    """The surer of two levels."""
    return max(one, other, key=ORDER.index)


def level_of_ial(ial: str) -> str:
    """The level of an identity assurance level as providers write it ("2.3", "IAL2"); one without a figure is the least
    that a provider vouches for.
    """
    figure = next((letter for letter in ial if letter.isdecimal()), "")
    return Level.IAL_2 if figure and int(figure) >= 2 else Level.IAL_1


def _intake(who: Standing, agency: Any) -> Verdict:
    """The counter that has seen the paper."""
    return YES if who.has("intake", agency.id) else no("not_intake")


def _forget(who: Standing, subject: object) -> Verdict:
    """Whoever erases the person; the reaction to that."""
    return YES if who.actor == INSTALLER else reaction(who, subject)


IDENTITIES = Policy(
    {
        "recognise_address": entrance,
        "record_vouching": entrance,
        "prove_identity": _intake,
        "forget_claims": _forget,
        "invite_officer": admin,
        "accept_invitation": entrance,
    },
    {},
)
may, require = IDENTITIES.may, IDENTITIES.require
