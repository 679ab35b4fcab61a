"""The addresses of the portal; each area lists its own."""

from django.urls import include, path

from saduak.channels.portal.apply.urls import urlpatterns as apply

app_name = "portal"
urlpatterns = [path("my/", include(apply))]
