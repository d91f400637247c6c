"""Whatever a platform does, its caller gets a snapshot or an error."""

import asyncio
from dataclasses import replace

import pytest

from pulse_desktop.model.errors import Category, ProviderError, ReaderDefect
from pulse_desktop.monitoring import session
from pulse_desktop.monitoring.session import Session
from simulators.scripted import AGENT, HYPERVISOR, NOON, Scripted, observation, snapshot

GOOD = snapshot(observation("web"))


def session_over(provider):
    async def opens():
        return provider

    return Session(HYPERVISOR, opens)


class Closing(Scripted):
    """A provider whose closing plays a part too."""

    def __init__(self, close):
        super().__init__(GOOD)
        self._close = close

    async def aclose(self):
        await super().aclose()
        await self._close()


async def for_ever():
    await asyncio.Event().wait()


async def broken():
    raise KeyError("socket")


async def test_a_good_answer_is_handed_on_and_the_provider_is_kept():
    provider = Scripted(GOOD)
    kept = session_over(provider)
    assert [await kept.collect(1), await kept.collect(1)] == [GOOD, GOOD]
    assert (provider.polls, provider.closed) == (2, 0)


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        (None, "answered with NoneType"),
        ({"nodes": []}, "answered with dict"),
        (snapshot(said_by=AGENT), "spoke for another source"),
        (replace(GOOD, collected_at=NOON.replace(tzinfo=None)), "gave a time of no zone"),
        (replace(GOOD, collected_at=NOON.replace(year=1)), "gave a time of another age"),
    ],
)
async def test_an_answer_that_is_not_this_sources_own_snapshot_is_refused(lie, reason):
    """P-11, P-12: a provider can emit under no source but its own."""
    with pytest.raises(ReaderDefect, match=reason):
        await session_over(Scripted(lie)).collect(1)


async def test_a_platform_that_never_answers_has_timed_out():
    """P-11."""
    provider = Scripted(GOOD)
    provider.collect = for_ever
    with pytest.raises(ProviderError, match="overloaded or hanging") as refusal:
        await session_over(provider).collect(0.01)
    assert refusal.value.category is Category.TIMEOUT


async def test_a_timeout_inside_a_reader_is_not_taken_for_the_deadline(caplog):
    with pytest.raises(ReaderDefect, match="TimeoutError"):
        await session_over(Scripted(TimeoutError())).collect(1)


async def test_a_session_that_opens_after_it_was_given_up_is_closed():
    """P-03, P-11: a provider nobody knows of would never be closed."""
    provider = Scripted(GOOD)

    async def late():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return provider

    with pytest.raises(ProviderError):
        await Session(HYPERVISOR, late).collect(0.01)
    assert (provider.closed, provider.polls) == (1, 0)


@pytest.mark.parametrize("close", [broken, for_ever])
async def test_a_session_that_cannot_be_closed_is_left(close, monkeypatch, caplog):
    """P-11: it stops nobody."""
    monkeypatch.setattr(session, "_CLOSING_S", 0.01)
    provider = Closing(close)
    opened = session_over(provider)
    await opened.collect(1)
    await opened.aclose()
    await opened.aclose()
    assert provider.closed == 1
    assert "clos" in caplog.text


async def test_closing_what_was_never_opened_does_nothing():
    await session_over(Scripted(GOOD)).aclose()


async def test_what_cannot_be_kept_is_put_right_before_anybody_sees_it():
    """P-11: a server's text and numbers are not believed to be any."""
    said = snapshot(
        observation("web \udcff", native_id="web", cpu=float("nan")), GOOD.observations[0]
    )
    answer = await session_over(Scripted(said)).collect(1)
    assert [(seen.name, dict(seen.metrics)) for seen in answer.observations] == [
        ("web \ufffd", {}),
        ("web", {}),
    ]


async def test_a_large_answer_is_looked_at_in_steps():
    """Whoever else waits for the loop gets a turn after each."""
    turns = []

    async def others():
        while True:
            turns.append(None)
            await asyncio.sleep(0)

    waiting = asyncio.get_running_loop().create_task(others())
    things = tuple(observation(f"v{n}") for n in range(10 * session.BORDER_STEP))
    answer = await session_over(Scripted(snapshot(*things))).collect(1)
    waiting.cancel()
    assert (answer.observations, len(turns) >= 10) == (things, True)
