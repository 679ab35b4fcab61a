"""The port `licences.ports.Sealer`: the agency's seal over the data, then the authority's signature over everything.

The seal is a detached CAdES-T signature of the record inside (`licence.json.p7s` over `licence.json`), so that it holds
for the data alone too. The signature is PAdES B-LT over the whole file, seal included, and the only one of the PDF: in
a PDF/A a signature covers all there is, which a second one after it would undo. Its time stamp and all that shows the
certificates were good go into its own revision: a reader needs to ask nobody, in thirty years too. The file remains
PDF/A-3a and PDF/UA-1: the field is there and tagged, nothing is drawn, metadata is left as it was.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from hashlib import new
from io import BytesIO

from asn1crypto import cms  # type: ignore[import-untyped]
from pkcs11.exceptions import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError, simple_cms_attribute
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from saduak.adapters.signing.enclosed import RECORD, enclose_seal, files_in
from saduak.adapters.signing.keystores import Holder, KeyStore
from saduak.adapters.signing.trust import Measure
from saduak.ledger.errors import DeliveryFailed

DIGEST = "sha256"
TOGETHER = DSSContentSettings(placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE, include_vri=False)
"""A revision after the signature would be one that it does not cover."""
FAILURES = (
    PdfError,
    SigningError,
    TimestampRequestError,
    PathError,
    ValidationError,
    PKCS11Error,
    OSError,
    ValueError,
    KeyError,
)
"""A key, a module or an authority that cannot be had or does not answer as it should."""
SEAL_TOLD = "ตราประทับอิเล็กทรอนิกส์ของหน่วยงานบนข้อมูลของใบอนุญาต"


class PadesSealer:
    """Signs with the keys and stamps it is given. `stamps` makes an authority for one moment."""

    def __init__(self, keys: KeyStore, stamps: Callable[[datetime], TimeStamper], measure: Measure) -> None:
        self.keys, self.stamps, self.measure = keys, stamps, measure

    def seal(self, pdf: bytes, *, agency: str, authority: str, at: datetime) -> bytes:
        """The sheet, sealed by the agency and signed by the authority.

        Raises `DeliveryFailed`, so that the worker tries again: a key or an authority of stamps may be back by then.
        """
        try:
            return asyncio.run(self._both(pdf, agency, authority, at))
        except FAILURES as error:
            raise DeliveryFailed(f"not_signed: {type(error).__name__}") from error

    async def _both(self, pdf: bytes, agency: str, authority: str, at: datetime) -> bytes:
        revision, stamps, measured = _Revision(BytesIO(pdf)), self.stamps(at), self.measure(at)
        try:
            with self.keys.opened(Holder(agency, "seal")) as key:
                seal = await _sealed(files_in(revision.root)[RECORD], key, stamps, measured, at)
            enclose_seal(revision, seal, SEAL_TOLD, at)
            with self.keys.opened(Holder(agency, "authority", authority)) as key:
                return await _signed(revision, key, stamps, measured, at)
        finally:
            await measured.aclose()


async def _sealed(record: bytes, key: Signer, stamps: TimeStamper, measured: ValidationContext, at: datetime) -> bytes:
    """The detached signature of the agency. Its certificate is looked at first, so that what shows it was good is kept
    with the file."""
    certificate = key.signing_cert
    if certificate is None:
        raise SigningError("no certificate")
    path = CertificateValidator(certificate, list(key.cert_registry), measured)
    await path.async_validate_usage({"non_repudiation"})
    # Read from its bytes before the stamp is added: what the library has built itself, it writes anew at every level.
    built = await key.async_sign_general_data(
        record, DIGEST, use_cades=True, signed_attr_settings=PdfCMSSignedAttributes(signing_time=at)
    )
    seal = cms.ContentInfo.load(built.dump())
    (signer,) = seal["content"]["signer_infos"]
    stamp = await stamps.async_timestamp(new(DIGEST, signer["signature"].native).digest(), DIGEST)
    signer["unsigned_attrs"] = cms.CMSAttributes([simple_cms_attribute("signature_time_stamp_token", stamp)])
    return bytes(seal.dump())


async def _signed(
    revision: IncrementalPdfFileWriter, key: Signer, stamps: TimeStamper, measured: ValidationContext, at: datetime
) -> bytes:
    asked = PdfSignatureMetadata(
        field_name="authority",
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=measured,
        dss_settings=TOGETHER,
    )
    signer = _Signer(asked, signer=key, timestamper=stamps, stamp_style=NoOpStampStyle())
    signer.at = at
    written = await signer.async_sign_pdf(revision, existing_fields_only=True)
    return bytes(written.getvalue())


class _Revision(IncrementalPdfFileWriter):
    """A revision that leaves the metadata alone: PDF/A reads it, and signing is no other edition."""

    def _update_meta(self) -> None:
        pass


class _Signer(PdfSigner):
    """Signs at the moment it is told; no clock is asked."""

    at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - the name and place the library calls
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session
