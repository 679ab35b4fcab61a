"""The shapes of what the interface answers; docs/reference/openapi.json is made from them."""

from datetime import date
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict, StrictBool, StrictInt, StrictStr

SLUG = r"^[a-z0-9][a-z0-9-]{0,79}$"
VERSION = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"
SERVICE = r"^[a-z0-9][a-z0-9-]{0,79}/[a-z0-9][a-z0-9-]{0,79}$"


class Words(Schema):
    """A sentence or name in both languages; the Thai one counts."""

    th: str
    en: str


class Time(Schema):
    """A length of time; working days and hours are those of the office's calendar."""

    amount: int
    unit: str = Field(description="day, month, year, working_day, working_hour, working_minute or elapsed_hour")


class Links(Schema):
    """Where more is: the page for people and the addresses of this interface."""

    page: str
    data: str
    versions: str


class ServiceInList(Schema):
    """One service in force, as the centre describes it."""

    service: str = Field(description="<kind>/<service>")
    version: str
    name: Words
    summary: Words
    lane: str = Field(description="licence, notification, registration or benefit")
    promise: Time
    valid_from: date
    valid_to: date | None
    events: list[str] = Field(description="events of business and life that it belongs to")
    offices: list[str] = Field(description="the offices that serve it on that day")
    links: Links


class ServiceList(Schema):
    """One page of services; `next` is what to send as `after` for the following one, or null at the end."""

    services: list[ServiceInList]
    next: str | None


class Step(Schema):
    """One step of the manual (LFA s.7)."""

    id: str
    kind: str
    name: Words
    time: Time
    responsible: Words


class Paper(Schema):
    """One document; what the state issues it fetches itself (EPA s.12)."""

    id: str
    name: Words
    state_issued: bool
    required: bool
    originals: int
    copies: int


class Output(Schema):
    """What the applicant receives."""

    name: Words
    form_code: str


class Manual(Schema):
    """A service as one office serves it, or as the centre describes it (`office` is then "centre")."""

    service: str
    version: str
    office: str
    office_name: Words
    province: str
    name: Words
    summary: Words
    lane: str
    category: str
    authority: Words
    promise: Time
    valid_from: date
    valid_to: date | None
    form_code: str
    steps: list[Step]
    documents: list[Paper]
    outputs: list[Output]
    fees: list[Words] = Field(description="their names; the amounts for your answers come from the fee question")
    digest: str = Field(description="SHA-256 of the published package; it never changes")
    offices: list[str] = Field(description="the offices that serve it today")
    links: Links


class VersionInList(Schema):
    """One published version."""

    version: str
    valid_from: date
    valid_to: date | None
    digest: str
    data: str


class VersionList(Schema):
    """Every version of a service at one office, latest first."""

    versions: list[VersionInList]


Scalar = StrictBool | StrictInt | StrictStr
Answer = Scalar | list[Scalar]
Line = dict[str, Answer]


class FeeQuestion(Schema):
    """Answers as the form has them: a group as an object, a repeating group as a list of lines."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, Line | list[Line]] = Field(max_length=50)
    version: str | None = Field(None, pattern=VERSION, description="left out: the version in force on the day")
    on: date | None = Field(None, description="the day of the table, and the last day without surcharge; today")
    paid_on: date | None = Field(None, description="a later day of payment, for the surcharge")


class Reason(Schema):
    """Why: the rule, the article it rests on, and the sentence in both languages."""

    rule: str
    citation: dict[str, Any]
    params: dict[str, Any]
    text: Words


class Charge(Schema):
    """One line of a bill. A figure borrowed from another body's ordinance is a sample and not billable."""

    fee: str
    kind: str
    name: Words
    satang: int
    per: str
    sample: bool
    because: list[Reason]


class Bill(Schema):
    """What is asked for these answers, in satang, and why."""

    service: str
    version: str
    office: str
    on: date
    items: list[Charge]
    left_out: list[Reason]
    total_satang: int
    billable: bool


class Place(Schema):
    """Where a service is given; hours as on the door."""

    kind: str
    name: Words
    address: Words | None
    url: str
    telephone: str
    weekdays: list[int]
    opens: str
    closes: str
    around_the_clock: bool


class OfficeInList(Schema):
    """An agency with its announced channels (EPA s.10) and what it serves today."""

    office: str
    name: Words
    province: str
    channels: list[Place]
    services: list[str]


class OfficeList(Schema):
    """Every agency that serves something today."""

    offices: list[OfficeInList]


class Choice(Schema):
    """One possible answer."""

    value: str
    label: Words


class GuideQuestion(Schema):
    """One question of the guide; every one may be left open."""

    id: str
    kind: str
    label: Words
    options: list[Choice]


class Guide(Schema):
    """The questions of "what do I need?" in order."""

    questions: list[GuideQuestion]


class GuideAnswers(Schema):
    """Answers to the guide, by question; a number as digits, yes-or-no as "yes" or "no"."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, str] = Field(max_length=20)


class Lead(Schema):
    """A service that the answers lead to, and why."""

    service: str
    why: Words


class Leads(Schema):
    """Where the answers lead."""

    leads: list[Lead]


class LawQuestion(Schema):
    """One question to the law; docs/reference/law.md describes every rule and what is given to it."""

    model_config = ConfigDict(extra="allow")

    id: Any = None
    rule: Any
    given: Any
    calendar: Any = None
    regime: Any = None
    settings: Any = None


class LawAnswer(Schema):
    """The answer with every reason, in both languages."""

    id: Any
    answer: dict[str, Any]
    because: list[Reason]


class Wrong(Schema):
    """What is wrong: a stable code, its parameters, and what to do next."""

    code: str
    params: dict[str, Any]
    text: Words


class Refusal(Schema):
    """An answer that is an error."""

    error: Wrong
