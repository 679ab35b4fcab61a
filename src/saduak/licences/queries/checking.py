"""Whether what somebody holds up is what was issued: the token of a QR code, a file, the list for checkers off line.

All of it is open to anybody (EPA s.13, s.14) and compared with the register as it stands.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection

from saduak.core.errors import DomainError, NotFound
from saduak.core.licence_token import LicenceToken, read_token, short_holder, token_text
from saduak.core.licence_token import status_list as signed_list
from saduak.ledger.canonical import canonical
from saduak.licences.models import Licence
from saduak.licences.ports import SealFindings, SealReader, TokenSigner
from saduak.licences.queries.register import (
    LicenceView,
    licence_by_code,
    licence_by_number,
    status_list,
    today,
)

SHOWN_OF_DIGEST = 16
"""Hexadecimal digits of the record's digest in a token."""
TELLING = (
    *("id", "code", "publication", "state", "state_since", "suspended_until", "issued_on", "expires_on"),
    *("renewal_filed_on", "renewal_paid_on", "renewal_decided_on", "record_digest", "erased_at", "changed_at"),
)
"""What the status of a licence hangs on besides the day, and what changes when anything that it says does."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file is worth. `reasons` are codes of everything that speaks against it, the gravest first; `licence` is
    the one that the file says it is, as the register has it."""

    licence: LicenceView | None
    findings: SealFindings
    reasons: tuple[str, ...]

    @property
    def is_genuine(self) -> bool:
        """Whether the file is what was issued, whatever became of the licence since."""
        return not [reason for reason in self.reasons if reason != "does_not_hold"]

    @property
    def is_valid(self) -> bool:
        """Whether the file is what was issued, and the licence holds."""
        return not self.reasons


def signer() -> TokenSigner:
    """Who signs tokens here."""
    wired: TokenSigner = import_module(settings.WIRING).TOKEN_SIGNER
    return wired


def token_of(licence: Licence) -> str:
    """The token for the QR of a licence. Raises `Unavailable` "signing_key_unreadable"; `DomainError` as
    `core.licence_token.token_text`."""
    keys, record = signer(), licence.told()
    told = LicenceToken(
        key_id=keys.key_id,
        code=licence.code,
        number=licence.number,
        form_code=licence.form_code,
        holder=record.holder,
        issued_on=licence.issued_on,
        expires_on=licence.expires_on,
        digest=licence.record_digest[:SHOWN_OF_DIGEST],
    )
    return token_text(told, keys.sign)


def stamp_of(code: str, now: datetime) -> tuple[Any, ...]:
    """What the page of a licence hangs on, as the database writes it, and the day: another whenever the page would say
    something else. One small question, so that every check can be asked of the register. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_asks_for_stamp(), [code])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise NotFound("not_found", what="licence")
    return (*row, today(now))


@lru_cache(maxsize=1)
def _asks_for_stamp() -> str:
    meta = Licence._meta
    columns = ", ".join(f'"{field.column}"' for field in meta.concrete_fields if field.name in TELLING)
    return f'SELECT {columns} FROM "{meta.db_table}" WHERE "code" = %s'  # noqa: S608 - names of our own


def token_checked(text: str, now: datetime) -> tuple[LicenceToken, LicenceView]:
    """What a token says and the licence that it names, which must say the same.

    Raises as `core.licence_token.read_token`; NotFound; `DomainError` "licence_token_differs" where the register now
    says something else under that code.
    """
    keys = signer()
    token = read_token(text, keys.published(), keys.holds)
    found = licence_by_code(token.code, now)
    row = found.row
    said = (token.number, token.form_code, token.issued_on, token.expires_on)
    if said != (row.number, row.form_code, row.issued_on, row.expires_on) or not _same_words(token, found):
        raise DomainError("licence_token_differs")
    return token, found


def _same_words(token: LicenceToken, found: LicenceView) -> bool:
    """Whether holder and record are those of the register; of an erased record nothing is left to compare."""
    if found.record is None:
        return True
    known = (short_holder(found.record.holder), found.row.record_digest[:SHOWN_OF_DIGEST])
    return (token.holder, token.digest) == known


def last_change(service: str, office: str) -> datetime | None:
    """When a licence of that part of the register was issued or ordered about last; empty names ask for all."""
    wanted = {"service": service, "agency__slug": office}
    rows = Licence.objects.filter(**{name: value for name, value in wanted.items() if value})
    return rows.order_by("-changed_at").values_list("changed_at", flat=True).first()


def published_keys() -> Mapping[str, str]:
    """The public keys by their ids, base64url without padding: what a checker off line keeps."""
    keys = signer().published().items()
    return {name: base64.urlsafe_b64encode(key).decode().rstrip("=") for name, key in sorted(keys)}


def signed_status_list(now: datetime) -> Mapping[str, str]:
    """The list of what does not hold, signed, as of now."""
    keys = signer()
    return signed_list(status_list(now), now, keys.key_id, keys.sign)


def check_file(content: bytes, now: datetime) -> FileCheck:
    """Compare a file with the register. Never raises for what the bytes are; raises `Unavailable` "checker_busy" while
    too many files are being read."""
    reader: SealReader = import_module(settings.WIRING).SEAL_READER
    findings = reader.read(content, now)
    licence = _named_in(findings.record, now)
    against = _against(findings, licence, sha256(content).hexdigest())
    return FileCheck(licence, findings, tuple(dict.fromkeys(against)))


def _against(findings: SealFindings, licence: LicenceView | None, digest: str) -> list[str]:
    """Everything that speaks against a file: what it shows of itself, then what the register says.

    The data inside are public and every agency here holds a trusted key, so that only the digest of the sheet that was
    kept tells the sheet from one that says something else around the same data.
    """
    tests = (
        (not findings.signed, "not_signed"),
        (findings.signed and not findings.intact, "altered"),
        (findings.signed and findings.intact and not findings.covers_all, "added_to"),
        (findings.signed and not findings.trusted, "signer_unknown"),
        (findings.record is None, "no_record"),
        (findings.record is not None and licence is None, "not_in_register"),
        (licence is not None and not _says_the_same(licence, findings.record), "differs_from_register"),
        (licence is not None and not _is_the_sheet(licence, digest), "not_the_sheet"),
        (licence is not None and not licence.status.holds, "does_not_hold"),
    )
    return [*findings.reasons, *(reason for speaks, reason in tests if speaks)]


def _named_in(record: Mapping[str, Any] | None, now: datetime) -> LicenceView | None:
    number = record.get("number") if record else None
    if not isinstance(number, str):
        return None
    try:
        return licence_by_number(number[:200], now)
    except NotFound:
        return None


def _is_the_sheet(licence: LicenceView, digest: str) -> bool:
    """Whether a file is the sheet that was kept of the licence, of which there is one; none yet, and it is not."""
    sheet = getattr(licence.row, "sheet", None)
    return sheet is not None and sheet.sha256 == digest


def _says_the_same(licence: LicenceView, record: Mapping[str, Any] | None) -> bool:
    """Whether the data in a file is the record of the licence; a hostile record may hold what has no canonical form."""
    try:
        return licence.record is not None and canonical(record) == licence.row.said
    except (TypeError, ValueError, RecursionError):
        return False
