"""The addresses of the entrance. The way back from ThaID stands apart: it is registered there letter by letter."""

from django.urls import path

from saduak.channels.entrance import citizens, mandates, officers

app_name = "entrance"
urlpatterns = [
    path("", citizens.choose, name="choose"),
    path("code/", citizens.ask_code, name="code"),
    path("code/check/", citizens.check_code, name="check"),
    path("name/", citizens.tell_name, name="name"),
    path("with/<slug:provider>/", citizens.go_to_provider, name="provider"),
    path("me/", citizens.me, name="me"),
    path("email/", citizens.add_email, name="email"),
    path("out/", citizens.leave, name="out"),
    path("acting/", mandates.acting, name="acting"),
    path("mandates/", mandates.mandates, name="mandates"),
    path("mandates/<uuid:mandate_id>/end/", mandates.end_mandate, name="end_mandate"),
    path("officer/", officers.password, name="officer"),
    path("officer/second/", officers.second, name="second"),
    path("officer/set-up/", officers.set_up, name="set_up"),
    path("officer/codes/", officers.codes, name="codes"),
    path("officer/name/", officers.own_name, name="officer_name"),
    path("officer/invitation/<str:token>/", officers.invitation, name="invitation"),
]
