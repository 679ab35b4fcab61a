"""Which channel answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("saduak.channels.api.urls")),
    path("bank/", include("saduak.channels.bank.urls")),
    path("", include("saduak.channels.entrance.back")),
    *i18n_patterns(path("desk/", include("saduak.channels.desk.urls")), prefix_default_language=False),
    *i18n_patterns(path("in/", include("saduak.channels.entrance.urls")), prefix_default_language=False),
    *i18n_patterns(path("", include("saduak.channels.portal.urls")), prefix_default_language=False),
    *i18n_patterns(path("", include("saduak.channels.public.urls")), prefix_default_language=False),
]

handler400 = "saduak.channels.shell.errors.bad_request"
handler403 = "saduak.channels.shell.errors.forbidden"
