"""The certificate that a node shows, and when it ends."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.instant import instant
from pulse_desktop.platforms.proxmox.ve.upkeep.wire import Certificate

_SHOWN = ("pveproxy-ssl.pem", "pve-ssl.pem")
"""The first that is there (pve-manager `PVE/Service/pveproxy.pm`); the others are never shown."""

SOON = timedelta(days=10)
"""The node renews its own two weeks before the end, an ordered one 30 days before."""

_EXPIRED = mark("Proxmox", "The certificate of {node} has expired")
_EXPIRES = mark("Proxmox", "The certificate of {node} expires in {days} days")


def ends_at(certificates: Iterable[Certificate]) -> datetime | None:
    """When the certificate that the node shows ends."""
    by_name = {each.filename: each for each in certificates}
    shown = next((by_name[name] for name in _SHOWN if name in by_name), None)
    return None if shown is None else instant(shown.notafter)


def expiring(end: datetime, node: str, now: datetime, provider: str) -> Iterator[Incident]:
    """An incident from ten days before the end on."""
    left = end - now
    if left > SOON:
        return
    is_over = left <= timedelta(0)
    said = (_EXPIRED if is_over else _EXPIRES).given(node=node, days=left.days)
    yield Incident(
        provider=provider,
        native_id=f"certificate:{node}",
        code="certificate_expired" if is_over else "certificate_expiring",
        severity=Severity.WARNING,
        summary=str(said),
        started_at=end if is_over else end - SOON,
    )
