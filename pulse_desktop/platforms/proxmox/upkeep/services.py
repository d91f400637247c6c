"""Services that should run and do not."""

from collections.abc import Iterable, Iterator

from pulse_desktop.model.snapshot import Incident, Severity
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.upkeep.wire import Service

_MEANT_TO_RUN = frozenset({"enabled", "static"})
_RUNNING = frozenset({"active", "activating", "reloading", "deactivating"})
_DOWN = frozenset({"dead", "failed"})
"""Sub-states, which count where a release tells no more."""

_OFTEN_ABSENT = frozenset({"syslog", "systemd-timesyncd"})
"""The products list them and run others in their place."""

_LONGEST = 100

_STOPPED = mark("Proxmox", "The service {name} is not running ({state})")


def stopped(services: Iterable[Service], provider: str, where: str) -> Iterator[Incident]:
    """One incident for each, on the server ``where``."""
    for service in services:
        name = (service.name or service.service)[:_LONGEST]
        if not name or name in _OFTEN_ABSENT or not _is_stopped(service):
            continue
        state = (service.active_state or service.state or "")[:_LONGEST]
        yield Incident(
            provider=provider,
            native_id=f"service:{where}:{name}",
            code="service_stopped",
            severity=Severity.WARNING,
            summary=str(_STOPPED.given(name=name, state=state)),
        )


def _is_stopped(service: Service) -> bool:
    if service.unit_state not in _MEANT_TO_RUN:
        return False
    if service.active_state is not None:
        return service.active_state not in _RUNNING
    return service.state in _DOWN
