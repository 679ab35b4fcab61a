"""Where an agency is paid, and in which book its receipts are numbered: its administrator says so."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.office.door import Desk, of_agency
from saduak.core.thai import western_digits
from saduak.fees.commands import set_bank_account
from saduak.fees.queries import bank_account


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def account(desk: Desk) -> HttpResponse:
    """The account, and its form."""
    if desk.is_sent:
        biller = western_digits(desk.typed("biller")).replace(" ", "").replace("-", "")
        book = desk.typed("receipt_book").upper()
        desk.attempt(set_bank_account, agency_id=desk.agency.id, biller=biller, receipt_book=book)
        if desk.went_through:
            return desk.there("money.account_kept", "desk:office_account")
    return desk.show("account.html", account=bank_account(desk.agency.id))
