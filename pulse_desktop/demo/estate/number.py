"""Ids, serials and addresses made out of a name: the same one at each start, unlike any other.

Whoever tells of a thing gets its ids here by its name, so that two connections that see one
machine agree on what it is.
"""

from hashlib import sha256

from pulse_desktop.model.identity import Identity

_VENDORS = ("bc:24:11", "52:54:00", "d8:5e:d3", "3c:ec:ef")
"""Prefixes of network cards: Proxmox, QEMU/KVM, Giga-Byte, Super Micro (IEEE OUI list)."""


def digits(length: int, *names: str) -> str:
    """``length`` hex digits, 64 at most, that belong to ``names`` together."""
    return sha256("\0".join(names).encode()).hexdigest()[:length]


def whole(below: int, *names: str) -> int:
    """A number in [0, ``below``) that belongs to ``names`` together."""
    return int(digits(15, *names), 16) % below


def uuid(*names: str) -> str:
    """A UUID of version 4 (RFC 9562 §5.4) that belongs to ``names`` together."""
    found = digits(32, "uuid", *names)
    variant = "89ab"[int(found[16], 16) % 4]
    parts = (found[:8], found[8:12], "4" + found[13:16], variant + found[17:20], found[20:])
    return "-".join(parts)


def machine_id(machine: str) -> str:
    """What ``/etc/machine-id`` of that machine says (``machine-id(5)``)."""
    return digits(32, "machine", machine)


def mac_address(machine: str) -> str:
    """The address of the network card of that machine."""
    found = digits(6, "card", machine)
    vendor = _VENDORS[whole(len(_VENDORS), "vendor", machine)]
    return ":".join((vendor, found[:2], found[2:4], found[4:]))


def serial(length: int, *names: str) -> str:
    """A serial number in capitals that belongs to ``names`` together."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    return "".join(alphabet[whole(len(alphabet), *names, str(at))] for at in range(length))


def machine(name: str, *addresses: str) -> Identity:
    """What tells that machine from every other, to all who see its inside."""
    return Identity(
        machine_id=machine_id(name),
        dmi_uuid=uuid("board", name),
        hostnames=(name,),
        ip_addresses=addresses,
        mac_addresses=(mac_address(name),),
    )


def numbered(name: str, copy: int) -> str:
    """The name of a copy that was made for load; the first one is the original."""
    return name if copy == 0 else f"{name}-{copy + 1:02}"
