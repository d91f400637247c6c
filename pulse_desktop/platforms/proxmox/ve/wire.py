"""The shapes of Proxmox VE's answers, and their checked decoding.

Only the keys that are used are named; others are skipped. A field that the product sends now as
a number and now as text is a ``Loose``, which ``provider.numbers`` makes something of.
"""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from pulse_desktop.provider.numbers import Loose

MOST_ROWS = 50_000
"""Several times what the largest cluster lists; more only come from a hostile server."""


class Unreadable(ValueError):
    """A body that is not what the product sends."""


class Version(msgspec.Struct, frozen=True):
    """``/version``."""

    version: str = ""
    release: str = ""


class Member(msgspec.Struct, frozen=True):
    """One row of ``/cluster/status``: the cluster itself, or a node of it."""

    type: str
    name: str = ""
    quorate: Loose = None
    nodes: Loose = None
    ip: str | None = None
    local: Loose = None
    online: Loose = None


class Node(msgspec.Struct, frozen=True):
    """One row of ``/nodes``, or of ``/cluster/resources`` with type ``node``."""

    node: str
    status: str = "unknown"
    cpu: Loose = None
    maxcpu: Loose = None
    mem: Loose = None
    maxmem: Loose = None
    disk: Loose = None
    maxdisk: Loose = None
    uptime: Loose = None


class Entry(msgspec.Struct, frozen=True):
    """One row of ``/cluster/resources``, of whatever type."""

    type: str
    node: str = ""
    status: str = "unknown"
    vmid: Loose = None
    name: str | None = None
    template: Loose = None
    cpu: Loose = None
    maxcpu: Loose = None
    mem: Loose = None
    maxmem: Loose = None
    memhost: Loose = None
    disk: Loose = None
    maxdisk: Loose = None
    netin: Loose = None
    netout: Loose = None
    diskread: Loose = None
    diskwrite: Loose = None
    uptime: Loose = None
    tags: str | None = None
    lock: str | None = None
    hastate: str | None = None
    pool: str | None = None
    storage: str = ""
    plugintype: str = ""
    content: str | None = None
    shared: Loose = None


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Rows(Generic[T_co]):
    """A listing, and how many of its rows could not be read."""

    rows: tuple[T_co, ...]
    refused: int = 0


class _Envelope(msgspec.Struct, Generic[T]):
    data: T


def version(body: bytes) -> Version:
    """``/version``.

    Raises:
        Unreadable: It is something else.
    """
    return _decoded(body, Version)


def permissions(body: bytes) -> dict[str, dict[str, Loose]]:
    """``/access/permissions``: path → privilege → whether it reaches further down.

    Raises:
        Unreadable: It is something else.
    """
    return _decoded(body, dict[str, dict[str, Loose]])


def members(body: bytes) -> Rows[Member]:
    """``/cluster/status``. Raises ``Unreadable`` for anything but a listing."""
    return _rows(body, Member)


def nodes(body: bytes) -> Rows[Node]:
    """``/nodes``. Raises ``Unreadable`` for anything but a listing."""
    return _rows(body, Node)


def entries(body: bytes) -> Rows[Entry]:
    """``/cluster/resources``. Raises ``Unreadable`` for anything but a listing."""
    return _rows(body, Entry)


def _decoded(body: bytes, shape: type[T]) -> T:
    try:
        # As above: made at run time for msgspec.
        return msgspec.json.decode(body, type=_Envelope[shape]).data  # type: ignore[valid-type]
    except (ValueError, RecursionError) as error:
        raise Unreadable from error


def _rows(body: bytes, shape: type[T]) -> Rows[T]:
    """The whole listing at once; row by row when one of them is not as it should be."""
    try:
        # The shape is a value here; mypy takes only names for types.
        rows = _decoded(body, list[shape])  # type: ignore[valid-type]
        return Rows(tuple(rows[:MOST_ROWS]), max(len(rows) - MOST_ROWS, 0))
    except Unreadable:
        return _one_by_one(body, shape)


def _one_by_one(body: bytes, shape: type[T]) -> Rows[T]:
    """At most ``MOST_ROWS`` good ones; what follows counts as refused."""
    rows = _sliced(body)
    good: list[T] = []
    for row in rows[:MOST_ROWS]:
        try:
            good.append(msgspec.json.decode(row, type=shape))
        except (ValueError, RecursionError):
            continue
    return Rows(tuple(good), len(rows) - len(good))


def _sliced(body: bytes) -> list[msgspec.Raw]:
    try:
        return _decoded(body, list[msgspec.Raw])
    except Unreadable:
        return _decoded(_without_constants(body), list[msgspec.Raw])


def _without_constants(body: bytes) -> bytes:
    """``body`` with null for the ``NaN`` and ``Infinity`` that are no JSON."""
    try:
        found: Any = json.loads(body, parse_constant=lambda _: None)
        return msgspec.json.encode(found)
    except (ValueError, RecursionError, OverflowError) as error:
        raise Unreadable from error
