"""The ZFS pools that storages lie on; each is shown at them, and else by itself."""

from collections.abc import Iterator, Mapping

from pulse_desktop.model.snapshot import Observation
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.storage.places import Place
from pulse_desktop.platforms.proxmox.ve.storage.questions import DEFINITIONS
from pulse_desktop.platforms.proxmox.ve.storage.wire import Definition
from pulse_desktop.platforms.proxmox.ve.zfs.match import TYPES, pool_of
from pulse_desktop.platforms.proxmox.ve.zfs.observed import by_itself, on_pool
from pulse_desktop.platforms.proxmox.ve.zfs.pools import Pool, pools


class Pools:
    """All of one estate, and which of them were shown at a storage."""

    def __init__(self, found: Inventory) -> None:
        self._found = found
        self._of_node: Mapping[str, tuple[Pool, ...]] = pools(found.findings)
        self._shown: set[tuple[str, str]] = set()

    def shown_at(self, place: Place, storage: Observation) -> Observation:
        """The storage with what its pool says; unchanged where it lies on none."""
        pool = self._behind(place)
        if pool is None:
            return storage
        self._shown.add((pool.node, pool.name))
        return on_pool(storage, pool)

    def left(self) -> Iterator[Observation]:
        """Pools that no storage lies on, so that no space is told twice.

        Before the configuration was told, nobody knows which these are.
        """
        if self._found.findings.of(DEFINITIONS).value is None:
            return
        for node, of_node in self._of_node.items():
            for pool in of_node:
                if (node, pool.name) not in self._shown:
                    yield by_itself(pool, self._found)

    def _behind(self, place: Place) -> Pool | None:
        if place.is_shared or place.type not in TYPES:
            return None
        of_node = {pool.name: pool for pool in self._of_node.get(place.node, ())}
        row = place.definition or Definition(place.storage)
        name = pool_of(row.pool, place.storage, row.path, tuple(of_node))
        return of_node[name] if name else None
