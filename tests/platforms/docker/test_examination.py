"""The connection test, step by step, against a simulated engine."""

import socket

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.platforms.docker import DOCKER
from pulse_desktop.provider.platform import Target
from pulse_desktop.provider.stage import StageId, StageState, is_usable
from simulators.engine.api import Answer
from simulators.engine.server import EngineServer

FORBIDDEN = Answer(403, b"", "text/html")


@pytest.fixture
def examined(surroundings, connection):
    """Runs the test of an address; the stages as they ended."""

    async def run(address, **fields):
        target = Target(connection(address, **fields), None)
        told = [one async for one in DOCKER.examine(target, surroundings)]
        return {one.id: one for one in told if one.state is not StageState.RUNNING}

    return run


async def test_a_good_engine_passes_every_step(examined, server, connection):
    ended = await examined(server.address)
    assert list(ended) == [title.id for title in DOCKER.stages(connection(server.address))]
    assert {one.state for one in ended.values()} == {StageState.PASSED}
    assert str(ended[StageId.VERSION].detail) == "Docker 20.10.24 · API 1.41"
    preview = "containers: 2 (2 running) · Swarm manager, nodes: 3 · services: 1"
    assert str(ended[StageId.PREVIEW].detail) == preview


async def test_each_step_is_told_as_it_begins(server, surroundings, connection):
    target = Target(connection(server.address), None)
    told = [(one.id, one.state) async for one in DOCKER.examine(target, surroundings)]
    assert told[0] == (StageId.REACH, StageState.RUNNING)
    assert told[1] == (StageId.REACH, StageState.PASSED)
    assert len(told) == 8


async def test_podman_is_accepted_and_named(examined, server, api, estate):
    api.podman, estate.role = True, "none"
    ended = await examined(server.address)
    assert str(ended[StageId.VERSION].detail) == "Podman 4.3.1 · API 1.41"
    assert is_usable(tuple(ended.values()))


async def test_a_worker_is_told_where_services_are_seen(examined, server, estate):
    estate.role = "worker"
    preview = (await examined(server.address))[StageId.PREVIEW]
    assert preview.state is StageState.PASSED
    assert "only on a manager" in str(preview.lines[0].text)


async def test_an_engine_without_swarm_says_nothing_of_it(examined, server, estate):
    estate.role = "none"
    preview = (await examined(server.address))[StageId.PREVIEW]
    assert str(preview.detail) == "containers: 2 (2 running)"


@pytest.mark.parametrize("section", ["/info", "/events", "/services", "/tasks"])
async def test_what_a_proxy_keeps_back_is_named_with_its_consequence(
    examined, server, api, section
):
    api.instead[section] = FORBIDDEN
    ended = await examined(server.address)
    warnings = [x for x in ended[StageId.PERMISSIONS].lines if x.state is StageState.WARNING]
    assert len(warnings) == 1
    assert "not permitted" in str(warnings[0].text)
    assert is_usable(tuple(ended.values()))


async def test_without_containers_the_test_fails(examined, server, api):
    api.instead["/containers/json"] = FORBIDDEN
    ended = await examined(server.address)
    assert list(ended)[-1] is StageId.PERMISSIONS
    assert ended[StageId.PERMISSIONS].category is Category.FORBIDDEN


async def test_a_version_that_is_kept_back_is_no_failure(examined, server, api):
    api.instead["/version"] = FORBIDDEN
    ended = await examined(server.address)
    assert str(ended[StageId.VERSION].detail) == "Docker ? · API 1.41"


async def test_a_server_that_is_no_engine_is_a_wrong_product(examined, server, api, monkeypatch):
    monkeypatch.setattr(api, "headers", dict)
    ended = await examined(server.address)
    assert ended[StageId.VERSION].category is Category.WRONG_PRODUCT
    assert not is_usable(tuple(ended.values()))


async def test_a_missing_socket_is_an_engine_that_does_not_run(examined, tmp_path):
    ended = await examined(f"unix://{tmp_path}/none")
    assert ended[StageId.REACH].category is Category.REFUSED
    assert "not running" in str(ended[StageId.REACH].detail)


async def test_a_socket_without_listener_is_an_engine_that_stopped(examined, tmp_path):
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"{tmp_path}/s")
        ended = await examined(f"unix://{tmp_path}/s")
    assert "has stopped" in str(ended[StageId.REACH].detail)


async def test_an_open_port_is_resolved_and_reached_first(examined, api, connection):
    async with EngineServer(api) as plain:
        ended = await examined(plain.address, allow_plain=True)
        titles = DOCKER.stages(connection(plain.address, allow_plain=True))
    assert list(ended) == [title.id for title in titles]
    assert list(ended)[:3] == [StageId.RESOLVE, StageId.REACH, StageId.VERSION]


async def test_a_plain_port_nobody_agreed_to_is_not_contacted(examined, api):
    async with EngineServer(api) as plain:
        ended = await examined(plain.address)
    assert ended[StageId.REACH].category is Category.PLAIN_HTTP
    assert api.asked == []


async def test_a_context_that_is_gone_fails_at_once(examined, connection, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    ended = await examined("context:gone")
    assert list(ended) == [DOCKER.stages(connection("context:gone"))[0].id]


async def test_stopping_the_test_closes_what_it_opened(server, surroundings, connection):
    stages = DOCKER.examine(Target(connection(server.address), None), surroundings)
    async for stage in stages:
        if stage.id is StageId.VERSION:
            break
    await stages.aclose()
    assert stage.state is StageState.RUNNING
