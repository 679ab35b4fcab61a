"""Looking at one signed PDF, measured by given anchors. Only `apart` calls this on files of strangers."""

import asyncio
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, NamedTuple

from asn1crypto import cms  # type: ignore[import-untyped]
from asn1crypto import parser as der
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.status import SignatureCoverageLevel, StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from saduak.adapters.signing.anchors import Anchors
from saduak.adapters.signing.enclosed import RECORD, SEAL, files_in
from saduak.adapters.signing.trust import EVERY_CERTIFICATE, certificates, measured_by
from saduak.core.licence_data import record_in

HOSTILE = (
    *(PdfError, SignatureValidationError, ValidationInfoReadingError, CMSExtractionError, ValidationError),
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError),
    *(OSError, MemoryError, NotImplementedError, zlib.error, struct.error),
)
"""What libraries raise over bytes that mean harm; none of it is an error of ours."""
PAST_NOW = timedelta(minutes=5)
"""Clocks differ; a stamp from further ahead is not believed."""


class Signature(NamedTuple):
    """One signature: who made it and when, and what it is worth."""

    signer: str
    at: datetime | None
    intact: bool
    trusted: bool
    stamped: bool


def inspect(pdf: bytes, anchors: Anchors, at: datetime) -> dict[str, Any]:
    """The findings as plain values; see `licences.ports.SealFindings`. Raises only what `HOSTILE` names."""
    reader = PdfFileReader(BytesIO(pdf))
    signatures = list(reader.embedded_regular_signatures)
    if not signatures:
        return findings(("not_signed",))
    last = signatures[-1]
    whole = _covers_all(last, pdf)
    files = files_in(reader.root)
    signed = [asyncio.run(_looked_at(reader, each, anchors)) for each in signatures]
    sealed = asyncio.run(_seal(reader, files, anchors, signed[-1].at))
    record = record_in(files.get(RECORD, b""))
    every = [*signed, *([sealed] if sealed else [])]
    reasons = tuple(_reasons(every, at, whole=whole, sealed=sealed is not None, record=record is not None))
    return findings(
        reasons,
        signed=True,
        intact=all(each.intact for each in every),
        trusted=sealed is not None
        and all(each.trusted and each.stamped for each in every)
        and "signed_later" not in reasons,
        signers=[each.signer for each in every],
        signed_at=signed[-1].at.isoformat() if signed[-1].at else None,
        covers_all=whole,
        record=record,
    )


def findings(reasons: tuple[str, ...], **found: Any) -> dict[str, Any]:
    """Findings as plain values, with nothing found where nothing is said."""
    nothing = {
        "signed": False,
        "intact": False,
        "trusted": False,
        "signers": [],
        "signed_at": None,
        "covers_all": False,
    }
    return {**nothing, "record": None, **found, "reasons": list(reasons)}


def _reasons(signed: list[Signature], at: datetime, *, whole: bool, sealed: bool, record: bool) -> Iterator[str]:
    said = (
        (not all(each.intact for each in signed), "altered"),
        (not whole, "added_to"),
        (not all(each.trusted for each in signed), "signer_unknown"),
        (not all(each.stamped for each in signed), "stamp_unknown"),
        (any(each.at and each.at > at + PAST_NOW for each in signed), "signed_later"),
        (not sealed, "seal_missing"),
        (not record, "no_record"),
    )
    return (reason for is_so, reason in said if is_so)


def _covers_all(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the last signature is over everything but itself, and nothing else hides in its place: between the two
    ranges stand its own bytes, padded with zeros."""
    if signature.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return False
    start, length, again, rest = (int(number) for number in signature.byte_range)
    if start != 0 or again + rest != len(pdf) or pdf[length:again] != b"<%s>" % pdf[length + 1 : again - 1]:
        return False
    written = pdf[length + 1 : again - 1]
    own = bytes.fromhex(written.decode("ascii"))
    told = own.hex().encode()
    return written in {told, told.upper()} and not own[der.peek(own) :].strip(b"\0")


async def _looked_at(reader: PdfFileReader, signature: EmbeddedPdfSignature, anchors: Anchors) -> Signature:
    """A signature of the PDF at the time of its stamp, by what the file itself keeps of the certificates."""
    moment = _stamped_at(signature.signer_info)
    status = await async_validate_pdf_signature(signature, _measured(reader, anchors, moment), skip_diff=True)
    return _worth(status, signature.signer_cert, moment)


async def _seal(
    reader: PdfFileReader, files: dict[str, bytes], anchors: Anchors, signed_at: datetime | None
) -> Signature | None:
    """The agency's seal over the record; None where there is none."""
    if SEAL not in files or RECORD not in files:
        return None
    content = cms.ContentInfo.load(files[SEAL], strict=True)["content"]
    (signer,) = content["signer_infos"]
    moment = _stamped_at(signer) or signed_at
    status = await async_validate_detached_cms(files[RECORD], content, _measured(reader, anchors, moment))
    return _worth(status, extract_certificate_info(content).signer_cert, moment)


def _measured(reader: PdfFileReader, anchors: Anchors, moment: datetime | None) -> ValidationContext:
    """The anchors at a moment, with the certificates and lists that the file keeps. Nothing is fetched."""
    given = {
        "trust_roots": certificates(anchors.roots),
        "crls": list(anchors.revoked),
        "revocation_mode": EVERY_CERTIFICATE,
        "moment": moment,
    }
    with suppress(*HOSTILE):
        return DocumentSecurityStore.read_dss(reader).as_validation_context(given)
    return measured_by(anchors, moment)


def _stamped_at(signer: cms.SignerInfo) -> datetime | None:
    """The time that a stamp claims; whether the stamp is believed is another question."""
    stamp = next(iter(extract_tst_data_iter(signer, signed=False)), None)
    moment = stamp["encap_content_info"]["content"].parsed["gen_time"].native if stamp is not None else None
    return moment if isinstance(moment, datetime) else None


def _worth(
    status: StandardCMSSignatureStatus, certificate: asn1_x509.Certificate, moment: datetime | None
) -> Signature:
    stamp = status.timestamp_validity
    return Signature(
        signer=_name(certificate),
        at=moment,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        stamped=bool(stamp is not None and stamp.intact and stamp.valid and stamp.trusted),
    )


def _name(certificate: asn1_x509.Certificate) -> str:
    """Who signed, as the certificate has it: title or common name, then the organisation."""
    told = certificate.subject.native
    parts = (told.get("title") or told.get("common_name"), told.get("organization_name"))
    return ", ".join(str(part) for part in parts if part)
