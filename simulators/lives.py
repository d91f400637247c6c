"""The lives of small estates: polls that a real source could answer, one after the other."""

from datetime import timedelta

from hypothesis import strategies as st

from pulse_desktop.model.condition import PAUSED, RUNNING, STOPPED, UNKNOWN
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.metric import Measurement
from pulse_desktop.model.series import Figure, SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.past.lost import lost_series
from pulse_desktop.resources.past.replay import Today, replayed
from pulse_desktop.resources.past.state import Moment, past_state
from pulse_desktop.resources.registry import Registry
from simulators.canonical import incident
from simulators.scripted import HYPERVISOR, NOON, RUNTIME, observation, snapshot

MINUTE = timedelta(minutes=1)
NODES = ("node-a", "node-b")

_shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
_guests = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["web", "db"]),
        "condition": st.sampled_from([RUNNING, STOPPED, PAUSED, UNKNOWN]),
        "parent": st.sampled_from([None, *map(NativeId, NODES)]),
        "restart_count": st.sampled_from([None, 0, 1, 2]),
        "incidents": st.sampled_from([(), (incident(),), (incident("worse"), incident())]),
    },
    optional={"cpu": _shares, "memory": _shares},
)


@st.composite
def _hypervisor(draw):
    """One poll of a hypervisor: its nodes measure something, its guests come, go and move."""
    nodes = [observation(name, ResourceType.AGENT, cpu=draw(_shares)) for name in NODES]
    guests = draw(st.dictionaries(st.sampled_from(["1", "2", "3"]), _guests))
    return HYPERVISOR, (*nodes, *_observed(ResourceType.VM, guests))


@st.composite
def _engine(draw):
    """One poll of a container engine."""
    host = observation("host", ResourceType.AGENT, memory=draw(_shares))
    containers = draw(st.dictionaries(st.sampled_from(["4", "5"]), _guests))
    return RUNTIME, (host, *_observed(ResourceType.APP_CONTAINER, containers))


def _observed(type_, things):
    return [_one(type_, native_id, fields) for native_id, fields in things.items()]


def _one(type_, native_id, fields):
    rest = {name: value for name, value in fields.items() if name != "name"}
    return observation(fields["name"], type_, native_id=NativeId(native_id), **rest)


lives = st.lists(st.one_of(_hypervisor(), _engine()), min_size=1, max_size=12)
"""Polls in order, a minute apart."""


class Life:
    """A registry that lives through polls, and everything that it told and measured on the way."""

    def __init__(self):
        self.series = SeriesIndex()
        self.registry = Registry(self.series)
        self.states = []
        """``(instant, state)`` as each was published."""

        self.commits = []
        self.changes = []
        """Oldest first."""

        self.readings = {}
        """By series, its ``(instant, value)``, oldest first."""

    def live(self, polls, every=MINUTE):
        """Apply ``polls``, each of them at a time of its own."""
        for number, (source, seen) in enumerate(polls, len(self.states)):
            self.poll(source, seen, NOON + number * every)
        return self

    def poll(self, source, seen, at):
        """Apply one."""
        commit = self.registry.apply(snapshot(*seen, said_by=source, at=at))
        self.states.append((at, commit.state))
        self.commits.append(commit)
        self.changes += commit.changes
        for column, value in commit.readings or ():
            self.readings.setdefault(self.series.key(column), []).append((at, value))

    @property
    def today(self):
        """From where the way back begins."""
        return Today(self.registry.state, self.registry.conditions)

    def since(self, at):
        """The changes later than ``at``, newest first."""
        return [change for change in reversed(self.changes) if change.at > at]

    def earlier(self, at):
        """Answers with the newest change of a resource that is not later than ``at``."""

        def newest(resource):
            told = (c for c in reversed(self.changes) if c.resource == resource and c.at <= at)
            return next(told, None)

        return newest

    def figures(self, at, patience=MINUTE):
        """By target, what counted at ``at``: the newest reading that is not older."""
        found = {}
        for key, told in self.readings.items():
            counting = [one for one in told if at - patience <= one[0] <= at]
            if counting:
                read_at, value = counting[-1]
                figure = Figure(Measurement(value), read_at)
                found.setdefault(key.target, {})[key.metric] = figure
        return found

    def past(self, at):
        """The read model of ``at``, from today's state and what is kept."""
        things = replayed(self.today, self.since(at), self.earlier(at))
        targets = {key.target for key in self.readings}
        moment = Moment(at, self.figures(at), lost_series(things.values(), targets))
        return past_state(self.registry.state, things, moment)
