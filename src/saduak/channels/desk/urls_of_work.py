"""The addresses of intake, the work on a case, the decision, letters, and the agency's own set-up."""

from django.urls import path

from saduak.channels.desk.clockwork import answering, held, leading, more_time, notices, ordering, outages, register
from saduak.channels.desk.consulting import asking, opening
from saduak.channels.desk.deciding import checking, drafting, making
from saduak.channels.desk.intake import filing, papers, starting, writing
from saduak.channels.desk.licences import finding, reading, telling
from saduak.channels.desk.licences import ordering as licence_orders
from saduak.channels.desk.money.urls import urlpatterns as of_money
from saduak.channels.desk.office import agreements, hours, officers, orders, ready, registers
from saduak.channels.desk.oversight.urls import urlpatterns as of_oversight
from saduak.channels.desk.post import letters
from saduak.channels.desk.reviewing import appeals, rules
from saduak.channels.desk.working import assigning, consents, hearings, interests, steps, visits

CASE = "case/<uuid:case_id>/"
DRAFT = "intake/draft/<uuid:draft_id>/"
OFFICE = "office/<slug:slug>/"
LICENCE = "licence/<uuid:licence_id>/"

urlpatterns = [
    path("intake/", starting.choose, name="intake"),
    path("intake/<uuid:publication_id>/", starting.begin, name="intake_begin"),
    path(DRAFT, writing.draft, name="intake_draft"),
    path(f"{DRAFT}move/", writing.move, name="intake_move"),
    path(f"{DRAFT}drop/", writing.drop, name="intake_drop"),
    path(f"{DRAFT}papers/", papers.papers, name="intake_papers"),
    path(f"{DRAFT}file/", filing.file, name="intake_file"),
    path(f"{DRAFT}page/<slug:page_id>/", writing.page, name="intake_page"),
    path(f"{DRAFT}page/<slug:page_id>/codes/<str:name>/", writing.codes, name="intake_codes"),
    path("intake/receipt/<uuid:case_id>/", filing.receipt, name="intake_receipt"),
    path("intake/receipt/<uuid:case_id>.pdf", filing.receipt_pdf, name="intake_receipt_pdf"),
    path(f"{CASE}assign/", assigning.assign, name="assign"),
    path(f"{CASE}task/<uuid:task_id>/", steps.step, name="task"),
    path(f"{CASE}visit/<uuid:task_id>/", visits.visit, name="visit"),
    path(f"{CASE}consents/", consents.consents, name="consents"),
    path(f"{CASE}interest/", interests.interest, name="interest"),
    path(f"{CASE}hearing/", hearings.hearing, name="hearing"),
    path(f"{CASE}draft/", drafting.draft, name="draft"),
    path(f"{CASE}draft/letter.pdf", drafting.preview, name="draft_letter"),
    path(f"{CASE}check-decision/", checking.look, name="check_decision"),
    path(f"{CASE}decide/", making.decide, name="decide"),
    path(f"{CASE}letters/", letters.of_case, name="case_letters"),
    path(f"{CASE}notices/", notices.notices, name="notices"),
    path(f"{CASE}more-time/", more_time.more_time, name="more_time"),
    path(f"{CASE}pause/", more_time.pause, name="pause"),
    path(f"{CASE}answer/", answering.answer, name="answer"),
    path(f"{CASE}consult/", asking.consult, name="consult"),
    path("consultations/", opening.listed, name="consultations"),
    path("consultations/<uuid:consultation_id>/", opening.one, name="consultation"),
    path("consultations/<uuid:consultation_id>/file/<uuid:file_id>/", opening.file, name="consultation_file"),
    path("duties/", held.held, name="duties"),
    path("board/", leading.board, name="board"),
    path("register/", register.register, name="register"),
    path("register.csv", register.as_csv, name="register_csv"),
    path("register.json", register.as_json, name="register_json"),
    path(f"{CASE}appeal/", appeals.filing, name="case_appeal"),
    path(f"{CASE}audit/", rules.audit, name="audit"),
    path("appeals/", appeals.listing, name="appeals"),
    path("appeals/<uuid:appeal_id>/", appeals.appeal, name="appeal"),
    path("appeals/<uuid:appeal_id>/file/<uuid:file_id>/", appeals.file, name="appeal_file"),
    path(f"{OFFICE}appeals/", rules.bodies, name="office_appeals"),
    path(f"{OFFICE}rules/", rules.rules, name="office_rules"),
    path("licences/", finding.listing, name="licences"),
    path(LICENCE, reading.one, name="licence"),
    path(f"{LICENCE}sheet.pdf", reading.sheet, name="licence_sheet"),
    path(f"{LICENCE}tell/", telling.tell, name="licence_tell"),
    path(f"{LICENCE}order/<slug:deed>/", licence_orders.order, name="licence_order"),
    path("letters/", letters.to_post, name="letters"),
    path("letters/<uuid:letter_id>/", letters.one, name="letter"),
    path("letters/<uuid:letter_id>.pdf", letters.sheet_of, name="letter_pdf"),
    path("office/", ready.choose, name="offices"),
    path(OFFICE, ready.ready, name="office"),
    path(f"{OFFICE}about/", ready.about, name="office_about"),
    path(f"{OFFICE}officers/", officers.officers, name="office_officers"),
    path(f"{OFFICE}officers/<uuid:officer_id>/", officers.officer, name="office_officer"),
    path(f"{OFFICE}orders/", orders.orders, name="office_orders"),
    path(f"{OFFICE}notices/", ordering.orders, name="office_notices"),
    path(f"{OFFICE}outages/", outages.outages, name="office_outages"),
    path(f"{OFFICE}agreements/", agreements.agreements, name="office_agreements"),
    path(f"{OFFICE}agreements/kept/", agreements.kept, name="office_agreements_kept"),
    path(f"{OFFICE}hours/", hours.hours, name="office_hours"),
    path(f"{OFFICE}registers/", registers.connected, name="office_registers"),
    *of_money,
    *of_oversight,
]
