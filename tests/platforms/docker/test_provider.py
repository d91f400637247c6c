"""Polling a simulated engine: what is asked how often, and what a failing part costs."""

import asyncio
import contextlib

import pytest

from pulse_desktop.model.condition import RUNNING, STOPPED, Shape
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.docker import inspections
from simulators.engine import documents
from simulators.engine.api import Answer, message
from simulators.engine.estate import as_json
from simulators.engine.server import EngineServer

FORBIDDEN = Answer(403, b"<html>403 Forbidden</html>", "text/html")


def asked(api, what):
    return sum(what in path for path in api.asked)


async def failure(session):
    with pytest.raises(ProviderError) as caught:
        await session.provider.collect()
    return caught.value


async def test_an_engine_and_all_it_runs_are_seen(session, time):
    one = await session()
    await one.observed()
    time.pass_(10)
    seen = await one.observed()
    assert set(seen) == {"dock1", "app000", "app001", "svc0"}
    assert seen["app001"].metrics[Metric.CPU].value == pytest.approx(0.02, abs=0.02)
    assert seen["app001"].metrics[Metric.NET_IN].value == pytest.approx(2000)


async def test_the_past_of_a_service_is_not_shown(session):
    """D-01."""
    tasks = (await (await session()).observed())["svc0"].facet.tasks
    assert [task.slot for task in tasks] == [1, 2, 3]


async def test_the_version_is_the_newest_that_both_speak(session, api):
    await (await session()).observed()
    assert all(path.startswith("/v1.41/") for path in api.asked[1:])


async def test_a_newer_engine_is_asked_in_the_newest_tested_version(session, api):
    api.newest = (1, 54)
    await (await session()).observed()
    assert all(path.startswith("/v1.51/") for path in api.asked[1:])


async def test_an_engine_that_was_exchanged_is_agreed_with_again(session, api):
    one = await session()
    await one.observed()
    api.newest = (1, 40)
    assert "app000" in await one.observed()
    api.newest, api.oldest = (1, 51), (1, 44)
    assert "app000" in await one.observed()


async def test_an_engine_that_is_too_old_says_so(session, api):
    api.newest = (1, 23)
    error = await failure(await session())
    assert error.category is Category.VERSION
    assert "1.24" in str(error)


async def test_what_is_no_engine_is_a_wrong_product(session, api, monkeypatch):
    monkeypatch.setattr(api, "headers", dict)
    assert (await failure(await session())).category is Category.WRONG_PRODUCT


async def test_containers_are_inspected_when_they_change_and_every_five_minutes(
    session, api, estate, time
):
    one = await session()
    await one.observed()
    await one.observed()
    assert asked(api, "/json") - asked(api, "/containers/json") == 2
    estate.containers["app000"].state = "paused"
    await one.observed()
    assert asked(api, "/json") - asked(api, "/containers/json") == 3
    time.pass_(inspections.LONGEST.total_seconds())
    await one.observed()
    assert asked(api, "/json") - asked(api, "/containers/json") == 5


async def test_facts_are_renewed_every_minute(session, api, time):
    one = await session()
    await one.observed()
    time.pass_(59)
    await one.observed()
    assert asked(api, "/info") == 1
    time.pass_(1)
    await one.observed()
    assert asked(api, "/info") == 2


async def test_only_running_containers_are_measured(session, api, estate):
    estate.containers["app000"].state = "exited"
    await (await session()).observed()
    assert asked(api, "/stats") == 1


async def test_an_event_asks_for_a_poll_and_is_told(session, estate, time):
    one = await session()
    await one.observed()
    time.pass_(5)
    estate.end("app000", 137, signal="9")
    snapshot = await one.after_events()
    told = [str(each.text) for each in snapshot.activities]
    assert told == ["Sent signal 9", "Exited with status 137"]
    app = next(each for each in snapshot.observations if each.name == "app000")
    assert app.condition.shape is Shape.CRITICAL


async def test_events_before_the_first_poll_tell_who_stopped_what(session, estate, time):
    estate.end("app000", 143, signal="15", stop=True)
    estate.end("app001", 1)
    time.pass_(5)
    seen = await (await session()).observed()
    assert seen["app000"].condition == STOPPED
    assert seen["app001"].condition.shape is Shape.CRITICAL


async def test_a_broken_event_stream_is_opened_again(session, estate, server, time, monkeypatch):
    monkeypatch.setattr("pulse_desktop.platforms.docker.watch._RETRY_S", 0.01)
    one = await session()
    await one.observed()
    server.drop()
    await one.after_events()
    time.pass_(5)
    estate.end("app000", 3)
    while not (snapshot := await one.after_events()).activities:
        continue
    assert [str(each.text) for each in snapshot.activities] == ["Exited with status 3"]


@pytest.mark.parametrize(
    ("section", "lost"),
    [
        ("/services", {ResourceType.DOCKER_SERVICE}),
        ("/tasks", set()),
        ("/events", set()),
        ("/info", set()),
    ],
)
async def test_a_section_that_a_proxy_keeps_back_only_degrades(session, api, section, lost):
    api.instead[section] = FORBIDDEN
    one = await session()
    await one.provider.collect()
    snapshot = await one.provider.collect()
    assert "app000" in {each.name for each in snapshot.observations}
    assert set(ResourceType) - snapshot.complete_kinds == lost
    (issue,) = snapshot.issues
    assert (issue.category, section in str(issue.message)) == ("forbidden", True)


