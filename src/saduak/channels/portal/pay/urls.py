"""The addresses of what is to be paid, below `/my/`."""

from django.urls import path

from saduak.channels.portal.pay import pages

PAY = "pay/<uuid:invoice_id>/"
urlpatterns = [
    path(PAY, pages.pay, name="pay"),
    path(f"{PAY}qr.png", pages.code, name="pay_code"),
    path(f"{PAY}pay-in.pdf", pages.pay_in, name="pay_in"),
    path(f"{PAY}receipt/<int:number>.pdf", pages.receipt_pdf, name="pay_receipt"),
]
