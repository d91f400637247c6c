"""Finding a connection by its name, and a platform by its id."""

from collections.abc import Iterable

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.text import mark
from pulse_desktop.platforms import PLATFORMS
from pulse_desktop.provider.platform import Platform

PLATFORM_IDS: tuple[str, ...] = tuple(platform.id for platform in PLATFORMS)


def platform_of(identifier: PlatformId) -> Platform:
    """The platform with that id.

    Raises:
        SettingsError: This version does not know it.
    """
    for platform in PLATFORMS:
        if platform.id == identifier:
            return platform
    raise SettingsError(
        mark("Connections", "This version does not know the platform {platform}.").given(
            platform=identifier
        )
    )


def named(connections: Iterable[Connection], name: str) -> Connection:
    """The connection with that name or id.

    Raises:
        SettingsError: There is none.
    """
    for connection in connections:
        if name in {connection.name, connection.id}:
            return connection
    raise SettingsError(
        mark("Connections", "There is no connection named {name}.").given(name=name)
    )
