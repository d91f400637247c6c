"""Where a Proxmox product listens: a host and a port, always over HTTPS."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_SCHEME = "https"


@dataclass(frozen=True, slots=True)
class Address:
    """One endpoint."""

    host: str
    """A name or an IP address, an IPv6 one without brackets."""

    port: int

    @property
    def url(self) -> str:
        """``https://pve1:8006``, in the spelling that connections are saved with."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{_SCHEME}://{host}:{self.port}"


def completed(text: str, usual_port: int) -> str:
    """``text`` with scheme and port filled in; as it is when it cannot be understood."""
    bare = text.strip()
    if _is_ipv6(bare):
        bare = f"[{bare}]"
    full = bare if "://" in bare else f"{_SCHEME}://{bare}"
    parts = _split(full)
    if parts is None or not _is_plain(parts):
        return bare
    return Address(parts.hostname or "", _port(parts) or usual_port).url


def parsed(url: str) -> Address | None:
    """The endpoint of a completed address, or ``None`` when it is not one."""
    parts = _split(url)
    if parts is None or not _is_plain(parts):
        return None
    port = _port(parts)
    return Address(parts.hostname or "", port) if port else None


def is_ip(text: str) -> bool:
    """Whether it is an IP address, and nothing but one."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def has_path(url: str) -> bool:
    """Whether something stands behind host and port that does not belong there."""
    parts = _split(url if "://" in url else f"{_SCHEME}://{url}")
    return parts is not None and bool(parts.path.strip("/") or parts.query or parts.fragment)


def is_plain_http(url: str) -> bool:
    """Whether the user asked for an unencrypted connection."""
    return url.strip().lower().startswith("http://")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _is_plain(parts: SplitResult) -> bool:
    """HTTPS, a host, and nothing but perhaps a port behind it."""
    behind = parts.path.strip("/") or parts.query or parts.fragment
    host = parts.hostname or ""
    has_host = bool(host) and not any(c.isspace() or ord(c) < 0x20 for c in host)  # noqa: PLR2004
    return parts.scheme == _SCHEME and has_host and not behind and parts.username is None


def _port(parts: SplitResult) -> int | None:
    return parts.port


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
