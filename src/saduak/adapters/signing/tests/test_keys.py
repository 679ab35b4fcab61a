"""Keys of an agency at work: in files or in a hardware module, with an authority of time stamps over the network.

The authorities here are OpenSSL's: an authority of certificates, its list of revoked ones and its time stamps are
served on loopback, and the module is SoftHSM with a token of the test.
"""

import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from saduak.adapters.pdf.tests.reading import faults
from saduak.adapters.signing.installed import InstalledReader, InstalledSealer, Signing
from saduak.adapters.signing.tests.sheets import AGENCY, AUTHORITY, pdfsig, unsigned
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.present import present

PASSPHRASE, PIN = "ปิ่น-ฐานู", "123456"
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
CONFIGURATION = """
[v3_ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[signer]
keyUsage=critical,digitalSignature,nonRepudiation
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:http://127.0.0.1:{port}/revoked.crl
[stamps]
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
crlDistributionPoints=URI:http://127.0.0.1:{port}/revoked.crl
[ca]
default_ca=own
[own]
database=index.txt
default_md=sha256
default_crl_days=30
crlnumber=crlnumber
[tsa]
default_tsa=own_tsa
[own_tsa]
serial=tsa.serial
signer_cert=stamps.pem
signer_key=stamps.key
certs=root.pem
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256,sha384,sha512
accuracy=secs:1
ess_cert_id_alg=sha256
"""


