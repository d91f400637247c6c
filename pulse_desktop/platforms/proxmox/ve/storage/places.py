"""Each storage as each node reaches it: the resource list, the configuration and the nodes' word.

The resource list is as new as the poll and knows neither disabled storages nor inactive ones.
The nodes tell those apart, and may be late or silent; what they told last stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.ve.storage.questions import DEFINITIONS, STANDINGS
from pulse_desktop.platforms.proxmox.ve.storage.wire import Definition, Standing
from pulse_desktop.platforms.proxmox.ve.wire import STORAGE, Entry
from pulse_desktop.provider.numbers import Loose, flag, size

PBS = "pbs"
ALWAYS_SHARED = frozenset(
    {"rbd", "cephfs", PBS, "glusterfs", "nfs", "cifs", "smb", "iscsi", "iscsidirect"}
)
"""Kinds that live outside of the nodes, whatever their flag says (pve-storage plugins)."""

BACKUP = "backup"

FRESH_FOR = timedelta(minutes=5)
"""How long a node's word on what is active stands: some turns of the slowest load profile."""


class Way(IntEnum):
    """How a node reaches a storage; of one that several reach the highest counts."""

    DISABLED = 1
    INACTIVE = 2
    UNKNOWN = 3
    AVAILABLE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One storage on one node."""

    storage: str
    node: str
    type: str = ""
    content: frozenset[str] = frozenset()
    is_shared: bool
    way: Way
    used: int | None = None
    """Bytes; ``None`` where nobody has fresh figures."""

    total: int | None = None
    definition: Definition | None = None
    """``None`` while the configuration was not told."""

    @property
    def key(self) -> tuple[str, str]:
        """The same for a shared storage on every node: ``("", "nas")``, ``("pve1", "local")``."""
        return ("" if self.is_shared else self.node, self.storage)

    @property
    def holds_backups(self) -> bool:
        """Whether guests may be backed up to it."""
        return BACKUP in self.content

    @property
    def is_backup_server(self) -> bool:
        """Whether a Proxmox Backup Server is behind it."""
        return self.type == PBS

    @property
    def has_figures(self) -> bool:
        """Whether its size is known; a backup server may hide it from the user it is read as."""
        return self.used is not None and bool(self.total)


def places(entries: Iterable[Entry], found: Findings, at: datetime) -> tuple[Place, ...]:
    """All storages on all nodes, those also that are disabled or inactive there."""
    configured, told_at = definitions(found), found.of(DEFINITIONS).at
    listed = {(row.node, row.storage): row for row in entries if _is_listed(row)}
    said = {
        (node, word.row.storage): word
        for node, word in _words(found)
        if _is_meant(node, word, configured.get(word.row.storage), told_at)
    }
    return tuple(
        _place(key, listed.get(key), said.get(key), configured.get(key[1]), at)
        for key in dict.fromkeys((*listed, *said))
    )


def definitions(found: Findings) -> Mapping[str, Definition]:
    """The configuration by name; empty while it was not told."""
    told = found.of(DEFINITIONS).value
    return {row.storage: row for row in told.rows if row.storage} if told else {}


def named(text: str | None) -> frozenset[str]:
    """``pve1,pve2`` → the two names."""
    return frozenset(filter(None, (each.strip() for each in (text or "").split(","))))


def is_shared(type_: str, *flags: Loose) -> bool:
    """Whether every node reaches the same one."""
    return type_ in ALWAYS_SHARED or any(flag(each) for each in flags)


@dataclass(frozen=True, slots=True)
class _Word:
    """What a node said of one storage, and when."""

    row: Standing
    at: datetime
    is_last: bool
    """Nothing went wrong since."""

    @property
    def way(self) -> Way:
        if not flag(self.row.enabled):
            return Way.DISABLED
        return Way.AVAILABLE if flag(self.row.active) else Way.INACTIVE

    def is_fresh(self, at: datetime) -> bool:
        return self.is_last and at - self.at <= FRESH_FOR


def _is_listed(row: Entry) -> bool:
    return row.type == STORAGE and bool(row.storage and row.node)


def _words(found: Findings) -> Iterator[tuple[str, _Word]]:
    for errand, told in found.all_of(STANDINGS):
        if told.value is not None and told.at is not None:
            for row in told.value.rows:
                yield errand.node, _Word(row, told.at, told.problem is None)


def _is_meant(
    node: str, word: _Word, definition: Definition | None, told_at: datetime | None
) -> bool:
    """Whether the node has it at all.

    It lists a storage that is restricted to other nodes as disabled, too. And what it said stays
    while it is silent, perhaps longer than the storage itself.
    """
    if definition is None:
        is_gone = told_at is not None and told_at > word.at
        return bool(word.row.storage) and word.way is not Way.DISABLED and not is_gone
    return not definition.nodes or node in named(definition.nodes)


def _place(
    key: tuple[str, str],
    listed: Entry | None,
    word: _Word | None,
    definition: Definition | None,
    at: datetime,
) -> Place:
    node, storage = key
    row = word.row if word else None
    way = _way(listed, word, at)
    used, total = _figures(way, listed, word, at)
    types = (
        listed.plugintype if listed else None,
        row.type if row else None,
        definition.type if definition else None,
    )
    told = [each for each in (listed, row, definition) if each is not None]
    type_ = _first(*types)
    return Place(
        storage=storage,
        node=node,
        type=type_,
        content=named(_first(*(each.content for each in told))),
        is_shared=is_shared(type_, *(each.shared for each in told)),
        way=way,
        used=used,
        total=total,
        definition=definition,
    )


def _first(*texts: str | None) -> str:
    return next((text for text in texts if text), "")


def _way(listed: Entry | None, word: _Word | None, at: datetime) -> Way:
    """A node's own word is surer than figures that its neighbours have of it."""
    if word is not None and word.is_fresh(at):
        return word.way
    if listed is not None and listed.status == "available":
        return Way.AVAILABLE
    return Way.DISABLED if word is not None and word.way is Way.DISABLED else Way.UNKNOWN


def _figures(
    way: Way, listed: Entry | None, word: _Word | None, at: datetime
) -> tuple[int | None, int | None]:
    """Bytes; the newest that there are. What reports no size at all is not measured."""
    if way is not Way.AVAILABLE:
        return None, None
    if listed is not None and listed.status == "available" and size(listed.maxdisk):
        return size(listed.disk), size(listed.maxdisk)
    if word is not None and word.is_fresh(at) and size(word.row.total):
        return size(word.row.used), size(word.row.total)
    return None, None
