"""An authority of a test's own, and the certificate that it gives to whoever answers on the loopback address."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# Python 3.13 demands of certificates what RFC 5280 does: who may sign says so, and each says by whose key it is.
_TO_SIGN = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM: whom to believe, and a key with its certificate."""

    authority: Path
    certificate: Path
    key: Path

    @property
    def both(self) -> str:
        """The key and its certificate, as one text."""
        return self.key.read_text() + self.certificate.read_text()


def certificates_for_loopback(folder: Path, *, ended: timedelta | None = None) -> Certificates:
    """Fresh ones, good for a day; or some of before, whose certificate has ``ended`` so long ago."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    name, own = _name("The tests' authority"), _name("127.0.0.1")
    may_sign = x509.BasicConstraints(ca=True, path_length=0)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    by_whom = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    authority = _begun(name, name, authority_key).add_extension(may_sign, critical=True)
    authority = authority.add_extension(_TO_SIGN, critical=True)
    given = (
        _begun(own, name, key, ended=ended)
        .add_extension(address, critical=False)
        .add_extension(by_whom, critical=False)
    )
    files = Certificates(*(folder / file for file in ("authority.pem", "certificate.pem", "key.pem")))
    files.authority.write_bytes(authority.sign(authority_key, hashes.SHA256()).public_bytes(Encoding.PEM))
    files.certificate.write_bytes(given.sign(authority_key, hashes.SHA256()).public_bytes(Encoding.PEM))
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, ended: timedelta | None = None
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    until = now + timedelta(days=1) if ended is None else now - ended
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=1, hours=1))
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])
