"""The graphs that are asked for: of each thing once a session, time frame by time frame."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from pulse_desktop.model.earlier import Recorded
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand, Question

FRAMES = ("year", "month", "week", "day", "hour")
"""The widest first, so that a first look back is long before it is fine.

What of an instant was told in several widths is shown in the finest.
"""

AT_ONCE = 8
"""New questions to one node between two polls: what is read again and again goes before them."""

_ONCE = timedelta(days=10_000)
"""From then on this program records by itself; the next session asks for what it missed."""

Graph = tuple[Question[Recorded | None], ...]
"""Of one sort of things: a question for each of ``FRAMES``."""


def graph(sort: str, path: str, decode: Callable[[bytes], Recorded | None]) -> Graph:
    """The questions to ``path``. ``sort`` names it within the program."""
    return tuple(_question(f"{sort} graph, {frame}", path, frame, decode) for frame in FRAMES)


def begun(wanted: Iterable[Errand[Any]], found: Findings) -> Iterator[Errand[Any]]:
    """All that were put, so that their answers stay, and a few more of each node."""
    new: Counter[str] = Counter()
    for errand in wanted:
        if errand.key in found.by_key:
            yield errand
        elif new[errand.node] < AT_ONCE:
            new[errand.node] += 1
            yield errand


def _question(
    title: str, path: str, frame: str, decode: Callable[[bytes], Recorded | None]
) -> Question[Recorded | None]:
    return Question(
        title=title,
        path=f"{path}?timeframe={frame}&cf=AVERAGE",
        decode=decode,
        every=_ONCE,
        deadline_s=10.0,
        is_passing=True,
    )
