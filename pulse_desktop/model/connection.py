"""A saved target, without its secret."""

import hashlib
from dataclasses import dataclass
from typing import Literal, get_args

from pulse_desktop.model.ids import ConnectionId, PlatformId

LoadProfile = Literal["gentle", "normal", "fast"]
"""How much a server is asked for beside what every poll asks."""

LOAD_PROFILES: tuple[LoadProfile, ...] = get_args(LoadProfile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Everything needed to reach one target but the secret, which the keyring has."""

    id: ConnectionId
    platform: PlatformId
    name: str
    address: str
    """As the user gave it, normalised by the platform: ``https://pve1:8006``, ``unix:///…``."""

    user: str | None = None
    """``user@realm`` for a password sign-in."""

    token_id: str | None = None
    """``user@realm!name`` for a token sign-in. Exactly one of this and ``user``, or neither."""

    interval_s: float
    load: LoadProfile = "normal"
    fingerprint: str | None = None
    """Pinned SHA-256 of the endpoint's leaf certificate, ``AA:BB:…``."""

    pinned_at: str | None = None
    """When the pin was agreed to, ISO 8601 UTC."""

    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None
    allow_plain: bool = False
    """The user agreed to unencrypted TCP."""

    web_url: str | None = None
    credential_revision: int = 0
    """How often its secret was given: whoever has a session with an older one opens a new one,
    also in another process."""

    enabled: bool = True
    """False while paused."""

    def needs_new_provider(self, other: "Connection") -> bool:
        """Whether going from ``self`` to ``other`` changes how the target is reached (P-03).

        A new name or web address does not.
        """
        return _session_facts(self) != _session_facts(other)

    @property
    def session_key(self) -> str:
        """A digest of how the target is reached; it changes when a new provider is needed."""
        return hashlib.sha256(repr(_session_facts(self)).encode()).hexdigest()[:16]


def _session_facts(connection: Connection) -> tuple[object, ...]:
    return (
        connection.platform,
        connection.address,
        connection.user,
        connection.token_id,
        connection.interval_s,
        connection.load,
        connection.fingerprint,
        connection.ca_file,
        connection.client_cert_file,
        connection.client_key_file,
        connection.allow_plain,
        connection.credential_revision,
        connection.enabled,
    )
