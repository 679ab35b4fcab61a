"""The addresses of licences at the portal: below `/my/`."""

from django.urls import path

from saduak.channels.portal.licences import again, closing, pages, showing

ONE = "licence/<uuid:licence_id>/"
urlpatterns = [
    path("licences/", pages.listing, name="licences"),
    path("licences/show/", showing.slides, name="licence_slides"),
    path(ONE, pages.one, name="licence"),
    path(f"{ONE}sheet.pdf", pages.sheet, name="licence_sheet"),
    path(f"{ONE}picture.png", pages.picture, name="licence_picture"),
    path(f"{ONE}data.<slug:form>", pages.data, name="licence_data"),
    path(f"{ONE}show/", showing.show, name="licence_show"),
    path(f"{ONE}renew/", again.renew, name="licence_renew"),
    path(f"{ONE}substitute/", again.substitute, name="licence_substitute"),
    path(f"{ONE}close/", closing.close, name="licence_close"),
]
