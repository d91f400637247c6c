"""Whatever an engine sends in place of a value, it is read, refused or absent; nothing breaks."""

import copy
import json
import math
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.ids import NativeId
from pulse_desktop.platforms.docker.happening import UserStops, activity, key, matters
from pulse_desktop.platforms.docker.host import Host
from pulse_desktop.platforms.docker.mapping import Look, counts, observations
from pulse_desktop.platforms.docker.meter import Capacity, Meter
from pulse_desktop.platforms.docker.swarm import services_of_manager, services_of_worker
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    Event,
    Info,
    Inspection,
    ServiceRow,
    Stats,
    TaskRow,
)
from simulators.engine.estate import Estate, as_json

PAYLOADS = Path(__file__).parent / "payloads"
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(["N/A", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+99:99", "", "-1"]),
    st.just([]),
    st.just({}),
    st.just([None]),
    st.just({"": None}),
)


def recorded(name):
    body = json.loads((PAYLOADS / f"{name}.json").read_bytes())
    return body[0] if isinstance(body, list) else body


def places(value, path=()):
    """The path of every value in a body."""
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else []
    entries = enumerate(value) if isinstance(value, list) else entries
    for name, inner in entries:
        yield from places(inner, (*path, name))


def changed(body, shape):
    """Bodies with one or two values exchanged, decoded; a refused body is ``None``."""

    def exchange(drawn):
        spoilt = copy.deepcopy(body)
        for path, strange in drawn:
            inner = spoilt
            try:
                for name in path[:-1]:
                    inner = inner[name]
                inner[path[-1]] = copy.deepcopy(strange)
            except (KeyError, IndexError, TypeError):
                continue
        try:
            return msgspec.json.decode(json.dumps(spoilt).encode(), type=shape)
        except (msgspec.MsgspecError, UnicodeError):
            return None

    pairs = st.tuples(st.sampled_from(list(places(body))), STRANGE)
    return st.lists(pairs, min_size=1, max_size=2).map(exchange).filter(lambda one: one is not None)


def host(info=None):
    return Host(native_id=NativeId("e"), name="e", runtime="Docker", api_version="1.41", info=info)


@given(changed(recorded("info"), Info))
def test_any_facts_make_an_engine(info):
    look = Look(host=host(info), containers=())
    assert len(observations(look)) == 1
    assert all(isinstance(count, int) for count in counts(look).values())


@given(
    changed(recorded("containers_all"), ContainerRow), changed(recorded("inspect_web"), Inspection)
)
def test_any_row_makes_a_container(row, inspection):
    look = Look(host=host(), containers=(row,), inspections={row.id: inspection})
    container = observations(look)[1]
    assert container.name
    services_of_worker([row])


@given(changed(recorded("stats_oneshot_1"), Stats), changed(recorded("stats_oneshot_2"), Stats))
def test_any_counters_give_finite_use_or_none(first, second):
    meter, capacity = Meter(), Capacity(cpus=2, memory_bytes=2**30)
    meter.measure("c", first, "bridge", capacity)
    for measured in meter.measure("c", second, "bridge", capacity).values():
        assert math.isfinite(measured.value)
        assert measured.value >= 0


@given(changed(recorded("services"), ServiceRow), changed(recorded("tasks_all"), TaskRow))
def test_any_rows_make_services(service, task):
    (found,) = services_of_manager("k", [service], [task])
    look = Look(host=host(), containers=(), services=(found,))
    assert len(observations(look)) == 2


def an_event():
    estate = Estate(1, 0)
    estate.end("app000", 137, signal="9")
    return json.loads(as_json(estate.history[-1]))


@given(changed(an_event(), Event))
def test_any_event_is_told_or_left_out(event):
    activity(event, "k")
    matters(event)
    assert key(event)
    UserStops().learn([event])


@pytest.mark.parametrize("shape", [Info, ContainerRow, Stats, ServiceRow, TaskRow, Event])
@given(body=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(shape, body):
    try:
        msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeError):
        return
