"""The one address outside the languages of the pages: where an identity provider sends browsers back to."""

from django.urls import path

from saduak.channels.entrance import citizens

urlpatterns = [path("in/<slug:provider>/back", citizens.come_back, name="entrance_back")]
