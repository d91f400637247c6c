"""Which guests the backups on a store are of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pulse_desktop.model.facet import GuestFacet
from pulse_desktop.model.namespace import is_namespace_of
from pulse_desktop.model.resource import Consumers, Resource
from pulse_desktop.resources.consumers.ledger import Place, told


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
    places = sorted(Place(-1, one.type, one.name, one.id) for one in protected.values())
    return told(places, {place.type for place in places})


def _subject(candidates: Sequence[tuple[str, Resource]], namespace: str) -> Resource | None:
    if len(candidates) == 1:
        return candidates[0][1]
    named = [guest for instance, guest in candidates if is_namespace_of(namespace, instance)]
    return named[0] if len(named) == 1 else None
