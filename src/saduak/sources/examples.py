"""Examples are executable: answers in, and what must come out (`examples/*.yaml`).

They are the acceptance test of a package and the documentation that an official can read. What needs a case or a
payment (`states`) is marked as later; everything else is computed here, by the same code that serves the applicant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from saduak.core.calendars import BANGKOK
from saduak.core.clock import Clock, fold
from saduak.core.errors import CalendarYearUnknown, LawError, SaduakError
from saduak.core.facts import Fact, Facts, Happened
from saduak.core.fees import Bill, bill
from saduak.core.formlogic import Checked, FormLogic
from saduak.core.lawbook import Lawbook
from saduak.core.letters import answer_values, in_language, merged
from saduak.core.limits import statutory
from saduak.core.money import Money, baht_in_words
from saduak.core.package import Example, Lane, Letter, Package, Text
from saduak.core.reasons import Language, written
from saduak.core.receipt import Channel
from saduak.core.terms import terms_of
from saduak.sources.lawbook import lawbook
from saduak.sources.texts import sentences

ELECTRONIC = frozenset({"electronic", "web", "email", "line"})
"""Channels of a manual that EPA s.10 calls electronic."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an example. `received` and `due` are those of a complete application; `answer_by` is only of
    notifications; `problems` are errors that kept a part from being computed."""

    checked: Checked
    documents: tuple[str, ...]
    bill: Bill | None
    received: datetime | None
    due: date | None
    answer_by: date | None
    letter: Text | None
    problems: tuple[SaduakError, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One part of an example beside what came out: as written, different, or for later."""

    part: str
    status: Literal["as_written", "different", "later"]
    expected: Any
    found: Any


def check(example: Example, package: Package) -> tuple[Check, ...]:
    """Every part that the example states, and its answers, compared with what comes out."""
    outcome = run(example, package)
    compared = tuple(_compared(example, outcome))
    states = example.expects.states
    return (*compared, Check("states", "later", states, None)) if states is not None else compared


def mismatches(example: Example, package: Package) -> tuple[Check, ...]:
    """What does not come out as written."""
    return tuple(found for found in check(example, package) if found.status == "different")


def run(example: Example, package: Package) -> Outcome:
    """What comes of the example's answers. Raises nothing: what cannot be computed is among `problems`."""
    return _Run(example, package).outcome()


# Comparing


def _compared(example: Example, outcome: Outcome) -> Iterator[Check]:
    faults = tuple(f"{fault.group}.{fault.field}: {fault.code}" for fault in outcome.checked.faults)
    yield _check("answers", (), faults)
    yield _check("problems", (), tuple(str(problem) for problem in outcome.problems))
    for part, expected, found in _stated(example, outcome):
        if expected is not None and expected != "":
            yield _check(part, expected, found)


def _stated(example: Example, outcome: Outcome) -> Iterator[tuple[str, Any, Any]]:
    expects = example.expects
    yield "documents", expects.documents and tuple(sorted(expects.documents)), tuple(sorted(outcome.documents))
    yield "fee", expects.fee, outcome.bill.total if outcome.bill else None
    yield "due", expects.due, outcome.due
    yield "received", _moment(expects.received) if expects.received else "", outcome.received
    yield "refused_by", expects.refused_by, _rules(outcome)
    yield "answer_by", expects.answer_by, outcome.answer_by
    yield "letter", _stripped(expects.letter), _stripped(outcome.letter)


def _rules(outcome: Outcome) -> tuple[str, ...]:
    return tuple(dict.fromkeys(refusal.rule for refusal in outcome.checked.refusals))


def _stripped(text: Text | None) -> Text | None:
    """A text without the line break that a YAML block ends with."""
    return Text(text.th.strip(), text.en.strip()) if text else None


def _check(part: str, expected: Any, found: Any) -> Check:
    return Check(part, "as_written" if expected == found else "different", expected, found)


# Running


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise LawError("example_moment", value=text) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)).astimezone(BANGKOK)


def _channel(name: str) -> Channel:
    if name in ELECTRONIC:
        return Channel.ELECTRONIC
    if name in {channel.value for channel in Channel}:
        return Channel(name)
    raise LawError("example_channel", value=name, known=tuple(sorted({*ELECTRONIC, *Channel})))


