"""Reading a certificate that a stranger presented. Imported when one has to be shown."""

from cryptography import x509
from cryptography.x509.oid import NameOID

from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.errors import Certificate

_LONGEST = 200
"""Characters of a name that are shown; a certificate may hold any number."""

_MOST_NAMES = 50


def read(der: bytes, fingerprint: str) -> Certificate:
    """The parts that people compare. Parts that cannot be read are empty."""
    try:
        leaf = x509.load_der_x509_certificate(der)
        subject, issuer = leaf.subject, leaf.issuer
    except ValueError:
        return Certificate(
            fingerprint=fingerprint,
            subject="",
            issuer="",
            names=(),
            not_before="",
            not_after="",
            self_signed=False,
        )
    return Certificate(
        fingerprint=fingerprint,
        subject=_spoken(subject),
        issuer=_spoken(issuer),
        names=_names(leaf),
        not_before=iso_utc(leaf.not_valid_before_utc),
        not_after=iso_utc(leaf.not_valid_after_utc),
        self_signed=subject == issuer,
    )


def _spoken(name: x509.Name) -> str:
    """The common name, or the whole distinguished name where there is none."""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    text = str(common[0].value) if common else name.rfc4514_string()
    return text[:_LONGEST]


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return ()
    spoken = [str(name.value) for name in found if isinstance(name, x509.DNSName | x509.IPAddress)]
    return tuple(name[:_LONGEST] for name in spoken[:_MOST_NAMES])
