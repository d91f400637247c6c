"""Services of a real Swarm."""

import pytest

from pulse_desktop.model.condition import RUNNING, Shape
from pulse_desktop.model.snapshot import ResourceType

pytestmark = pytest.mark.peer_docker


@pytest.fixture
def service(swarm):
    """A service of three replicas."""
    swarm.create_service("shop", 3)
    yield "shop"
    swarm.docker("service", "rm", "shop")


def runs(count):
    return lambda seen: "shop" in seen and seen["shop"].facet.running_tasks == count


async def test_a_service_has_its_live_tasks(swarm, service, session):
    """D-01."""
    seen = await (await session(swarm.address)).until(runs(3))
    shop = seen["shop"]
    assert shop.type is ResourceType.DOCKER_SERVICE
    assert shop.condition == RUNNING
    assert [task.slot for task in shop.facet.tasks] == [1, 2, 3]
    assert {task.container_id for task in shop.facet.tasks} <= {o.native_id for o in seen.values()}


async def test_scaling_leaves_no_task_of_the_past(swarm, service, session):
    """D-01: tasks that were shut down are history."""
    one = await session(swarm.address)
    await one.until(runs(3))
    swarm.docker("service", "scale", "--detach", "shop=1")
    seen = await one.until(runs(1))
    assert len(seen["shop"].facet.tasks) == 1
    assert "Scaled from 3 to 1" in one.told(seen["shop"].native_id)


async def test_a_service_without_a_ready_task_is_red(swarm, session):
    swarm.docker(
        "service", "create", "--detach", "--quiet", "--network", "host", "--name", "broken",
        "--restart-delay", "60s", "lab", "/bin/false",
    )  # fmt: skip
    try:
        one = await session(swarm.address)
        seen = await one.until(lambda seen: "broken" in seen)
        assert seen["broken"].condition.shape is Shape.CRITICAL
    finally:
        swarm.docker("service", "rm", "broken")


async def test_the_engine_says_that_it_manages(swarm, session):
    _, snapshot = await (await session(swarm.address)).poll()
    assert snapshot.observations[0].facet.swarm.node_role == "manager"
