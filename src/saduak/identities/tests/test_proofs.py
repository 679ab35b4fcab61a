"""Proofs and what a log-in told: found again, erased with the person, one person for two log-ins at once."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from saduak.core.errors import DomainError, NotAllowed
from saduak.identities.commands import forget_claims, prove_identity, recognise_address, recognise_person
from saduak.identities.models import Proof
from saduak.identities.policy import higher, level_of_ial, reaches
from saduak.identities.ports import Vouched
from saduak.identities.queries import assurance, claims, counter_level, proofs
from saduak.ledger.actors import ENTRANCE, INSTALLER, WORKER
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.parties.commands import erase_person
from saduak.parties.models import Person, User
from saduak.parties.tests import town

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
SOMCHAI = Vouched("1101700203450", "สมชาย ใจดี", "นาย", "1978-04-12", "12 หมู่ 3", "2.3", "", "ref-1")


def seen(key: str = "k", vouched: Vouched = SOMCHAI, user_id: Any = None) -> Any:
    """Somebody whom ThaID vouches for."""
    return recognise_person(actor=ENTRANCE, provider="thaid", vouched=vouched, user_id=user_id, now=NOW, key=key)


@pytest.mark.parametrize(
    ("ial", "level"),
    [("2.3", "ial_2"), ("IAL2", "ial_2"), ("3", "ial_2"), ("1.1", "ial_1"), ("", "ial_1"), ("x", "ial_1")],
)
def test_a_level_is_read_as_providers_write_it(ial: str, level: str) -> None:
    assert level_of_ial(ial) == level


def test_levels_stand_in_order() -> None:
    assert reaches("ial_2", "ial_1")
    assert not reaches("one_time_code", "ial_1")
    assert reaches("none", "none")
    assert higher("one_time_code", "ial_2") == "ial_2"
    with pytest.raises(ValueError, match="x"):
        reaches("x", "none")


@pytest.mark.django_db
def test_a_proof_says_who_vouched_how_surely_when_and_under_what_reference() -> None:
    user_id = seen()
    (proof,) = proofs(user_id)
    assert proof == ("thaid", "ial_2", "2.3", "ref-1", NOW)
    assert assurance(user_id) == "ial_2"
    assert list(differences()) == []
    assert list(verify()) == []


@pytest.mark.django_db
def test_what_a_log_in_told_goes_with_the_person() -> None:
    seen()
    person = Person.objects.get()
    assert claims(person.id) is not None
    erase_person(actor=INSTALLER, person_id=person.id, ground="asked", now=NOW, key="e")
    assert claims(person.id) is None
    assert list(differences()) == []
    assert forget_claims(actor=INSTALLER, person_id=person.id, now=NOW, key="f") is False


@pytest.mark.django_db
def test_a_person_who_was_erased_begins_anew() -> None:
    user_id = seen()
    erase_person(actor=INSTALLER, person_id=Person.objects.get().id, ground="asked", now=NOW, key="e")
    assert seen("again", user_id=user_id) != user_id
    assert list(differences()) == []


@pytest.mark.django_db
def test_nobody_but_the_entrance_records_a_log_in() -> None:
    with pytest.raises(NotAllowed, match="entrance_only"):
        recognise_address(actor=WORKER, email="a@example.com", reference="", now=NOW, key="k")
    actor, _ = town.citizen("suda")
    with pytest.raises(NotAllowed, match="entrance_only"):
        recognise_person(actor=actor, provider="thaid", vouched=SOMCHAI, user_id=None, now=NOW, key="k")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "code"), [({"paper": "x"}, "paper_unknown"), ({"level": "none"}, "level_not_for_counter")]
)
def test_a_clerk_vouches_for_what_a_paper_can_show_only(changed: dict[str, str], code: str) -> None:
    agency = town.agency()
    clerk = town.officer(agency, "clerk", "intake")
    person = town.walk_in(clerk, agency)
    told = {"paper": "passport", "level": "ial_2", **changed}
    with pytest.raises(DomainError, match=code):
        prove_identity(actor=clerk.actor, agency_id=agency, person_id=person, now=NOW, key="k", **told)
    assert counter_level(person) == "none"


def test_two_log_ins_at_the_same_moment_make_one_person(own_db: None) -> None:
    found, start = [], threading.Barrier(2)

    def arrive(number: int) -> None:
        start.wait()
        try:
            found.append(seen(f"k{number}"))
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert Person.objects.count() == User.objects.count() == 1
    assert Proof.objects.count() == 2
