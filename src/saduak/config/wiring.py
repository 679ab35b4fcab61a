"""The only place that knows what follows from what: reactions, and the adapter behind each effect."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from saduak.adapters.bank.call_backs import SignedCallBacks
from saduak.adapters.bank.slips import SlipPictures
from saduak.adapters.bank.statements import CamtStatement, CsvStatement
from saduak.adapters.consultations.mail import send_errand
from saduak.adapters.email.mailer import send
from saduak.adapters.files.folder import Folder
from saduak.adapters.letters.press import LetterPress
from saduak.adapters.licences.press import LicencePress as SetLicences
from saduak.adapters.linkage.gdx import Gateway
from saduak.adapters.linkage.imported import ImportedFile
from saduak.adapters.linkage.simulator import Simulator
from saduak.adapters.malware import scanner_at
from saduak.adapters.pdf.typesetter import typeset
from saduak.adapters.reminders.mail import send_reminder
from saduak.adapters.second_factor.factors import FACTORS
from saduak.adapters.signing.installed import InstalledReader, InstalledSealer, Signing
from saduak.adapters.signing.token import TokenKeys
from saduak.adapters.thaid.provider import THAID
from saduak.adapters.welcome.mail import send_code, send_invitation
from saduak.cases import commands as cases
from saduak.cases.commands import projections as case_projections
from saduak.cases.models import Case
from saduak.cases.policy import is_applicant
from saduak.cases.ports import FilingBar
from saduak.catalogue import commands as catalogue
from saduak.catalogue.ports import Typesetter
from saduak.core.levels import FILING, LICENCE, PAYMENT
from saduak.fees import commands as fees
from saduak.fees.ports import CallBacks, SlipReader, StatementReader
from saduak.files import commands as files
from saduak.files.ports import Scanner, Store
from saduak.identities import commands as identities
from saduak.identities.ports import CodeSender, Provider, SecondFactor
from saduak.ledger.projections import Projection
from saduak.ledger.wiring import Effect, Reaction
from saduak.licences import commands as licences
from saduak.licences.ports import LicencePress, Sealer, SealReader, TokenSigner
from saduak.licences.queries.register import bar_on
from saduak.linkage import commands as linkage
from saduak.linkage.ports import CaseAgency, CaseApplicant, Register
from saduak.messages import commands as messages
from saduak.messages.ports import Mailer, Press, Signer
from saduak.oversight import commands as oversight
from saduak.parties.commands import projections
from saduak.parties.commands import reactions as parties
from saduak.parties.policy import Standing

REACTIONS: tuple[Reaction, ...] = (
    Reaction("role.ended", "parties.revoke_sessions", parties.revoke_sessions_of_officer, atomic=True),
    Reaction("person.erased", "identities.forget_claims", identities.forget_claims_of_person, atomic=True),
    Reaction("officer.ended", "parties.revoke_sessions", parties.revoke_sessions_of_officer, atomic=True),
    Reaction("file.registered", "files.scan", files.scan_file),
    Reaction("file.scanned", "files.discard", files.discard_content),
    Reaction("file.erased", "files.discard_erased", files.discard_content),
    Reaction("delivery.given_up", "messages.post_instead", messages.post_instead),
    Reaction("case.filed", "cases.send_receipt", cases.answer_filing),
    Reaction("case.completed", "cases.send_late_receipt", cases.answer_completion),
    Reaction("case.defect_recorded", "cases.send_defect_letter", cases.answer_by_letter),
    Reaction("case.returned", "cases.send_return_letter", cases.answer_by_letter),
    Reaction("case.referred", "cases.send_referral_letter", cases.answer_by_letter),
    Reaction("case.withdrawn", "cases.send_withdrawal_letter", cases.answer_by_letter),
    Reaction("case.defect_extended", "cases.send_more_time_letter", cases.answer_by_letter),
    Reaction("outage.recorded", "cases.relieve_after_outage", cases.relieve_after_outage),
    Reaction("case.reinstated", "cases.send_reinstatement_letter", cases.answer_by_letter),
    Reaction("case.exception_ordered", "cases.send_exception_letter", cases.answer_by_letter),
    Reaction("case.version_moved", "cases.send_new_manual_letter", cases.answer_by_letter),
    Reaction("case.hearing_opened", "cases.send_hearing_letter", cases.answer_by_letter),
    Reaction("case.decided", "cases.send_decision_letter", cases.answer_by_letter),
    Reaction("case.decided", "fees.bill_decision", fees.bill_decision),
    Reaction("case.deemed_granted", "fees.bill_decision", fees.bill_decision),
    Reaction("case.order_replaced", "fees.bill_decision", fees.bill_decision),
    *(
        Reaction(kind, "licences.follow_case", licences.follow_case)
        for kind in (
            *("case.filed", "case.decided", "case.deemed_granted", "case.order_replaced"),
            *("case.returned", "case.reinstated", "case.withdrawn", "case.referred"),
            *("case.notified", "case.return_revoked"),
        )
    ),
    Reaction("invoice.credited", "licences.follow_payment", licences.follow_payment),
    Reaction("case.notified", "licences.keep_claim", licences.keep_after_telling),
    Reaction("licence.claim_lapsed", "licences.withdraw_bill", licences.withdraw_bill),
    Reaction("payment.received", "licences.restore_paid", licences.restore_after_payment),
    Reaction("licence.claim_restored", "licences.bill_restored", licences.bill_restored),
    Reaction("licence.claim_restored", "licences.issue_restored", licences.issue_after_waiver),
    Reaction("licence.fee_waived", "licences.issue_waived", licences.issue_after_waiver),
    Reaction("licence.lifted", "licences.issue_lifted", licences.issue_after_lift),
    Reaction("licence.restored", "licences.issue_given_back", licences.issue_after_lift),
    Reaction("letter.delivered", "cases.notify_of_decision", cases.notify_of_decision),
    Reaction("letter.posted", "cases.follow_post", cases.follow_post),
    Reaction("letter.returned", "cases.follow_returned_post", cases.follow_post),
    *(
        Reaction(kind, "cases.end_duties", cases.end_duties_after, atomic=True)
        for kind in (
            *("case.completed", "case.defect_recorded", "case.defect_extended", "case.returned", "case.reinstated"),
            *("case.referred", "case.withdrawn", "case.resumed"),
            *("case.decided", "case.deemed_granted", "case.decision_posted", "case.notified"),
        )
    ),
    *(
        Reaction(kind, "cases.leave_to_person", cases.leave_to_person, atomic=True)
        for kind in ("case.assigned", "case.task_started", "case.withdrawn")
    ),
    *(
        Reaction(kind, "cases.try_rule", cases.try_rule)
        for kind in ("case.completed", "case.consent_answered", "case.consent_on_paper", "case.paper_added")
    ),
    Reaction("agency.calendar_changed", "cases.recompute", cases.recompute_after_calendar),
)
"""Event kind to command. A name is part of the key under which a reaction runs once: never rename one."""

EFFECTS: dict[str, Effect] = {
    messages.EMAIL: messages.carry_email,
    messages.SEAL: messages.seal_letter,
    "identities.invitation": send_invitation,
    cases.MAIL: send_reminder,
    licences.SEAL: licences.seal_sheet,
    cases.MAIL_CONSULTED: send_errand,
}
"""Effect to adapter; a room that sends something wires its adapter here."""

PROJECTIONS: tuple[Projection, ...] = (
    *fees.PROJECTIONS,
    *files.PROJECTIONS,
    *projections.PROJECTIONS,
    *case_projections.PROJECTIONS,
    *catalogue.PROJECTIONS,
    *identities.PROJECTIONS,
    *licences.PROJECTIONS,
    *linkage.PROJECTIONS,
    *messages.PROJECTIONS,
    *oversight.PROJECTIONS,
)
"""What `saduak ledger rebuild` compares with the events."""

TYPESETTER: Typesetter = typeset
"""Who sets manuals and posters as PDF."""

STORE: Store = Folder(Path(settings.MEDIA_ROOT))
"""Where the bytes of files lie."""

SCANNER: Scanner = scanner_at(settings.CLAMD)
"""Who looks for malware in files."""


def _registers() -> dict[str, Register]:
    """Imported files always; the gateway where it is set up; invented answers in a demonstration only."""
    ways: dict[str, Register] = {"file": ImportedFile()}
    if settings.GDX_URL:
        key, secret = settings.GDX_CONSUMER_KEY, settings.GDX_CONSUMER_SECRET
        ways["gdx"] = Gateway(settings.GDX_URL, key, secret, settings.GDX_OFFICE)
    if settings.DEMO:
        ways["simulator"] = Simulator()
    return ways


REGISTERS: dict[str, Register] = _registers()
"""The ways into state registers that this installation has."""


def _agency_of_case(case_id: UUID) -> UUID | None:
    return Case.objects.filter(id=case_id).values_list("agency_id", flat=True).first()


CASE_AGENCY: CaseAgency = _agency_of_case
"""Whose a case is, asked by rooms below the one that keeps cases."""


def _applies_in(who: Standing, case_id: UUID) -> bool:
    case = Case.objects.filter(id=case_id).first()
    return case is not None and is_applicant(who, case)


CASE_APPLICANT: CaseApplicant = _applies_in
"""Who applies in a case, asked by the same."""

FILING_BAR: FilingBar = bar_on
"""Who may not apply, since a licence of theirs was revoked."""

LETTER_PRESS: Press = LetterPress()
"""Who sets letters in the official form."""

LETTER_SIGNER: Signer | None = None
"""Who signs the sheet of a letter electronically before it is kept; nobody does yet."""

STATEMENT_READERS: tuple[StatementReader, ...] = (CsvStatement(), CamtStatement())
"""Who reads statements of banks; the first that knows the form."""

SLIP_READER: SlipReader = SlipPictures()
"""Who reads the codes on a picture of a slip."""

CALL_BACKS: CallBacks = SignedCallBacks(settings.BANK_SECRET)
"""Who knows a bank's call-back; without a secret, nobody's."""

TOKEN_SIGNER: TokenSigner = TokenKeys(settings.TOKEN_KEYS)
"""Who signs the tokens in the QR codes of licences, and the hourly list of statuses."""

LICENCE_PRESS: LicencePress = SetLicences()
"""Who sets the sheets and the pictures of licences."""

_SIGNING = Signing(**settings.SIGNING)

SEALER: Sealer | None = InstalledSealer(_SIGNING) if _SIGNING.is_set_up else None
"""Who seals the sheets of licences; they wait while nobody does."""

SEAL_READER: SealReader = InstalledReader(_SIGNING)
"""Who reads the seals of files that anybody hands in."""

MAILER: Mailer = send
"""Who hands letters to the mail server."""

ELECTRONIC: frozenset[str] = frozenset({FILING, PAYMENT, LICENCE})
"""What is done on-line here from end to end, of filing, payment and licence: the level of a service rests on it."""


IDENTITY_PROVIDERS: dict[str, Provider] = {"thaid": THAID}
"""Who vouches for people, by the name that stands in addresses and proofs."""

SECOND_FACTOR: SecondFactor = FACTORS
"""Who keeps the second factors of officers."""

SEND_CODE: CodeSender = send_code
"""Who sends one-time codes."""


def paused() -> frozenset[str]:
    """Effects that wait until the operator has set up what carries them: e-mails, without a mail server; sheets of
    licences, without a seal."""
    by_mail = {messages.EMAIL, "identities.invitation", cases.MAIL, cases.MAIL_CONSULTED}
    unsent = frozenset() if settings.SMTP_URL and settings.MAIL_FROM else frozenset(by_mail)
    return unsent if SEALER else unsent | {licences.SEAL}
