"""The demo estate through its pollers and charts over virtual hours; reports its memory."""

import gc
import sys
from datetime import UTC, datetime

import psutil

from benchmarks.children.frame import report
from pulse_desktop.demo.series import DemoSeries
from pulse_desktop.history.series_source import grid_over, lines_of
from pulse_desktop.model.series import SeriesKey
from simulators.demo_day import DemoDay

_START = datetime(2026, 11, 24, 12, tzinfo=UTC)
_DAY_S = 86_400.0


def main(hours: int, interval_s: float) -> None:
    """Poll every connection; each hour, draw the day of all workloads and a quarter of some."""
    day = DemoDay(_START, interval_s=interval_s)
    series = DemoSeries(1, day.loop.now)
    resident: list[int] = []

    def look(day: DemoDay) -> None:
        keys = _measured(day)
        now_s = day.loop.now().timestamp()
        grid_over(series, keys, (now_s - _DAY_S, now_s), 177)
        lines_of(series, keys[:8], (now_s - 90 * _DAY_S, now_s), 1000)
        gc.collect()
        resident.append(psutil.Process().memory_info().rss)

    day.live(hours, look)
    report({"resident": resident, "series": len(day.series)})


def _measured(day: DemoDay) -> tuple[SeriesKey, ...]:
    return tuple(
        SeriesKey(one.series, metric)
        for one in day.monitor.state.workloads()
        if one.series is not None
        for metric in one.metrics
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
