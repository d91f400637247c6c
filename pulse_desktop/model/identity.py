"""Evidence of which machine a thing is, normalised when it is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a source knows of a thing's identity. Empty means no evidence."""

    machine_id: str | None = None
    dmi_uuid: str | None = None
    hostnames: tuple[str, ...] = ()
    ip_addresses: tuple[str, ...] = ()
    mac_addresses: tuple[str, ...] = ()
    cluster_name: str | None = None


NO_IDENTITY = Identity()


def short_hostname(name: str) -> str:
    """``" PVE1.lan. "`` as ``pve1``: lower case, no trailing dot, cut at the first dot."""
    return name.strip().lower().rstrip(".").split(".", 1)[0]
