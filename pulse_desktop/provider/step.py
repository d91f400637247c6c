"""Running one step of a connection test: timed, and its failure turned into its last word."""

import time
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[T_co]):
    """What a step found, and what it says about it."""

    value: T_co
    """For the steps that follow."""

    detail: Text
    lines: tuple[StageLine, ...] = ()
    lacking: tuple[Lack, ...] = ()
    state: StageState = StageState.PASSED


def begin(step: StageId) -> Stage:
    """The step as it starts."""
    return Stage(id=step, state=StageState.RUNNING)


async def finish(step: StageId, work: Awaitable[Finding[T]]) -> tuple[Stage, T | None]:
    """The step as it ended, and its value unless it failed."""
    began_s = time.monotonic()
    try:
        found = await work
    except ProviderError as error:
        return failed(step, error, _since_ms(began_s)), None
    stage = Stage(
        id=step,
        state=found.state,
        detail=found.detail,
        lines=found.lines,
        lacking=found.lacking,
        duration_ms=_since_ms(began_s),
    )
    return stage, found.value


def failed(step: StageId, error: ProviderError, duration_ms: float | None = None) -> Stage:
    """The step that could not be done."""
    return Stage(
        id=step,
        state=StageState.FAILED,
        detail=error.message,
        category=error.category,
        certificate=error.certificate,
        duration_ms=duration_ms,
    )


def _since_ms(began_s: float) -> float:
    return (time.monotonic() - began_s) * 1000
