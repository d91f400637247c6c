"""What the user said and decided holds at once, and after the next start."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from pulse_desktop.app.runtime import Runtime
from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.identity import Identity
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.snapshot import Continuity, Place, ResourceType
from pulse_desktop.resources import judgement
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.preferences import Preferences
from simulators.scripted import Scripted, connection, observation, platform, snapshot, source, until

SAID_BY = replace(source(), platform="scripted", connection="one")
WORDS = Annotation(web_url="https://wiki.test", tags=("prod",), notes="Ask first")


def host(name):
    named = Identity(hostnames=("pve1",))
    return observation(name, ResourceType.AGENT, identity=named)


def container(native):
    """What bears the name ``web`` on its engine."""
    place = Place("engine/web", Continuity.SUCCESSOR)
    return observation("web", ResourceType.APP_CONTAINER, native_id=native, place=place)


@pytest.fixture
def running(profile, secrets):
    """A runtime that has read two hosts of one name and more, as the writer unless told not to."""
    connections_file.save(profile.connections_file, [connection()])

    @asynccontextmanager
    async def run(*more, writes=True):
        seen = (host("a"), host("b"), *more)
        provider = Scripted(lambda: snapshot(*seen, said_by=SAID_BY, at=utc_now()))
        async with asyncio.TaskGroup() as group:
            runtime = Runtime(
                profile, group, lambda: None, secrets=secrets, platforms=[platform(provider)]
            )
            await (runtime.record(Preferences) if writes else runtime.remember_from_file())
            await runtime.start()
            await until(lambda: runtime.state.infrastructure() != ())
            yield runtime
            await runtime.stop()

    return run


def words(runtime):
    return [r.annotation for r in runtime.state.infrastructure()]


async def test_what_the_user_said_holds_at_once_and_after_the_next_start(running):
    """D-02: kept in the estate's database."""
    async with running() as runtime:
        runtime.annotate(runtime.state.named("a")[0].id, WORDS)
        (first,) = runtime.state.named("a")
        assert (first.web_url, first.tags) == ("https://wiki.test", ("prod",))
    async with running() as runtime:
        assert words(runtime) == [WORDS, Annotation()]


async def test_who_only_reads_knows_what_the_user_said(running):
    async with running() as runtime:
        runtime.annotate(runtime.state.named("a")[0].id, WORDS)
    async with running(writes=False) as runtime:
        assert words(runtime) == [WORDS, Annotation()]


async def test_what_is_said_while_nothing_is_recorded_ends_with_the_program(running):
    async with running(writes=False) as runtime:
        runtime.annotate(runtime.state.named("a")[0].id, WORDS)
        assert words(runtime) == [WORDS, Annotation()]
    async with running() as runtime:
        assert words(runtime) == [Annotation(), Annotation()]


async def test_a_merge_holds_until_it_is_undone_whatever_starts_between(running):
    async with running() as runtime:
        one, other = runtime.state.infrastructure()
        merged = judgement.merged(one, other, runtime.state.verdicts)
        runtime.judge(merged)
        assert [r.id for r in runtime.state.infrastructure()] == [one.id]
    async with running() as runtime:
        assert [r.id for r in runtime.state.infrastructure()] == [one.id]
        runtime.judge(merged.reverse)
        assert runtime.state.verdicts == frozenset()
    async with running() as runtime:
        assert [r.id for r in runtime.state.infrastructure()] == [one.id, other.id]


async def test_a_split_holds_after_the_next_start(running):
    async with running() as runtime:
        one, other = runtime.state.infrastructure()
        runtime.judge(judgement.merged(one, other, runtime.state.verdicts))
        (both,) = runtime.state.infrastructure()
        runtime.judge(judgement.split(both, other.id, runtime.state.verdicts))
    async with running() as runtime:
        assert [r.name for r in runtime.state.infrastructure()] == ["a", "b"]
        told = judgement.decisions(runtime.state.named("a")[0], runtime.state)
        assert [(d.is_apart, d.other.name) for d in told] == [(True, "b")]


async def test_a_container_recreated_while_the_program_was_off_keeps_its_words(running):
    """D-02: the names of the last run are those before."""
    async with running(container("c1")) as runtime:
        (first,) = runtime.state.named("web")
        runtime.annotate(first.id, WORDS)
    async with running(container("c2")) as runtime:
        await until(lambda: runtime.state.named("web")[0].id != first.id)
        (second,) = runtime.state.named("web")
        assert (second.annotation, second.series) == (WORDS, first.series)
