"""When an earlier figure is better than the one at hand. Judged by diagnostic snapshots alone."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pulse_desktop.platforms.proxmox.ve.memory.catalogue import Label, Reliability
from pulse_desktop.platforms.proxmox.ve.memory.figure import NEARLY_ALL, Figure, governed
from pulse_desktop.platforms.proxmox.ve.memory.inputs import Inputs

REPEATED_NOTE = "preserved-previous-memory-after-repeated-low-trust-pattern"
FULL_NOTE = "preserved-previous-memory-for-healthy-guest-low-trust-full-usage"
WITHHELD_NOTE = "withheld-low-trust-full-usage"
NODE_NOTE = "node-status-unavailable"
HOST_SIZE_NOTE = "host-process-size"

REPEATED_WITHIN = timedelta(minutes=2)
FULL_WITHIN = timedelta(minutes=10)
_JUMP = 0.05
_NOT_NEARLY = 0.90
"""These five are Pulse's (memory stabilisation)."""

NODE_WITHIN = timedelta(minutes=2)
"""How old a node's figure may be that stands in for one that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A figure as it was shown, and when it was measured."""

    figure: Figure
    at: datetime
    measured_at: datetime
    """Earlier than ``at`` for a figure that was carried forward."""

    is_running: bool = True
    inputs: Inputs = ()
    """What it could be chosen from."""


def steadied(now: Diagnostic, before: Diagnostic | None, *, is_agent_alive: bool) -> Diagnostic:
    """``now``, or the figure of ``before`` under a note that says why.

    A full figure that nothing vouches for is withheld: it never stands.
    """
    if before is not None and now.is_running and before.is_running:
        if _is_repeated_low_trust(now, before):
            return _carried(now, before, REPEATED_NOTE)
        if is_agent_alive and _is_unlikely_full(now, before):
            return _carried(now, before, FULL_NOTE)
    return _noted(now)


def kept_for_node(listed: Diagnostic, before: Diagnostic | None) -> Diagnostic:
    """A node's figure while its status cannot be read: the one before, or the listed one."""
    if before is None or listed.figure.total not in {None, before.figure.total}:
        return listed
    is_recent = listed.at - before.measured_at <= NODE_WITHIN
    is_good = before.figure.source == Label.PREVIOUS or _is_trusted(before.figure)
    if not is_recent or not is_good:
        return listed
    figure = replace(before.figure, source=Label.PREVIOUS, reason=None, notes=(NODE_NOTE,))
    return replace(listed, figure=governed(figure), measured_at=before.measured_at)


def _is_trusted(figure: Figure) -> bool:
    return figure.reliability is Reliability.TRUSTED


def _is_repeated_low_trust(now: Diagnostic, before: Diagnostic) -> bool:
    usage, earlier = now.figure.usage, before.figure.usage
    return (
        now.at - before.at <= REPEATED_WITHIN
        and _is_trusted(before.figure)
        and now.figure.reliability < before.figure.reliability
        and now.figure.total == before.figure.total
        and earlier is not None
        and (earlier == 0 or abs((usage or 0.0) - earlier) >= _JUMP)
    )


def _is_unlikely_full(now: Diagnostic, before: Diagnostic) -> bool:
    usage, earlier = now.figure.usage, before.figure.usage
    if usage is None or earlier is None or now.figure.total != before.figure.total:
        return False
    return (
        now.at - before.at <= FULL_WITHIN
        and now.figure.reliability is Reliability.LOW
        and usage >= NEARLY_ALL
        and earlier < _NOT_NEARLY
        and (before.figure.source == Label.PREVIOUS or _is_trusted(before.figure))
    )


def _carried(now: Diagnostic, before: Diagnostic, note: str) -> Diagnostic:
    figure = Figure(
        source=Label.PREVIOUS,
        used=before.figure.used,
        total=before.figure.total,
        notes=(note,),
    )
    return replace(now, figure=governed(figure), measured_at=before.measured_at)


def _noted(now: Diagnostic) -> Diagnostic:
    figure = now.figure
    if figure.is_host_size:
        figure = replace(figure, notes=(*figure.notes, HOST_SIZE_NOTE))
    if figure.is_doubtful:
        figure = replace(figure, used=None, notes=(*figure.notes, WITHHELD_NOTE))
    return replace(now, figure=figure)
