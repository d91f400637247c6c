"""The network interfaces that a guest agent lists."""

import ipaddress
from typing import Any

from pulse_desktop.model.facet import NetworkInterface

MOST_INTERFACES = 500
LONGEST_TEXT = 200

_INTERNAL = ("docker", "veth", "br-")
"""How engines inside a guest name what is theirs."""


def interfaces(value: Any) -> tuple[NetworkInterface, ...]:
    """Those of ``guest-network-get-interfaces`` through which the guest can be reached."""
    rows = value[:MOST_INTERFACES] if isinstance(value, list) else []
    found = (_interface(row) for row in rows if isinstance(row, dict))
    return tuple(each for each in found if each is not None)


def _interface(row: dict[str, Any]) -> NetworkInterface | None:
    name = row.get("name")
    if not isinstance(name, str) or name == "lo" or name.startswith(_INTERNAL):
        return None
    listed = row.get("ip-addresses")
    told = listed[:MOST_INTERFACES] if isinstance(listed, list) else []
    addresses = tuple(dict.fromkeys(a for each in told if (a := _address(each))))
    if told and not addresses and all(_is_loopback(each) for each in told):
        return None
    mac = row.get("hardware-address")
    return NetworkInterface(
        name=name[:LONGEST_TEXT],
        mac_address=mac[:LONGEST_TEXT] if isinstance(mac, str) and mac else None,
        addresses=addresses,
    )


def _address(row: object) -> str | None:
    """One under which others reach the guest."""
    found = _parsed(row)
    if found is None or found.is_loopback or found.is_link_local:
        return None
    return str(found)


def _is_loopback(row: object) -> bool:
    found = _parsed(row)
    return found is not None and found.is_loopback


def _parsed(row: object) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    told = row.get("ip-address") if isinstance(row, dict) else None
    try:
        return ipaddress.ip_address(told.partition("%")[0]) if isinstance(told, str) else None
    except ValueError:
        return None
