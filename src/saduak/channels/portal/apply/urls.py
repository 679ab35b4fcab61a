"""The addresses of applying, below `/my/`."""

from django.urls import path

from saduak.channels.portal.apply import checking, papers, receipts, starting, writing

urlpatterns = [
    path("apply/<slug:kind>/<slug:name>/<slug:office>/", starting.start, name="start"),
    path("draft/<uuid:draft_id>/", writing.draft, name="draft"),
    path("draft/<uuid:draft_id>/papers/", papers.papers, name="draft_papers"),
    path("draft/<uuid:draft_id>/check/", checking.check, name="check"),
    path("draft/<uuid:draft_id>/move/", writing.move, name="move_draft"),
    path("draft/<uuid:draft_id>/drop/", writing.drop, name="drop_draft"),
    path("draft/<uuid:draft_id>/page/<slug:page_id>/", writing.page, name="draft_page"),
    path("codes/<uuid:draft_id>/<str:name>/", writing.codes, name="codes"),
    path("receipt/<uuid:case_id>/", receipts.receipt, name="receipt"),
    path("receipt/<uuid:case_id>.pdf", receipts.receipt_pdf, name="receipt_pdf"),
]
