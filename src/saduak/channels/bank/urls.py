"""The one address that banks call."""

from django.urls import path

from saduak.channels.bank.views import paid

urlpatterns = [path("paid", paid, name="bank_paid")]
