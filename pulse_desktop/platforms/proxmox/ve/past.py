"""What a provider remembers from poll to poll: counters, boots and last known names."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.ve.memory.diagnostics import Diagnostics
from pulse_desktop.platforms.proxmox.ve.protection.record import Record
from pulse_desktop.platforms.proxmox.ve.wire import Entry
from pulse_desktop.provider.numbers import size
from pulse_desktop.provider.rates import Rates

Key = tuple[str, str]
"""Type and id of a row, without the node, so that it outlives a migration: ``("qemu", "101")``."""

_SAME_BOOT = timedelta(seconds=60)
"""The product samples every 10 s, so a boot time worked out from uptime wanders by that much."""


class Past:
    """Used by one thread at a time."""

    def __init__(self) -> None:
        self._flows = Flows()
        self._boots: dict[Key, tuple[datetime, int]] = {}
        self._names: dict[Key, str] = {}
        self.diagnostics = Diagnostics()
        """The figures for memory as they were shown."""

        self.protection = Record()
        """What can be restored from."""

    def rates(self, key: Key, entry: Entry) -> Mapping[Metric, float]:
        """Bytes a second of a running guest; what cannot be told yet is absent."""
        return self._flows.rates(key, entry)

    def booted_at(self, key: Key, uptime_s: int | None, at: datetime) -> datetime | None:
        """When it started, the same instant for as long as it runs."""
        if not uptime_s:
            self._boots.pop(key, None)
            return None
        started, (before, uptime_before) = _before(at, uptime_s), self._boots.get(key, (at, 0))
        goes_on = uptime_before and uptime_s >= uptime_before
        if goes_on and abs(started - before) < _SAME_BOOT:
            started = before
        self._boots[key] = (started, uptime_s)
        return started

    def name(self, key: Key, given: str | None) -> str | None:
        """The name, or the last one known while the product does not tell it."""
        name = (given or "").strip()
        if name:
            self._names[key] = name
        return self._names.get(key)

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget all but ``keys``, so that things which are gone leave nothing."""
        self._flows.keep_only(keys)
        self._boots = {key: boot for key, boot in self._boots.items() if key in keys}
        self._names = {key: name for key, name in self._names.items() if key in keys}


def _before(at: datetime, uptime_s: int) -> datetime:
    try:
        return at - timedelta(seconds=uptime_s)
    except OverflowError:
        return at


class Flows:
    """Rates of guests' counters, on the guests' own clocks.

    A row's uptime and its counters come from one sample, and the product takes one every 10 s
    whatever our interval: over the uptime the rates are right, over our own clock they would
    alternate between bursts and zeros (pve-manager `PVE/Service/pvestatd.pm`).

    A shorter uptime is another boot, whose counters began at 0: what it counted since tells
    nothing of the time since the sample before, so it counts as 0 once, also where it has
    counted more than the boot before.
    """

    def __init__(self) -> None:
        self._rates = Rates()
        self._clocks: dict[Key, _Clock] = {}
        self._last: dict[Key, dict[Metric, float]] = {}

    def rates(self, key: Key, entry: Entry) -> Mapping[Metric, float]:
        """The growth since the sample before; of the last two while there is no new one."""
        uptime_s = size(entry.uptime)
        if not uptime_s:
            return {}
        clock = self._clocks.setdefault(key, _Clock())
        if not clock.moved_to(uptime_s):
            return self._last.get(key, {})
        found = {
            metric: self._rates.rate((key, clock.boot, metric), count, clock.at_s)
            for metric, count in _counts(entry)
        }
        if clock.has_restarted:
            found = dict.fromkeys(found, 0.0)
        self._last[key] = {metric: rate for metric, rate in found.items() if rate is not None}
        return self._last[key]

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget all but ``keys``."""
        self._clocks = {key: clock for key, clock in self._clocks.items() if key in keys}
        self._last = {key: last for key, last in self._last.items() if key in keys}
        self._rates.keep_only(
            [(key, clock.boot, metric) for key, clock in self._clocks.items() for metric in Metric]
        )


def _counts(entry: Entry) -> Iterator[tuple[Metric, int]]:
    """The counters that are given, in bytes since the guest started."""
    for metric, value in (
        (Metric.NET_IN, entry.netin),
        (Metric.NET_OUT, entry.netout),
        (Metric.DISK_READ, entry.diskread),
        (Metric.DISK_WRITE, entry.diskwrite),
    ):
        count = size(value)
        if count is not None:
            yield metric, count


class _Clock:
    """A guest's uptime, and which of its boots that is of."""

    def __init__(self) -> None:
        self._uptime_s = 0
        self.boot = 0
        self.has_restarted = False
        """Whether the newest sample is the first of a boot that followed another one."""

    @property
    def at_s(self) -> float:
        """Seconds since it booted."""
        return float(self._uptime_s)

    def moved_to(self, uptime_s: int) -> bool:
        """Whether this is a new sample."""
        if uptime_s == self._uptime_s:
            return False
        self.has_restarted = uptime_s < self._uptime_s
        self.boot += self.has_restarted
        self._uptime_s = uptime_s
        return True
