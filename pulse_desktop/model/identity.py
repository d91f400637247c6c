"""Evidence of which machine a thing is, and the one spelling in which evidence is compared."""

import ipaddress
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a source knows of a thing's identity. Empty means no evidence."""

    machine_id: str | None = None
    """Of a machine, or the serial number or WWN of a disk."""

    dmi_uuid: str | None = None
    hostnames: tuple[str, ...] = ()
    ip_addresses: tuple[str, ...] = ()
    mac_addresses: tuple[str, ...] = ()
    cluster_name: str | None = None


NO_IDENTITY = Identity()

_NOT_HEX = re.compile(r"[^0-9a-f]")
_TRAILING = re.compile(r"[.\s]+$")
_MAC_DIGITS = 12

_PLACEHOLDERS = frozenset(
    {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "03000200-0400-0500-0006-000700080009",
        "12345678-1234-5678-90ab-cddeefaabbcc",
        "00000000000000000000000000000000",
        "uninitialized",
        "not specified",
        "not present",
        "not settable",
        "none",
        "default string",
        "system serial number",
        "to be filled by o.e.m.",
        "unknown",
        "n/a",
        "0",
    }
)
"""What firmware and images say instead of an id (DMI placeholders, ``machine-id(5)``)."""

_NUMBERED_SLOT = re.compile(r"drive-(?:ide|sata|scsi|virtio)\d+")
"""What QEMU says for the serial number of a disk that has none: the same in every machine."""

_SHARED_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/32",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.17.0.0/16",
        "172.18.0.0/15",
        "172.20.0.0/14",
        "172.24.0.0/13",
        "::/127",
        "fe80::/10",
    )
)
"""Loopback, link-local and container bridges: many machines have them (Pulse 6; 172.16 counts)."""


def short_hostname(name: str) -> str:
    """``" PVE1.lan. "`` as ``pve1``: lower case, no trailing dot, cut at the first dot."""
    return full_hostname(name).split(".", 1)[0].rstrip()


def full_hostname(name: str) -> str:
    """``" PVE1.lan. "`` as ``pve1.lan``."""
    return _TRAILING.sub("", name.strip().lower())


def mac_address(text: str) -> str:
    """``0011.2233.4455`` as ``00:11:22:33:44:55``; what is no MAC address in lower case."""
    lowered = text.strip().lower()
    digits = re.sub(r"[-:.\s]", "", lowered)
    if len(digits) != _MAC_DIGITS or _NOT_HEX.search(digits):
        return lowered
    return ":".join(digits[at : at + 2] for at in range(0, _MAC_DIGITS, 2))


def ip_address(text: str) -> str:
    """``" 10.0.0.2/24 "`` as ``10.0.0.2``; empty for what is invalid or bound to a zone."""
    bare = text.strip().split("/", 1)[0]
    if "%" in bare:
        return ""
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""


def telling_ip(text: str) -> str | None:
    """The address in its one spelling if it tells one machine from another, else ``None``."""
    spelled = ip_address(text)
    if not spelled:
        return None
    address = ipaddress.ip_address(spelled)
    is_shared = any(address in n for n in _SHARED_NETWORKS if n.version == address.version)
    return None if is_shared else spelled


def telling_mac(text: str) -> str | None:
    """The address in its one spelling if it is one and not all zeros or ones, else ``None``."""
    spelled = mac_address(text)
    is_address = len(spelled) == _MAC_DIGITS + 5 and set(spelled) - {":"} not in ({"0"}, {"f"})
    return spelled if is_address else None


def telling_id(text: str | None) -> str | None:
    """A machine id, UUID, serial or WWN to compare, or ``None`` for a placeholder."""
    spelled = (text or "").strip().lower()
    is_nothing = not spelled or spelled in _PLACEHOLDERS or _NUMBERED_SLOT.fullmatch(spelled)
    return None if is_nothing else spelled
