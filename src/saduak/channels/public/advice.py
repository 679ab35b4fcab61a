"""Where the guide "what do I need?" leads, as lists of the public pages show it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from saduak.channels.public.entries import Entry, entries
from saduak.core.package import Text
from saduak.sources.guides import guide, leads


class Told(NamedTuple):
    """A service that the guide leads to, and why."""

    why: Text
    entry: Entry


def advice(answers: Mapping[str, str], today: date) -> list[Told]:
    """Where answers to the guide lead, as far as the service is offered today."""
    by_service = {lead.service: lead for lead in leads(guide(), answers)}
    return [Told(lead.why, entry) for service, lead in by_service.items() for entry in entries([service], today)]


def advice_for_area(area: int | None, today: date) -> list[Told]:
    """What a food place of so many square metres needs; nothing where no size was told."""
    return [] if area is None else advice({"doing": "food", "area": str(area)}, today)


def best_first(found: Sequence[Entry], told: Sequence[Told]) -> list[Entry]:
    """What was found, but first the services that the guide leads to."""
    called_for = {each.entry.address for each in told}
    return sorted(found, key=lambda entry: entry.address not in called_for)