class _Run:
    """One example on its way; each part is worked out by itself, so that one problem does not hide the others."""

    def __init__(self, example: Example, package: Package) -> None:
        self.example = example
        self.package = package
        self.logic = FormLogic(package.form, package.code_lists)
        self.checked = self.logic.check(example.answers)
        self.problems: list[SaduakError] = []

    def outcome(self) -> Outcome:
        book = self._tried(lambda: lawbook(self.example.calendar))
        clock = self._tried(lambda: self._clock(book)) if book else None
        charged = self._tried(lambda: self._bill(clock)) if clock else None
        return Outcome(
            checked=self.checked,
            documents=self._documents(),
            bill=charged,
            received=clock.received_at if clock else None,
            due=clock.due.last_day if clock and clock.due else None,
            answer_by=self._answer_by(clock, book) if clock and book else None,
            letter=self._tried(lambda: self._letter(clock, charged)),
            problems=tuple(self.problems),
        )

    def _tried(self, work: Any) -> Any:
        try:
            return work()
        except SaduakError as problem:
            self.problems.append(problem)
            return None

    def _clock(self, book: Lawbook) -> Clock:
        """The clock of an application that was complete when it was filed."""
        filed, channel = _moment(self.example.filed_at), _channel(self.example.channel)
        facts = Facts([Fact(kind, filed, channel) for kind in (Happened.FILED, Happened.COMPLETED)])
        clock = fold(facts, terms_of(self.package.service, book), book)
        if clock.missing_year:
            raise CalendarYearUnknown(book.calendar.name, clock.missing_year)
        return clock

    def _documents(self) -> tuple[str, ...]:
        called_for = self.logic.documents(self.package.service.documents, self.checked.answers)
        return tuple(document.id for document in called_for)

    def _bill(self, clock: Clock) -> Bill:
        day = clock.since.date()
        form, classes = self.package.form, self.logic.classes
        return bill(self.package.fees, self.checked.answers, day, form=form, classes=classes)

    def _answer_by(self, clock: Clock, book: Lawbook) -> date | None:
        """By when a notification is answered (PHA s.48)."""
        if self.package.service.lane is not Lane.NOTIFICATION:
            return None
        limit = book.limit("pha.notification_answer")
        return statutory(limit, clock.since.date(), book.calendar).act_by

    # The letter

    def _letter(self, clock: Clock | None, charged: Bill | None) -> Text | None:
        if not self.example.letter:
            return None
        letter = next((found for found in self.package.letters if found.id == self.example.letter), None)
        if letter is None:
            raise LawError("example_letter", letter=self.example.letter)
        return Text(self._body(letter, "th", clock, charged), self._body(letter, "en", clock, charged))

    def _body(self, letter: Letter, language: Language, clock: Clock | None, charged: Bill | None) -> str:
        return merged(in_language(letter.body, language), self._values(language, clock, charged))

    def _values(self, language: Language, clock: Clock | None, charged: Bill | None) -> Mapping[str, str]:
        """What an example can tell; numbers, reasons and dates of a case are not known to it and stay slots."""
        words = sentences(language)
        service = self.package.service
        given = answer_values(self.logic, self.checked.answers, language, words)
        known: dict[str, Any] = {
            "service.promise": service.promise,
            "case.filed_at": _moment(self.example.filed_at),
            "case.received_at": clock.received_at if clock else None,
            "case.due": clock.due.last_day if clock and clock.due else None,
            "fee.total": Money(charged.total) if charged else None,
        }
        return {
            **given,
            **_of_applicant(given),
            **{name: written(value, language, words) for name, value in known.items() if value is not None},
            "service.name": in_language(service.name, language),
            "authority.title": in_language(service.authority.title, language),
            **({"fee.words": baht_in_words(charged.total, language)} if charged else {}),
        }


def _of_applicant(given: Mapping[str, str]) -> dict[str, str]:
    """Name and address, where the form asks the applicant for them."""
    named = {name: given.get(f"form.{name}", "") for name in ("applicant.name", "applicant.address")}
    return {name: value for name, value in named.items() if value}
