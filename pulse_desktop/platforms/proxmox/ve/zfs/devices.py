"""The devices of a pool, in the order of ``zpool status``, with the errors that it counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pulse_desktop.model.facet import PoolDevice
from pulse_desktop.provider.numbers import number

_MOST_TOLD = 999
MANY = _MOST_TOLD + 1
"""Stands for "more than 999": the product cuts the unit off ``1.2K`` and sends 1.2."""

_DEEPEST = 8
"""Pool, group, replacement and disk are four; deeper trees only come from a hostile server."""

_MOST = 2000
_LONGEST = 200

_SECTIONS = frozenset({"logs", "cache", "spares", "special", "dedup"})
"""Headings between the devices, without state or counters of their own."""

_GROUP = re.compile(r"(?:mirror|raidz|draid|spare|replacing)\d?")


@dataclass(frozen=True, slots=True)
class Line:
    """One device of the tree."""

    device: PoolDevice
    depth: int
    """0 for what the pool itself consists of."""

    is_leaf: bool
    section: str = ""
    """Under which heading it is; empty for where the data is."""


def lines(pool: str, children: object) -> tuple[Line, ...]:
    """Every device of a pool, whose own line is not one; what is no device is passed over."""
    return tuple(islice(_below_pool(pool, children), _MOST))


def count(value: object) -> int | None:
    """A counter as it arrives: a number that is not whole has lost its unit."""
    found = number(value)
    if found is None or found < 0:
        return None
    return int(found) if found == int(found) else MANY


def total(counts: Iterable[int | None]) -> int | None:
    """The sum of those that are known."""
    known = [each for each in counts if each is not None]
    return sum(known) if known else None


def _below_pool(pool: str, children: object) -> Iterator[Line]:
    for child in children if isinstance(children, list) else ():
        is_pool = isinstance(child, dict) and child.get("name") == pool
        yield from _walk(child.get("children") if is_pool else [child], 0, "")


def _walk(children: object, depth: int, section: str) -> Iterator[Line]:
    if not isinstance(children, list) or depth > _DEEPEST:
        return
    for child in children:
        name = _text(child.get("name")) if isinstance(child, dict) else None
        if name is None:
            continue
        below = child.get("children")
        if name in _SECTIONS and _text(child.get("state")) is None:
            yield from _walk(below, depth, name)
        else:
            yield _line(name, child, depth, section)
            yield from _walk(below, depth + 1, section)


def _line(name: str, told: dict[str, Any], depth: int, section: str) -> Line:
    is_leaf = not told.get("children")
    device = PoolDevice(
        name=name,
        type=section or _type(name, is_leaf=is_leaf),
        state=_text(told.get("state")),
        read_errors=count(told.get("read")),
        write_errors=count(told.get("write")),
        checksum_errors=count(told.get("cksum")),
        counts_to=_MOST_TOLD,
        message=_text(told.get("msg")),
        depth=depth,
    )
    return Line(device, depth, is_leaf, section)


def _type(name: str, *, is_leaf: bool) -> str | None:
    """``mirror-0`` → ``mirror``, ``raidz2-0`` → ``raidz2``."""
    found = _GROUP.match(name)
    if found:
        return found[0]
    return "disk" if is_leaf else None


def _text(value: object) -> str | None:
    return value[:_LONGEST].strip() or None if isinstance(value, str) else None
