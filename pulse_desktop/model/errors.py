"""Expected failures, one tree.

Anything raised outside this tree is a bug and must reach the crash handler.

    PulseError
    ├── ProviderError          the other side's fault; recorded as poll health, has a category
    │   ├── SecretMissing      no secret could be had; nothing was sent
    │   └── ReaderDefect       our bug while reading; logged once with its traceback
    ├── SecretError            the keyring: absent, locked or refused
    ├── SettingsError          a configuration file that cannot be read or written
    ├── ExportError            a file that was asked for and cannot be written
    ├── ProfileInUse           another process writes this profile
    └── StoreError             the database: full, locked, newer, damaged, read-only or given up
"""

from dataclasses import dataclass
from enum import StrEnum

from pulse_desktop.model.text import Text, mark


class Category(StrEnum):
    """What kind of failure, in the words that leave the program."""

    DNS = "dns"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_CHANGED = "tls_changed"
    TLS_HOSTNAME = "tls_hostname"
    PLAIN_HTTP = "plain_http"
    AUTH = "auth"
    FORBIDDEN = "forbidden"
    WRONG_PRODUCT = "wrong_product"
    VERSION = "version"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    PROTOCOL = "protocol"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The leaf certificate that an endpoint presented."""

    fingerprint: str
    """SHA-256 of its DER form, ``AA:BB:…``, 32 upper-case pairs."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    """Subject alternative names."""

    not_before: str
    """ISO 8601, UTC."""

    not_after: str
    """ISO 8601, UTC."""

    self_signed: bool


class PulseError(Exception):
    """Base of every failure the program expects and handles."""

    def __init__(self, message: Text) -> None:
        super().__init__(str(message))
        self.message = message
        """In the user's words: what, where, and never a secret."""


class ProviderError(PulseError):
    """A platform could not be read."""

    def __init__(
        self,
        category: Category,
        message: Text,
        *,
        certificate: Certificate | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.category = category
        self.certificate = certificate
        """What was presented, when the failure is about trust."""

        self.retry_after_s = retry_after_s
        """The pause that the platform asked for."""


class SecretMissing(ProviderError):
    """The connection needs a secret and none could be had, so the platform was not asked."""

    def __init__(self, message: Text) -> None:
        super().__init__(Category.AUTH, message)


class ReaderDefect(ProviderError):
    """Our own bug broke one poll. The other pollers go on; the traceback is in the log."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            Category.PROTOCOL,
            mark(
                "Errors", "The reader of this platform failed ({kind}). The log has the details."
            ).given(kind=kind),
        )


class KeyringState(StrEnum):
    """Why a secret could not be kept or read."""

    ABSENT = "absent"
    LOCKED = "locked"
    REFUSED = "refused"


class SecretError(PulseError):
    """The operating system's keyring could not keep or give a secret."""

    def __init__(self, state: KeyringState, message: Text) -> None:
        super().__init__(message)
        self.state = state


class SettingsError(PulseError):
    """A configuration file cannot be read or written."""


class ExportError(PulseError):
    """A file that the user asked for cannot be written."""


class ProfileInUse(PulseError):
    """Another process is this profile's one writer."""


class StoreState(StrEnum):
    """What is wrong with the database."""

    FULL = "full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    NEWER = "newer"
    DAMAGED = "damaged"
    FAILED = "failed"
    STOPPED = "stopped"
    """Nothing is wrong: who began the work ended it."""


class StoreError(PulseError):
    """The local database cannot be used."""

    def __init__(self, state: StoreState, message: Text) -> None:
        super().__init__(message)
        self.state = state
