"""The history without its noise: what the clock gave to several people at one moment is one line."""

from collections.abc import Iterable, Mapping
from typing import Any

from saduak.cases.queries.chronicle import Told
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say

DUTIES = frozenset({"duty.opened", "duty.done"})
NOTICES = frozenset({"case.delay_drafted", "case.delay_noticed", "case.delay_reason_given"})


def gathered(told: Iterable[Told]) -> list[list[Told]]:
    """Events in their order, duties of the same moment together where the first of them stands."""
    found: list[list[Told]] = []
    together: dict[tuple[str, Any], list[Told]] = {}
    for event in told:
        key = (event.kind, event.at)
        if event.kind in DUTIES and key in together:
            together[key].append(event)
            continue
        found.append([event])
        together[key] = found[-1]
    return found


def duties_in_words(events: list[Told], named: Mapping[str, str]) -> tuple[str, str]:
    """What a line of duties says, and which they are; `named` maps the id of a duty to what it is."""
    language, kind = language_of_page(), events[0].kind
    what = [str(event.payload.get("what") or named.get(event.payload["duty"], "")) for event in events]
    said = list(dict.fromkeys(say(f"duty.what.{each}", language) for each in reversed(what) if each))
    if kind == "duty.done":
        hows = dict.fromkeys(str(event.payload["how"]) for event in events)
        said = [*said, *(say(f"duty.how.{how}", language) for how in hows)]
    key = f"clockwork.{kind.replace('.', '_')}"
    return say(key, language, count=len(events)), " · ".join(said)


def names_of_duties(told: Iterable[Told]) -> dict[str, str]:
    """What each duty of a history is, by its id."""
    return {event.payload["duty"]: event.payload["what"] for event in told if event.kind == "duty.opened"}


def of_clock(event: Told) -> str:
    """Which warning or which notice of a series an event is about; empty for any other event."""
    said, language = event.payload, language_of_page()
    if event.kind in NOTICES:
        return say("clockwork.number", language, number=said["number"])
    return say(f"duty.what.{said['look']}", language) if event.kind == "case.warned" else ""
