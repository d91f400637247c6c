"""Who held a place before, so that what moved or was recreated continues its history.

A place that one thing held and another one holds now was handed over. Where several held it, or
several claim it in one listing (or one part of a large one), nobody inherits (D-02).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from pulse_desktop.model.ids import NativeId, SourceName
from pulse_desktop.model.operator import Tenancy
from pulse_desktop.model.snapshot import Place, ResourceType, Snapshot


class Address(NamedTuple):
    """Where a place is: in which source, of which type, and its key there."""

    source: SourceName
    type: ResourceType
    key: str


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What a holder has from those before it."""

    origin: NativeId
    """The native id of the first in line; its own, where nobody was before."""

    predecessor: NativeId | None = None
    """Whom it has just taken over from."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A thing that comes to a place, and who else is about."""

    native: NativeId
    at: datetime
    lives_on: Callable[[NativeId], bool]
    """Whether somebody is listed still, or heard of at another place."""


@dataclass(slots=True)
class _Lease:
    origins: dict[NativeId, NativeId] = field(default_factory=dict)
    left_at: dict[NativeId, datetime | None] = field(default_factory=dict)
    """Those who are gone, and since when; ``None``: since an earlier run."""

    def candidates(self) -> list[NativeId]:
        """Those from whom the place can be taken over: who is there, else who left last."""
        present = [holder for holder in self.origins if holder not in self.left_at]
        if present or not self.left_at:
            return present
        known = [at for at in self.left_at.values() if at is not None]
        last = max(known, default=None)
        return [holder for holder, at in self.left_at.items() if at == last]

    def predecessor(self, arrival: Arrival) -> NativeId | None:
        """Whom it follows, where that is one alone who did not move away earlier."""
        before = [holder for holder in self.candidates() if holder != arrival.native]
        lone = before[0] if len(before) == 1 else None
        if lone is None or self.left_at.get(lone, arrival.at) == arrival.at:
            return lone
        return None if arrival.lives_on(lone) else lone

    def forget_the_gone(self) -> None:
        for holder in self.left_at:
            del self.origins[holder]
        self.left_at.clear()


class Tenancies:
    """Remembers the holders of every place."""

    def __init__(self, kept: Iterable[Tenancy] = ()) -> None:
        self._leases: dict[Address, _Lease] = {}
        for one in kept:
            address = Address(SourceName(one.source), ResourceType(one.type), one.place)
            lease = self._leases.setdefault(address, _Lease())
            lease.origins[NativeId(one.holder)] = NativeId(one.origin)
            lease.left_at[NativeId(one.holder)] = None

    def move_in(self, address: Address, arrival: Arrival) -> Inheritance:
        """A thing that is new to the source holds the place now.

        Whoever lives on under another name keeps its own history.
        """
        lease = self._leases.setdefault(address, _Lease())
        known = lease.origins.get(arrival.native)
        if known is not None:
            lease.left_at.pop(arrival.native, None)
            return Inheritance(known)
        return self._take_over(lease, arrival, arrival.native, may_continue=True)

    def move_on(
        self, address: Address, arrival: Arrival, origin: NativeId, *, may_continue: bool
    ) -> Inheritance:
        """A thing that was known elsewhere holds this place now, with its own history.

        One that ``may_continue`` goes on with that of whom it follows, who is gone: it was made
        a moment ago to take the place.
        """
        lease = self._leases.setdefault(address, _Lease())
        return self._take_over(lease, arrival, origin, may_continue=may_continue)

    def share(self, address: Address, native: NativeId) -> None:
        """``native`` holds the place beside others, and has nothing of those before."""
        lease = self._leases.setdefault(address, _Lease())
        lease.origins.setdefault(native, native)
        lease.left_at.pop(native, None)

    def disinherit(self, address: Address, heir: NativeId) -> None:
        """Let a holder begin its own history: the one before it lives on elsewhere."""
        self._leases[address].origins[heir] = heir

    def holders(self, address: Address) -> list[NativeId]:
        """Those who are in the place now."""
        lease = self._leases.get(address, _Lease())
        return [holder for holder in lease.origins if holder not in lease.left_at]

    def heirs(self, address: Address, of: NativeId, origin: NativeId) -> list[NativeId]:
        """Those in the place who continue the history of ``of``, which is ``origin``."""
        lease = self._leases.get(address)
        held = lease.origins.items() if lease is not None else ()
        return [holder for holder, first in held if first == origin and holder != of]

    def move_out(self, address: Address, native: NativeId, at: datetime) -> None:
        """``native`` is no longer listed."""
        lease = self._leases.get(address)
        if lease is not None and native in lease.origins:
            lease.left_at[native] = at

    @staticmethod
    def _take_over(
        lease: _Lease, arrival: Arrival, origin: NativeId, *, may_continue: bool
    ) -> Inheritance:
        lone = lease.predecessor(arrival)
        if lone is not None and may_continue and not arrival.lives_on(lone):
            origin = lease.origins[lone]
        lease.forget_the_gone()
        lease.origins[arrival.native] = origin
        return Inheritance(origin, lone)

    def at(self, address: Address) -> Iterator[Tenancy]:
        """Everything that has to be kept of one place."""
        lease = self._leases.get(address, _Lease())
        for holder, origin in lease.origins.items():
            yield Tenancy(
                source=address.source,
                type=address.type.value,
                place=address.key,
                holder=holder,
                origin=origin,
            )


def crowded(snapshot: Snapshot) -> frozenset[tuple[ResourceType, Place | None]]:
    """Places that a listing has several things in: who is listed beside replaces nobody."""
    holders: defaultdict[tuple[ResourceType, Place], set[str]] = defaultdict(set)
    for one in snapshot.observations:
        if one.place is not None:
            holders[one.type, one.place].add(one.native_id.strip())
    return frozenset(place for place, natives in holders.items() if len(natives) > 1)
