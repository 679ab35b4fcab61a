"""What can happen to an application: event kinds, each with its fields, and which are digests of erasable text.

Everything stands in the stream of its case, so that the case can be read, and its row recomputed, from there alone.
"""

from saduak.ledger.kinds import event_kind

DRAFT_STARTED = event_kind("draft.started", "Somebody began to write an application.", "agency", "publication", "owner")
DRAFT_SAVED = event_kind("draft.saved", "Answers or papers of a draft were saved.", "papers", digests=("answers",))
DRAFT_MOVED = event_kind("draft.moved", "A draft went over to a new version of the manual.", "publication")
DRAFT_REFILES = event_kind("draft.refiles", "A draft was begun from an application that is over.", "refiles")
DRAFT_DROPPED = event_kind("draft.dropped", "A draft was thrown away.")
DRAFT_FILED = event_kind("draft.filed", "A draft became an application.", "case")

FILED = event_kind(
    "case.filed",
    "An application was filed; its manual is pinned (LFA s.7, s.11).",
    *("number", "agency", "publication", "service", "version", "lane", "regime"),
    *("entered_at", "channel", "reply", "language"),
    *("person", "organisation", "filed_by", "clerk", "identity_seen", "consented", "draft", "papers", "tasks"),
    digests=("answers", "applicant_name", "helper", "reason"),
)
DUE_TOLD = event_kind(
    "case.due_told",
    "The applicant was told when the decision is due, and why.",
    *("promise_on", "limit_on", "due_on", "due_at", "because", "calendar"),
)
COMPLETED = event_kind(
    "case.completed",
    "The application was found complete: nothing more may be asked (LFA s.8).",
    *("how", "act_at", "act_channel", "tasks"),
)
DEFECT_RECORDED = event_kind(
    "case.defect_recorded",
    "The one defect record was made (LFA s.8).",
    *("officer", "deadline", "span", "items", "acknowledgement"),
    digests=("proof",),
)
DEFECT_ITEM_RECORDED = event_kind(
    "case.defect_item_recorded",
    "An item of the defect record: what the manual asks, what was found and how to mend it (LFA s.8).",
    *("item", "number", "about"),
    digests=("found", "mend"),
)
DEFECT_ACKNOWLEDGED = event_kind(
    "case.defect_acknowledged",
    "The applicant confirmed the defect record, or declined to.",
    "acknowledgement",
    digests=("proof",),
)
DEFECT_ANSWERED = event_kind(
    "case.defect_answered",
    "The applicant answered an item of the defect record.",
    *("item", "reply", "paper", "channel", "answered_at"),
    digests=("text",),
)
DEFECT_JUDGED = event_kind(
    "case.defect_judged",
    "An officer found an item mended, or still open.",
    *("item", "reply", "accepted"),
    digests=("note",),
)
DEFECT_EXTENDED = event_kind(
    "case.defect_extended",
    "The applicant's time to mend was lengthened (APA s.65).",
    *("deadline", "ground_id"),
    digests=("ground",),
)
ANSWERS_AMENDED = event_kind(
    "case.answers_amended",
    "Answers of the form were put right on the spot or in answer to the defect record.",
    "fields",
    digests=("answers", "applicant_name"),
)
RETURNED = event_kind(
    "case.returned",
    "The application was returned with reasons (LFA s.9).",
    *("items", "ground_id"),
    digests=("ground",),
)
REINSTATED = event_kind(
    "case.reinstated",
    "A lost deadline was given back (APA s.66).",
    *("deadline", "asked_on", "obstacle_ended_on", "ground_id"),
    digests=("ground",),
)
REFERRED = event_kind(
    "case.referred",
    "The sender was told which agency is responsible (EPA s.10).",
    "ground_id",
    digests=("agency_named", "ground"),
)
WITHDRAWN = event_kind("case.withdrawn", "The applicant took the application back.", "ground_id", digests=("ground",))
PAPER_ADDED = event_kind(
    "case.paper_added",
    "A paper came to the case.",
    *("paper", "document", "source", "file", "look", "certified_by", "offered", "channel"),
)
REPLY_CHOSEN = event_kind("case.reply_chosen", "The applicant chose how to be answered (EPA s.11).", "reply")
VERSION_CHOSEN = event_kind(
    "case.version_chosen",
    "The applicant chose a new manual that is better for them (LFA s.11).",
    *("publication", "version", "promise", "new_promise", "tasks"),
)
VERSION_MOVED = event_kind(
    "case.version_moved",
    "A law brought the application under a new manual (LFA s.11).",
    *("publication", "version", "article", "promise", "new_promise", "tasks"),
)
EXCEPTION_ORDERED = event_kind(
    "case.exception_ordered",
    "The authority ordered what LFA s.8 para 3 allows after an officer's fault; the clock does not move.",
    *("officer", "ground_id"),
    digests=("discipline_reference", "ground"),
)
OVERSEEN = event_kind(
    "case.overseen",
    "Somebody who looks after all agencies opened the application, and said why; the applicant is shown it.",
    *("officer", "agency", "ground_id"),
    digests=("ground",),
)
ASSIGNED = event_kind("case.assigned", "The case was given to an officer, or to nobody.", "officer", "unit")
TASK_ASSIGNED = event_kind("case.task_assigned", "A step was given to an officer.", "task", "step", "officer")
TASK_STARTED = event_kind("case.task_started", "Work on a step began.", "task", "step", "officer")
TASK_FINISHED = event_kind("case.task_finished", "A step was finished.", "task", "step", "officer")
OPINION_RECORDED = event_kind(
    "case.opinion_recorded",
    "What an officer found and thinks was recorded at the end of a step.",
    *("task", "step", "officer", "ground_id"),
    digests=("ground",),
)
VISIT_RECORDED = event_kind(
    "case.visit_recorded",
    "A visit to the place was recorded with checklist and opinion.",
    *("visit", "task", "officer", "visited_at", "answers", "photos", "opinion"),
    digests=("note",),
)
CONSENT_ASKED = event_kind(
    "case.consent_asked", "Another party was asked for its consent.", *("consent", "document", "party", "expires_at")
)
CONSENT_ANSWERED = event_kind(
    "case.consent_answered",
    "Another party gave or declined its consent.",
    *("consent", "state", "way", "person"),
    digests=("answered_by", "note"),
)
CONSENT_ON_PAPER = event_kind(
    "case.consent_on_paper",
    "An officer saw another party's consent on paper.",
    *("consent", "state", "way", "paper", "officer"),
)
CONSENT_CONFIRMED = event_kind(
    "case.consent_confirmed",
    "An officer asked the party whether the consent by link was its own.",
    *("consent", "officer", "ground_id"),
    digests=("ground",),
)
INTEREST_DECLARED = event_kind(
    "case.interest_declared",
    "An officer with an interest may not act in the case (APA s.13).",
    *("interest", "officer", "ground"),
    digests=("note",),
)
HEARING_OPENED = event_kind(
    "case.hearing_opened",
    "The party was told the facts and may answer before an order against it (APA s.30).",
    *("hearing", "answer_by"),
    digests=("grounds",),
)
HEARING_ANSWERED = event_kind("case.hearing_answered", "The party answered.", "hearing", digests=("statement",))
HEARING_SKIPPED = event_kind(
    "case.hearing_skipped",
    "The hearing was left out on a ground of APA s.30 para 2.",
    *("hearing", "skipped"),
    digests=("grounds",),
)
DECISION_DRAFTED = event_kind(
    "case.decision_drafted",
    "An officer put a decision before the authority.",
    *("officer", "outcome", "lines"),
    digests=("facts", "law", "reasons"),
)
DECISION_CHECKED = event_kind(
    "case.decision_checked", "A second person looked at the draft.", "officer", "agrees", digests=("note",)
)
DECIDED = event_kind(
    "case.decided",
    "The authority decided (APA s.37).",
    *("officer", "outcome", "lines", "power", "four_eyes"),
    digests=("facts", "law", "reasons", "appeal"),
)
NOTIFIED = event_kind(
    "case.notified", "The decision was told to the applicant (LFA s.10).", *("letter", "means", "delivered_at")
)
DECISION_POSTED = event_kind(
    "case.decision_posted",
    "The letter of the decision was posted, and counts as received on a day to come (APA s.71).",
    *("letter", "posted_at", "deemed_on"),
)
DECISION_CAME_BACK = event_kind(
    "case.decision_came_back", "The post brought the letter of the decision back.", "letter", "came_back_at"
)
LETTER_ORDERED = event_kind(
    "case.letter_ordered", "A letter of the case went out.", *("letter", "letter_kind", "because")
)
LETTER_ON_PAPER = event_kind(
    "case.letter_on_paper",
    "A letter goes on paper although the applicant asked for another way: nobody has a log-in to read it.",
    *("letter", "why"),
)
WARNED = event_kind("case.warned", "Somebody was told that a date is near or past.", "look")
DELAY_DRAFTED = event_kind(
    "case.delay_drafted", "A delay notice was drafted; its reason is awaited.", "notice", "number", "due_on"
)
DELAY_REASON_GIVEN = event_kind(
    "case.delay_reason_given",
    "An officer gave the reason of a delay notice (LFA s.10).",
    *("notice", "number", "officer"),
    digests=("reason",),
)
DELAY_NOTICED = event_kind(
    "case.delay_noticed",
    "The applicant and the regulator were told of the delay (LFA s.10).",
    *("notice", "number", "letter", "reason_kind", "overdue_since", "window_on", "window_until", "next_on"),
    *("addressee", "order"),
    digests=("told",),
)
DELAY_DROPPED = event_kind("notice.dropped", "A drafted delay notice was no longer needed.", "notice")
WINDOW_CLOSED = event_kind(
    "case.window_closed",
    "The head answered for a missed window: sent late, or force majeure with evidence (LFA s.10 para 4).",
    *("duty", "officer", "how", "ground_id"),
    digests=("ground",),
)
OUTAGE_RECORDED = event_kind(
    "outage.recorded",
    "The channel did not work for a while, or the worker stood still; the system noticed, or an officer recorded it.",
    *("agency", "what", "since", "until", "source", "officer"),
    digests=("evidence",),
    version=2,
)
NOTICES_ORDERED = event_kind(
    "notices.ordered",
    "The authority ordered that the system sends delay notices (EPA s.16).",
    *("order", "number", "since"),
)
DUTY_OPENED = event_kind(
    "duty.opened",
    "The clock gave somebody something to do.",
    *("duty", "what", "severity", "role", "officer", "about", "due_on"),
)
DUTY_DONE = event_kind("duty.done", "A duty ended, and how.", "duty", "how")
EXTENDED = event_kind(
    "case.extended",
    "The time of the licence's law was extended, and the applicant told before it was over.",
    *("number", "span", "old", "limit_on", "letter", "power", "ground_id"),
    digests=("ground",),
)
PAUSED = event_kind(
    "case.paused",
    "The clock stands still on a ground that the law names.",
    *("pause_ground", "ground_id"),
    digests=("ground",),
)
RESUMED = event_kind("case.resumed", "The clock runs again.", "pause_ground")
DEEMED_GRANTED = event_kind(
    "case.deemed_granted",
    "Silence approved the application, as the licence's law says.",
    *("since", "limit_on", "article"),
)
SILENCE_ANSWERED = event_kind(
    "case.silence_answered",
    "The head said what was done about an approval by silence.",
    *("duty", "officer", "ground_id"),
    digests=("ground",),
)
RECOMPUTED = event_kind(
    "case.recomputed",
    "The row was computed anew, since the calendar changed or it differed from its events; the old columns stay here.",
    *("ground", "was"),
)

