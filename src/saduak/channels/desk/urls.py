"""The addresses of the desk."""

from django.urls import path

from saduak.channels.desk import case, checking, judging, overseeing, papers, recording, returning, work
from saduak.channels.desk.urls_of_work import urlpatterns as of_work

app_name = "desk"
CASE = "case/<uuid:case_id>/"

urlpatterns = [
    path("", work.home, name="home"),
    path("search/", work.search, name="search"),
    path("help/", work.help_page, name="help"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}why/", overseeing.oversee, name="oversee"),
    path(f"{CASE}history/", case.history, name="history"),
    path(f"{CASE}file/<uuid:file_id>/", case.file, name="file"),
    path(f"{CASE}letters/<uuid:letter_id>.pdf", case.letter_sheet, name="letter_sheet"),
    path(f"{CASE}check/", checking.check, name="check"),
    path(f"{CASE}check/mend/", checking.mend, name="mend"),
    path(f"{CASE}check/mend/codes/<str:name>/", checking.codes, name="codes"),
    path(f"{CASE}defect/", recording.defect, name="defect"),
    path(f"{CASE}items/", judging.items, name="items"),
    path(f"{CASE}items/extend/", judging.extend, name="extend"),
    path(f"{CASE}return/", returning.give_back, name="return"),
    path(f"{CASE}reinstate/", returning.give_time_back, name="reinstate"),
    path(f"{CASE}refer/", returning.refer, name="refer"),
    path(f"{CASE}exception/", returning.exception, name="exception"),
    path(f"{CASE}papers/", papers.papers, name="papers"),
    *of_work,
]
