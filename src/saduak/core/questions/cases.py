"""Questions about moves, defect records, versions, outages and the terms of licences."""

from datetime import date
from typing import Any

from saduak.core.acts import Citation
from saduak.core.defects import Assent, ItemAnswer, defect_standing, is_acknowledged
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.licence_terms import Renewal, may_show_image, proposed_expiry, renews_by_payment, standing
from saduak.core.limits import statutory
from saduak.core.outages import Outage, relief
from saduak.core.questions.given import Answer, Given
from saduak.core.reasons import because
from saduak.core.receipt import Channel, taken_in, working_receipt
from saduak.core.transitions import Command, Move, Role, State, move
from saduak.core.versions import Version, due_after_choice, pinned_version


def _transition(given: Given, _book: Lawbook) -> Answer:
    found = move(
        given.one_of("state", State),
        given.one_of("command", Command),
        given.one_of("role", Role),
        given.texts("holds"),
    )
    if isinstance(found, Move):
        why = because("transition.allowed", citation=found.citation)
        return Answer({"allowed": True, "next": found.goes_to.value}, (why,))
    refused = because(f"transition.{found.code}", citation=found.citation)
    return Answer({"allowed": False, "next": None, "code": found.code}, (refused,))


def _defect_record(given: Given, book: Lawbook) -> Answer:
    span = given.span("time")
    if span is None:
        raise LawError("field_missing", field="time")
    recorded = given.day("recorded_on")
    found = defect_standing(
        recorded, span, given.texts("items"), given.each("answers", _read_answer), given.moment("now"), book
    )
    answer: dict[str, Any] = {
        "state": found.state,
        "last_day": found.last_day.isoformat(),
        "act_by": found.act_by.isoformat(),
        "still_open": list(found.still_open),
        "late": list(found.late),
        "completed_at": found.completed_at.isoformat() if found.completed_at else None,
    }
    return Answer(answer, found.because)


def _read_answer(given: Given) -> ItemAnswer:
    accepted: bool | None = given.flag("accepted", default=None)
    channel = given.one_of("channel", Channel, Channel.ELECTRONIC)
    return ItemAnswer(given.text("item"), given.moment("at"), accepted, channel)


def _version(given: Given, _book: Lawbook) -> Answer:
    versions = given.each("versions", _read_version)
    found = pinned_version(given.moment("entered_at"), versions, given.day("today"))
    return Answer({"version": found.version, "offered": found.offered}, found.because)


def _read_version(given: Given) -> Version:
    transition = given.text("transition", "keep")
    if transition not in {"keep", "move", "offer_if_beneficial"}:
        raise LawError(
            "field_invalid",
            field="transition",
            value=transition,
            expected="keep | move | offer_if_beneficial",
        )
    return Version(given.text("id"), given.day("valid_from"), transition)


def _version_choice(given: Given, book: Lawbook) -> Answer:
    promise = given.span("promise")
    if promise is None:
        raise LawError("field_missing", field="promise")
    due, why = due_after_choice(given.day("old_due"), given.day("chosen_on"), promise, book)
    return Answer({"last_day": due.isoformat()}, (why,))


def _outage(given: Given, book: Lawbook) -> Answer:
    found = relief(given.day("act_by"), given.each("outages", _read_outage), book)
    ask_by = found.ask_by.isoformat() if found.ask_by else None
    return Answer({"act_by": found.act_by.isoformat(), "ask_by": ask_by}, found.because)


def _read_outage(given: Given) -> Outage:
    return Outage(given.moment("since"), given.moment("until"))


def _licence_expiry(given: Given, book: Lawbook) -> Answer:
    term = given.span("term")
    if term is None:
        raise LawError("field_missing", field="term")
    end, why = proposed_expiry(given.day("issued_on"), term, book.calendar, book.regime, _law(given))
    return Answer({"expires_on": end.isoformat()}, (why,))


def _licence_standing(given: Given, _book: Lawbook) -> Answer:
    renewal = Renewal(
        given.day("filed_on", None),
        given.day("paid_on", None),
        given.day("decided_on", None),
        given.flag("must_be_paid", default=True),
    )
    status, why = standing(given.day("expires_on"), given.day("today"), renewal, _law(given))
    return Answer({"status": status}, (why,))


def _law(given: Given) -> Citation:
    """The article of the licence's own law; by default the Public Health Act's."""
    return Citation(given.text("act", "pha"), given.text("section", "55"))


def _acknowledgement(given: Given, book: Lawbook) -> Answer:
    holds = is_acknowledged(
        given.one_of("how", Assent), book.regime, signature_required=given.flag("signature_required")
    )
    return Answer({"acknowledged": holds}, (because(f"defect.{'' if holds else 'not_'}acknowledged"),))


def _renewal_by_payment(given: Given, book: Lawbook) -> Answer:
    renews = renews_by_payment(given.text("licence_type"), book.regime)
    why = because("licence.renewed_by_payment" if renews else "licence.renewed_by_application")
    return Answer({"renews": renews}, (why,))


def _image(given: Given, book: Lawbook) -> Answer:
    accepted = may_show_image(given.text("licence_type"), book.regime)
    return Answer({"accepted": accepted}, (because("licence.image_accepted" if accepted else "licence.image_barred"),))


def _notification(given: Given, book: Lawbook) -> Answer:
    """The notification lane (Public Health Act s.48): one may operate from the receipt, given the same day."""
    channel = given.one_of("channel", Channel, Channel.ELECTRONIC)
    entered = given.moment("entered_at")
    received, why = working_receipt(entered, book.calendar) if channel.is_electronic else taken_in(entered)
    limit = book.limit("pha.notification_answer")
    by = statutory(limit, received.date(), book.calendar)
    answer: dict[str, Any] = {
        "received_at": received.isoformat(),
        "may_operate_from": received.date().isoformat(),
        "answer_by": by.act_by.isoformat(),
    }
    reasons = (why, because("notification.may_operate", day=received.date()), *by.because)
    objected: date | None = given.day("objected_on", None)
    if objected:
        mend = statutory(book.limit("pha.notification_correction"), objected, book.calendar)
        answer["correct_by"] = mend.act_by.isoformat()
        reasons = (*reasons, *mend.because)
    return Answer(answer, reasons)


RULES = {
    "transition": _transition,
    "defect_record": _defect_record,
    "version": _version,
    "version_choice": _version_choice,
    "outage": _outage,
    "licence_expiry": _licence_expiry,
    "licence_standing": _licence_standing,
    "acknowledgement": _acknowledgement,
    "renewal_by_payment": _renewal_by_payment,
    "image": _image,
    "notification": _notification,
}
