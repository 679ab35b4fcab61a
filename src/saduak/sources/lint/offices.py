"""Where the service is given: at least one electronic channel, hours that can be kept, an address to find."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from saduak.core.package import Office
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Subject

ELECTRONIC: Final = frozenset({"web", "email", "line"})
CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
MOST_WEEKDAYS: Final = 7


@rule("paper_only", "epa 7 1")
def paper_only(subject: Subject) -> Iterator[Fault]:
    """Whoever wants to file electronically may, but for what EPA s.7 para 5 excepts."""
    service = subject.service
    if service.channels and service.in_person_only is None and is_paper_only(service.channels):
        yield fault("service", "channels")


def is_paper_only(channels: Sequence[Office]) -> bool:
    """Whether none of the channels takes an electronic filing."""
    return not any(channel.kind in ELECTRONIC for channel in channels)


@rule("office_hours", "epa 10")
def office_hours(subject: Subject) -> Iterator[Fault]:
    """Opening hours are two times of one day, on weekdays from 1 (Monday) to 7."""
    for position, channel in enumerate(subject.service.channels):
        if name := wrong_hours(channel):
            yield fault("service", "channels", position, name, value=getattr(channel, name))


def wrong_hours(channel: Office) -> str:
    """The field of a channel's hours that cannot be kept; empty when all can."""
    for name in ("opens", "closes"):
        if not CLOCK.fullmatch(getattr(channel, name)):
            return name
    if channel.opens >= channel.closes:
        return "closes"
    return "" if _are_weekdays(channel.weekdays) else "weekdays"


def _are_weekdays(days: tuple[int, ...]) -> bool:
    return bool(days) and len(set(days)) == len(days) and all(1 <= day <= MOST_WEEKDAYS for day in days)


NEEDED: Final = {
    **dict.fromkeys(("web", "email", "line"), "url"),
    **dict.fromkeys(("counter", "post"), "address"),
    "telephone": "telephone",
}


def missing_way(channel: Office) -> str:
    """The field without which nobody finds the channel; empty when it is there."""
    name = NEEDED.get(channel.kind, "")
    return name if name and not getattr(channel, name) else ""


@rule("url_scheme")
def url_scheme(subject: Subject) -> Iterator[Fault]:
    """A link leads to a page, a mailbox or a telephone, and runs nothing."""
    for spot in subject.values:
        if spot.place.path[-1:] == ("url",) and spot.value and not LINK.match(spot.value):
            yield Fault(spot.place, {"url": spot.value})


LINK: Final = re.compile(r"(?:https?://|mailto:|tel:)\S+\Z")
