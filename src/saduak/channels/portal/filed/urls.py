"""The addresses of an application after it was filed: below `/my/`, and two that need no log-in."""

from django.urls import path

from saduak.channels.portal.filed import (
    acting,
    appealing,
    consenting,
    following,
    home,
    letters,
    looks,
    mending,
    opining,
    pages,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("case/<uuid:case_id>/", pages.case_page, name="case"),
    path("case/<uuid:case_id>/consents/", pages.consents, name="case_consents"),
    path("case/<uuid:case_id>/file/<uuid:file_id>/", pages.file, name="case_file"),
    path("case/<uuid:case_id>/defect/", mending.defect, name="case_defect"),
    path("case/<uuid:case_id>/defect/<uuid:item_id>/", mending.mend, name="case_mend"),
    path("case/<uuid:case_id>/papers/", acting.papers, name="case_papers"),
    path("case/<uuid:case_id>/withdraw/", acting.take_back, name="case_withdraw"),
    path("case/<uuid:case_id>/reply/", acting.reply, name="case_reply"),
    path("case/<uuid:case_id>/version/", acting.version, name="case_version"),
    path("case/<uuid:case_id>/appeal/", appealing.appeal, name="case_appeal"),
    path("case/<uuid:case_id>/appeal/file/<uuid:file_id>/", appealing.file, name="case_appeal_file"),
    path("case/<uuid:case_id>/hearing/", acting.hearing, name="case_hearing"),
    path("case/<uuid:case_id>/again/", acting.again, name="case_again"),
    path("consent/<uuid:consent_id>/", consenting.by_log_in, name="consent_asked"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<uuid:letter_id>/", letters.letter_page, name="letter"),
    path("letters/<uuid:letter_id>.pdf", letters.sheet, name="letter_pdf"),
    path("looks/", looks.looks, name="looks"),
]
open_to_all = [
    path("follow/", following.follow, name="follow"),
    path("consent/<uuid:consent_id>/<slug:signature>/", consenting.by_link, name="consent"),
    path("consult/<uuid:consultation_id>/<slug:signature>/", opining.by_link, name="consult"),
    path("consult/<uuid:consultation_id>/<slug:signature>/<uuid:file_id>/", opining.file, name="consult_file"),
]
