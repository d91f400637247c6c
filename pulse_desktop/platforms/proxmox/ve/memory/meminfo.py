"""``/proc/meminfo`` as a guest agent reads it."""

import re

from pulse_desktop.platforms.proxmox.ve.memory.node import Counts

LONGEST = 64 * 1024
"""Characters; real ones have two thousand."""

_LINE = re.compile(r"(?P<key>[A-Za-z0-9_()]{1,40}):\s+(?P<number>\d{1,15})(?P<unit> \S+)?\s*")
_WANTED = frozenset(
    {"MemTotal", "MemFree", "MemAvailable", "Buffers", "Cached", "SReclaimable", "Shmem"}
)


def parsed(content: str, *, is_cut: bool = False) -> Counts | None:
    """What could be had, in ``available``; ``None`` for what is no whole ``/proc/meminfo``.

    ``is_cut`` says that the agent read only its beginning.
    """
    lines = content[:LONGEST].splitlines()
    found = _values(lines[:-1] if is_cut else lines)
    if found is None or not found.get("MemTotal"):
        return None
    total, available = found["MemTotal"], found.get("MemAvailable")
    if available is None and not is_cut:
        available = _worked_out(found)
    if available is None or available > total:
        return None
    return Counts(total=total, free=found.get("MemFree"), available=available)


def _values(lines: list[str]) -> dict[str, int] | None:
    """Bytes of each wanted line; ``None`` when one comes twice or in another unit."""
    found: dict[str, int] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or match["key"] not in _WANTED:
            continue
        if match["unit"] != " kB" or match["key"] in found:
            return None
        found[match["key"]] = int(match["number"]) * 1024
    return found


def _worked_out(found: dict[str, int]) -> int | None:
    """For kernels before 3.14, which do not tell it."""
    if not {"MemFree", "Buffers", "Cached", "SReclaimable", "Shmem"} <= found.keys():
        return None
    caches = found["Buffers"] + found["Cached"] + found["SReclaimable"] - found["Shmem"]
    return max(found["MemFree"] + caches, 0)
