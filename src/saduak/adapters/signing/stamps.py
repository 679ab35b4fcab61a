"""Time stamps (RFC 3161): from the authority that an installation named, or from the demonstration's own."""

from datetime import datetime
from hashlib import new

from asn1crypto import cms, core, tsp  # type: ignore[import-untyped]
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from saduak.adapters.signing.demo_authority import DemoAuthority
from saduak.adapters.signing.loaded_keys import signed

PATIENCE = 10
"""Seconds to wait for an authority; the worker tries again."""


def _is_changed(certificate: tsp.ESSCertIDv2) -> bool:
    """Whether the reference to a certificate was changed since it was read.

    asn1crypto takes a digest that is left out, as it is by default, for a change, and writes all around it anew, two or
    three times at each level: a signature with such a stamp, which OpenSSL makes too, would take a quarter of a minute.
    """
    return bool(certificate._mutated)  # noqa: SLF001 - the flag of the library itself


tsp.ESSCertIDv2._is_mutated = _is_changed  # noqa: SLF001 - the only way to mend it from outside


class DemoStamps(DummyTimeStamper):
    """Stamps in this very process, with the time of the demonstration. One for each signing: it bears its moment."""

    def __init__(self, authority: DemoAuthority, at: datetime) -> None:
        held = authority.stamps()
        super().__init__(held.certified(), held.private(), fixed_dt=at)

    def request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer as it would come over the network: what is read from bytes is not written anew at each use."""
        return tsp.TimeStampResp.load(super().request_tsa_response(req).dump())

    def _sign_tst_info(self, tst_info_data: bytes, md_algorithm: str, dt: datetime) -> tuple[bytes, cms.CMSAttributes]:
        """As the library does, but with a key that is loaded once and a digest of today for the certificate."""
        attributes = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(self.tsa_cert)),
                simple_cms_attribute("message_digest", new(md_algorithm, tst_info_data).digest()),
            ]
        )
        return signed(self.tsa_key.dump(), attributes.dump(), md_algorithm), attributes


def stamps_at(url: str) -> TimeStamper:
    """The authority at an address."""
    return RequestsHTTPTimeStamper(url, timeout=PATIENCE)
