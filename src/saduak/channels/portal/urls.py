"""The addresses of the portal; each area lists its own."""

from django.urls import include, path

from saduak.channels.portal.apply.urls import urlpatterns as apply
from saduak.channels.portal.filed.urls import open_to_all
from saduak.channels.portal.filed.urls import urlpatterns as filed
from saduak.channels.portal.licences.urls import urlpatterns as licences
from saduak.channels.portal.pay.urls import urlpatterns as pay

app_name = "portal"
urlpatterns = [path("my/", include([*apply, *filed, *licences, *pay])), *open_to_all]
