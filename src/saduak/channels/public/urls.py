"""Addresses that need no log-in."""

from django.urls import path

from saduak.channels.public import views

app_name = "public"
urlpatterns = [
    path("", views.due, name="due"),
]
