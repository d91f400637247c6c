"""What a store of backups says about the next backup (Pulse 6, backup storage)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulse_desktop.model.facet import BackupServerFacet
from pulse_desktop.model.resource import RiskReason
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.text import mark

_LEVELS: Mapping[str, Severity] = MappingProxyType(
    {
        "offline": Severity.CRITICAL,
        "unavailable": Severity.CRITICAL,
        "unreachable": Severity.CRITICAL,
        "inaccessible": Severity.CRITICAL,
        "down": Severity.CRITICAL,
        "error": Severity.CRITICAL,
        "failed": Severity.CRITICAL,
        "degraded": Severity.WARNING,
        "read_only": Severity.WARNING,
    }
)

_FULL = ((0.95, Severity.CRITICAL), (0.90, Severity.WARNING))
"""How full it is, 0 to 1, from which each level holds."""


def state_reasons(state: str | None) -> Iterator[RiskReason]:
    """Whether its server can use it."""
    word = (state or "").strip().lower().replace("-", "_").replace(" ", "_")
    if word in _LEVELS:
        said = mark("Risk", "The backup store is {state}").given(state=word.replace("_", " "))
        yield RiskReason("pbs_datastore_state", _LEVELS[word], said)


def capacity_reasons(usage: float | None) -> Iterator[RiskReason]:
    """Whether there is room for more; ``usage`` is 0 to 1."""
    level = None
    if usage is not None:
        level = next((level for least, level in _FULL if usage >= least), None)
    if usage is not None and level is not None:
        said = mark("Risk", "The backup store is {percent} % full")
        yield RiskReason("capacity_runway_low", level, said.given(percent=int(usage * 100)))


def affected_stores(server: BackupServerFacet) -> tuple[str, ...]:
    """Names of the server's stores that are at risk, in its order."""
    return tuple(
        store.name
        for store in server.datastores
        if any(state_reasons(store.status)) or any(capacity_reasons(store.usage))
    )
