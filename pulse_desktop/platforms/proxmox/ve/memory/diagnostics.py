"""The last figure of every node and guest, as it was shown."""

from collections.abc import Collection
from dataclasses import replace

from pulse_desktop.platforms.proxmox.ve.memory.figure import governed
from pulse_desktop.platforms.proxmox.ve.memory.steadying import Diagnostic

Key = tuple[str, str, str]
"""Instance, node, number of the guest; the number is empty for the node itself."""


class Diagnostics:
    """Used by one thread at a time. Labels are governed going in and coming out."""

    def __init__(self) -> None:
        self._kept: dict[Key, Diagnostic] = {}

    def record(self, key: Key, diagnostic: Diagnostic) -> None:
        """Replaces what was recorded under ``key``."""
        self._kept[key] = _governed(diagnostic)

    def read(self, key: Key) -> Diagnostic | None:
        """What was recorded last."""
        found = self._kept.get(key)
        return None if found is None else _governed(found)

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget all but ``keys``."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in keys}


def _governed(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, figure=governed(diagnostic.figure))
