"""The keys of tokens: made once, changed without losing what was printed under the old ones."""

from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from saduak.adapters.signing.token import TokenKeys, holds, id_of
from saduak.core.errors import Unavailable


def test_the_first_key_is_made_when_it_is_needed_and_kept_from_others(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key_id = TokenKeys(folder).key_id
    (file,) = folder.glob("*.pem")
    assert file.stat().st_mode & 0o077 == 0
    assert TokenKeys(folder).key_id == key_id


def test_a_signature_holds_under_the_published_key(tmp_path: Path) -> None:
    keys = TokenKeys(tmp_path)
    signature, public = keys.sign(b"said"), keys.published()[keys.key_id]
    assert id_of(public) == keys.key_id
    assert keys.holds(public, b"said", signature)
    assert not holds(public, b"said otherwise", signature)
    assert not holds(public, b"said", signature[:-1])
    assert not holds(b"no key", b"said", signature)


def test_what_was_signed_under_the_old_key_can_be_checked_after_a_change(tmp_path: Path) -> None:
    keys, elsewhere = TokenKeys(tmp_path), TokenKeys(tmp_path)
    old, signature = elsewhere.key_id, elsewhere.sign(b"said")
    new = keys.rotate()
    assert new != old
    assert elsewhere.key_id == new, "a process that runs on follows the change"
    assert holds(elsewhere.published()[old], b"said", signature)


def test_of_an_old_key_the_public_half_is_enough(tmp_path: Path) -> None:
    old = TokenKeys(tmp_path).key_id
    (first,) = tmp_path.glob("*.pem")
    public = load_pem_private_key(first.read_bytes(), None).public_key()
    TokenKeys(tmp_path).rotate()
    first.write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert old in TokenKeys(tmp_path).published()


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    found: list[str] = []
    starting = [Thread(target=lambda: found.append(TokenKeys(tmp_path).key_id)) for _ in range(8)]
    for each in starting:
        each.start()
    for each in starting:
        each.join()
    assert len(found) == 8
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "content", [b"", b"no key at all", b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"]
)
def test_a_file_that_is_no_key_stops_the_signing_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "0001.pem").write_bytes(content)
    with pytest.raises(Unavailable, match="signing_key_unreadable"):
        TokenKeys(tmp_path).sign(b"said")


def test_a_key_of_another_kind_does_not_sign(tmp_path: Path) -> None:
    other = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "0001.pem").write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(Unavailable, match="signing_key_unreadable"):
        TokenKeys(tmp_path).published()


def test_without_a_private_key_nothing_is_signed(tmp_path: Path) -> None:
    keys = TokenKeys(tmp_path)
    public = keys.published()[keys.key_id]
    (file,) = tmp_path.glob("*.pem")
    whole = load_pem_private_key(file.read_bytes(), None).public_key()
    file.write_bytes(whole.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    with pytest.raises(Unavailable, match="signing_key_unreadable"):
        TokenKeys(tmp_path).sign(b"said")
    assert public
