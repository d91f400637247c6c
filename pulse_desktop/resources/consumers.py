"""Who keeps data on a storage, and whom its loss would hit (Pulse 6, storage consumers)."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from pulse_desktop.model.facet import GuestFacet, ManagedFacet, StorageFacet
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Consumer, Consumers, Resource
from pulse_desktop.model.snapshot import ResourceType

SHOWN = 5
"""How many consumers are named; the count is of all."""

_GUESTS = frozenset({ResourceType.VM, ResourceType.SYSTEM_CONTAINER})
_CONCERNED = _GUESTS | {ResourceType.STORAGE}

_Key = tuple[str, str]
"""An instance, and a name or a path in it."""


class _Place(NamedTuple):
    """A consumer's place among the others: most disks first, then type, name and id."""

    fewness: int
    """The number of disks, negative."""

    type: ResourceType
    name: str
    id: ResourceId


@dataclass(frozen=True, slots=True)
class _Want:
    """Where a guest says that one of its disks is kept."""

    instance: str
    node: str
    storage: str
    path: str = ""

    @property
    def paths(self) -> Iterator[str]:
        """Every directory that the disk is in or is, longest first."""
        if self.path.startswith("/"):
            path = PurePosixPath(self.path)
            yield from map(str, (path, *path.parents))


