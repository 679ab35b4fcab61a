"""Private keys kept ready: loading one checks its numbers, which takes longer than signing with it."""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

MOST = 64
"""Keys in memory: an agency has two."""


class ReadySigner(SimpleSigner):
    """Signs with RSA (PKCS #1) by a key that is loaded once; with any other as the library does."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """The signature over the data."""
        mechanism = self.get_signature_mechanism_for_digest(digest_algorithm)
        if mechanism.signature_algo != "rsassa_pkcs1v15":
            return super().sign_raw(data, digest_algorithm)
        return signed(self.signing_key.dump(), data, digest_algorithm)


def signed(der: bytes, data: bytes, digest: str) -> bytes:
    """The RSA signature of a key, as DER, over the data."""
    return _loaded(der).sign(data, PKCS1v15(), get_pyca_cryptography_hash(digest))


@lru_cache(maxsize=MOST)
def _loaded(der: bytes) -> RSAPrivateKey:
    key = load_der_private_key(der, None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key
