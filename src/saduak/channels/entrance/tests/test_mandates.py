"""Acting for others: chosen, checked at every request, given and ended by those whom it concerns."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from saduak.channels.entrance.tests import doors
from saduak.channels.entrance.tests.doors import Mailbox
from saduak.channels.entrance.visits import Visitor, for_citizens, visitor
from saduak.core.errors import NotAllowed
from saduak.identities.commands import prove_identity
from saduak.ledger.present import present
from saduak.parties.commands import give_mandate, record_director, revoke_mandate
from saduak.parties.models import Mandate, Organisation, Person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def request_of(client: Client) -> HttpRequest:
    """A request in this client's session."""
    return client.get("/in/").wsgi_request


def here(client: Client) -> Visitor:
    """The visitor behind this client."""
    found = visitor(request_of(client))
    assert found is not None
    return found


def person(name: str) -> Person:
    """The person of this name."""
    return Person.objects.get(name=name)


def company_for(agent: UUID) -> tuple[UUID, UUID, town.Post]:
    """A company whose mandate a clerk has recorded; the company, the mandate, the clerk."""
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    company = town.company(clerk, agency)
    mandate = give_mandate(
        actor=clerk.actor,
        principal_kind="organisation",
        principal_id=company,
        agent_id=agent,
        scope=("industry/waste-removal",),
        until=present() + timedelta(days=30),
        now=present(),
        key=town.key(),
    )
    return company, mandate, clerk


def test_who_directs_a_company_chooses_to_act_for_it(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    company, mandate, _ = company_for(person("สมชาย ใจดี").id)
    assert "บริษัท ท่าพระ จำกัด" in client.get("/in/acting/").content.decode()
    assert here(client).acting_for is None
    client.post("/in/acting/", {"for": str(mandate)})
    chosen = here(client)
    assert chosen.acting_for is not None
    assert chosen.actor.on_behalf_of == f"organisation:{company}"
    assert chosen.acting_for.covers("industry/waste-removal")
    assert not chosen.acting_for.covers("health/food-large")
    client.post("/in/acting/", {"for": "self"})
    assert here(client).actor.on_behalf_of == ""


def test_a_mandate_that_ended_is_refused_at_the_next_request(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    _, mandate, clerk = company_for(person("สมชาย ใจดี").id)
    client.post("/in/acting/", {"for": str(mandate)})
    revoke_mandate(actor=clerk.actor, mandate_id=mandate, now=present(), key="end")
    assert client.get("/in/me/").status_code == 403
    assert here(client).acting_for is None


def test_nobody_acts_by_the_mandate_of_another(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    _, mandate, _ = company_for(person("สมชาย ใจดี").id)
    other = Client()
    doors.log_in_with_thaid(other, "suda")
    assert other.post("/in/acting/", {"for": str(mandate)}).status_code == 422
    assert here(other).acting_for is None


def test_somebody_lets_another_act_and_ends_it(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(Client(), "suda")
    doors.log_in_with_thaid(client, "somchai")
    told = {"whom": "1-2345-67890-12-1", "day": "31", "month": "12", "year": "2599"}
    assert client.post("/in/mandates/", told).status_code == 303
    given = Mandate.objects.get()
    assert given.agent.name == "สุดา แก้วมณี"
    assert given.until is not None
    assert given.until.isoformat() == "2056-12-31T17:00:00+00:00"
    page = client.get("/in/mandates/").content.decode()
    assert "x-xxxx-xxxxx-12-1" in page
    assert "สุดา แก้วมณี" not in page, "a number that somebody tried tells nobody's name"
    assert client.post(f"/in/mandates/{given.id}/end/", {"from": "mandates"}).status_code == 303
    assert "x-xxxx-xxxxx-12-1" not in client.get("/in/mandates/").content.decode()


def test_a_director_lets_another_act_for_the_company(client: Client, thaid: str) -> None:
    town.citizen("wipa")
    doors.log_in_with_thaid(client, "somchai")
    company, by_scope, clerk = company_for(person("สมชาย ใจดี").id)
    told = {"whom": "wipa@example.org", "day": "31", "month": "12", "year": "2599"}
    client.post("/in/acting/", {"for": str(by_scope)})
    assert client.post("/in/mandates/", told).status_code == 303
    assert Mandate.objects.get(agent__name="wipa").person_id, "an agent of the company speaks for oneself here"
    agency_id = Organisation.objects.get().registered_at_id
    assert agency_id
    directing = record_director(
        actor=clerk.actor,
        agency_id=agency_id,
        organisation_id=company,
        person_id=person("สมชาย ใจดี").id,
        evidence="look:1",
        until=present() + timedelta(days=30),
        now=present(),
        key=town.key(),
    )
    client.post("/in/acting/", {"for": str(directing)})
    assert "ในนาม บริษัท ท่าพระ จำกัด" in client.get("/in/mandates/").content.decode()
    assert client.post("/in/mandates/", told).status_code == 303
    given = Mandate.objects.get(agent__name="wipa", organisation=company)
    assert "w…@example.org" in client.get("/in/mandates/").content.decode()
    assert client.post(f"/in/mandates/{given.id}/end/", {"from": "mandates"}).status_code == 303
    assert "w…@example.org" not in client.get("/in/mandates/").content.decode()


def test_an_agent_named_by_address_is_told_by_it(client: Client, thaid: str) -> None:
    town.citizen("wipa")
    doors.log_in_with_thaid(client, "somchai")
    told = {"whom": "Wipa@example.org", "day": "31", "month": "12", "year": "2599"}
    assert client.post("/in/mandates/", told).status_code == 303
    page = client.get("/in/mandates/").content.decode()
    assert "w…@example.org" in page
    assert "x-xxxx" not in page, "who knows an address learns nothing of the number"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"whom": "1234567890122"}, "whom"),
        ({"whom": "3101200123453"}, "whom"),
        ({"whom": "nobody@example.com"}, "whom"),
        ({"whom": "1101700203450"}, "whom"),
        ({"day": "31", "month": "2"}, "day"),
        ({"year": "2500"}, "day"),
        ({"year": "x"}, "day"),
        ({"whom": ""}, "whom"),
        ({"scope": "no/such"}, "scope"),
    ],
)
def test_what_cannot_be_given_is_kept_and_told(client: Client, thaid: str, changed: dict[str, str], field: str) -> None:
    doors.log_in_with_thaid(Client(), "suda")
    doors.log_in_with_thaid(client, "somchai")
    told = {"whom": "1234567890121", "day": "31", "month": "12", "year": "2599", **changed}
    page = client.post("/in/mandates/", told)
    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.content.decode()
    assert not Mandate.objects.exists()


