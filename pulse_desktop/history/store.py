"""The door to recorded history for those who write it; numpy is loaded behind it, on first use."""

from datetime import datetime
from typing import TYPE_CHECKING

from pulse_desktop.database import Handle
from pulse_desktop.history.imported_points import ImportedPoints
from pulse_desktop.history.retention import Keeping
from pulse_desktop.model.series import Readings, SeriesIndex, SeriesKey

if TYPE_CHECKING:
    from pulse_desktop.history.sweep_log import SweepLog


class Store:
    """What the recorder hands its sweeps to. Used on the writer's thread only."""

    def __init__(self) -> None:
        self._log: SweepLog | None = None

    def append(self, handle: Handle, index: SeriesIndex, readings: Readings) -> None:
        """Log one sweep, in the caller's transaction (H-01).

        Series that were never seen before are entered along with it.
        """
        self._loaded().append(handle, index, readings)

    def tend(self, handle: Handle, keeping: Keeping, now: datetime) -> bool:
        """Seal, roll up or prune one slice, in the caller's transaction; whether there is more.

        No sample is lost or counted twice, wherever it is cut short (H-02).
        """
        return self._loaded().tend(handle, keeping, now)

    def put_imported(self, handle: Handle, key: SeriesKey, points: ImportedPoints) -> None:
        """Keep what another program recorded, in the caller's transaction (H-08)."""
        self._loaded().put_imported(handle, key, points)

    def _loaded(self) -> "SweepLog":
        if self._log is None:
            from pulse_desktop.history.sweep_log import SweepLog

            self._log = SweepLog()
        return self._log
