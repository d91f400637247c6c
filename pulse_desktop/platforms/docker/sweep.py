"""The same question about many containers, within one time budget."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pulse_desktop.model.errors import ProviderError

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

BUDGET_S = 20.0
"""Small enough that a poll with a hanging container still ends within its deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(Generic[T_co]):
    """What came back in time."""

    found: Mapping[str, T_co]
    """By container id; one that is gone meanwhile is left out."""

    missing: int = 0
    """Containers that gave no answer."""

    failure: ProviderError | None = None
    """The first of those failures; ``None`` when time ran out."""


async def ask_each(
    containers: Iterable[str],
    ask: Callable[[str], Awaitable[T | None]],
    budget_s: float = BUDGET_S,
) -> Answers[T]:
    """``ask`` about each container; the client bounds how many questions run at once."""
    wanted = tuple(containers)
    found: dict[str, T | None] = {}
    failures: list[ProviderError] = []

    async def one(container: str) -> None:
        try:
            found[container] = await ask(container)
        except ProviderError as error:
            failures.append(error)

    try:
        async with asyncio.timeout(budget_s), asyncio.TaskGroup() as group:
            for container in wanted:
                group.create_task(one(container))
    except TimeoutError:
        # What was answered is kept; `missing` tells about the rest.
        failures = failures[:1]
    return Answers(
        found={container: value for container, value in found.items() if value is not None},
        missing=len(wanted) - len(found),
        failure=failures[0] if failures else None,
    )
