"""The faces of a licence that are made when they are asked for: its picture, and its data as JSON and XML.

The sealed sheet is not among them: it is made once, after commit, and kept (`sheet_of`).
"""

from importlib import import_module

from django.conf import settings

from saduak.core.errors import WrongState
from saduak.core.licence_data import as_json, as_xml
from saduak.core.licence_record import LicenceRecord
from saduak.core.reasons import Language
from saduak.licences.models import Licence
from saduak.licences.ports import LicencePress
from saduak.licences.queries.checking import token_of


def check_address(code: str) -> str:
    """Where anybody checks the licence with this short code."""
    return f"{settings.SITE.rstrip('/')}/v/{code}/"


def picture_of(licence: Licence, language: Language) -> bytes:
    """The licence as a PNG to be shown on a telephone. Raises WrongState("already_erased"), `Unavailable`."""
    press: LicencePress = import_module(settings.WIRING).LICENCE_PRESS
    record = _record(licence)
    return press.picture(record, address=check_address(licence.code), token=token_of(licence), language=language)


def data_of(licence: Licence, form: str) -> bytes:
    """The licence as "json" or "xml". Raises WrongState("already_erased"), `Unavailable`."""
    write = as_xml if form == "xml" else as_json
    return write(_record(licence), address=check_address(licence.code), token=token_of(licence))


def _record(licence: Licence) -> LicenceRecord:
    if licence.erased_at is not None:
        raise WrongState("already_erased")
    return licence.told()
