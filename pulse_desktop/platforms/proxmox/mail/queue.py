"""What waits in a node's queues, as ``qshape`` counts it: by age, in text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from pulse_desktop.model.facet import MailQueue
from pulse_desktop.platforms.proxmox.envelope import Unreadable
from pulse_desktop.platforms.proxmox.failure import first_line
from pulse_desktop.platforms.proxmox.mail.wire import Waiting, waiting
from pulse_desktop.provider.numbers import size

QUEUES = ("active", "deferred", "hold", "incoming")

_YOUNGEST_S: Mapping[str, int] = MappingProxyType(
    {
        "5m": 0,
        "10m": 300,
        "20m": 600,
        "40m": 1200,
        "80m": 2400,
        "160m": 4800,
        "320m": 9600,
        "640m": 19_200,
        "1280m": 38_400,
        "1280m+": 76_800,
    }
)
"""Seconds that mail in a column has waited at least; ``40m`` is 20 to 40 minutes (qshape(1))."""

_ALL_DOMAINS = "TOTAL"

MOST_DOMAINS = 5
"""Those for which the most mail waits; the others are in the sum."""

Q = TypeVar("Q", bound=MailQueue)


@dataclass(frozen=True, slots=True)
class Count:
    """One queue of one node."""

    total: int
    """Messages, each counted once for every domain that it goes to."""

    oldest_s: int | None
    """Seconds that the oldest has waited at least; ``None`` where nothing waits, or where the
    columns do not add up, so that the oldest may be in one that could not be read."""

    domains: tuple[tuple[str, int], ...] = ()
    """To which domains the most goes, and how much, the most first."""


def counted(body: bytes) -> Count:
    """What the row of all domains says.

    Raises:
        Unreadable: There is no such row, or no number in it.
    """
    found = waiting(body).rows
    row = next((row for row in found if row.get("domain") == _ALL_DOMAINS), {})
    total = size(row.get("total"))
    if total is None:
        raise Unreadable
    waits = {age: count for column, age in _YOUNGEST_S.items() if (count := size(row.get(column)))}
    is_whole = sum(waits.values()) >= total
    oldest_s = max(waits) if total and waits and is_whole else None
    return Count(total, oldest_s, _most(Counter(dict(_by_domain(found)))))


def destinations(nodes: Iterable[Mapping[str, Count] | None]) -> tuple[tuple[str, int], ...]:
    """To which domains the most of all mail that waits goes, as far as single queues tell."""
    found: Counter[str] = Counter()
    for queues in nodes:
        for count in (queues or {}).values():
            found.update(dict(count.domains))
    return _most(found)


def _by_domain(rows: Iterable[Waiting]) -> Iterator[tuple[str, int]]:
    for row in rows:
        domain, count = row.get("domain"), size(row.get("total"))
        if isinstance(domain, str) and domain != _ALL_DOMAINS and count:
            yield first_line(domain), count


def _most(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(found.most_common(MOST_DOMAINS))


def of_node(counts: Mapping[str, Count] | None) -> MailQueue:
    """All queues of one node, by their names; nothing where they are not known."""
    if counts is None:
        return MailQueue()
    ages = [count.oldest_s for count in counts.values() if count.oldest_s is not None]
    return MailQueue(
        queue_active=counts["active"].total,
        queue_deferred=counts["deferred"].total,
        queue_hold=counts["hold"].total,
        queue_incoming=counts["incoming"].total,
        queue_total=sum(count.total for count in counts.values()),
        oldest_seconds=max(ages, default=None),
    )


def together(nodes: Iterable[MailQueue]) -> MailQueue:
    """The queues of several nodes as one."""
    rows = tuple(nodes)
    ages = [row.oldest_seconds for row in rows if row.oldest_seconds is not None]
    return MailQueue(
        queue_active=_sum(row.queue_active for row in rows),
        queue_deferred=_sum(row.queue_deferred for row in rows),
        queue_hold=_sum(row.queue_hold for row in rows),
        queue_incoming=_sum(row.queue_incoming for row in rows),
        queue_total=_sum(row.queue_total for row in rows),
        oldest_seconds=max(ages, default=None),
    )


def with_queue(thing: Q, queue: MailQueue) -> Q:
    """``thing`` with what waits in ``queue``."""
    return replace(
        thing,
        queue_active=queue.queue_active,
        queue_deferred=queue.queue_deferred,
        queue_hold=queue.queue_hold,
        queue_incoming=queue.queue_incoming,
        queue_total=queue.queue_total,
        oldest_seconds=queue.oldest_seconds,
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    """``None`` where one of them is not known, or there is none."""
    known = tuple(counts)
    found = [count for count in known if count is not None]
    return sum(found) if found and len(found) == len(known) else None
