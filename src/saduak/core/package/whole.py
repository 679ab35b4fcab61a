"""Letters, licence, examples, the whole package, and its adoption by an office."""

from dataclasses import dataclass
from datetime import date

from saduak.core.package.fees import Fee, Fees
from saduak.core.package.form import CodeList, Form
from saduak.core.package.service import Authority, Complaint, Office, Service
from saduak.core.package.words import Answers, Text
from saduak.core.spans import Span


@dataclass(frozen=True, slots=True)
class Letter:
    """`letters/<id>.yaml`: a logic-less template; `{{ case.number }}` names a value the case can give."""

    id: str
    kind: str
    subject: Text
    body: Text
    closing: Text | None = None


@dataclass(frozen=True, slots=True)
class LicenceFace:
    """`licence/face.yaml`: what the printed licence shows, in order; each `{{ name }}` is a value the case can give."""

    title: Text
    form_code: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example must give; a part left out is not checked. `later` parts need a case or a payment."""

    documents: tuple[str, ...] | None = None
    fee: int | None = None
    due: date | None = None
    received: str = ""
    refused_by: tuple[str, ...] | None = None
    answer_by: date | None = None
    letter: Text | None = None
    states: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """`examples/<id>.yaml`: answers in, what must come out. `filed_at` is ISO 8601; answers are groups of fields."""

    id: str
    about: Text
    filed_at: str
    channel: str
    calendar: str
    answers: Answers
    expects: Expected
    letter: str = ""


@dataclass(frozen=True)
class Package:
    """One version of a service, read whole. `files` maps each part to the file it came from, for errors."""

    service: Service
    form: Form
    fees: Fees
    code_lists: tuple[CodeList, ...]
    letters: tuple[Letter, ...]
    licence: tuple[LicenceFace, ...]
    examples: tuple[Example, ...]
    digest: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class StepChange:
    """A shorter time or another unit name for one step."""

    step: str
    time: Span | None = None
    responsible: Text | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """`overlay.yaml` of an office that adopts a central package: places, hours, unit names, its own ordinance's fees
    within the ceiling, shorter times. Never more documents or steps.

    A published version never changes (LFA s.11): an office that changes its overlay while the centre's version stays
    counts `revision` up and says from when it holds.
    """

    adopts: str
    version: str
    agency: str
    agency_name: Text
    province: str
    channels: tuple[Office, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    promise: Span | None = None
    steps: tuple[StepChange, ...] = ()
    fees: tuple[Fee, ...] = ()
    authority: Authority | None = None
    revision: int = 1
    valid_from: date | None = None
