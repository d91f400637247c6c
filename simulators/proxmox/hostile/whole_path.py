"""From a snapshot to what scripts read: as the program keeps it, and tells it with ``state``."""

import json
import traceback
from datetime import timedelta

from pulse_desktop.app.state_document import state_document
from pulse_desktop.model.poll import ConnectionStatus, PollRecord
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring import record
from pulse_desktop.monitoring.monitor import STEP, Monitor
from pulse_desktop.monitoring.session import Session
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.hostile.check import within
from simulators.proxmox.hostile.kept import kept_faults

_DEADLINE_S = 60.0
_PERCENTAGES = frozenset({"percent", "usage", "usedPercent", "wearout", "fragmentation"})


class _Told:
    """Stands in for the session to the product, which has been read already."""

    snapshot = None

    async def collect(self):
        """What it was read to."""
        return self.snapshot

    async def aclose(self):
        """There is nothing to close."""


class WholePath:
    """One connection's way through the program; its snapshots come one after the other."""

    def __init__(self, product, connection):
        self._connection, self._provider = connection, _Told()
        self._session = Session(product.platform.source(connection), self._open)
        self._record = PollRecord(interval_s=connection.interval_s)
        self._series, self._commits = SeriesIndex(), []
        self._at = None
        self._monitor = Monitor(Registry(self._series), self._commits.append)

    async def faults(self, snapshot):
        """Each as a line; a defect is one, too."""
        self._provider.snapshot = snapshot
        try:
            document = self._told(await self._session.collect(_DEADLINE_S))
            text = json.dumps(document, ensure_ascii=False, allow_nan=False)
            text.encode()
        except Exception:  # noqa: BLE001 - any defect is a finding
            return ["\n".join(traceback.format_exc().strip().splitlines()[-9:])]
        return [*within("state", document), *_beyond("state", document)]

    async def _open(self):
        return self._provider

    async def kept_faults(self):
        """The same of the database, once all snapshots have come."""
        if not self._commits:
            return []
        try:
            return await kept_faults(self._commits, self._series, self._record, self._at)
        except Exception:  # noqa: BLE001 - any defect is a finding
            return [traceback.format_exc()[-1500:]]

    def _told(self, snapshot):
        self._at = at = snapshot.collected_at
        span = record.Span(at, timedelta(seconds=1))
        self._record = record.succeeded(record.begun(self._record), span, snapshot)
        for part in snapshot.parts(STEP):
            self._monitor.ingest(part)
        for _ in self._monitor.catch_up():
            continue
        standing = record.state_of(self._connection, self._record)
        status = ConnectionStatus(self._connection, self._record, standing)
        return state_document(self._monitor.state, [status], at)


def _beyond(path, value):
    """Percentages that are none."""
    if isinstance(value, list):
        for at, part in enumerate(value):
            yield from _beyond(f"{path}[{at}]", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            is_number = isinstance(part, int | float) and not isinstance(part, bool)
            if key in _PERCENTAGES and is_number and not 0 <= part <= 100:
                yield f"{path}.{key} is {part}"
            yield from _beyond(f"{path}.{key}", part)
