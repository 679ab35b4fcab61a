"""The addresses of money, below `/desk/`."""

from django.urls import path

from saduak.channels.desk.money import account, closing, invoices, receipts, takings, work

TILL = "money/<slug:slug>/"

urlpatterns = [
    path("money/", work.choose, name="money"),
    path("money/invoice/<uuid:invoice_id>/", invoices.one, name="money_invoice"),
    path("money/invoice/<uuid:invoice_id>/pay-in.pdf", invoices.pay_in, name="money_pay_in"),
    path("money/bill/<uuid:case_id>/", invoices.by_hand, name="money_bill"),
    path("money/payment/<uuid:payment_id>/", takings.one, name="money_payment"),
    path("money/refund/<uuid:refund_id>/", takings.back, name="money_refund"),
    path("money/receipt/<uuid:receipt_id>/", receipts.one, name="money_receipt"),
    path("money/receipt/<uuid:receipt_id>/<int:number>.pdf", receipts.sheet, name="money_receipt_pdf"),
    path(TILL, work.work, name="money_work"),
    path(f"{TILL}invoices/", work.invoices, name="money_invoices"),
    path(f"{TILL}receipts/", work.receipts, name="money_receipts"),
    path(f"{TILL}statement/", takings.statement, name="money_statement"),
    path(f"{TILL}close/", closing.close, name="money_close"),
    path(f"{TILL}closings.csv", closing.as_csv, name="money_closings"),
    path("office/<slug:slug>/account/", account.account, name="office_account"),
]
