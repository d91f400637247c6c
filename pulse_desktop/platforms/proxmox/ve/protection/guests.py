"""Guests by the numbers that backups, jobs and tasks name them by."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import PointSubject
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.ve.inventory import Inventory
from pulse_desktop.platforms.proxmox.ve.wire import LXC, QEMU, Entry
from pulse_desktop.provider.numbers import flag, integer

TYPES: Mapping[str, ResourceType] = MappingProxyType(
    {QEMU: ResourceType.VM, LXC: ResourceType.SYSTEM_CONTAINER}
)


@dataclass(frozen=True, slots=True)
class Guest:
    """One that the cluster lists now."""

    vmid: int
    type: str
    node: str
    name: str | None
    pool: str | None
    native_id: NativeId

    @property
    def subject(self) -> PointSubject:
        """What copies of it are of."""
        return PointSubject(native_id=self.native_id, type=TYPES[self.type], number=self.vmid)


@dataclass(frozen=True, slots=True)
class Guests:
    """All of one estate. A number is used once in a cluster."""

    instance: str
    by_number: Mapping[int, Guest]

    def named(self, number: int | None, type_: str | None = None) -> Guest | None:
        """The guest of that number, unless one of another type has it now."""
        found = None if number is None else self.by_number.get(number)
        return found if found is not None and type_ in {None, found.type} else None

    def subject(self, number: int | None, type_: str | None, name: str | None) -> PointSubject:
        """What a copy is of.

        One that is not listed keeps no number: somebody else's guest may bear the same.
        """
        guest = self.named(number, type_)
        if guest is not None:
            return guest.subject
        called = name or "/".join(str(part) for part in (type_, number) if part is not None)
        return PointSubject(
            type=TYPES.get(type_ or ""), name=called or None, namespace=self.instance
        )


def guests(found: Inventory) -> Guests:
    """Those of one poll; templates are no workloads."""
    listed = (
        Guest(vmid, row.type, row.node, row.name, row.pool, found.guest_id(row.node, vmid))
        for row, vmid in numbered(found.entries)
    )
    return Guests(found.instance, MappingProxyType({each.vmid: each for each in listed}))


def numbered(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """The rows of guests that are no templates, with their numbers."""
    for row in entries:
        vmid = integer(row.vmid) if row.type in TYPES else None
        if vmid is not None and not flag(row.template):
            yield row, vmid
