"""Certificates for the hostile site's hosts, good and bad, made afresh."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

AUTHORITY = "authority.pem"  # the crawl of the benchmark trusts it, and nothing else does
KINDS = ("good", "self_signed", "expired", "other_host")


def contexts(folder: Path) -> dict[str, ssl.SSLContext]:
    """A server's context per kind of certificate; `AUTHORITY` is written to the folder."""
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = certificate("Hostile authority", authority_key, authority_key, None, "good")
    (folder / AUTHORITY).write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    found = {}
    for kind in KINDS:
        key = ec.generate_private_key(ec.SECP256R1())
        signed = kind != "self_signed"
        own = certificate("host", key, authority_key if signed else key, authority if signed else None, kind)
        path = folder / f"{kind}.pem"
        path.write_bytes(
            own.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        found[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        found[kind].load_cert_chain(path)
    return found


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    kind: str,
) -> x509.Certificate:
    """One certificate for 127.0.0.1."""
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    ends = now - timedelta(days=1) if kind == "expired" else now + timedelta(days=1)
    address = "127.0.0.77" if kind == "other_host" else "127.0.0.1"
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    return builder.sign(signer, hashes.SHA256())
