"""A paper is kept at once, opened only after it was looked through, and forgotten when it may not stay."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.files import commands
from saduak.files.apps import malware_is_looked_for
from saduak.files.models import File
from saduak.files.ports import Finding, ScannerFailed
from saduak.files.queries import content, headers_for, stored
from saduak.files.tests.papers import NOW, PDF, citizen, key, picture
from saduak.ledger.actors import INSTALLER, WORKER, Actor
from saduak.ledger.models import Event, Outbox
from saduak.ledger.outbox import Schedule, deliver_due
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify

pytestmark = pytest.mark.django_db


class Strict:
    """A scanner that knows one piece of malware, and cannot always be asked."""

    is_looking = True
    is_away = False

    def scan(self, content: bytes) -> Finding:
        if self.is_away:
            raise ScannerFailed("scanner_unreachable")
        return Finding("Test.Evil" if b"evil" in content else "", "strict")


class Nobody:
    """No scanner at all."""

    is_looking = False

    def scan(self, content: bytes) -> Finding:  # noqa: ARG002 - nobody reads it
        return Finding("", "")


EVIL = PDF.replace(b"Catalog", b"evil")


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Strict:
    found = Strict()
    folder: Any = type(commands.store())
    monkeypatch.setattr(f"{settings.WIRING}.STORE", folder(tmp_path / "files"))
    monkeypatch.setattr(f"{settings.WIRING}.SCANNER", found)
    return found


def hand_in(actor: Actor, papers: bytes = PDF, name: str = "แผนที่.pdf", used: str = "") -> UUID:
    return commands.receive(actor=actor, name=name, content=papers, now=NOW, key=used or key())


def work(clock: Callable[[], datetime] = lambda: NOW) -> None:
    deliver_due(clock, Schedule(), is_stopping=lambda: False)


def test_a_file_waits_in_quarantine_and_only_its_giver_may_open_it(scanner: Strict) -> None:
    giver = citizen()
    file_id = hand_in(giver)
    assert stored(file_id).state == "quarantined"
    assert content(file_id, actor=giver) == PDF
    for other in (None, citizen()):
        with pytest.raises(WrongState, match="file_not_checked_yet"):
            content(file_id, actor=other)
    work()
    found = stored(file_id)
    assert (found.state, found.scanner, found.is_readable) == ("clean", "strict", True)
    assert content(file_id) == PDF
    assert list(differences()) == []
    assert list(verify()) == []


def test_malware_is_never_given_out_and_its_bytes_are_deleted(scanner: Strict) -> None:
    giver = citizen()
    file_id = hand_in(giver, EVIL)
    work()
    assert (stored(file_id).state, stored(file_id).refusal) == ("refused", "malware")
    assert not commands.store().exists(sha256(EVIL).hexdigest())
    with pytest.raises(WrongState, match="file_refused"):
        content(file_id, actor=giver)


def test_a_scanner_that_is_away_is_asked_again(scanner: Strict) -> None:
    scanner.is_away = True
    file_id = hand_in(citizen())
    work()
    assert stored(file_id).state == "quarantined"
    scanner.is_away = False
    later = Outbox.objects.get().next_attempt_at
    work(lambda: later)
    assert stored(file_id).state == "clean"


def test_without_a_scanner_the_file_says_that_nobody_looked_and_the_check_warns(
    scanner: Strict, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert malware_is_looked_for() == []
    monkeypatch.setattr(f"{settings.WIRING}.SCANNER", Nobody())
    file_id = hand_in(citizen())
    work()
    assert (stored(file_id).state, stored(file_id).scanner) == ("clean", "")
    assert [warning.id for warning in malware_is_looked_for()] == ["saduak.files.W001"]


def test_a_double_click_makes_one_file_and_the_same_paper_twice_is_kept_once(scanner: Strict, tmp_path: Path) -> None:
    giver = citizen()
    used = key()
    assert hand_in(giver, used=used) == hand_in(giver, used=used)
    other = hand_in(citizen())
    work()
    assert File.objects.count() == 2
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1
    erase(other)
    work()
    assert commands.store().exists(sha256(PDF).hexdigest()), "the first file still needs the bytes"


def erase(file_id: UUID) -> None:
    commands.erase_file(actor=INSTALLER, file_id=file_id, ground="request", now=NOW, key=key())


def test_an_erased_file_loses_name_and_content_and_the_chain_still_verifies(scanner: Strict) -> None:
    file_id = hand_in(citizen())
    work()
    erase(file_id)
    work()
    assert stored(file_id).name == ""
    assert not commands.store().exists(sha256(PDF).hexdigest())
    with pytest.raises(WrongState, match="already_erased"):
        content(file_id)
    with pytest.raises(WrongState, match="already_erased"):
        erase(file_id)
    assert list(verify()) == []
    assert list(differences()) == []


def test_bytes_handed_in_again_while_they_are_forgotten_stay(scanner: Strict, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second file is registered between the two looks of the one that forgets."""
    file_id = hand_in(citizen())
    work()
    erase(file_id)
    kept = commands.store()
    remove = kept.remove

    def remove_while_another_comes(digest: str) -> None:
        monkeypatch.setattr(kept, "remove", remove)
        hand_in(citizen())
        remove(digest)

    monkeypatch.setattr(kept, "remove", remove_while_another_comes)
    work()
    assert kept.get(sha256(PDF).hexdigest()) == PDF


def test_the_name_is_in_no_event(scanner: Strict) -> None:
    hand_in(citizen(), name="สมชาย ใจดี.pdf")
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    assert "สมชาย" not in f"{written} {File.objects.get()!r} {File.objects.get()}"


def test_nobody_declares_a_file_clean_by_hand(scanner: Strict) -> None:
    giver = citizen()
    file_id = hand_in(giver)
    said: dict[str, Any] = {"file_id": file_id, "malware": "", "scanner": "", "now": NOW}
    for actor in (giver, INSTALLER, WORKER):
        with pytest.raises(NotAllowed, match="reaction_only"):
            commands.record_scan(actor=actor, key=key(), **said)
    with pytest.raises(NotAllowed, match="installer_only"):
        commands.erase_file(actor=giver, file_id=file_id, ground="", now=NOW, key=key())
    with pytest.raises(NotAllowed, match="not_a_giver"):
        hand_in(WORKER)


def test_what_is_not_taken_leaves_nothing_behind(scanner: Strict, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="file_is_not_what_it_says"):
        hand_in(citizen(), b"<html>")
    assert not File.objects.exists()
    assert not (tmp_path / "files").exists()
    for ask in (stored, content):
        with pytest.raises(NotFound):
            ask(uuid4())


def test_a_file_is_given_out_under_headers_that_let_nothing_run(scanner: Strict) -> None:
    paper, photo = (stored(hand_in(citizen(), given, "สำเนา.pdf")) for given in (PDF, picture("PNG")))
    headers = headers_for(paper, inline=True)
    assert headers["Content-Disposition"] == (
        "attachment; filename=\"_____.pdf\"; filename*=UTF-8''%E0%B8%AA%E0%B8%B3%E0%B9%80%E0%B8%99%E0%B8%B2.pdf"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers_for(photo, inline=True)["Content-Disposition"].startswith("inline;")
    assert headers_for(photo)["Content-Disposition"].startswith("attachment;")
