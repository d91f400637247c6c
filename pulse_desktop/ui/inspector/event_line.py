"""A change as the Events page writes it. Pure: no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.presentation import Presentation

TITLES: Mapping[ChangeKind, Text] = MappingProxyType(
    {
        ChangeKind.STATE_TRANSITION: mark("Events", "State"),
        ChangeKind.ACTIVITY: mark("Events", "Activity"),
        ChangeKind.RESTART: mark("Events", "Restart"),
        ChangeKind.CONFIG_UPDATE: mark("Events", "Configuration"),
        ChangeKind.METRIC_ANOMALY: mark("Events", "Anomaly"),
        ChangeKind.RELATIONSHIP_CHANGE: mark("Events", "Relationship"),
        ChangeKind.CAPABILITY_CHANGE: mark("Events", "Capability"),
        ChangeKind.ALERT_FIRED: mark("Events", "Alert"),
        ChangeKind.ALERT_ACKNOWLEDGED: mark("Events", "Alert acknowledged"),
        ChangeKind.ALERT_UNACKNOWLEDGED: mark("Events", "Alert no longer acknowledged"),
        ChangeKind.ALERT_RESOLVED: mark("Events", "Alert resolved"),
        ChangeKind.COMMAND_EXECUTED: mark("Events", "Command"),
        ChangeKind.RUNBOOK_EXECUTED: mark("Events", "Runbook"),
    }
)
"""What the kinds are called, in the order of the menu."""

_SHAPES = {
    ChangeKind.RESTART: Shape.CHANGING,
    ChangeKind.METRIC_ANOMALY: Shape.WARNING,
    ChangeKind.ALERT_FIRED: Shape.CRITICAL,
    ChangeKind.ALERT_ACKNOWLEDGED: Shape.MUTED,
    ChangeKind.ALERT_UNACKNOWLEDGED: Shape.WARNING,
    ChangeKind.ALERT_RESOLVED: Shape.OK,
}
_STATE_SHAPES = {
    "online": Shape.OK,
    "offline": Shape.OFF,
    "warning": Shape.WARNING,
    "unknown": Shape.UNKNOWN,
    "absent": Shape.OFF,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One change in words."""

    id: str
    day: date
    """The local one."""

    time: str
    shape: Shape | None
    """``None`` for what is neither good nor bad."""

    sentence: str
    caption: str
    """Its kind, and who told or did it."""

    moment: str
    """Date and time."""

    @property
    def spoken(self) -> str:
        """The whole of it, for a screen reader and for the clipboard."""
        return f"{self.moment}, {self.sentence}, {self.caption}"

    def holds(self, words: str) -> bool:
        """Whether each of the words, in lower case, is somewhere in it."""
        whole = self.spoken.casefold()
        return all(word in whole for word in words.split())


def event_line(change: Change, resource: Resource, presentation: Presentation) -> EventLine:
    """``change``, as an entry on the timeline of ``resource``."""
    formats = presentation.formats
    teller = change.actor or _told_by(change, resource, presentation)
    return EventLine(
        id=change.id,
        day=change.at.astimezone().date(),
        time=formats.time(change.at),
        shape=shape_of(change),
        sentence=formats.say(change.text),
        caption=f"{formats.say(TITLES[change.kind])} · {teller}",
        moment=formats.absolute(change.at),
    )


def shape_of(change: Change) -> Shape | None:
    """What it is drawn as; ``None`` for what is neither good nor bad."""
    if change.kind is ChangeKind.STATE_TRANSITION:
        return _STATE_SHAPES.get(change.to_state or "")
    if change.kind is ChangeKind.METRIC_ANOMALY and change.to_state == "none":
        return Shape.OK
    return _SHAPES.get(change.kind)


def day_title(day: date, presentation: Presentation) -> str:
    """``Today``, ``Yesterday`` or the date."""
    now = presentation.now().astimezone()
    formats = presentation.formats
    if day == now.date():
        return formats.say(mark("Events", "Today"))
    if day == now.date() - timedelta(days=1):
        return formats.say(mark("Events", "Yesterday"))
    return formats.day(now - timedelta(days=(now.date() - day).days))


def _told_by(change: Change, resource: Resource, presentation: Presentation) -> str:
    """The platforms that bear the source's name; two may share one."""
    sources = [source for source in resource.sources if source.name == change.source]
    titles = sorted({presentation.title(source.platform) for source in sources})
    return ", ".join(titles) or presentation.title(PlatformId(change.source))
