"""The data exchange is asked as its guide says; what goes wrong has a code that tells the officer what to do."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from saduak.adapters.linkage.gdx import Gateway
from saduak.adapters.linkage.tests.gateway import (
    CITIZEN,
    COMPANY,
    CONSUMER,
    JURISTIC,
    LINK,
    OFFICE,
    OFFICER,
    PERMISSION,
    SECRET,
    VALIDATE,
    Exchange,
    running,
)
from saduak.linkage.ports import Answer, CannotLook, Question

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


@pytest.fixture
def gateway(exchange: Exchange) -> Iterator[Gateway]:
    with running(exchange) as url:
        yield Gateway(url, CONSUMER, SECRET, OFFICE)


def question(register: str = "dopa.person", identifier: str = CITIZEN, agent: str = OFFICER) -> Question:
    return Question(uuid4(), register, identifier, "linkage.purpose.verify_identity", agent, NOW)


def refusal(gateway: Gateway, asked: Question) -> str:
    with pytest.raises(CannotLook) as refused:
        gateway.look(asked)
    assert CITIZEN not in repr(refused.value)
    assert refused.value.__cause__ is None, "an address in the cause would tell the number"
    return refused.value.code


def test_a_person_is_found_after_token_and_card_and_the_picture_is_left_out(
    gateway: Gateway, exchange: Exchange
) -> None:
    found = gateway.look(question())
    assert found.facts == {"fullnameAndRank": "นายสมชาย ใจดี", "age": 34, "height": "1.7"}
    assert exchange.calls == [VALIDATE, PERMISSION, LINK]
    gateway.look(question("dopa.house"))
    assert exchange.calls[3:] == [PERMISSION, LINK], "the token still holds"


def test_a_company_needs_no_card_and_its_answer_is_read_however_it_is_wrapped(
    gateway: Gateway, exchange: Exchange
) -> None:
    exchange.card = "AgentNotAvailable"
    found = gateway.look(question("dbd.juristic", COMPANY))
    assert found.reference == "T-77"
    assert found.facts is not None
    assert found.facts["JuristicNameTH"] == "บริษัท ท่าพระรีไซเคิล จำกัด"


def test_nobody_of_that_number(gateway: Gateway) -> None:
    assert gateway.look(question(identifier="1234567890121")) == Answer(None)
    assert gateway.look(question("dbd.juristic", "1234567890121")) == Answer(None)


def test_a_token_that_died_is_replaced_once(gateway: Gateway, exchange: Exchange) -> None:
    gateway.look(question())
    exchange.tokens.clear()
    assert gateway.look(question()).facts
    assert exchange.calls.count(VALIDATE) == 2
    exchange.instead[PERMISSION] = 401, b""
    assert refusal(gateway, question()) == "gateway_refused"


def test_a_token_not_used_for_an_hour_is_asked_for_anew(
    gateway: Gateway, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway.look(question())
    later = time.monotonic() + 3600
    monkeypatch.setattr("time.monotonic", lambda: later)
    gateway.look(question())
    assert exchange.calls.count(VALIDATE) == 2


@pytest.mark.parametrize(
    ("path", "status", "body", "code"),
    [
        (LINK, 200, b'{"Code": 90001, "Message": "agent"}', "officer_card_missing"),
        (LINK, 400, b'{"error_code": "90001"}', "officer_card_missing"),
        (LINK, 500, b"\xef\xbb\xbf" + b'{"message": "[90001] not authenticated"}', "officer_card_missing"),
        (PERMISSION, 200, b'{"SessionState": "AgentNotAvailable"}', "officer_card_missing"),
        (PERMISSION, 404, b"", "officer_card_missing"),
        (LINK, 503, b"", "gateway_closed"),
        (LINK, 500, b"<html>", "gateway_unreachable"),
        (LINK, 403, b"", "gateway_refused"),
        (LINK, 302, b"", "gateway_refused"),
        (LINK, 200, b"<html>maintenance</html>", "gateway_answer_unreadable"),
        (LINK, 200, b'"words"', "gateway_answer_unreadable"),
        (LINK, 200, b"[" * 100_000, "gateway_answer_unreadable"),
        (LINK, 200, b"\xff\xfe", "gateway_answer_unreadable"),
        (VALIDATE, 200, b"{}", "gateway_refused"),
        (VALIDATE, 401, b"", "gateway_refused"),
        (VALIDATE, 404, b"", "gateway_refused"),
    ],
)
def test_what_goes_wrong_has_a_code(
    gateway: Gateway, exchange: Exchange, path: str, status: int, body: bytes, code: str
) -> None:
    exchange.instead[path] = status, body
    assert refusal(gateway, question()) == code


def test_a_gateway_that_is_not_there() -> None:
    with running(Exchange()) as url:
        pass
    assert refusal(Gateway(url, CONSUMER, SECRET, OFFICE), question()) == "gateway_unreachable"


def test_an_officer_without_a_number_and_a_register_that_is_not_served_ask_nobody(
    gateway: Gateway, exchange: Exchange
) -> None:
    assert refusal(gateway, question(agent="")) == "officer_number_missing"
    assert refusal(gateway, question("dol.parcel")) == "register_not_served"
    assert exchange.calls == []


def test_one_record_in_a_list_is_that_record(gateway: Gateway, exchange: Exchange) -> None:
    exchange.instead[JURISTIC] = 200, b'[{"JuristicID": "0405566000017"}]'
    assert gateway.look(question("dbd.juristic", COMPANY)).facts == {"JuristicID": COMPANY}


def test_nothing_secret_or_personal_is_logged_or_shown(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    gateway.look(question())
    said = f"{caplog.text} {gateway!r} {question()!r}"
    for secret in (CITIZEN, OFFICER, SECRET, "token-0"):
        assert secret not in said


def test_keys_travel_only_over_tls() -> None:
    with pytest.raises(ValueError, match="https"):
        Gateway("http://exchange.example.go.th", CONSUMER, SECRET, OFFICE)
    assert Gateway("https://exchange.example.go.th", CONSUMER, SECRET, OFFICE).office == OFFICE
