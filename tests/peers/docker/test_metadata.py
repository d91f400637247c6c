"""What the user said about a container goes on with whatever bears its name next."""

from datetime import timedelta

import pytest

from pulse_desktop.history.memory import Memory
from pulse_desktop.history.query import query
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.operator import NOTHING_SAID, Annotation
from pulse_desktop.model.series import SeriesIndex, SeriesKey
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.platforms.docker.host import Host
from pulse_desktop.platforms.docker.mapping import Look, observations
from pulse_desktop.platforms.docker.wire import ContainerRow
from pulse_desktop.resources.registry import Registry
from simulators.scripted import NOON, RUNTIME, later, snapshot

WORDS = Annotation(
    web_url="https://wiki.test/app",
    description="Shop front",
    tags=("prod", "eu"),
    notes="Restart on Sundays",
)
ASLEEP = ("/bin/sleep", "100000")


class Truth:
    """A monitor, and the history of what it was told."""

    def __init__(self):
        series = SeriesIndex()
        self.memory = Memory(series)
        self.monitor = Monitor(Registry(series), self.remember)

    def remember(self, commit):
        if commit.readings is not None:
            self.memory.append(commit.readings)

    def one(self, name):
        (resource,) = self.monitor.state.named(name)
        return resource

    def say(self, name, words=WORDS):
        self.monitor.annotate(self.one(name).id, words, NOON)

    def times(self, resource, metric):
        """When its history has a value."""
        key = SeriesKey(resource.series, metric)
        window = (resource.last_seen_at - timedelta(hours=1), resource.last_seen_at)
        found = query(None, self.memory.held(), (key,), tuple(t.timestamp() for t in window), 500)
        return list(found[key].at_s)


@pytest.fixture
def truth():
    return Truth()


@pytest.fixture
def listing():
    """Ingests a listing of an engine: ``listing(truth, at, ("id", "/name"), …)``."""
    host = Host(native_id="engine", name="engine", runtime="Docker", api_version="1.41", info=None)

    def ingest(truth, at, *containers):
        rows = tuple(ContainerRow(id=one, names=[name]) for one, name in containers)
        seen = observations(Look(host=host, containers=rows))
        truth.monitor.ingest(snapshot(*seen, said_by=RUNTIME, at=later(at)))
        return {
            r.facets[0].facet.container_id: r.annotation for r in truth.monitor.state.workloads()
        }

    return ingest


@pytest.mark.peer_docker
async def test_a_recreated_container_keeps_its_words_and_continues_its_charts(
    engine, polled, named, truth
):
    """D-02: URL, description, tags and notes are copied to the new id."""
    name = named("noted")
    first = await poll_new(engine, polled, name, truth)
    truth.say(name)
    engine.docker("rm", "-f", name)
    second = await poll_new(engine, polled, name, truth)
    assert second.id != first.id
    assert (second.annotation, second.web_url, second.tags) == (
        WORDS,
        WORDS.web_url,
        WORDS.tags,
    )
    points = truth.times(second, Metric.MEMORY)
    assert points[0] <= first.last_seen_at.timestamp() < points[-1]


@pytest.mark.peer_docker
async def test_a_container_that_was_renamed_into_place_keeps_the_words(
    engine, polled, named, truth
):
    """D-02: as a compose file is brought up again."""
    name, other = named("composed"), named("composing")
    await poll_new(engine, polled, name, truth)
    truth.say(name)
    await poll_new(engine, polled, other, truth)
    engine.docker("rm", "-f", name)
    engine.docker("rename", other, name)
    _, seen = await polled.poll()
    truth.monitor.ingest(seen)
    assert truth.one(name).annotation == WORDS


async def poll_new(engine, polled, name, truth):
    """Start a container, and let the truth hear of it; the resource that it is."""
    identifier = engine.run(name, *ASLEEP)
    while True:
        _, seen = await polled.poll()
        truth.monitor.ingest(seen)
        known = [r for r in truth.monitor.state.named(name) if Metric.MEMORY in r.metrics]
        if known and known[0].facets[0].facet.container_id == identifier:
            return known[0]


def test_a_slash_before_a_name_makes_no_difference(truth, listing):
    """D-02: `/app` and `app` are the same name."""
    listing(truth, 0, ("c1", "/app"))
    truth.say("app")
    assert listing(truth, 10, ("c2", "app")) == {"c2": WORDS}


def test_case_makes_a_difference(truth, listing):
    """D-02: names are compared as they are written."""
    listing(truth, 0, ("c1", "/app"))
    truth.say("app")
    assert listing(truth, 10, ("c2", "/App")) == {"c2": NOTHING_SAID}


def test_of_two_candidates_neither_hands_its_words_on(truth, listing):
    """D-02: several candidates mean no copy."""
    listing(truth, 0, ("c1", "/app"), ("c2", "app"))
    for resource in truth.monitor.state.named("app"):
        truth.monitor.annotate(resource.id, WORDS, NOON)
    assert listing(truth, 10, ("c3", "/app")) == {"c3": NOTHING_SAID}


def test_a_container_made_under_another_name_and_renamed_has_the_words_too(truth, listing):
    """D-02: tools that recreate make the new one first, and rename it when the old is gone."""
    listing(truth, 0, ("c1", "/app"))
    truth.say("app")
    listing(truth, 10, ("c1", "/app"), ("c2", "/c2_app"))
    assert listing(truth, 20, ("c2", "/app")) == {"c2": WORDS}


def test_a_container_that_was_put_aside_keeps_its_words_and_hands_on_a_copy(truth, listing):
    """D-02: others rename the old one, and remove it later."""
    listing(truth, 0, ("c1", "/app"))
    truth.say("app")
    assert listing(truth, 10, ("c1", "/app_old"), ("c2", "/app")) == {"c1": WORDS, "c2": WORDS}
    first, second = truth.monitor.state.workloads()
    assert first.series != second.series


def test_words_that_the_new_one_has_are_not_overwritten(truth, listing):
    """D-02: it is a copy of what is missing."""
    listing(truth, 0, ("c1", "/app"), ("c2", "/other"))
    truth.say("app")
    truth.say("other", Annotation(notes="Mine"))
    kept = listing(truth, 10, ("c2", "/app"))["c2"]
    assert (kept.notes, kept.description) == ("Mine", WORDS.description)


def test_the_old_container_keeps_its_words_too(truth, listing):
    """D-02: words are copied, not moved."""
    listing(truth, 0, ("c1", "/app"))
    truth.say("app")
    listing(truth, 10, ("c2", "/app"))
    assert listing(truth, 20, ("c2", "/app"), ("c1", "/app_old")) == {"c1": WORDS, "c2": WORDS}
