"""What a runtime stands on: the user's connections, or the demo estate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pulse_desktop.model.change import Change
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.operator import Kept
from pulse_desktop.model.tour import Stop
from pulse_desktop.provider.platform import Platform
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.profile import Profile

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.history.series_source import SeriesSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """An estate that is told, and not measured: any instant of it can be told at any time."""

    connections: Callable[[], tuple[Connection, ...]]
    series: Callable[[Clock], "SeriesSource"]
    at: Callable[[datetime, Kept], ReadState]
    """The whole of it at an instant. For a worker."""

    events: Callable[[datetime], tuple[Change, ...]]
    """All that has happened by an instant, as far back as is told. For a worker."""

    tour: Callable[[datetime], tuple[Stop, ...]]
    """What is worth finding in it at an instant."""

    since: Callable[[datetime], datetime]
    """From when on it can be told at an instant."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The platforms that are read, and the estate where it is not the user's own."""

    platforms: tuple[Platform, ...]
    authored: Authored | None = None


def ground_of(profile: Profile) -> Ground:
    """What a profile's runtime stands on. Modules of the other one are not even loaded."""
    if profile.is_demo:
        from pulse_desktop.app.demo_ground import demo_ground

        return demo_ground(profile.demo_scale)
    from pulse_desktop.platforms import PLATFORMS

    return Ground(PLATFORMS)


def authored_estate(profile: Profile) -> Authored | None:
    """The estate of a profile that is told; ``None`` where it is the user's."""
    return ground_of(profile).authored if profile.is_demo else None
