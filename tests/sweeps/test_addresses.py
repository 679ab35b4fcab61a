"""Every address, found by itself, asked by everybody for the things of an agency that is not theirs."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from saduak.ledger.models import Event, Stream
from saduak.licences.models import Licence
from tests.sweeps.addresses import Address, addresses, walked
from tests.sweeps.opened import Opened, way_of
from tests.sweeps.people import Somebody, told, undone
from tests.sweeps.world import NAME, Bundle, World

pytestmark = pytest.mark.django_db

SHUT = (302, 303, 403, 404, 405)
MOST = 3
"""Bundles with which strangers try an address: those that open it to its own people."""
UNOPENED = {
    "portal:consent": "opens to the holder of a link alone",
    "portal:consult": "opens to the holder of a link alone",
    "portal:consult_file": "opens to the holder of a link alone",
    "entrance:invitation": "opens to the holder of a link alone",
    "portal:consent_asked": "opens to who acts for the organisation that was asked",
    "portal:codes": "only forms with fields of codes have a finder, and the draft here has none",
    "desk:intake_codes": "only forms with fields of codes have a finder, and the draft here has none",
    "desk:money_bill": "no case here waits to be billed by hand",
    "desk:money_pay_in": "the time to pay the invoice here is over",
    "desk:money_receipt_pdf": "opens to who printed the receipt within the hour",
    "portal:pay_code": "the time to pay the invoice here is over",
    "portal:pay_in": "the time to pay the invoice here is over",
    "portal:pay_receipt": "opens to who printed the receipt within the hour",
    "portal:case_consents": "takes the form of the page of the case, which names a consent",
    "portal:case_version": "opens when a later manual is better for the applicant",
    "desk:audit": "opens for a case at which an adopted rule has looked",
    "portal:case_mend": "opens while an item has no answer",
    "portal:licence_substitute": "the form of the licence here asks for no substitute",
}
"""Addresses that do not open to the applicant and the agency with what this world has, and why."""

LOOKS = {"desk:oversee": "says why a case is opened, and opens it for reading"}
"""Addresses whose forms are for those who look after all agencies."""
PUBLISHED = ("public:register", "public:licence", "api:licence", "api:licence-changes")
"""Addresses that show everybody who holds which licence (EPA s.13 para 2), and nothing else of anybody."""
ALLOWED = {
    ("entrance:end_mandate", "an agent for another service"): "either side ends a mandate, and this one is its agent",
}
"""What one of the strangers may all the same, and why."""


def complaints(world: World, address: Address, bundle: Bundle, who: Somebody, **asked: Any) -> Iterator[str]:
    """What is wrong when a stranger asks for an address, or sends its form.

    Who acts for somebody, be it in another service, knows that person's name and nothing else.
    """
    url = address.filled(bundle)
    if url is None:
        return
    with undone():
        before = _heads()
        client = world.browser(who)
        answer = client.post(asked["where"], asked["sent"]) if asked else client.get(url)
        what = f"{address.name} ({bundle}) {'sent' if asked else 'asked'} by {who.name}"
        if answer.status_code >= 500:
            yield f"{what}: {answer.status_code} {told(answer)}"
        if address.is_about_things and answer.status_code not in SHUT:
            yield f"{what}: {answer.status_code}"
        shown = _text(answer).replace(NAME, "") if who.acting else _text(answer)
        for holder in _holders() if address.name in PUBLISHED else ():
            shown = shown.replace(holder, "")
        if leaked := [mark for mark in world.marks if mark in shown]:
            yield f"{what}: the page shows {leaked}"
        yield from (f"{what}: {wrote}" for wrote in _written(before, bundle))


def _holders() -> set[str]:
    return {row.record["holder"] for row in Licence.objects.all()}


def _text(answer: Any) -> str:
    kind = answer.headers.get("Content-Type", "")
    is_text = "html" in kind or "json" in kind
    body = answer.content.decode(errors="replace") if is_text and not answer.streaming else ""
    return body + answer.headers.get("Location", "")


def _heads() -> dict[Any, int]:
    return dict(Stream.objects.values_list("id", "head_seq"))


def _written(before: dict[Any, int], bundle: Bundle) -> Iterator[str]:
    """What was written of things that were there before, or about things of the bundle."""
    after = _heads()
    yield from (f"wrote to {Stream.objects.get(pk=pk)}" for pk, head in before.items() if after.get(pk) != head)
    ids = [
        str(bundle.things[name]) for name in ("case_id", "draft_id", "letter_id", "task_id") if name in bundle.things
    ]
    for event in Event.objects.filter(stream__in=after.keys() - before.keys()):
        if any(each in event.payload_text for each in ids):
            yield f"wrote {event.kind} about them"


def strangers_to(world: World, address: Address) -> Iterator[Somebody]:
    """Everybody who has no business with the things of which an address tells."""
    return (who for who in world.strangers if (address.name, who.name) not in ALLOWED)


def asked_by_strangers(world: World, address: Address, opened: list[Opened]) -> list[str]:
    """Everything wrong with an address, as far as strangers ask for it."""
    own = way_of(address, opened)
    names = list(dict.fromkeys(each.bundle.name for each in own))[:MOST]
    bundles = [world.bundle(name) for name in names] or list(world.bundles[:MOST])
    return [
        line
        for bundle in (bundles if address.is_about_things else bundles[:1])
        for who in strangers_to(world, address)
        for line in complaints(world, address, bundle, who)
    ]


def sent_by_strangers(world: World, address: Address, opened: list[Opened]) -> list[str]:
    """Everything wrong when strangers send the forms that an address shows to its own people, filled in as theirs."""
    return [
        line
        for each in way_of(address, opened)[:2]
        for form in each.forms[:3]
        for who in strangers_to(world, address)
        for line in complaints(world, address, each.bundle, who, where=form.where, sent=form.filled())
    ]


def test_a_maker_knows_every_parameter_of_every_address() -> None:
    missing = {address.name: names for address in addresses() if (names := address.unknown())}
    assert not missing, f"tests/sweeps/addresses.py does not say what these parameters are given: {missing}"


def test_every_address_about_things_opens_to_their_own_people(world: World, opened: list[Opened]) -> None:
    """A sweep of addresses that open to nobody would find nothing."""
    shut = [
        address.name
        for address in addresses()
        if address.is_about_things and address.name not in UNOPENED and not way_of(address, opened)
    ]
    assert shut == []


def test_nobody_asks_in_vain_for_an_answer(world: World, opened: list[Opened]) -> None:
    """Whoever asks, and whatever the state of the case: no address breaks."""
    assert [each.broken for each in opened if each.broken] == []


def test_strangers_are_shown_nothing(world: World, opened: list[Opened]) -> None:
    assert [line for address in addresses() for line in asked_by_strangers(world, address, opened)] == []


def test_strangers_send_nothing(world: World, opened: list[Opened]) -> None:
    about = [address for address in addresses() if address.is_about_things]
    assert [line for address in about for line in sent_by_strangers(world, address, opened)] == []


def test_the_administrator_of_an_agency_sees_no_application(world: World, opened: list[Opened]) -> None:
    """Who sets up posts sees none of the cases."""
    found = []
    for address in addresses():
        if address.is_about_things and "case_id" in address.parameters:
            for each in way_of(address, opened)[:1]:
                found += complaints(world, address, each.bundle, world.admin(each.bundle))
    assert found == []


def test_who_looks_after_all_agencies_sends_nothing(world: World, opened: list[Opened]) -> None:
    """The regulator and the auditor look; what they send is refused and changes nothing."""
    found = []
    for address in addresses():
        for each in way_of(address, opened)[:1] if address.is_about_things and address.name not in LOOKS else ():
            for form in each.forms[:3]:
                for who in world.central:
                    lines = complaints(world, address, each.bundle, who, where=form.where, sent=form.filled())
                    found += [line for line in lines if "wrote" in line or ": 5" in line]
    assert found == []


def test_a_page_that_asks_nobody_is_found(world: World, settings: Any) -> None:
    """The sweep can fail: a page that shows a case to whoever knows its id, and one that breaks."""
    settings.ROOT_URLCONF = "tests.sweeps.careless"
    careless, broken = sorted(walked(get_resolver("tests.sweeps.careless")), key=lambda each: -len(each.name))[::-1]
    bundle = world.bundle("filed")
    found = list(complaints(world, careless, bundle, world.strangers[1]))
    assert any(": 200" in line for line in found)
    assert any("the page shows" in line for line in found)
    assert any("ValueError" in line for line in complaints(world, broken, bundle, world.strangers[1]))
