"""Which events make which columns of a case. What the clock derives is compared by `saduak case rebuild`."""

from saduak.cases.models import (
    Agreement,
    Appeal,
    AppealBody,
    AskedQuestion,
    Case,
    CaseWords,
    Consent,
    Consultation,
    Decision,
    DefectItem,
    DefectRecord,
    DefectReply,
    Draft,
    Duty,
    Ground,
    Hearing,
    Interest,
    NewOrder,
    Notice,
    Outage,
    Paper,
    RegulatorCopy,
    RuleAdoption,
    RuleFinding,
    StandingOrder,
    Task,
    Visit,
)
from saduak.ledger.projections import Projection


def _same(*names: str, **renamed: str) -> dict[str, str]:
    return {**{name: name for name in names}, **renamed}


def _of(kinds: dict[str, dict[str, str]], member: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Columns, and the same field as the id of the row in every kind."""
    return kinds, dict.fromkeys(kinds, member)


_WORDS = _same("answers", "applicant_name")
_GROUNDED = (
    "case.defect_extended",
    "case.returned",
    "case.reinstated",
    "case.referred",
    "case.withdrawn",
    "case.exception_ordered",
    "case.extended",
    "case.paused",
    "case.window_closed",
    "case.silence_answered",
    "case.consent_confirmed",
    "case.appeal_extended",
    "case.appeal_withdrawn",
    "case.rule_answered",
    "case.opinion_recorded",
    "case.consultation_taken_back",
    "case.overseen",
)
_NAMED = {
    "case.referred": {"agency_named": "named"},
    "case.exception_ordered": {"discipline_reference": "named"},
}
_PAPER = _same("document", "source", "file")
_ACKNOWLEDGED = _same("acknowledgement", "proof")
_SPOKEN = {"lines": "line_outcomes", "reasons": "reasoning"}

PROJECTIONS = (
    Projection(
        Draft,
        "draft",
        {
            "draft.started": _same("owner", agency="agency_id", publication="publication_id"),
            "draft.saved": _same("answers"),
            "draft.moved": {"publication": "publication_id"},
            "draft.refiles": _same("refiles"),
            "draft.filed": _same("case"),
        },
        {},
    ),
    Projection(
        Case,
        "case",
        {
            "case.filed": _same(
                *("number", "service", "lane", "entered_at", "channel", "reply", "language"),
                agency="agency_id",
                publication="publication_id",
                person="person_id",
                organisation="organisation_id",
                filed_by="filed_by_id",
                clerk="clerk_id",
            ),
            "case.version_chosen": {"publication": "publication_id"},
            "case.version_moved": {"publication": "publication_id"},
            "case.reply_chosen": _same("reply"),
            "case.assigned": {"officer": "officer_id", "unit": "unit_id"},
            "case.decided": _same("outcome"),
            "case.order_replaced": _same("outcome"),
        },
        {},
    ),
    Projection(
        CaseWords,
        "case",
        {"case.filed": {**_WORDS, **_same("helper", "reason")}, "case.answers_amended": _WORDS},
        {},
    ),
    Projection(
        Paper,
        "case",
        {
            "case.filed": {**_PAPER, **_same(certified_by="certified_by_id")},
            "case.paper_added": {**_PAPER, **_same("look", certified_by="certified_by_id")},
        },
        {"case.paper_added": "paper"},
        {"case.filed": "papers"},
    ),
    Projection(
        DefectRecord,
        "case",
        {
            "case.defect_recorded": {**_ACKNOWLEDGED, **_same("deadline", officer="officer_id")},
            "case.defect_acknowledged": _ACKNOWLEDGED,
            "case.defect_extended": _same("deadline"),
            "case.reinstated": _same("deadline"),
            "case.return_revoked": _same("deadline"),
        },
        {},
    ),
    Projection(
        DefectItem,
        "case",
        *_of({"case.defect_item_recorded": _same("number", "about", "found", "mend")}, "item"),
    ),
    Projection(
        DefectReply,
        "case",
        *_of(
            {
                "case.defect_answered": _same("channel", "paper", "text", item="item_id", answered_at="at"),
                "case.defect_judged": _same("accepted", "note"),
            },
            "reply",
        ),
    ),
    Projection(
        Ground,
        "case",
        *_of({kind: {"ground": "text", **_NAMED.get(kind, {})} for kind in _GROUNDED}, "ground_id"),
    ),
    Projection(
        Task,
        "case",
        {
            "case.filed": {"name": "step"},
            "case.version_chosen": {"name": "step"},
            "case.version_moved": {"name": "step"},
            "case.task_assigned": {"officer": "officer_id"},
            "case.task_started": {"officer": "officer_id"},
            "case.task_finished": {},
        },
        {"case.task_assigned": "task", "case.task_started": "task", "case.task_finished": "task"},
        {"case.filed": "tasks", "case.version_chosen": "tasks", "case.version_moved": "tasks"},
    ),
    Projection(
        Visit,
        "case",
        *_of(
            {
                "case.visit_recorded": _same(
                    *("visited_at", "answers", "photos", "opinion", "note"), task="task_id", officer="officer_id"
                )
            },
            "visit",
        ),
    ),
    Projection(
        Consent,
        "case",
        *_of(
            {
                "case.consent_asked": _same("document", "party", "expires_at"),
                "case.consent_answered": _same("state", "answered_by", "note"),
                "case.consent_on_paper": _same("state"),
            },
            "consent",
        ),
    ),
    Projection(
        Interest,
        "case",
        *_of({"case.interest_declared": _same("ground", "note", officer="officer_id")}, "interest"),
    ),
    Projection(
        Hearing,
        "case",
        *_of(
            {
                "case.hearing_opened": _same("answer_by", "grounds"),
                "case.hearing_answered": _same("statement"),
                "case.hearing_skipped": _same("skipped", "grounds"),
            },
            "hearing",
        ),
    ),
    Projection(
        Decision,
        "case",
        {
            "case.decision_drafted": _same("outcome", "facts", "law", **_SPOKEN, officer="drafted_by_id"),
            "case.decision_checked": _same("note", officer="checked_by_id"),
            "case.decided": _same(*("outcome", "power", "facts", "law", "appeal"), **_SPOKEN, officer="made_by_id"),
        },
        {},
    ),
    Projection(
        Duty,
        "case",
        *_of(
            {
                "duty.opened": _same("what", "severity", "role", "about", "due_on", officer="officer_id"),
                "duty.done": _same("how"),
            },
            "duty",
        ),
    ),
    Projection(
        Notice,
        "case",
        *_of(
            {
                "case.delay_drafted": _same("number", "due_on"),
                "case.delay_reason_given": _same("reason", officer="reason_by_id"),
                "case.delay_noticed": _same(
                    *("number", "letter", "window_on", "window_until", "next_on", "told"), reason_kind="kind"
                ),
                "notice.dropped": {},
            },
            "notice",
        ),
    ),
    Projection(
        RegulatorCopy,
        "case",
        *_of({"case.delay_noticed": _same("number", "overdue_since", "addressee", reason_kind="kind")}, "notice"),
    ),
    Projection(
        Consultation,
        "case",
        *_of(
            {
                "case.consulted": _same(
                    *("step", "body", "question_kind", "papers", "due_on", "basis", "because", "expires_at"),
                    *("name", "email", "facts"),
                    parent="parent_id",
                    agency="agency_id",
                    officer="officer_id",
                    asked="asked_id",
                    agreement="agreement_id",
                ),
                "case.consultation_chased": _same("expires_at"),
                "case.consultation_answered": _same("state", "way", "answered_by"),
                "case.consultation_taken_back": _same("state"),
            },
            "consultation",
        ),
    ),
    Projection(
        AskedQuestion,
        "case",
        *_of(
            {
                "case.question_put": _same("number", "text", consultation="consultation_id"),
                "case.question_answered": _same("opinion", "papers", "clauses"),
            },
            "question",
        ),
    ),
    Projection(
        Agreement,
        "agency",
        *_of(
            {
                "agreement.recorded": _same(
                    *("name", "service", "question_kind", "amount", "unit", "number", "since", "until", "replaces"),
                    asked="asked_id",
                ),
                "agreement.ended": _same("ended_on"),
            },
            "agreement",
        ),
    ),
    Projection(
        Appeal,
        "case",
        *_of(
            {
                "case.appeal_filed": _same(
                    *("against", "order_letter", "channel", "entered_at", "received_at", "told_on", "last_on"),
                    *("papers", "grounds", "act_by", "due_on"),
                    late="is_late",
                    superior="superior_id",
                ),
                "case.appeal_considered": _same("view", "report"),
                "case.appeal_forwarded": _same("act_by", "due_on", superior="superior_id"),
                "case.appeal_extended": _same("act_by", "due_on", number="extended"),
                "case.appeal_decided": _same(*("result", "power", "facts", "law", "reasons"), officer="decided_by_id"),
                "case.appeal_withdrawn": {},
            },
            "appeal",
        ),
    ),
    Projection(
        NewOrder,
        "case",
        *_of(
            {
                "case.order_replaced": _same(
                    *("outcome", "power", "facts", "law"),
                    **_SPOKEN,
                    agency="agency_id",
                    appeal="appeal_id",
                    officer="made_by_id",
                )
            },
            "order",
        ),
    ),
    Projection(
        AppealBody,
        "agency",
        *_of({"appeals.sent_to": _same("service", "number", "since", superior="superior_id")}, "body"),
    ),
    Projection(
        RuleFinding,
        "case",
        {
            "case.rule_tried": _same("failed", "sampled", adoption="adoption_id"),
            "case.rule_audited": _same("finding", "note", officer="audited_by_id"),
        },
        {},
    ),
    Projection(
        RuleAdoption,
        "agency",
        *_of({"rule.adopted": _same("service", "rule", "number", "ordered_on", "since", "until", "share")}, "adoption"),
    ),
    Projection(
        Outage,
        "outage",
        {
            "outage.recorded": _same(
                "what", "since", "until", "source", "evidence", agency="agency_id", officer="officer_id"
            )
        },
        {},
    ),
    Projection(StandingOrder, "agency", *_of({"notices.ordered": _same("number", "since")}, "order")),
)
"""What each row must be."""
