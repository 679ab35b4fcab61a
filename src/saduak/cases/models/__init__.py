"""Rows of the cases; each is a projection of the events of its case's stream."""

from saduak.cases.models.appeals import Appeal, AppealBody, NewOrder
from saduak.cases.models.applications import Case, CaseWords, Draft, Paper
from saduak.cases.models.automatic import RuleAdoption, RuleFinding
from saduak.cases.models.clockwork import Duty, LookClaim, Notice, RegulatorCopy, StandingOrder
from saduak.cases.models.consultations import Agreement, AskedQuestion, Consultation
from saduak.cases.models.decisions import Consent, Decision, Hearing, Interest
from saduak.cases.models.defects import DefectItem, DefectRecord, DefectReply
from saduak.cases.models.grounds import Ground
from saduak.cases.models.outages import Heartbeat, Outage
from saduak.cases.models.work import Task, Visit

__all__ = [
    "Agreement",
    "Appeal",
    "AppealBody",
    "AskedQuestion",
    "Case",
    "CaseWords",
    "Consent",
    "Consultation",
    "Decision",
    "DefectItem",
    "DefectRecord",
    "DefectReply",
    "Draft",
    "Duty",
    "Ground",
    "Hearing",
    "Heartbeat",
    "Interest",
    "LookClaim",
    "NewOrder",
    "Notice",
    "Outage",
    "Paper",
    "RegulatorCopy",
    "RuleAdoption",
    "RuleFinding",
    "StandingOrder",
    "Task",
    "Visit",
]
