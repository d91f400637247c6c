"""JSON bodies into typed shapes: checked, and off the event loop when they are large."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark

T = TypeVar("T")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

SMALL_BYTES = 64 * 1024
"""Decoding this much takes less than a millisecond, less than handing it to a worker is worth."""

_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Rows(Generic[T_co]):
    """The rows of a listing that could be read."""

    found: tuple[T_co, ...]
    refused: int = 0
    """Rows of another shape than the documented one; they are left out."""

    @property
    def are_complete(self) -> bool:
        """Whether absence from ``found`` means absence."""
        return self.refused == 0


class Decoder:
    """Decodes what one session received. ``where`` is what sentences call its other side."""

    def __init__(self, workers: Executor, where: str) -> None:
        self._workers = workers
        self._where = where

    async def one(self, body: bytes, shape: type[T]) -> T:
        """``body`` as a ``shape``.

        Raises:
            ProviderError: It is no JSON, or of another shape.
        """
        try:
            return await self._run(_one, body, shape)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise self._unreadable() from error

    async def rows(self, body: bytes, shape: type[T]) -> Rows[T]:
        """``body`` as a list of ``shape``; ``null`` is an empty one, as Go servers write it.

        Raises:
            ProviderError: It is no list.
        """
        try:
            return await self._run(_rows, body, shape)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise self._unreadable() from error

    async def _run(self, decode: Callable[[bytes, type[T]], R], body: bytes, shape: type[T]) -> R:
        if len(body) <= SMALL_BYTES:
            return decode(body, shape)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, decode, body, shape)

    def _unreadable(self) -> ProviderError:
        return ProviderError(
            Category.PROTOCOL,
            mark(
                "Decoding",
                "{where} sent an answer that could not be read. Is something in between?",
            ).given(where=self._where),
        )


def _one(body: bytes, shape: type[T]) -> T:
    return msgspec.json.decode(body, type=shape)


def _rows(body: bytes, shape: type[T]) -> Rows[T]:
    """Row by row: one bad row costs itself, and a thread gives way between two rows."""
    raw = msgspec.json.decode(body, type=list[msgspec.Raw] | None) or []
    decoder = msgspec.json.Decoder(shape)
    found: list[T] = []
    for row in raw[:_MOST_ROWS]:
        try:
            found.append(decoder.decode(row))
        except (msgspec.MsgspecError, UnicodeError):
            continue
    return Rows(tuple(found), len(raw) - len(found))
