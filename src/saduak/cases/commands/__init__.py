"""Everything that can be done to an application."""

from saduak.cases.commands.agreements import end_agreement, record_agreement
from saduak.cases.commands.answering import answer_defect, judge_answer
from saduak.cases.commands.appeal_looks import look_at_appeal, look_at_due_appeals, send_appeals_to
from saduak.cases.commands.appealing import file_appeal, withdraw_appeal
from saduak.cases.commands.assigning import assign_case, assign_task
from saduak.cases.commands.automatic import (
    adopt_rule,
    answer_for_rule,
    audit_decision,
    decide_by_rule,
    leave_to_person,
    try_rule,
)
from saduak.cases.commands.checking import confirm_complete, fix_on_the_spot, refer_application
from saduak.cases.commands.consenting import accept_paper_consent, answer_consent, ask_again, confirm_consent
from saduak.cases.commands.consultations import MAIL_CONSULTED
from saduak.cases.commands.consulting import (
    ask_consultation,
    chase_consultation,
    pass_on_consultation,
    take_back_consultation,
)
from saduak.cases.commands.deciding import check_decision, decide, draft_decision
from saduak.cases.commands.defects import acknowledge_defect, record_defect
from saduak.cases.commands.delaying import close_missed_window, give_delay_reason
from saduak.cases.commands.directing import confirm_director
from saduak.cases.commands.drafts import drop_draft, lay_papers, move_draft, save_draft, start_draft
from saduak.cases.commands.duties import MAIL, end_duties, end_duties_after
from saduak.cases.commands.extending import extend_limit, pause_case, resume_case
from saduak.cases.commands.filing import submit_application, submit_draft
from saduak.cases.commands.hearings import answer_hearing, open_hearing, skip_hearing
from saduak.cases.commands.interests import declare_interest
from saduak.cases.commands.letters import answer_by_letter, answer_completion, answer_filing, order_letter
from saduak.cases.commands.looking import look_at_case, look_at_cases
from saduak.cases.commands.lookups import add_paper_from_look, find_in_own_file
from saduak.cases.commands.notifying import follow_post, notify_of_decision, record_notification, record_posting
from saduak.cases.commands.opining import answer_consultation
from saduak.cases.commands.ordering import order_standing_notices
from saduak.cases.commands.outages import beat, beat_of_web, record_outage, relieve_after_outage, relieve_deadline
from saduak.cases.commands.overseeing import oversee_case
from saduak.cases.commands.papers import certify_original, offer_paper
from saduak.cases.commands.polling import look_at_due_cases, look_until
from saduak.cases.commands.preferences import choose_reply, choose_version, withdraw
from saduak.cases.commands.recomputing import recompute_after_calendar, recompute_case
from saduak.cases.commands.returning import (
    extend_defect_deadline,
    order_exception,
    refile,
    reinstate,
    return_application,
)
from saduak.cases.commands.reviewing import consider_appeal, decide_appeal, extend_appeal
from saduak.cases.commands.silence import answer_for_silence
from saduak.cases.commands.tasks import finish_task, start_task
from saduak.cases.commands.versions import move_version
from saduak.cases.commands.visiting import record_visit

__all__ = [
    "MAIL",
    "MAIL_CONSULTED",
    "accept_paper_consent",
    "acknowledge_defect",
    "add_paper_from_look",
    "adopt_rule",
    "answer_by_letter",
    "answer_completion",
    "answer_consent",
    "answer_consultation",
    "answer_defect",
    "answer_filing",
    "answer_for_rule",
    "answer_for_silence",
    "answer_hearing",
    "ask_again",
    "ask_consultation",
    "assign_case",
    "assign_task",
    "audit_decision",
    "beat",
    "beat_of_web",
    "certify_original",
    "chase_consultation",
    "check_decision",
    "choose_reply",
    "choose_version",
    "close_missed_window",
    "confirm_complete",
    "confirm_consent",
    "confirm_director",
    "consider_appeal",
    "decide",
    "decide_appeal",
    "decide_by_rule",
    "declare_interest",
    "draft_decision",
    "drop_draft",
    "end_agreement",
    "end_duties",
    "end_duties_after",
    "extend_appeal",
    "extend_defect_deadline",
    "extend_limit",
    "file_appeal",
    "find_in_own_file",
    "finish_task",
    "fix_on_the_spot",
    "follow_post",
    "give_delay_reason",
    "judge_answer",
    "lay_papers",
    "leave_to_person",
    "look_at_appeal",
    "look_at_case",
    "look_at_cases",
    "look_at_due_appeals",
    "look_at_due_cases",
    "look_until",
    "move_draft",
    "move_version",
    "notify_of_decision",
    "offer_paper",
    "open_hearing",
    "order_exception",
    "order_letter",
    "order_standing_notices",
    "oversee_case",
    "pass_on_consultation",
    "pause_case",
    "recompute_after_calendar",
    "recompute_case",
    "record_agreement",
    "record_defect",
    "record_notification",
    "record_outage",
    "record_posting",
    "record_visit",
    "refer_application",
    "refile",
    "reinstate",
    "relieve_after_outage",
    "relieve_deadline",
    "resume_case",
    "return_application",
    "save_draft",
    "send_appeals_to",
    "skip_hearing",
    "start_draft",
    "start_task",
    "submit_application",
    "submit_draft",
    "take_back_consultation",
    "try_rule",
    "withdraw",
    "withdraw_appeal",
]
