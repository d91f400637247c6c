"""Who an engine is: greeted once a session, its facts renewed every minute."""

from datetime import datetime, timedelta

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.ids import ConnectionId, NativeId
from pulse_desktop.platforms.docker.client import Engine, Greeting
from pulse_desktop.platforms.docker.gaps import Gaps
from pulse_desktop.platforms.docker.host import DOCKER, PODMAN, Host
from pulse_desktop.platforms.docker.wire import Info
from pulse_desktop.provider.machine import machine_id, this_host

RENEWED_EVERY = timedelta(seconds=60)


class Introduction:
    """Keeps what one engine told about itself."""

    def __init__(self, engine: Engine, connection: ConnectionId, *, is_local: bool) -> None:
        self._engine = engine
        self._connection = connection
        self._is_local = is_local
        self._greeting: Greeting | None = None
        self._info: Info | None = None
        self._due_at: datetime | None = None

    async def host(self, at: datetime, gaps: Gaps) -> Host:
        """The engine as it is known at ``at``.

        Raises:
            ProviderError: It did not answer, or is no engine that can be read. That it keeps
                its facts to itself, as socket proxies may, is only a gap.
        """
        if self._greeting is None:
            self._greeting = await self._engine.greet()
        if self._info is None or self._due_at is None or at >= self._due_at:
            self._info = await self._told(gaps) or self._info
            self._due_at = at + RENEWED_EVERY
        return self._described(self._greeting, self._info)

    async def _told(self, gaps: Gaps) -> Info | None:
        try:
            return await self._engine.info()
        except ProviderError as error:
            if error.category is not Category.FORBIDDEN:
                raise
            gaps.note("/info", error)
            return None

    def _described(self, greeting: Greeting, info: Info | None) -> Host:
        name = (info.name if info else "") or self._engine.where
        return Host(
            native_id=self._native_id(greeting, info, name),
            name=name,
            runtime=PODMAN if greeting.is_podman else DOCKER,
            api_version=self._engine.api_version,
            info=info,
            machine_id=machine_id() if self._is_local and is_this_host(info) else None,
        )

    def _native_id(self, greeting: Greeting, info: Info | None, name: str) -> NativeId:
        """The engine's own id. Podman makes up another one at each call."""
        if greeting.is_podman:
            return NativeId(f"podman:{name}")
        own = info.id.strip() if info else ""
        return NativeId(own or f"engine:{self._connection}")


def is_this_host(info: Info | None) -> bool:
    """Whether an engine behind a local socket runs on this computer itself.

    It may also run in a virtual machine that forwards its socket.
    """
    return info is not None and (info.name, info.kernel_version) == this_host()
