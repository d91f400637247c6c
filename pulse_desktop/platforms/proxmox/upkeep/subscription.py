"""A server's subscription, in the product's own words."""

from collections.abc import Iterator

from pulse_desktop.model.snapshot import Fact
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.upkeep.wire import Subscription

_SUBSCRIPTION = mark("Proxmox", "Subscription")
_UNTIL = mark("Proxmox", "Subscription until")
_LONGEST = 100


def facts(told: Subscription) -> Iterator[Fact]:
    """Its status, what was bought and until when. That there is none is no trouble."""
    status = told.status.strip().lower()[:_LONGEST]
    if status:
        product = (told.productname or "").strip()[:_LONGEST]
        yield Fact(_SUBSCRIPTION, f"{status} ({product})" if product else status)
    until = (told.nextduedate or "").strip()[:_LONGEST]
    if until:
        yield Fact(_UNTIL, until)