async def test_an_engine_that_may_not_tell_its_facts_is_known_by_its_connection(session, api):
    api.instead["/info"] = FORBIDDEN
    snapshot = await (await session()).provider.collect()
    assert snapshot.observations[0].native_id == "engine:conn-1"
    assert [issue.stage for issue in snapshot.issues] == ["/info"]


async def test_without_the_listing_there_is_no_poll(session, api):
    api.instead["/containers/json"] = FORBIDDEN
    error = await failure(await session())
    assert error.category is Category.FORBIDDEN
    assert "/containers/json" in str(error)


async def test_a_listing_with_an_unreadable_row_withdraws_nothing(session, api, estate):
    good = api.answer("GET", "/v1.41/containers/json", {"all": "1"}).body
    api.instead["/containers/json"] = Answer(
        body=good.replace(b'"State":"running"', b'"State":7', 1)
    )
    snapshot = await (await session()).provider.collect()
    assert ResourceType.APP_CONTAINER not in snapshot.complete_kinds
    assert snapshot.counts["containers"] == 1
    assert [issue.category for issue in snapshot.issues] == ["partial"]


@pytest.mark.parametrize(
    ("body", "category"),
    [
        (b"<html>sign in</html>", Category.PROTOCOL),
        (b'{"message":"x"}', Category.PROTOCOL),
        (b'[{"Id":', Category.PROTOCOL),
        (b"", Category.PROTOCOL),
        (b"\xff\xfe", Category.PROTOCOL),
        (b"[" * 100_000, Category.PROTOCOL),
    ],
)
async def test_a_body_that_is_no_listing_is_an_unexpected_reply(session, api, body, category):
    api.instead["/containers/json"] = Answer(body=body)
    assert (await failure(await session())).category is category


async def test_null_is_an_empty_listing(session, api):
    api.instead["/containers/json"] = Answer(body=b"null\n")
    snapshot = await (await session()).provider.collect()
    assert snapshot.counts["containers"] == 0


async def test_an_id_that_would_leave_its_path_is_refused(session, api):
    api.instead["/containers/json"] = Answer(body=as_json([{"Id": "../../secrets?x=1"}]))
    snapshot = await (await session()).provider.collect()
    assert snapshot.counts["containers"] == 0
    assert not asked(api, "secrets")


async def test_a_server_error_is_named_with_what_the_engine_said(session, api):
    api.instead["/containers/json"] = message(500, "disk full\nstack trace")
    error = await failure(await session())
    assert error.category is Category.SERVER
    assert "disk full" in str(error)
    assert "stack trace" not in str(error)


async def test_a_container_that_vanished_meanwhile_is_no_failure(session, api, estate):
    one = await session()
    path = f"/containers/{estate.containers['app000'].id}/stats"
    api.instead[path] = message(404, "No such container")
    snapshot = await one.provider.collect()
    assert snapshot.issues == ()


async def test_statistics_that_fail_are_counted_in_one_line(session, api, estate):
    for container in estate.containers.values():
        api.instead[f"/containers/{container.id}/stats"] = message(500, "cgroup gone")
    snapshot = await (await session()).provider.collect()
    (issue,) = snapshot.issues
    assert "2 containers" in str(issue.message)
    assert snapshot.observations[1].condition == RUNNING


async def test_a_worker_shows_the_services_it_has_tasks_of(session, estate):
    estate.role = "worker"
    estate.containers["app000"].labels = {
        "com.docker.swarm.service.id": "s1",
        "com.docker.swarm.service.name": "shop",
    }
    seen = await (await session()).observed()
    assert seen["shop"].facet.running_tasks == 1


async def test_podman_is_named_and_known_by_its_host(session, api):
    api.podman = True
    seen = await (await session()).observed()
    assert seen["dock1"].facet.runtime == "Podman"
    assert seen["dock1"].native_id == "podman:dock1"


async def test_an_engine_elsewhere_is_not_this_computer(session):
    assert (await (await session()).observed())["dock1"].identity.machine_id is None


async def test_plain_tcp_is_read_when_it_is_agreed_to(session, api):
    async with EngineServer(api) as plain:
        one = await session(plain.address, allow_plain=True)
        assert "app000" in await one.observed()
        await one.provider.aclose()


async def test_closing_twice_and_before_the_first_poll_is_fine(session):
    one = await session()
    await one.provider.aclose()
    await one.provider.aclose()


async def test_nothing_but_reading_is_ever_asked(session, api):
    seen = []
    answer = api.answer
    api.answer = lambda method, path, parameters: (
        seen.append(method),
        answer(method, path, parameters),
    )[1]
    await (await session()).observed()
    assert set(seen) == {"GET"}


async def test_a_poll_may_be_cancelled_at_any_moment(session):
    one = await session()
    for seconds in (0, 0.001, 0.005):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await one.provider.collect()
    assert "app000" in await one.observed()


async def test_a_swarm_that_is_locked_for_now_withdraws_no_service(session, estate, monkeypatch):
    whole = documents.info(estate)
    locked = whole | {"Swarm": {"LocalNodeState": "locked"}}
    monkeypatch.setattr(documents, "info", lambda _: locked)
    snapshot = await (await session()).provider.collect()
    assert ResourceType.DOCKER_SERVICE not in snapshot.complete_kinds


async def test_a_port_that_expects_tls_says_so(session, api):
    body = b"Client sent an HTTP request to an HTTPS server.\n"
    api.instead["/_ping"] = Answer(400, body, "text/plain")
    api.headers = dict
    assert "expects TLS" in str(await failure(await session()))
