"""`service.yaml`: what the service is, who decides, in which steps and how long, with which documents."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from saduak.core.package.words import Article, Condition, Text
from saduak.core.spans import Span


class Lane(StrEnum):
    """Which way a request goes: a licence is decided, a notification lets one begin at once (PHA s.48)."""

    LICENCE = "licence"
    NOTIFICATION = "notification"
    REGISTRATION = "registration"
    BENEFIT = "benefit"


class Category(StrEnum):
    """The kinds of service of the citizen's manual."""

    PERMIT = "permit"
    REGISTRATION = "registration"
    APPROVAL = "approval"
    NOTIFICATION = "notification"
    CERTIFICATION = "certification"
    ALLOWANCE = "allowance"


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who acts for the authority, and by what instrument."""

    title: Text
    instrument: Text


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides by law (ผู้อนุญาต), and who acts for it."""

    title: Text
    power: Article
    delegates: tuple[Delegate, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article the service rests on, and what it says here."""

    article: Article
    about: Text


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why a rule does not apply: a ground of LFA s.5 or EPA s.7 para 5, with its article."""

    ground: str
    article: Article


@dataclass(frozen=True, slots=True)
class Office:
    """One place or address where the service is given; `opens` and `closes` as "08:30"."""

    kind: Literal["counter", "web", "email", "line", "post", "telephone", "outreach"]
    name: Text
    address: Text | None = None
    url: str = ""
    telephone: str = ""
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: str = "08:30"
    closes: str = "16:30"
    lunch_break: bool = False
    around_the_clock: bool = False
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where one may complain about the service."""

    name: Text
    address: Text | None = None
    url: str = ""
    telephone: str = ""


class StepKind(StrEnum):
    """What happens in a step, as the manual names it."""

    DOCUMENT_CHECK = "document_check"
    CONSIDERATION = "consideration"
    SITE_VISIT = "site_visit"
    CONSULTATION = "consultation"
    DECISION = "decision"
    PAYMENT = "payment"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class ManualStep:
    """One step of the manual with its own time inside the total.

    `after` names the steps that must end first; left out, it is the step before. Steps that wait for the same ones run
    in parallel. `rule` is a named, reviewed rule such as "low_risk_waste@1" that may carry the step out. `checklist` is
    what an officer looks at on a site visit.
    """

    id: str
    kind: StepKind
    name: Text
    time: Span
    responsible: Text
    detail: Text | None = None
    after: tuple[str, ...] | None = None
    rule: str = ""
    checklist: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Statute:
    """The longest time the law allows: the name of a limit in `law/acts/`, or a time of the licence's own law."""

    limit: str = ""
    time: Span | None = None
    article: Article = ""


@dataclass(frozen=True, slots=True)
class Reduction:
    """What the promise was before steps were cut, for the manual's "from … to …"."""

    steps: int
    time: Span


class Source(StrEnum):
    """Where the truth of a document lies, in the order in which it is asked (the citizen comes last)."""

    LINKAGE = "linkage"
    AGENCY_FILE = "agency_file"
    SHOWN_ORIGINAL = "shown_original"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class ConsentOf:
    """The other party that may consent in the system instead of on paper: which fields of the form give its number and
    its name, as "group.field"."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the manual.

    `state_issued` ones are fetched or copied by the agency, free (EPA s.12); `sources` is the order in which they are
    looked for, `register` the one that holds them. `originals` and `copies` are what the applicant brings. `gazetted`
    cites the form that itself lists a copy a citizen must bring. `when` limits it to some answers. With `consent` the
    paper is another party's consent, without which nothing is decided.
    """

    id: str
    name: Text
    state_issued: bool
    issuer: Text
    sources: tuple[Source, ...]
    originals: int = 0
    copies: int = 0
    unit: Literal["sheet", "set"] = "sheet"
    register: str = ""
    required: bool = True
    when: Condition | None = None
    gazetted: Article = ""
    remark: Text | None = None
    consent: ConsentOf | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """How long the output is good: for a `term`, or without end (`term` left out), perhaps with a yearly fee."""

    term: Span | None
    article: Article
    annual_fee: bool = False
    renew_before: Span | None = None
    pending_renewal: Literal["none", "filed", "filed_and_paid"] = "none"


class RuleKind(StrEnum):
    """The kinds of rule a licence's law may have for its later life."""

    SUSPENSION = "suspension"
    REVOCATION = "revocation"
    SURCHARGE = "surcharge"
    LAPSE = "lapse"
    BAR = "bar"
    APPEAL = "appeal"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class LaterRule:
    """One such rule as data: its length or share, and the article. `limit` may name a limit of `law/acts/` instead."""

    kind: RuleKind
    about: Text
    article: Article
    time: Span | None = None
    percent: int | None = None
    limit: str = ""
    times: int | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """What the applicant receives: the licence or certificate, its form code and what stands on it."""

    name: Text
    form_code: str
    shows: tuple[str, ...]
    conditions: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """What a version does to applications filed before it (LFA s.11)."""

    kind: Literal["keep", "move", "offer_if_beneficial"]
    article: Article = ""
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """`service.yaml`: the citizen's manual but for form and fees. Blank lists are not allowed: `documents: none`.

    `decides_lines` names the repeating group of the form whose lines are decided one by one; empty: the whole.
    """

    id: str
    version: str
    valid_from: date
    name: Text
    summary: Text
    authority: Authority
    category: Category
    lane: Lane
    legal_basis: tuple[LegalBasis, ...]
    lfa_applies: bool
    criteria: tuple[Text, ...]
    channels: tuple[Office, ...]
    promise: Span
    statute: Statute
    steps: tuple[ManualStep, ...]
    documents: tuple[Document, ...] | Literal["none"]
    complaints: tuple[Complaint, ...]
    validity: Validity
    outputs: tuple[Output, ...]
    later: tuple[LaterRule, ...]
    review_on: date
    transition: Transition
    form_code: str
    valid_to: date | None = None
    lfa_exemption: Exemption | None = None
    in_person_only: Exemption | None = None
    assurance: Literal["none", "one_time_code", "ial_1", "ial_2"] = "none"
    reduced_from: Reduction | None = None
    extends: str = ""
    life_events: tuple[str, ...] = ()
    business_events: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    process_name: Text | None = None
    decides_lines: str = ""
    area: Text | None = None
    impact: Literal["general", "high"] = "general"
    remarks: tuple[Text, ...] = ()
