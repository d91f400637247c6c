"""Values for tests: observations, snapshots, and a provider that plays a script."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from pulse_desktop.model.condition import RUNNING
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, SourceName
from pulse_desktop.model.metric import Measurement, Metric
from pulse_desktop.model.snapshot import Observation, ResourceType, Snapshot
from pulse_desktop.model.source import Role, Source
from pulse_desktop.provider.platform import IngestionMode, Platform

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LISTED = frozenset(ResourceType)


def source(role=Role.HYPERVISOR, connection="one", name=None):
    """A source; its name is its role unless given."""
    return Source(
        SourceName(name or role.value), role, PlatformId(role.value), ConnectionId(connection)
    )


HYPERVISOR = source(Role.HYPERVISOR)
AGENT = source(Role.AGENT, "two")
RUNTIME = source(Role.RUNTIME, "three")


def later(seconds):
    """That long after noon."""
    return NOON + timedelta(seconds=seconds)


def observation(name, type_=ResourceType.VM, **fields):
    """A running thing whose native id is its name; ``cpu=0.5`` measures it."""
    metrics = {
        metric: Measurement(fields.pop(metric.value)) for metric in Metric if metric.value in fields
    }
    fields.setdefault("native_id", NativeId(name))
    fields.setdefault("condition", RUNNING)
    return Observation(type=type_, name=name, metrics=MappingProxyType(metrics), **fields)


def snapshot(*observations, said_by=HYPERVISOR, at=NOON, complete=LISTED, **fields):
    """What one poll saw; complete for every type unless said otherwise."""
    return Snapshot(
        source=said_by,
        collected_at=at,
        observations=observations,
        complete_kinds=complete,
        **fields,
    )


class Scripted:
    """A provider that plays snapshots and errors in turn, then its last step for ever."""

    def __init__(self, *script):
        self._script = list(script)
        self.polls = 0
        self.closed = 0

    async def collect(self):
        """The next step of the script."""
        self.polls += 1
        step = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(step, Exception):
            raise step
        return step() if callable(step) else step

    async def aclose(self):
        """Count the call."""
        self.closed += 1


def connection(identifier="one", **fields):
    """A saved connection to the scripted platform."""
    fields.setdefault("platform", PlatformId("scripted"))
    fields.setdefault("name", identifier)
    fields.setdefault("address", "https://scripted.test")
    fields.setdefault("interval_s", 10.0)
    return Connection(id=ConnectionId(identifier), **fields)


def platform(provider, **fields):
    """A platform whose every connection is ``provider``."""

    async def connect(target, surroundings):
        return provider

    fields.setdefault("ingestion", IngestionMode.API)
    fields.setdefault("owns_source", False)
    return Platform(
        id=PlatformId("scripted"),
        title="Scripted",
        source_name=SourceName("hypervisor"),
        role=Role.HYPERVISOR,
        stale_after_s=60,
        default_interval_s=10,
        fields=(),
        normalise=lambda c: c,
        check=lambda c: (),
        needs_secret=lambda c: False,
        connect=connect,
        stages=lambda c: (),
        examine=lambda t, s: None,
        discover=tuple,
        commands=lambda c: (),
        **fields,
    )


async def until(condition):
    """Let the loop turn until ``condition()`` holds; what it waits for has no event to await."""
    while not condition():  # noqa: ASYNC110
        await asyncio.sleep(0)
