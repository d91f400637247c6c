"""Trust in an endpoint's certificate: a pin, a chosen CA or the system's; never off."""

import hashlib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from typing_extensions import override

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, Certificate, ProviderError
from pulse_desktop.model.text import Text, mark

_WRONG_NAME = frozenset({62, 64})
"""``X509_V_ERR_HOSTNAME_MISMATCH`` and ``…_IP_ADDRESS_MISMATCH`` (OpenSSL ``x509_vfy.h``)."""

_NOT_TLS = frozenset(
    {
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "PACKET_LENGTH_TOO_LONG",
        "RECORD_LAYER_FAILURE",
        "UNKNOWN_PROTOCOL",
    }
)
"""What OpenSSL 1.1 to 3.5 call a reply that is no TLS record."""

_TOO_OLD = frozenset({"UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION"})

_WANTS_CLIENT_CERTIFICATE = frozenset(
    {
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
        "TLSV1_ALERT_UNKNOWN_CA",
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "SSLV3_ALERT_CERTIFICATE_UNKNOWN",
    }
)
"""Alerts by which a server refuses the certificate of a client, or the want of one."""

_PAIRS = re.compile(r"[0-9A-F]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What makes an endpoint believable, and what this side shows of itself."""

    fingerprint: str | None = None
    """SHA-256 of the leaf certificate, in any spelling. It alone decides when it is given."""

    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None

    @classmethod
    def of(cls, connection: Connection) -> "Trust":
        """What the user chose for this connection."""
        return cls(
            fingerprint=connection.fingerprint,
            ca_file=connection.ca_file,
            client_cert_file=connection.client_cert_file,
            client_key_file=connection.client_key_file,
        )


class PinMismatch(ssl.SSLError):
    """The endpoint presented another certificate than the one that was agreed to."""

    def __init__(self, pinned: str, presented: bytes) -> None:
        super().__init__("the certificate is not the pinned one")
        self.pinned = pinned
        self.presented = presented
        """The leaf in DER form; empty when there was none."""


class PinnedContext(ssl.SSLContext):
    """Accepts one certificate. Every connection made with it checks before it may send."""

    pinned: str = ""

    def confirm(self, presented: bytes | None) -> None:
        """Compare the leaf at the end of a handshake.

        Raises:
            PinMismatch: It is another one.
        """
        der = presented or b""
        if fingerprint(der) != self.pinned:
            raise PinMismatch(self.pinned, der)


class _PinnedSocket(ssl.SSLSocket):
    """For blocking clients: the handshake fails unless the pin matched."""

    @override
    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        if isinstance(self.context, PinnedContext):
            self.context.confirm(self.getpeercert(binary_form=True))


class _PinnedObject(ssl.SSLObject):
    """For asyncio: the handshake fails unless the pin matched."""

    @override
    def do_handshake(self) -> None:
        super().do_handshake()
        if isinstance(self.context, PinnedContext):
            self.context.confirm(self.getpeercert(binary_form=True))


def ssl_context(trust: Trust) -> ssl.SSLContext:
    """A client context for TLS 1.2 and later that verifies as ``trust`` says.

    Blocks while it reads certificate files. A pin is compared inside the handshake, so that no
    user of the context can forget to.

    Raises:
        ProviderError: A certificate file cannot be used, or the pin is not a fingerprint.
    """
    context = _pinned(trust.fingerprint) if trust.fingerprint else _verifying(trust.ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    _show_client_certificate(context, trust)
    return context


def inspecting_context() -> ssl.SSLContext:
    """For looking at a certificate only: verifies nothing, so nothing may be sent over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _pinned(pin: str) -> PinnedContext:
    normal = normalise_fingerprint(pin)
    if normal is None:
        raise ProviderError(
            Category.TLS_UNTRUSTED,
            mark(
                "Tls",
                "The pinned fingerprint is not a SHA-256 fingerprint. Trust the certificate again.",
            ),
        )
    context = PinnedContext(ssl.PROTOCOL_TLS_CLIENT)
    context.pinned = normal
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.sslsocket_class = _PinnedSocket
    context.sslobject_class = _PinnedObject
    return context


def _verifying(ca_file: str | None) -> ssl.SSLContext:
    if not ca_file:
        return ssl.create_default_context()
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ValueError) as error:
        raise ProviderError(
            Category.TLS_UNTRUSTED,
            mark("Tls", "The CA file {path} cannot be used ({reason}).").given(
                path=ca_file,
                reason=_file_reason(error),
            ),
        ) from error
    # Python 3.13 sets it; home-made CAs seldom satisfy RFC 5280 to the letter.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def _show_client_certificate(context: ssl.SSLContext, trust: Trust) -> None:
    path = trust.client_cert_file
    if not path:
        return
    try:
        # Without the callback OpenSSL would ask for a passphrase on the terminal and wait.
        context.load_cert_chain(path, trust.client_key_file, password=lambda: b"")
    except (OSError, ValueError) as error:
        raise ProviderError(
            Category.AUTH,
            mark("Tls", "The client certificate {path} cannot be used ({reason}).").given(
                path=path,
                reason=_file_reason(error),
            ),
        ) from error


def _file_reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "not a PEM file, or key and certificate do not match"
    return error.strerror or "unreadable" if isinstance(error, OSError) else "unreadable"


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate's DER form, ``AA:BB:…``."""
    digest = hashlib.sha256(der).hexdigest().upper()
    return ":".join(digest[start : start + 2] for start in range(0, 64, 2))


def normalise_fingerprint(text: str) -> str | None:
    """``AA:BB:…`` for 64 hexadecimal digits in any case, with or without colons; else ``None``."""
    digits = text.strip().upper().removeprefix("SHA256:").replace(":", "").replace(" ", "")
    if not _PAIRS.fullmatch(digits):
        return None
    return ":".join(digits[start : start + 2] for start in range(0, 64, 2))


def describe(der: bytes) -> Certificate:
    """What a certificate says about itself. One that cannot be read still has a fingerprint."""
    from pulse_desktop.provider.certificate import read

    return read(der, fingerprint(der))


def ssl_error_in(error: BaseException) -> ssl.SSLError | None:
    """The TLS failure behind what an HTTP library made of it."""
    return next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)


def _causes(error: BaseException) -> Iterator[BaseException]:
    waiting, seen = [error], set[int]()
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        linked = (current.__cause__, current.__context__, getattr(current, "reason", None))
        waiting.extend(
            cause for cause in (*linked, *current.args) if isinstance(cause, BaseException)
        )


def tls_failure(
    error: BaseException, host: str, port: int, certificate: Certificate | None = None
) -> ProviderError:
    """A failed handshake in the user's words.

    ``error`` may be the wrapping of an HTTP library. ``certificate`` is what the endpoint
    presented, where that is known; a pin mismatch brings its own.
    """
    cause = ssl_error_in(error)
    if isinstance(cause, PinMismatch):
        return _changed(cause, host, port)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _unverified(cause, host, certificate)
    category, message = _no_session(getattr(cause, "reason", None) or "", host, port)
    return ProviderError(category, message, certificate=certificate)


def _changed(mismatch: PinMismatch, host: str, port: int) -> ProviderError:
    if not mismatch.presented:
        return ProviderError(
            Category.PROTOCOL,
            mark("Tls", "{host}:{port} presented no certificate, although one is pinned.").given(
                host=host,
                port=port,
            ),
        )
    shown = describe(mismatch.presented)
    message = mark(
        "Tls",
        "The certificate of {host}:{port} has changed: expected {pinned}, presented {presented}. "
        "Nothing was sent. It may have been renewed or reinstalled, or someone is in between.",
    ).given(
        host=host,
        port=port,
        pinned=mismatch.pinned,
        presented=shown.fingerprint,
    )
    return ProviderError(Category.TLS_CHANGED, message, certificate=shown)


def _unverified(
    failure: ssl.SSLCertVerificationError, host: str, certificate: Certificate | None
) -> ProviderError:
    if failure.verify_code in _WRONG_NAME:
        return _misnamed(host, certificate)
    message = mark("Tls", "The certificate of {host} is not trusted: {reason}.").given(
        host=host,
        reason=failure.verify_message,
    )
    return ProviderError(Category.TLS_UNTRUSTED, message, certificate=certificate)


def _misnamed(host: str, certificate: Certificate | None) -> ProviderError:
    if certificate is None or not certificate.names:
        return ProviderError(
            Category.TLS_HOSTNAME,
            mark("Tls", "The certificate is for another name than {host}.").given(host=host),
            certificate=certificate,
        )
    message = mark(
        "Tls", "The certificate is for another name than {host}. It names: {names}."
    ).given(
        host=host,
        names=", ".join(certificate.names),
    )
    return ProviderError(Category.TLS_HOSTNAME, message, certificate=certificate)


def _no_session(reason: str, host: str, port: int) -> tuple[Category, Text]:
    if reason in _NOT_TLS:
        return Category.PLAIN_HTTP, mark(
            "Tls", "{host}:{port} answers, but not with TLS. It may be a plain HTTP port."
        ).given(
            host=host,
            port=port,
        )
    if reason in _WANTS_CLIENT_CERTIFICATE:
        return Category.AUTH, mark(
            "Tls", "{host}:{port} asks for a client certificate that it trusts."
        ).given(
            host=host,
            port=port,
        )
    if reason in _TOO_OLD:
        return Category.PROTOCOL, mark(
            "Tls", "{host}:{port} offers no TLS version from 1.2 on."
        ).given(host=host, port=port)
    return Category.PROTOCOL, mark(
        "Tls", "{host}:{port} ended the TLS handshake ({reason})."
    ).given(
        host=host,
        port=port,
        reason=reason.lower().replace("_", " ") or "connection closed",
    )
