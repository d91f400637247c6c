"""Runs the staged connection test and enters a saved connection's result in its record."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import Category, ProviderError, SecretError
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.supervisor import Secrets
from pulse_desktop.provider.platform import Candidate, Platform, Surroundings, Target
from pulse_desktop.provider.stage import Stage, StageId, StageState, is_usable


@dataclass(frozen=True, slots=True)
class Examiner:
    """The test of one connection, and the search for targets on this computer."""

    platforms: Mapping[PlatformId, Platform]
    secrets: Secrets
    workers: Executor
    now: Clock
    saved: Callable[[ConnectionId], Connection | None]
    tested: Callable[[ConnectionId, ProviderError | None], None]
    """Enters the result of an unedited saved connection's test in its record (P-02)."""

    async def examine(self, connection: Connection, secret: Secret | None) -> AsyncIterator[Stage]:
        """Each stage as it begins and as it ends."""
        platform = self.platforms.get(connection.platform)
        if platform is None:
            yield _unknown(connection.platform)
            return
        stages: list[Stage] = []
        try:
            target = Target(connection, await self._secret(platform, connection, secret))
        except SecretError as error:
            yield _without_secret(error)
            return
        surroundings = Surroundings(self.now, self.workers, _nothing_to_wake)
        async for stage in platform.examine(target, surroundings):
            stages.append(stage)
            yield stage
        # Saved, edited or removed meanwhile: what counts is what is saved now.
        if secret is None and self.saved(connection.id) == connection:
            self._enter(connection.id, tuple(stages))

    async def discover(self, platform: PlatformId) -> tuple[Candidate, ...]:
        """Targets found on this computer, by reading files only."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.workers, self.platforms[platform].discover)

    async def _secret(
        self, platform: Platform, connection: Connection, typed: Secret | None
    ) -> Secret | None:
        if typed is not None or not platform.needs_secret(connection):
            return typed
        return await self.secrets.secret_of(connection.id)

    def _enter(self, connection: ConnectionId, stages: tuple[Stage, ...]) -> None:
        if is_usable(stages):
            self.tested(connection, None)
            return
        failed = next((s for s in stages if s.state is StageState.FAILED), None)
        if failed is not None and failed.detail is not None:
            category = failed.category or Category.PROTOCOL
            self.tested(connection, ProviderError(category, failed.detail))


def _unknown(platform: PlatformId) -> Stage:
    detail = mark("Examiner", "This version does not know the platform {platform}.")
    return Stage(
        id=StageId.VERSION,
        state=StageState.FAILED,
        detail=detail.given(platform=platform),
        category=Category.VERSION,
    )


def _without_secret(error: SecretError) -> Stage:
    return Stage(
        id=StageId.SIGN_IN,
        state=StageState.FAILED,
        detail=error.message,
        category=Category.AUTH,
    )


def _nothing_to_wake() -> None:
    """A test is not a poll: nobody waits to be woken."""
