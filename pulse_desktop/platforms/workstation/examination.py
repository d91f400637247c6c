"""The connection test of this computer: one reading, shown as two steps."""

import time
from collections.abc import AsyncIterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.facet import HostFacet
from pulse_desktop.model.snapshot import Snapshot
from pulse_desktop.model.text import Text, mark
from pulse_desktop.provider.platform import Provider
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState, StageTitle

_VERSION = StageTitle(StageId.VERSION, mark("Workstation", "Operating system"))
_PREVIEW = StageTitle(StageId.PREVIEW, mark("Workstation", "Inventory preview"))


def stages(connection: Connection) -> tuple[StageTitle, ...]:  # noqa: ARG001 - always the same
    """The two steps."""
    return (_VERSION, _PREVIEW)


async def examine(workstation: Provider) -> AsyncIterator[Stage]:
    """Read once; yield each step as it begins and as it ends."""
    yield Stage(id=StageId.VERSION, state=StageState.RUNNING)
    began_s = time.monotonic()
    snapshot = await workstation.collect()
    yield Stage(
        id=StageId.VERSION,
        state=StageState.PASSED,
        detail=_system(snapshot),
        duration_ms=(time.monotonic() - began_s) * 1000,
    )
    yield Stage(id=StageId.PREVIEW, state=StageState.RUNNING)
    yield _preview(snapshot)


def _system(snapshot: Snapshot) -> Text:
    host = snapshot.observations[0].facet
    if not isinstance(host, HostFacet):
        raise TypeError("the first observation is the computer itself")
    name = " ".join(part for part in (host.os_name, host.os_version) if part)
    return mark("Workstation", "{name} · kernel {kernel}").given(
        name=name, kernel=host.kernel_version or "?"
    )


def _preview(snapshot: Snapshot) -> Stage:
    return Stage(
        id=StageId.PREVIEW,
        state=StageState.WARNING if snapshot.issues else StageState.PASSED,
        detail=mark("Workstation", "{name} · file systems: {count}").given(
            name=snapshot.observations[0].name,
            count=snapshot.counts["file_systems"],
        ),
        lines=tuple(StageLine(StageState.WARNING, issue.message) for issue in snapshot.issues),
    )
