"""The envelope around all answers of Proxmox products, and the checked decoding of what is in it.

Only the keys that are used are named in a shape; others are skipped.
"""

import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST_ROWS = 50_000
"""Several times what the largest installation lists; more only come from a hostile server."""


class Unreadable(ValueError):
    """A body that is not what the product sends."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[T_co]):
    """A listing, and how many of its rows could not be read."""

    rows: tuple[T_co, ...]
    refused: int = 0


class _Envelope(msgspec.Struct, Generic[T]):
    data: T


def decoded(body: bytes, shape: type[T]) -> T:
    """What the envelope holds.

    Raises:
        Unreadable: It is something else.
    """
    try:
        # The shape is a value here; mypy takes only names for types.
        return msgspec.json.decode(body, type=_Envelope[shape]).data  # type: ignore[valid-type]
    except (ValueError, RecursionError) as error:
        raise Unreadable from error


def rows(body: bytes, shape: type[T]) -> Rows[T]:
    """The whole listing at once; row by row when one of them is not as it should be.

    Raises:
        Unreadable: It is no listing.
    """
    try:
        # As above: made at run time for msgspec.
        found = decoded(body, list[shape])  # type: ignore[valid-type]
        return Rows(tuple(found[:MOST_ROWS]), max(len(found) - MOST_ROWS, 0))
    except Unreadable:
        return _one_by_one(body, shape)


def _one_by_one(body: bytes, shape: type[T]) -> Rows[T]:
    """At most ``MOST_ROWS`` good ones; what follows counts as refused."""
    raw = _sliced(body)
    good: list[T] = []
    for row in raw[:MOST_ROWS]:
        try:
            good.append(msgspec.json.decode(row, type=shape))
        except (ValueError, RecursionError):
            continue
    return Rows(tuple(good), len(raw) - len(good))


def _sliced(body: bytes) -> list[msgspec.Raw]:
    try:
        return decoded(body, list[msgspec.Raw])
    except Unreadable:
        return decoded(_without_constants(body), list[msgspec.Raw])


def _without_constants(body: bytes) -> bytes:
    """``body`` with null for the ``NaN`` and ``Infinity`` that are no JSON."""
    try:
        found: Any = json.loads(body, parse_constant=lambda _: None)
        return msgspec.json.encode(found)
    except (ValueError, RecursionError, OverflowError) as error:
        raise Unreadable from error
