"""The storage daemons of the placement tree that are down, or that hold no data."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pulse_desktop.platforms.proxmox.ve.ceph.wire import listing, mapping
from pulse_desktop.provider.numbers import flag

_DEEPEST, _MOST = 12, 20_000
"""Levels of the tree (Ceph has eleven kinds of buckets), and daemons."""


@dataclass(frozen=True, slots=True)
class Daemon:
    """``osd.3`` on ``pve1``."""

    name: str
    host: str
    is_up: bool
    is_in: bool

    @property
    def place(self) -> str:
        """``osd.3 (pve1)``."""
        return f"{self.name} ({self.host})" if self.host else self.name


def daemons(root: object) -> tuple[Daemon, ...]:
    """All of the tree, from left to right."""
    return tuple(islice(_walk(mapping(root), "", 0), _MOST))


def _walk(node: dict[str, Any], host: str, depth: int) -> Iterator[Daemon]:
    name = node.get("name") if isinstance(node.get("name"), str) else ""
    if node.get("type") == "osd" and name:
        yield Daemon(name, host, node.get("status") == "up", flag(node.get("in")))
    elif depth < _DEEPEST:
        below = name if node.get("type") == "host" and name else host
        for child in listing(node.get("children")):
            yield from _walk(mapping(child), below, depth + 1)
