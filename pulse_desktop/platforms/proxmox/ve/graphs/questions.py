"""The graphs that are asked for: of each thing once a session, time frame by time frame."""

from collections.abc import Callable
from datetime import timedelta

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.platforms.proxmox.rounds.question import Question
from pulse_desktop.platforms.proxmox.ve.graphs import wire
from pulse_desktop.platforms.proxmox.ve.wire import LXC, NODE, QEMU, STORAGE

FRAMES = ("year", "month", "week", "day", "hour")
"""The widest first, so that a first look back is long before it is fine.

What of an instant was told in several widths is shown in the finest.
"""

_ONCE = timedelta(days=10_000)
"""From then on this program records by itself; the next session asks for what it missed."""

_PLACES: dict[str, tuple[str, Callable[[bytes], Recorded | None]]] = {
    NODE: ("nodes/{node}/rrddata", wire.node),
    QEMU: ("nodes/{node}/qemu/{0}/rrddata", wire.machine),
    LXC: ("nodes/{node}/lxc/{0}/rrddata", wire.container),
    STORAGE: ("nodes/{node}/storage/{0}/rrddata", wire.storage),
}


def _question(sort: str, frame: str) -> Question[Recorded | None]:
    path, decode = _PLACES[sort]
    return Question(
        title=f"{sort} graph, {frame}",
        path=f"{path}?timeframe={frame}&cf=AVERAGE",
        decode=decode,
        every=_ONCE,
        deadline_s=10.0,
        is_passing=True,
    )


QUESTIONS = {sort: tuple(_question(sort, frame) for frame in FRAMES) for sort in _PLACES}
"""By type of a row of the resource list."""