@for_citizens("ial_2")
def sure(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """A page of the portal that asks for much."""
    return HttpResponse(visitor.name)


def test_a_day_that_nobody_wrote_is_asked_for_once_and_the_page_leads_back(client: Client, thaid: str) -> None:
    doors.log_in_with_thaid(client, "somchai")
    page = client.post("/in/mandates/", {"whom": "1101700230708"})
    told = page.content.decode().split('role="alert"')[1].split("</section>")[0]
    assert (page.status_code, told.count("<a ")) == (422, 1)
    for each in ("mandates", "acting", "email"):
        assert 'class="crumbs"' in (shown := client.get(f"/in/{each}/").content.decode())
        assert 'href="/in/me/"' in shown
    assert 'href="/my/"' in client.get("/in/me/").content.decode()


def test_a_guard_leads_to_the_entrance_and_back(client: Client, thaid: str) -> None:
    led = sure(request_of(client))
    assert led.headers["Location"] == "/in/?level=ial_2&next=%2Fin%2F"
    page = client.get(led.headers["Location"]).content.decode()
    assert "/in/with/thaid/" in page
    doors.log_in_with_thaid(client, "somchai")
    assert sure(request_of(client)).content.decode() == "สมชาย ใจดี"  # type: ignore[attr-defined]
    less = Client()
    doors.log_in_with_thaid(less, "boonmee")
    assert sure(request_of(less)).status_code == 302


def test_a_clerk_who_saw_a_passport_raises_the_level_of_a_foreigner(client: Client, box: Mailbox) -> None:
    doors.log_in_by_code(client, box, "aung@example.com")
    client.post("/in/name/", {"name": "Aung Kyaw"})
    assert sure(request_of(client)).status_code == 302
    agency = town.agency()
    clerk, officer = town.officer(agency, "clerk", "intake"), town.officer(agency, "other", "officer")
    told = {"agency_id": agency, "person_id": person("Aung Kyaw").id, "paper": "passport", "level": "ial_2"}
    with pytest.raises(NotAllowed, match="not_intake"):
        prove_identity(actor=officer.actor, now=present(), key="k", **told)  # type: ignore[arg-type]
    prove_identity(actor=clerk.actor, now=present(), key="k", **told)  # type: ignore[arg-type]
    assert sure(request_of(client)).content.decode() == "Aung Kyaw"  # type: ignore[attr-defined]
    assert "แสดงเอกสารต่อเจ้าหน้าที่" in client.get("/in/me/").content.decode()


def test_giving_a_mandate_asks_for_more_than_a_code(client: Client, box: Mailbox) -> None:
    doors.log_in_by_code(client, box, "aung@example.com")
    client.post("/in/name/", {"name": "Aung Kyaw"})
    assert client.get("/in/mandates/").headers["Location"].startswith("/in/?level=ial_1")
