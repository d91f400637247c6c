"""A real daemon that goes away and comes back."""

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from simulators.dockerd import RealEngine

pytestmark = pytest.mark.peer_docker


@pytest.fixture
def own():
    """An engine of this test's own, to be stopped."""
    with RealEngine() as real:
        yield real


async def test_a_stopped_daemon_fails_the_poll_and_a_new_session_recovers(own, session):
    own.run("web", "/bin/sleep", "100000")
    one = await session(own.address)
    await one.poll()
    own.stop()
    with pytest.raises(ProviderError) as caught:
        await one.poll()
    assert caught.value.category is Category.REFUSED
    await one.provider.aclose()
    own.start()
    own.docker("start", "web")
    seen, _ = await (await session(own.address)).poll()
    assert seen["web"].facet.container_state == "running"


async def test_a_daemon_that_was_killed_left_a_socket_that_refuses(own, session):
    one = await session(own.address)
    await one.poll()
    own.kill()
    with pytest.raises(ProviderError, match="has stopped"):
        await one.poll()