@dataclass(frozen=True, slots=True)
class _Guest:
    type: ResourceType
    name: str
    wants: tuple[_Want, ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    """A storage, and from where it can be used."""

    instance: str
    name: str
    nodes: tuple[str, ...] = ()
    is_shared: bool = False
    path: str = ""

    def suits(self, want: _Want) -> bool:
        """Whether the disk's guest can reach it from where it runs."""
        return self.is_shared or want.node in self.nodes


class _Listing:
    """Ids by key; no key without one."""

    def __init__(self) -> None:
        self._ids: dict[_Key, set[ResourceId]] = {}

    def add(self, key: _Key, one: ResourceId) -> None:
        self._ids.setdefault(key, set()).add(one)

    def discard(self, key: _Key, one: ResourceId) -> None:
        listed = self._ids.get(key, set())
        listed.discard(one)
        if not listed:
            self._ids.pop(key, None)

    def under(self, key: _Key) -> Collection[ResourceId]:
        return self._ids.get(key, ())


class _Ledger:
    """The consumers of one storage, in order."""

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._types: Counter[ResourceType] = Counter()

    def add(self, place: _Place) -> None:
        insort(self._places, place)
        self._types[place.type] += 1

    def remove(self, place: _Place) -> None:
        del self._places[bisect_left(self._places, place)]
        self._types[place.type] -= 1

    def told(self) -> Consumers | None:
        return _told(self._places, +self._types)


class ConsumerIndex:
    """Which guests keep disks on which storage, kept up to date resource by resource.

    The cost of an update follows the disks of the guests it concerns, not the estate, and the
    answer does not depend on the order of updates. Used on one thread, by the registry.
    """

    def __init__(self) -> None:
        self._guests: dict[ResourceId, _Guest] = {}
        self._offers: dict[ResourceId, _Offer] = {}
        self._offered, self._offered_paths = _Listing(), _Listing()
        self._wanted, self._wanted_paths = _Listing(), _Listing()
        self._placed: dict[ResourceId, dict[ResourceId, _Place]] = {}
        self._ledgers: defaultdict[ResourceId, _Ledger] = defaultdict(_Ledger)

    def update(
        self, resource_id: ResourceId, old: Resource | None, new: Resource | None
    ) -> frozenset[ResourceId]:
        """Take in what became of one resource; the storages whose consumers changed by it.

        A storage that is gone is among them when it had consumers.
        """
        if not any(one is not None and one.type in _CONCERNED for one in (old, new)):
            return frozenset()
        changed = self._update_guest(resource_id, _guest(new))
        return frozenset(changed | self._update_offer(resource_id, _offer(new)))

    def consumers(self, storage: ResourceId) -> Consumers | None:
        """Who keeps disks on ``storage``; ``None`` when nobody is known to."""
        ledger = self._ledgers.get(storage)
        return None if ledger is None else ledger.told()

    def _update_guest(self, guest: ResourceId, new: _Guest | None) -> set[ResourceId]:
        old = self._guests.pop(guest, None)
        if new is not None:
            self._guests[guest] = new
        if old == new:
            return set()
        for want in old.wants if old else ():
            self._wanted.discard((want.instance, want.storage), guest)
            for path in want.paths:
                self._wanted_paths.discard((want.instance, path), guest)
        for want in new.wants if new else ():
            self._wanted.add((want.instance, want.storage), guest)
            for path in want.paths:
                self._wanted_paths.add((want.instance, path), guest)
        return self._place(guest)

    def _update_offer(self, storage: ResourceId, new: _Offer | None) -> set[ResourceId]:
        old = self._offers.pop(storage, None)
        if new is not None:
            self._offers[storage] = new
        if old == new:
            return set()
        if old is not None:
            self._offered.discard((old.instance, old.name), storage)
            self._offered_paths.discard((old.instance, old.path), storage)
        if new is not None:
            self._offered.add((new.instance, new.name), storage)
            self._offered_paths.add((new.instance, new.path), storage)
        concerned = {guest for offer in (old, new) if offer for guest in self._concerned(offer)}
        return set(chain.from_iterable(map(self._place, concerned)))

    def _concerned(self, offer: _Offer) -> Iterable[ResourceId]:
        """Guests that name the storage or a path on it."""
        return chain(
            self._wanted.under((offer.instance, offer.name)),
            self._wanted_paths.under((offer.instance, offer.path)),
        )

    def _place(self, guest: ResourceId) -> set[ResourceId]:
        """Enter the guest with the storages that its disks are on now; those that changed."""
        old, new = self._placed.pop(guest, {}), self._places(guest)
        if new:
            self._placed[guest] = new
        changed = {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
        for storage in changed:
            ledger = self._ledgers[storage]
            if storage in old:
                ledger.remove(old[storage])
            if storage in new:
                ledger.add(new[storage])
            elif ledger.told() is None:
                del self._ledgers[storage]
        return changed

    def _places(self, guest: ResourceId) -> dict[ResourceId, _Place]:
        known = self._guests.get(guest)
        if known is None:
            return {}
        found = (self._storage_of(want) for want in known.wants)
        disks = Counter(storage for storage in found if storage is not None)
        return {
            storage: _Place(-count, known.type, known.name, guest)
            for storage, count in disks.items()
        }

    def _storage_of(self, want: _Want) -> ResourceId | None:
        """The storage of that name that the guest can reach, else the nearest by path."""
        bearers = self._offered.under((want.instance, want.storage)) if want.storage else ()
        named = self._nearest(bearers, want)
        if named is not None:
            return named
        by_path = (self._offered_paths.under((want.instance, path)) for path in want.paths)
        found = (self._nearest(storages, want) for storages in by_path)
        return next((storage for storage in found if storage is not None), None)

    def _nearest(self, storages: Iterable[ResourceId], want: _Want) -> ResourceId | None:
        """On the guest's own node before one that is shared, then by id."""
        suitable = [one for one in storages if self._offers[one].suits(want)]
        return min(
            suitable, key=lambda one: (want.node not in self._offers[one].nodes, one), default=None
        )


def backup_consumers(
    backups: Iterable[tuple[int, str]], guests: Iterable[Resource]
) -> Consumers | None:
    """The guests that the backups on one store are of; ``backups`` are (number, namespace).

    A number that several guests bear is decided by the namespace, which names the instance;
    what stays ambiguous is left out.
    """
    by_number: defaultdict[int, list[tuple[str, Resource]]] = defaultdict(list)
    for guest in guests:
        facet = guest.facet(GuestFacet)
        if facet is not None:
            by_number[facet.vmid].append((facet.instance, guest))
    found = (_subject(by_number.get(vmid, ()), namespace) for vmid, namespace in set(backups))
    protected = {guest.id: guest for guest in found if guest is not None}
    places = sorted(_Place(-1, one.type, one.name, one.id) for one in protected.values())
    return _told(places, {place.type for place in places})


def _subject(candidates: Sequence[tuple[str, Resource]], namespace: str) -> Resource | None:
    if len(candidates) == 1:
        return candidates[0][1]
    named = [guest for instance, guest in candidates if is_namespace_of(namespace, instance)]
    return named[0] if len(named) == 1 else None


def is_namespace_of(namespace: str, instance: str) -> bool:
    """Whether one is the other or its ending, but for case and punctuation (Pulse 6)."""
    one, other = _letters(namespace), _letters(instance)
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def _told(places: Sequence[_Place], types: Iterable[ResourceType]) -> Consumers | None:
    if not places:
        return None
    top = (Consumer(p.id, p.type, p.name, -p.fewness) for p in places[:SHOWN])
    return Consumers(count=len(places), types=tuple(sorted(types)), top=tuple(top))


def _guest(resource: Resource | None) -> _Guest | None:
    """What a guest wants; ``None`` for anything else, and where its disks are not known."""
    if resource is None or resource.type not in _GUESTS:
        return None
    wants = tuple(_wants(resource))
    return _Guest(resource.type, resource.name, wants) if wants else None


def _wants(resource: Resource) -> Iterator[_Want]:
    """By the disks of its configuration, else by what its inventory says that it uses."""
    for sourced in resource.facets:
        guest = sourced.facet
        if isinstance(guest, GuestFacet) and guest.disks is not None:
            for disk in guest.disks:
                if disk.storage or disk.path:
                    instance, node = guest.instance.strip(), guest.node_name.strip()
                    storage, path = (disk.storage or "").strip(), (disk.path or "").strip()
                    yield _Want(instance, node, storage, path)
            return
    managed = resource.facet(ManagedFacet)
    if managed is not None:
        for datastore in managed.datastore_ids:
            yield _Want(managed.connection_id.strip(), "", datastore.strip())


def _offer(resource: Resource | None) -> _Offer | None:
    """What a storage offers; ``None`` for anything else."""
    if resource is None or resource.type is not ResourceType.STORAGE:
        return None
    managed = resource.facet(ManagedFacet)
    if managed is not None:
        instance, name = managed.connection_id.strip(), managed.managed_object_id.strip()
        return _Offer(instance, name, is_shared=True)
    storage = resource.facet(StorageFacet)
    if storage is None or not storage.instance:
        return None
    return _Offer(
        instance=storage.instance.strip(),
        name=(storage.name or "").strip(),
        nodes=tuple(node.strip() for node in storage.nodes),
        is_shared=storage.shared,
        path=str(PurePosixPath(storage.path.strip())) if storage.path else "",
    )