class House:
    """OpenSSL in one folder, answering on loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = HTTPServer(("127.0.0.1", 0), _answering(folder))
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        configuration = CONFIGURATION.format(port=self.server.server_port)
        (folder / "ca.cnf").write_text(configuration + "[req]\ndistinguished_name=dn\n[dn]\n")
        (folder / "index.txt").touch()
        (folder / "crlnumber").write_text("01")
        (folder / "tsa.serial").write_text("01")
        self.openssl(
            "req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 30 -extensions v3_ca", "Root"
        )
        for name, purpose in (("stamps", "stamps"), (f"{AGENCY}.seal", "signer"), (f"{AGENCY}.authority", "signer")):
            self.openssl(f"req -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr", name)
            by = "-CA root.pem -CAkey root.key -CAcreateserial -days 20 -extfile ca.cnf -extensions"
            self.openssl(f"x509 -req -in {name}.csr -out {name}.pem {by} {purpose}")
            self.openssl(f"pkcs12 -export -in {name}.pem -inkey {name}.key -out {name}.p12 -passout pass:{PASSPHRASE}")
        self.revoke()

    def openssl(self, asked: str, subject: str = "") -> None:
        named = ["-config", "ca.cnf", "-subj", f"/C=TH/O=Test/CN={subject}"] if subject else []
        subprocess.run(["openssl", *asked.split(), *named], cwd=self.folder, check=True, capture_output=True)

    def revoke(self, *names: str) -> None:
        """Publish the list of revoked certificates anew."""
        for name in names:
            self.openssl(f"ca -config ca.cnf -keyfile root.key -cert root.pem -revoke {name}.pem")
        self.openssl("ca -config ca.cnf -gencrl -keyfile root.key -cert root.pem -out crl.pem")
        self.openssl("crl -in crl.pem -outform DER -out revoked.crl")

    @property
    def trusted(self) -> Path:
        return self.folder / "root.pem"

    def by_files(self) -> Signing:
        return Signing(keys=self.folder, passphrase=PASSPHRASE, stamps=self.address, trusted=self.trusted)


def _answering(folder: Path) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        """The list of revoked certificates for a GET, a stamp for a POST."""

        def do_GET(self) -> None:
            self._answer("application/pkix-crl", (folder / "revoked.crl").read_bytes())

        def do_POST(self) -> None:
            (folder / "asked").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            asked = ["openssl", "ts", "-reply", "-config", "ca.cnf", "-queryfile", "asked", "-out", "stamp"]
            subprocess.run(asked, cwd=folder, check=True, capture_output=True)
            self._answer("application/timestamp-reply", (folder / "stamp").read_bytes())

        def _answer(self, kind: str, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *told: Any) -> None:
            pass

    return Answering


@pytest.fixture(scope="module", name="house")
def _house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("openssl"))
    thread = Thread(target=house.server.serve_forever, daemon=True)
    thread.start()
    yield house
    house.server.shutdown()
    house.server.server_close()
    thread.join()


def _sealed(signing: Signing) -> bytes:
    return InstalledSealer(signing).seal(unsigned(), agency=AGENCY, authority=AUTHORITY, at=present())


def _is_whole(pdf: bytes, signing: Signing, folder: Path) -> None:
    assert faults(pdf) == []
    assert "Signature is Valid" in pdfsig(pdf, folder)
    found = InstalledReader(signing).read(pdf, present())
    assert found.reasons == ()
    assert found.signers == (f"{AGENCY}.authority, Test", f"{AGENCY}.seal, Test")


def test_keys_in_files_sign_with_stamps_and_lists_from_the_network(house: House, tmp_path: Path) -> None:
    _is_whole(_sealed(house.by_files()), house.by_files(), tmp_path)


@pytest.fixture(scope="module", name="module", autouse=True)
def _module(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signing]:
    """A token with both keys; a process loads the library once, so all tests have it."""
    folder = tmp_path_factory.mktemp("module")
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        _softhsm("--init-token", "--free", "--label", "saduak", "--pin", PIN, "--so-pin", PIN)
        for number, name in enumerate((f"{AGENCY}.seal", f"{AGENCY}.authority"), start=1):
            _import(house.folder, name, str(number))
        yield Signing(module=MODULE, token="saduak", pin=PIN, stamps=house.address, trusted=house.trusted)  # noqa: S106


def test_keys_in_a_module_sign_without_leaving_it(module: Signing, tmp_path: Path) -> None:
    _is_whole(_sealed(module), module, tmp_path)
    _is_whole(_sealed(module), module, tmp_path)


def _softhsm(*asked: str) -> None:
    subprocess.run(["softhsm2-util", *asked], check=True, capture_output=True)


def _import(folder: Path, name: str, number: str) -> None:
    """A key and its certificate under one label; the module comes with no tool for certificates."""
    import pkcs11
    from pkcs11.util.x509 import decode_x509_certificate

    pkcs8 = ["openssl", "pkcs8", "-topk8", "-nocrypt", "-in", f"{name}.key", "-out", f"{name}.pk8"]
    subprocess.run(pkcs8, cwd=folder, check=True, capture_output=True)
    key = str(folder / f"{name}.pk8")
    _softhsm("--import", key, "--token", "saduak", "--label", name, "--id", number.rjust(2, "0"), "--pin", PIN)
    der = subprocess.run(
        ["openssl", "x509", "-in", f"{name}.pem", "-outform", "DER"], cwd=folder, check=True, capture_output=True
    ).stdout
    with pkcs11.lib(str(MODULE)).get_token(token_label="saduak").open(user_pin=PIN, rw=True) as session:  # noqa: S106
        attributes = decode_x509_certificate(der)
        more = {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: name, pkcs11.Attribute.ID: bytes([int(number)])}
        session.create_object({**attributes, **more})


def test_a_wrong_passphrase_a_missing_key_and_a_silent_authority_are_tried_again(house: House, tmp_path: Path) -> None:
    silent = "http://127.0.0.1:9/"
    for signing in (
        Signing(keys=house.folder, passphrase="x", stamps=house.address, trusted=house.trusted),  # noqa: S106
        Signing(keys=tmp_path, passphrase=PASSPHRASE, stamps=house.address, trusted=house.trusted),
        Signing(keys=house.folder, passphrase=PASSPHRASE, stamps=silent, trusted=house.trusted),
        Signing(module=MODULE, token="none", pin=PIN, stamps=house.address, trusted=house.trusted),  # noqa: S106
    ):
        with pytest.raises(DeliveryFailed):
            _sealed(signing)


def test_a_revoked_key_seals_nothing_more_and_what_it_sealed_before_stays(house: House, tmp_path: Path) -> None:
    before = _sealed(house.by_files())
    house.revoke(f"{AGENCY}.seal")
    with pytest.raises(DeliveryFailed):
        _sealed(house.by_files())
    assert InstalledReader(house.by_files()).read(before, present()).reasons == ()
