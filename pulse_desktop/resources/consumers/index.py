"""Which guests keep disks on which storage, kept up to date."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Consumers, Resource
from pulse_desktop.resources.consumers.claim import (
    Guest,
    Offer,
    Telling,
    Want,
    concerns,
    guest_of,
    offer_of,
    telling,
)
from pulse_desktop.resources.consumers.ledger import Ledger, Place

_Key = tuple[str, str]
"""An instance, and a name or a path in it."""


class ConsumerIndex:
    """Which guests keep disks on which storage, kept up to date resource by resource.

    The cost of an update follows the disks of the guests it concerns, not the estate, and the
    answer does not depend on the order of updates. Used on one thread, by the registry.
    """

    def __init__(self) -> None:
        self._told: dict[ResourceId, Telling] = {}
        self._guests: dict[ResourceId, Guest] = {}
        self._offers: dict[ResourceId, Offer] = {}
        self._offered, self._offered_paths = _Listing(), _Listing()
        self._wanted, self._wanted_paths = _Listing(), _Listing()
        self._placed: dict[ResourceId, dict[ResourceId, Place]] = {}
        self._ledgers: defaultdict[ResourceId, Ledger] = defaultdict(Ledger)

    def update(
        self, resource_id: ResourceId, old: Resource | None, new: Resource | None
    ) -> frozenset[ResourceId]:
        """Take in what became of one resource; the storages whose consumers changed by it.

        A storage that is gone is among them when it had consumers.
        """
        if not (concerns(old) or concerns(new)) or self._knows(resource_id, new):
            return frozenset()
        changed = self._update_guest(resource_id, guest_of(new))
        return frozenset(changed | self._update_offer(resource_id, offer_of(new)))

    def consumers(self, storage: ResourceId) -> Consumers | None:
        """Who keeps disks on ``storage``; ``None`` when nobody is known to."""
        ledger = self._ledgers.get(storage)
        return None if ledger is None else ledger.told()

    def _knows(self, resource_id: ResourceId, new: Resource | None) -> bool:
        """Whether it says what it said before, which most polls of most things do."""
        said = telling(new) if new is not None and concerns(new) else None
        if said == self._told.get(resource_id):
            return True
        if said is None:
            del self._told[resource_id]
        else:
            self._told[resource_id] = said
        return False

    def _update_guest(self, guest: ResourceId, new: Guest | None) -> set[ResourceId]:
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

    def _update_offer(self, storage: ResourceId, new: Offer | None) -> set[ResourceId]:
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

    def _concerned(self, offer: Offer) -> Iterable[ResourceId]:
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

    def _places(self, guest: ResourceId) -> dict[ResourceId, Place]:
        known = self._guests.get(guest)
        if known is None:
            return {}
        found = (self._storage_of(want) for want in known.wants)
        disks = Counter(storage for storage in found if storage is not None)
        return {
            storage: Place(-count, known.type, known.name, guest)
            for storage, count in disks.items()
        }

    def _storage_of(self, want: Want) -> ResourceId | None:
        """The storage of that name that the guest can reach, else the nearest by path."""
        bearers = self._offered.under((want.instance, want.storage)) if want.storage else ()
        named = self._nearest(bearers, want)
        if named is not None:
            return named
        by_path = (self._offered_paths.under((want.instance, path)) for path in want.paths)
        found = (self._nearest(storages, want) for storages in by_path)
        return next((storage for storage in found if storage is not None), None)

    def _nearest(self, storages: Iterable[ResourceId], want: Want) -> ResourceId | None:
        """On the guest's own node before one that is shared, then by id."""
        suitable = [one for one in storages if self._offers[one].suits(want)]
        return min(
            suitable, key=lambda one: (want.node not in self._offers[one].nodes, one), default=None
        )


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
