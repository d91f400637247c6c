"""The estate as it was at an instant: timeline and history put together."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from pulse_desktop.database import Handle
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import Clock
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.resources.past.lost import lost_series
from pulse_desktop.resources.past.replay import Thing, Today, replayed
from pulse_desktop.resources.past.state import Moment, measured_only, past_state
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection

if TYPE_CHECKING:  # numpy is not loaded before first paint
    from pulse_desktop.history.memory import Held

_MILLISECOND = timedelta(milliseconds=1)
"""The timeline's resolution."""

_PAGE = 2_000
_RECENT = timedelta(minutes=5)
_MOST_RECENT = 20_000

_KINDS = (
    ChangeKind.STATE_TRANSITION,
    ChangeKind.RESTART,
    ChangeKind.METRIC_ANOMALY,
    ChangeKind.RELATIONSHIP_CHANGE,
    ChangeKind.CAPABILITY_CHANGE,
    ChangeKind.CONFIG_UPDATE,
)
"""Those in which something that is replayed may be told."""


class RecentChanges:
    """The changes of the last minutes, or since the disk refuses them: it may not have them."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._changes: deque[tuple[datetime, Change]] = deque(maxlen=_MOST_RECENT)
        """With when they were told, by this computer's clock."""

    def add(self, changes: Iterable[Change], *, are_owed: bool = False) -> None:
        """Take note of what a commit tells, and let go of what is old and not owed to the disk."""
        now = self._now()
        self._changes.extend((now, change) for change in changes)
        while not are_owed and self._changes and self._changes[0][0] < now - _RECENT:
            self._changes.popleft()

    def newest_first(self) -> tuple[Change, ...]:
        """All there are."""
        return tuple(change for _, change in reversed(self._changes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the way back needs, frozen, so that a reader's thread may walk it."""

    today: Today
    recent: tuple[Change, ...]
    """Newest first."""

    held: "Held"
    moment: datetime
    interval_s: float
    """The longest that any connection has."""


def past(asked: Question, handle: Handle) -> ReadState:
    """The read model of that instant. Reads the disk and runs on a reader's thread."""
    earlier = partial(_earlier, handle, asked.moment)
    things = replayed(asked.today, _since(handle, asked), earlier)
    moment = _moment(handle, asked, things)
    if not timeline.is_told_since(handle, asked.moment):
        things = measured_only(things, moment)
    return past_state(asked.today.state, things, moment)


def _since(handle: Handle, asked: Question) -> Iterator[Change]:
    """Every change after the instant, newest first, each once."""
    since = asked.moment + _MILLISECOND
    fresh = [change for change in asked.recent if change.at >= since]
    yield from fresh
    told = {change.id for change in fresh}
    before = None
    while True:
        page = timeline.page(
            handle, Selection(kinds=_KINDS, since=since, before=before, limit=_PAGE)
        )
        yield from (change for change in page.changes if change.id not in told)
        before = page.next
        if before is None:
            return


def _earlier(handle: Handle, moment: datetime, resource: ResourceId) -> Change | None:
    until = moment + _MILLISECOND
    wanted = Selection(resources=(resource,), kinds=_KINDS, until=until, limit=1)
    return next(iter(timeline.events(handle, wanted)), None)


def _moment(handle: Handle, asked: Question, things: dict[ResourceId, Thing]) -> Moment:
    from pulse_desktop.history.moment import figures, stored_series  # numpy

    stored = stored_series(handle)
    lost = lost_series(things.values(), stored.keys())
    wanted = {thing.known.series for thing in things.values() if thing.known} | set(lost.values())
    series = {target: of for target, of in stored.items() if target in wanted}
    found = figures(handle, asked.held, series, asked.moment, asked.interval_s)
    return Moment(asked.moment, found, lost)
