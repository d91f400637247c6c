"""One connection's provider: opened when needed, bounded in time, and not believed blindly."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from pulse_desktop.model.errors import (
    Category,
    ProviderError,
    ReaderDefect,
    SecretError,
    SecretMissing,
)
from pulse_desktop.model.recovery import RecoveryPoint
from pulse_desktop.model.snapshot import Activity, Observation, Snapshot
from pulse_desktop.model.source import Source
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.border import passed, summed_up, surveyed
from pulse_desktop.monitoring.deadline import Late, within
from pulse_desktop.monitoring.earlier_news import EarlierNews
from pulse_desktop.monitoring.hygiene import YEARS
from pulse_desktop.provider.platform import Provider

logger = logging.getLogger(__name__)

T = TypeVar("T", bound=Observation | Activity | RecoveryPoint)
Points = tuple[RecoveryPoint, ...]

BORDER_STEP = 50
"""Rows looked at without a pause: half a millisecond."""

_CLOSING_S = 10.0


class Session:
    """Whatever a provider does (hang, raise, lie), a caller gets a snapshot or an error (P-11)."""

    def __init__(self, source: Source, open_provider: Callable[[], Awaitable[Provider]]) -> None:
        self._source = source
        self._open = open_provider
        self._provider: Provider | None = None
        self._points: tuple[Points, Points] = ((), ())
        """Those that were told last, and what passed of them."""

        self._earlier = EarlierNews()

    async def collect(self, deadline_s: float) -> Snapshot:
        """Open the provider if need be, and read the whole instance once.

        Raises:
            ProviderError: It could not be read, not within ``deadline_s``, or said what it may
                not say.
        """
        try:
            answer = await within(deadline_s, self._answer())
        except Late as error:
            raise _too_late(deadline_s) from error
        except SecretError as error:
            raise SecretMissing(error.message) from error
        except ProviderError:
            raise
        except Exception as bug:
            logger.exception("%s: bug while reading", self._source.connection)
            raise ReaderDefect(type(bug).__name__) from bug
        return await self._brought_in(self._checked(answer))

    async def aclose(self) -> None:
        """Close the provider, if there is one. Never fails and never hangs."""
        provider, self._provider = self._provider, None
        if provider is None:
            return
        try:
            await within(_CLOSING_S, _closed(provider))
        except Late:
            logger.warning("%s: the session did not close in time", self._source.connection)
        except Exception:
            logger.exception("%s: bug while closing", self._source.connection)

    async def _answer(self) -> object:
        if self._provider is None:
            provider = await self._open()
            if _was_told_to_stop():
                await provider.aclose()
                raise asyncio.CancelledError
            self._provider = provider
        return await self._provider.collect()

    def _checked(self, answer: object) -> Snapshot:
        """The one border between a platform and the truth: a provider has one source (P-12)."""
        if not isinstance(answer, Snapshot):
            raise self._untrue(f"answered with {type(answer).__name__}")
        if answer.source != self._source:
            raise self._untrue("spoke for another source")
        if answer.collected_at.tzinfo is None:
            raise self._untrue("gave a time of no zone")
        if answer.collected_at.year not in YEARS:
            raise self._untrue("gave a time of another age")
        return answer

    async def _brought_in(self, answer: Snapshot) -> Snapshot:
        observations = await _passed(answer.observations)
        activities = await _passed(answer.activities)
        survey = surveyed(answer.survey, await self._passed_points(answer))
        earlier = await self._earlier.passed(answer.earlier, answer.collected_at)
        summary = summed_up(answer, observations, activities)
        return replace(summary, survey=survey, earlier=earlier)

    async def _passed_points(self, answer: Snapshot) -> Points:
        """The very same points are looked at once: there may be very many, and rarely others."""
        if answer.survey is None:
            return ()
        told, kept = self._points
        if answer.survey.points is not told:
            told = answer.survey.points
            kept = await _passed(told)
            self._points = (told, kept)
        return kept

    def _untrue(self, what: str) -> ReaderDefect:
        logger.error("%s: the reader %s", self._source.connection, what)
        return ReaderDefect(what)


async def _passed(rows: tuple[T, ...]) -> tuple[T, ...]:
    """Step by step, because there may be thousands."""
    found: list[T] = []
    for start in range(0, len(rows), BORDER_STEP):
        found += passed(rows[start : start + BORDER_STEP])
        await asyncio.sleep(0)
    return tuple(found)


async def _closed(provider: Provider) -> None:
    await provider.aclose()


def _was_told_to_stop() -> bool:
    """Whether this task was cancelled and what it awaited took no notice."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _too_late(deadline_s: float) -> ProviderError:
    message = mark(
        "Poller", "No complete answer in {seconds} s. The server may be overloaded or hanging."
    ).given(seconds=round(deadline_s))
    return ProviderError(Category.TIMEOUT, message)
