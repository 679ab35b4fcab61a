"""A service as a file: the types of `services/<kind>/<service>/<version>/`.

The citizen's manual (LFA s.7) is the program: what stands here is published, asked, checked, timed and charged, and
nothing else is. The vocabulary is closed: a package chooses from what the core knows and holds no expressions. Field
names follow CPSV-AP and the manual of info.go.th. Money is in satang, dates are of the Common Era, articles are written
"pha 56" or "lfa 10 2": the Act's id in `law/acts/`, the section, the paragraph.

`sources.packages` reads these types from YAML, `sources.lint` checks what types cannot, and the JSON Schema under
`services/_schema/` is generated from them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from saduak.core.acts import Citation
from saduak.core.spans import Span

Article = str
"""An article as packages write it; `cited` reads it."""


def cited(article: Article) -> Citation:
    """The citation an article names. Raises `ValueError` for anything but two or three words."""
    act, section, *paragraph = article.split()
    (part,) = paragraph or [""]
    return Citation(act, section, part)


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or name in both languages; Thai is what counts, English helps."""

    th: str
    en: str


# What the service is


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


# Steps and time


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
    in parallel. `rule` is a named, reviewed rule such as "low_risk_waste@1" that may carry the step out.
    """

    id: str
    kind: StepKind
    name: Text
    time: Span
    responsible: Text
    detail: Text | None = None
    after: tuple[str, ...] | None = None
    rule: str = ""


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


# Documents


class Source(StrEnum):
    """Where the truth of a document lies, in the order in which it is asked (the citizen comes last)."""

    LINKAGE = "linkage"
    AGENCY_FILE = "agency_file"
    SHOWN_ORIGINAL = "shown_original"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the manual.

    `state_issued` ones are fetched or copied by the agency, free (EPA s.12); `sources` is the order in which they are
    looked for, `register` the one that holds them. `originals` and `copies` are what the applicant brings. `gazetted`
    cites the form that itself lists a copy a citizen must bring. `when` limits it to some answers.
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
    when: "Condition | None" = None
    gazetted: Article = ""
    remark: Text | None = None


# What follows a grant


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
    """`service.yaml`: the citizen's manual but for form and fees. Blank lists are not allowed: `documents: none`."""

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
    area: Text | None = None
    impact: Literal["general", "high"] = "general"
    remarks: tuple[Text, ...] = ()


# Conditions


class Op(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    FILLED = "filled"
    HAS_CLASS = "has_class"


Scalar = str | int | bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of an answer; `field` is "group.field" or, inside a repeating group, "field" of the same line."""

    field: str
    op: Op
    value: Scalar | tuple[Scalar, ...] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons under `all` or `any`; both empty is always true."""

    all: tuple["Comparison | Condition", ...] = ()
    any: tuple["Comparison | Condition", ...] = ()


# The form


class FieldKind(StrEnum):
    """What an answer is. Amounts of money are `satang`; measures are whole numbers or decimals with `places`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    SATANG = "satang"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    CODE = "code"
    PERSON_ID = "person_id"
    JURISTIC_ID = "juristic_id"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    FACTORY_NUMBER = "factory_number"
    PLACE_ON_MAP = "place_on_map"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `code_list` names a list under `codelists/`; `prefill` where the answer may be known already.

    `least` and `most` bound numbers (decimals in units of their last place), `longest` texts.
    """

    id: str
    kind: FieldKind
    label: Text
    hint: Text | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    code_list: str = ""
    least: int | None = None
    most: int | None = None
    places: int = 0
    longest: int = 500
    unit: Text | None = None
    prefill: Literal["", "person", "organisation", "earlier", "register"] = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class LineRule:
    """What a line of a repeating group may not say: refused on entry when `when` holds (W-2, W-4)."""

    id: str
    when: Condition
    says: Text
    article: Article = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; `repeats` up to `most` times makes each a line."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    repeats: bool = False
    least: int = 1
    most: int = 1
    when: Condition | None = None
    refuses: tuple[LineRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form."""

    id: str
    title: Text
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`form.yaml`."""

    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a code list; `group` is the code above it, `classes` what `has_class` asks for."""

    code: str
    name: Text
    group: str = ""
    classes: tuple[str, ...] = ()
    rule: Text | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """`codelists/<id>.yaml`: a starter set; the full official list is imported beside it."""

    id: str
    name: Text
    source: str
    codes: tuple[Code, ...]


# Fees


class Rounding(StrEnum):
    """How a computed amount becomes whole satang or baht."""

    SATANG_DOWN = "satang_down"
    SATANG_UP = "satang_up"
    BAHT_DOWN = "baht_down"
    BAHT_UP = "baht_up"
    BAHT_HALF_UP = "baht_half_up"


@dataclass(frozen=True, slots=True)
class Tier:
    """From more than `over` (or from 0) up to and including `up_to` of the measure, `satang`; `up_to` left out: all
    the rest."""

    over: int
    up_to: int | None
    satang: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A time in which the fee is waived wholly or by a share, and who said so."""

    first_day: date
    last_day: date
    percent: int
    article: Article
    about: Text


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added when the fee is paid late: a share of it, or an amount for each started or full period (K-4)."""

    article: Article
    percent: int = 0
    satang: int = 0
    per: Span | None = None
    counts_as_full_from: int = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee. Exactly one of the amounts is used, by `kind`:

    `fixed`: `satang`. `tiered`: `tiers` over `measure`. `per_unit`: `satang` for each unit of `measure`, or for each
    line of the repeating group it names. `percentage`: `percent` (in hundredths of a per cent) of the money in
    `measure`, between `floor` and `ceiling`. `when` chooses the fee; `sample` marks a figure borrowed from another
    body's ordinance, shown as ตัวอย่าง and never billed outside a demonstration. `legal_ceiling` is the Act's own.
    """

    id: str
    name: Text
    kind: Literal["fixed", "tiered", "per_unit", "percentage"]
    article: Article
    valid_from: date
    valid_to: date | None = None
    satang: int = 0
    measure: str = ""
    tiers: tuple[Tier, ...] = ()
    percent: int = 0
    floor: int | None = None
    ceiling: int | None = None
    legal_ceiling: int | None = None
    rounding: Rounding = Rounding.SATANG_DOWN
    waivers: tuple[Waiver, ...] = ()
    surcharge: Surcharge | None = None
    when: Condition | None = None
    per: Literal["once", "year"] = "once"
    sample: bool = False
    borrowed_from: Text | None = None
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Fees:
    """`fees.yaml`: the fees, or explicitly none."""

    fees: tuple[Fee, ...] | Literal["none"]


# Letters, licence, examples


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
    answers: dict[str, dict[str, Scalar] | tuple[dict[str, Scalar], ...]]
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


# Adoption


@dataclass(frozen=True, slots=True)
class StepChange:
    """A shorter time or another unit name for one step."""

    step: str
    time: Span | None = None
    responsible: Text | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """`overlay.yaml` of an office that adopts a central package: places, hours, unit names, its own ordinance's fees
    within the ceiling, shorter times. Never more documents or steps."""

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