CONSULTED = event_kind(
    "case.consulted",
    "Another agency was asked for its opinion; the clock of the application runs on (LFA s.10).",
    *("consultation", "parent", "step", "agency", "officer", "asked", "body", "question_kind", "papers"),
    *("due_on", "basis", "agreement", "because", "expires_at"),
    digests=("name", "email", "facts"),
)
QUESTION_PUT = event_kind(
    "case.question_put", "One question of a consultation.", *("consultation", "question", "number"), digests=("text",)
)
CONSULTATION_REMINDED = event_kind(
    "case.consultation_reminded", "The asked agency was reminded that its answer is due soon.", "consultation"
)
CONSULTATION_OVERDUE = event_kind(
    "case.consultation_overdue",
    "The day of an answer is over; the officer who asked has to ask after it.",
    *("consultation", "due_on"),
)
CONSULTATION_CHASED = event_kind(
    "case.consultation_chased",
    "The officer asked after an answer that is overdue.",
    *("consultation", "officer", "expires_at"),
)
QUESTION_ANSWERED = event_kind(
    "case.question_answered",
    "The opinion of the asked agency on one question.",
    *("consultation", "question", "opinion", "papers"),
    digests=("clauses",),
)
CONSULTATION_ANSWERED = event_kind(
    "case.consultation_answered",
    "The asked agency answered.",
    *("consultation", "body", "state", "way", "officer", "due_on"),
    digests=("answered_by",),
)
CONSULTATION_TAKEN_BACK = event_kind(
    "case.consultation_taken_back",
    "The questions to another agency were taken back.",
    *("consultation", "body", "state", "ground_id"),
    digests=("ground",),
)
AGREEMENT_RECORDED = event_kind(
    "agreement.recorded",
    "A time was agreed with another agency for its answers.",
    *("agreement", "asked", "name", "service", "question_kind", "amount", "unit", "number", "since", "until"),
    "replaces",
)
AGREEMENT_ENDED = event_kind(
    "agreement.ended", "An agreement between agencies ended before its time.", *("agreement", "ended_on")
)
APPEAL_FILED = event_kind(
    "case.appeal_filed",
    "An appeal against the decision, or against a return, was received, in time or late (APA s.44).",
    *("appeal", "against", "order_letter", "channel", "entered_at", "received_at", "told_on", "last_on", "late"),
    *("stage", "superior", "act_by", "due_on", "papers", "clerk"),
    digests=("grounds",),
    version=2,
)
APPEAL_CONSIDERED = event_kind(
    "case.appeal_considered",
    "Who made the order considered the appeal (APA s.45 para 1).",
    *("appeal", "officer", "view"),
    digests=("report",),
)
APPEAL_FORWARDED = event_kind(
    "case.appeal_forwarded",
    "The appeal was reported to the superior (APA s.45 para 1).",
    *("appeal", "superior", "act_by", "due_on"),
)
APPEAL_EXTENDED = event_kind(
    "case.appeal_extended",
    "The superior took more time and told the appellant before the old time was over (APA s.45 para 2).",
    *("appeal", "officer", "number", "span", "old", "act_by", "due_on", "letter", "ground_id"),
    digests=("ground",),
)
APPEAL_DECIDED = event_kind(
    "case.appeal_decided",
    "The appeal was decided, by who made the order or by the superior (APA s.45, s.46).",
    *("appeal", "agency", "officer", "result", "power", "letter"),
    digests=("facts", "law", "reasons"),
)
APPEAL_WITHDRAWN = event_kind(
    "case.appeal_withdrawn",
    "The appellant took the appeal back, on line or before a clerk who saw a paper of identity.",
    *("appeal", "clerk", "identity_seen", "ground_id"),
    digests=("ground",),
    version=2,
)
APPEAL_WARNED = event_kind(
    "case.appeal_warned", "Somebody was told that the time for an appeal is near or past.", "appeal", "look"
)
RETURN_REVOKED = event_kind(
    "case.return_revoked",
    "An appeal against the return was upheld: the application goes on, whole, or with a new day to mend (APA s.46).",
    *("appeal", "agency", "officer", "how", "deadline"),
)
ORDER_REPLACED = event_kind(
    "case.order_replaced",
    "Another order took the place of the decision, because of an appeal (APA s.46).",
    *("appeal", "order", "agency", "officer", "outcome", "lines", "power"),
    digests=("facts", "law", "reasons"),
)
APPEALS_SENT_TO = event_kind(
    "appeals.sent_to",
    "It was recorded who decides the appeals against an agency's orders.",
    *("body", "service", "superior", "number", "since"),
)
RULE_ADOPTED = event_kind(
    "rule.adopted",
    "The authority ordered that a named rule decides by itself (EPA s.16).",
    *("adoption", "service", "rule", "number", "ordered_on", "since", "until", "share"),
)
RULE_TRIED = event_kind(
    "case.rule_tried",
    "A rule looked at the case: it decides, waits, or gives the case to a person with what failed.",
    *("adoption", "rule", "state", "passed", "failed", "sampled"),
)
RULE_ANSWERED = event_kind(
    "case.rule_answered",
    "The head said what was done about a decision of a rule that the audit found unsound.",
    *("duty", "officer", "ground_id"),
    digests=("ground",),
)
RULE_AUDITED = event_kind(
    "case.rule_audited",
    "A person looked at a sampled decision of a rule.",
    *("officer", "finding"),
    digests=("note",),
)
