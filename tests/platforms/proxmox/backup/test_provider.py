"""A session to the simulated backup server, poll by poll."""

from datetime import timedelta

import pytest

from pulse_desktop.model.condition import NEEDS_ATTENTION, ONLINE, UNKNOWN
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from simulators.proxmox.backup.estate import AUDIT, READER, Backup, Group, Job, Store, Task

STORAGE = ResourceType.STORAGE


def asked(simulator):
    """Paths below the API that a poll waits for, with what was given along."""
    paths = (
        request.path.removeprefix("/api2/json/") + ("?" if request.query else "")
        for request in simulator.requests
    )
    return [path for path in paths if path != "nodes/localhost/services"]


def grant(estate, granted):
    """Let the token see just this."""
    estate.tokens["pulse@pbs!desktop"].granted = granted


def texts(snapshot):
    return [str(issue.message) for issue in snapshot.issues]


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


async def test_one_poll_sees_server_stores_and_backups(session):
    snapshot = await (await session()).collect()
    assert snapshot.counts == {"datastores": 2, "backups": 9}
    assert snapshot.issues == ()
    assert snapshot.complete_kinds == frozenset(ResourceType)
    assert [o.name for o in snapshot.observations] == ["vault", "main", "offsite"]


async def test_the_server_has_its_figures_stores_and_jobs(session, by_name):
    server = by_name(await (await session()).collect(), "vault", "pbs")
    assert server.condition == ONLINE
    assert server.metrics[Metric.CPU].value == 0.12
    assert server.metrics[Metric.MEMORY].value == 0.375
    assert server.facet.version == "4.0.18"
    assert server.facet.uptime_seconds == 500_000
    assert [store.name for store in server.facet.datastores] == ["main", "offsite"]
    assert server.facet.datastores[0].namespaces == ("lab", "lab/old")
    jobs = (server.facet.sync_jobs, server.facet.verify_jobs, server.facet.prune_jobs)
    assert [job.id for (job,) in jobs] == ["s-offsite", "v-main", "p-main"]


async def test_a_minute_later_only_quick_things_are_asked_again(session, simulator, estate):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(60)
    await home.collect()
    assert sorted(asked(simulator)) == [
        "admin/datastore",
        "nodes/localhost/status",
        "nodes/localhost/tasks?",
        "status/datastore-usage",
        "version",
    ]


@pytest.mark.parametrize(
    ("seconds", "path"),
    [
        (300, "admin/gc"),
        (300, "admin/sync?"),
        (300, "admin/datastore/main/groups"),
        (600, "access/permissions"),
    ],
)
async def test_slow_answers_are_asked_again_when_they_are_old(
    session, simulator, estate, seconds, path
):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(seconds)
    await home.collect()
    assert path in asked(simulator)


async def test_no_more_than_five_connections_are_opened(session, simulator, estate):
    home = await session()
    for _ in range(3):
        await home.collect()
        estate.pass_time(300)
    assert simulator.connections <= 5


async def test_a_store_that_fills_up_shows_at_the_next_poll(session, estate, by_name):
    home = await session()
    await home.collect()
    estate.store("main").used = estate.store("main").total
    estate.pass_time(60)
    store = by_name(await home.collect(), "main")
    assert store.metrics[Metric.USAGE].value == 1.0
    assert store.metrics[Metric.AVAILABLE].value == 0.0


async def test_a_failed_job_makes_the_server_need_attention(session, estate, by_name):
    estate.jobs[0].state = "connection refused"
    server = by_name(await (await session()).collect(), "vault", "pbs")
    assert server.condition == NEEDS_ATTENTION
    assert [incident.code for incident in server.incidents] == ["backup_job_error"]


async def test_a_store_in_maintenance_keeps_its_backups(session, estate, by_name):
    home = await session()
    await home.collect()
    estate.store("main").maintenance = "offline,message=disk swap"
    estate.pass_time(600)
    snapshot = await home.collect()
    assert snapshot.counts["backups"] == 9
    assert Metric.USAGE not in by_name(snapshot, "main").metrics
    assert Metric.USAGE in by_name(snapshot, "offsite").metrics


async def test_a_token_without_any_right_is_told_so_and_sees_no_emptiness(session):
    error = await failure_of((await session(token_id="pulse@pbs!bare")).collect())
    assert error.category is Category.FORBIDDEN
    assert "nothing may be read" in str(error)


async def test_a_role_that_does_not_propagate_reaches_nothing(session, estate):
    grant(estate, {"/datastore": {"Datastore.Audit": False}})
    assert (await failure_of((await session()).collect())).category is Category.FORBIDDEN


async def test_stores_that_are_out_of_sight_are_unknown_and_not_gone(session, estate, by_name):
    """P-06: an empty listing to who may not see is no statement."""
    home = await session()
    await home.collect()
    grant(estate, {"/system": dict(AUDIT)})
    estate.pass_time(60)
    snapshot = await home.collect()
    assert by_name(snapshot, "main").condition == UNKNOWN
    assert STORAGE not in snapshot.complete_kinds
    assert any("Datastore.Audit is missing" in text for text in texts(snapshot))


async def test_without_a_right_on_the_system_the_stores_still_stand(session, estate, by_name):
    """P-06: what may not be read leaves the base standing, and says what it costs."""
    grant(estate, {"/datastore": {"Datastore.Audit": True}})
    snapshot = await (await session()).collect()
    server = by_name(snapshot, "vault", "pbs")
    assert server.metrics == {}
    assert server.started_at is None
    assert by_name(snapshot, "main").metrics
    assert sum("is missing" in text for text in texts(snapshot)) == 2


async def test_a_right_on_one_store_makes_no_listing_complete(session, estate):
    grant(estate, {"/datastore/main": {"Datastore.Audit": True}, "/system": dict(AUDIT)})
    snapshot = await (await session()).collect()
    assert [o.name for o in snapshot.observations] == ["vault", "main"]
    assert STORAGE not in snapshot.complete_kinds


async def test_a_store_that_was_removed_is_gone_with_its_backups(session, estate):
    home = await session()
    await home.collect()
    estate.stores = [estate.store("offsite")]
    estate.pass_time(300)
    snapshot = await home.collect()
    assert [o.name for o in snapshot.observations] == ["vault", "offsite"]
    assert STORAGE in snapshot.complete_kinds
    assert snapshot.counts["backups"] == 1


async def test_a_refused_listing_leaves_the_rest_and_is_an_issue(session, simulator):
    """P-06: one optional read that fails."""
    simulator.fault("/admin/verify", status=400, body=b"broken section 'v1'\n")
    snapshot = await (await session()).collect()
    assert texts(snapshot) == [
        "The server refused /admin/verify with status 400: broken section 'v1'."
    ]
    assert snapshot.counts == {"datastores": 2, "backups": 9}


async def test_datastores_of_which_none_can_be_read_are_not_none(session, simulator):
    """X-10."""
    simulator.fault("/admin/datastore", body=b'{"data":[7]}')
    snapshot = await (await session()).collect()
    assert "datastores" not in snapshot.counts
    assert STORAGE not in snapshot.complete_kinds


async def test_a_datastore_without_a_name_is_not_asked_about(session, simulator):
    """X-10: another path would answer."""
    simulator.fault("/admin/datastore", body=b'{"data":[{"store":""},{"store":"main"}]}')
    snapshot = await (await session()).collect()
    assert snapshot.counts["datastores"] == 1
    assert STORAGE not in snapshot.complete_kinds
    assert not [path for path in asked(simulator) if "//" in path]


async def test_a_path_that_is_not_known_leaves_the_rest(session, simulator):
    """X-10: a proxy that keeps one path back does not hide the server."""
    simulator.fault("/admin/verify", status=501, reason="Not Implemented")
    snapshot = await (await session()).collect()
    assert [issue.category for issue in snapshot.issues] == [Category.WRONG_PRODUCT]
    assert snapshot.counts == {"datastores": 2, "backups": 9}


async def test_a_refusal_is_not_asked_for_again_before_its_time(session, simulator, estate):
    """P-07: the same issue as long as it lasts, without asking anew."""
    simulator.fault("/admin/gc", status=400, body=b"broken")
    home = await session()
    first = await home.collect()
    estate.pass_time(60)
    simulator.requests.clear()
    second = await home.collect()
    assert second.issues == first.issues
    assert "admin/gc" not in asked(simulator)


async def test_a_server_that_does_not_know_the_direction_of_jobs_is_asked_without_it(
    session, simulator, estate, payload
):
    """Proxmox conformance check 37: at once, and from then on."""
    said = payload("errors/400-no-sync-direction.txt")
    simulator.fault("/admin/sync", status=400, body=said, times=1)
    home = await session()
    snapshot = await home.collect()
    assert snapshot.issues == ()
    assert [path for path in asked(simulator) if "sync" in path] == ["admin/sync?", "admin/sync"]
    simulator.requests.clear()
    estate.pass_time(300)
    await home.collect()
    assert [path for path in asked(simulator) if "sync" in path] == ["admin/sync"]


@pytest.mark.parametrize(
    ("fault", "category"),
    [
        ({"status": 401, "body": b"authentication failed"}, Category.AUTH),
        ({"status": 503, "body": b"shutting down"}, Category.SERVER),
        ({"cut_after": 5}, Category.PROTOCOL),
        ({"endless": True}, Category.PROTOCOL),
        ({"body": b"<html>sign in</html>"}, Category.PROTOCOL),
        ({"status": 302, "location": "https://elsewhere"}, Category.PROTOCOL),
    ],
)
async def test_without_a_version_a_poll_fails_with_its_reason(session, simulator, fault, category):
    simulator.fault("/version", **fault)
    assert (await failure_of((await session()).collect())).category is category


async def test_another_certificate_ends_the_poll_before_anything_is_sent(session, simulator):
    home = await session()
    await home.collect()
    simulator.renew_certificate()
    simulator.hang_up()
    simulator.requests.clear()
    assert (await failure_of(home.collect())).category is Category.TLS_CHANGED
    assert simulator.requests == []


async def test_a_listing_without_end_costs_that_listing_only(session, simulator):
    """P-11: a server that lies in one place is believed in the others."""
    simulator.fault("/nodes/localhost/tasks", endless=True)
    snapshot = await (await session()).collect()
    assert len(snapshot.issues) == 1
    assert snapshot.counts["datastores"] == 2


async def test_tasks_that_ended_are_told_once(session, estate):
    """A task is known by its name: read twice, it happened once."""
    home = await session()
    first = await home.collect()
    estate.pass_time(60)
    again = await home.collect()
    begun = estate.now - timedelta(minutes=3)
    estate.tasks.append(Task("prunejob", "main:p-main", begun, estate.now, "OK"))
    estate.pass_time(60)
    third = await home.collect()
    assert [len(s.activities) for s in (first, again, third)] == [2, 0, 1]
    assert str(third.activities[0].text) == "Pruning of main ended well"


async def test_a_task_that_runs_is_told_when_it_has_ended(session, estate):
    running = Task("backup", "main:lab:vm/101", estate.now)
    estate.tasks = [running]
    home = await session()
    assert (await home.collect()).activities == ()
    running.ended_at, running.status = estate.now, "unable to reach client"
    estate.pass_time(60)
    (told,) = (await home.collect()).activities
    assert str(told.text) == "Backup of lab/vm/101 failed"
    assert told.message == "unable to reach client"


async def test_a_sync_is_about_the_store_that_it_fills(session, estate):
    task = Task("syncjob", "offsite:main:main::s1", estate.now, estate.now, "OK")
    estate.tasks = [task]
    (told,) = (await (await session()).collect()).activities
    assert told.subject == "conn-1/main"


async def test_before_release_3_3_pushing_jobs_are_not_asked_for(session, estate, simulator):
    estate.version, estate.release = "3.2", "4"
    estate.jobs.append(Job("sync", "push", "main", remote="far", is_push=True))
    snapshot = await (await session()).collect()
    assert snapshot.issues == ()
    assert "admin/sync" in asked(simulator)


async def test_from_release_3_3_pushing_jobs_are_seen_as_well(session, estate, by_name):
    estate.version, estate.release = "3.3", "0"
    estate.jobs.append(Job("sync", "push", "main", remote="far", is_push=True))
    server = by_name(await (await session()).collect(), "vault", "pbs")
    assert {job.type for job in server.facet.sync_jobs} == {"sync", "sync_push"}


async def test_before_release_3_2_each_store_is_asked_for_its_garbage(
    session, estate, simulator, by_name
):
    estate.version, estate.release = "3.1", "5"
    snapshot = await (await session()).collect()
    server = by_name(snapshot, "vault", "pbs")
    assert snapshot.issues == ()
    assert [job.id for job in server.facet.garbage_jobs] == ["main", "offsite"]
    assert "admin/datastore/main/gc" in asked(simulator)


async def test_before_release_2_2_there_are_no_namespaces(session, estate, simulator):
    estate.version, estate.release = "2.1", "5"
    estate.jobs = [job for job in estate.jobs if job.kind != "prune"]
    estate.stores = [Store("main")]
    estate.stores[0].spaces[""] = [Group("vm", "7", [Backup(estate.now)])]
    snapshot = await (await session()).collect()
    assert snapshot.counts["backups"] == 1
    assert not any("namespace" in path for path in asked(simulator))


async def test_a_server_that_is_too_old_is_said_to_be(session, estate):
    estate.version, estate.release = "1.1", "13"
    error = await failure_of((await session()).collect())
    assert error.category is Category.VERSION


async def test_the_time_of_the_last_start_stands_still(session, estate, by_name):
    home = await session()
    starts = set()
    for _ in range(3):
        starts.add(by_name(await home.collect(), "vault", "pbs").started_at)
        estate.pass_time(30.7)
    assert len(starts) == 1


async def test_a_processor_that_was_never_measured_is_absent(session, simulator, by_name):
    """X-10: a worker that is asked for the first time says 0 and means nothing."""
    body = b'{"data":{"cpu":0,"wait":0,"memory":null,"loadavg":["0.1","0.2","0.3"]}}'
    simulator.fault("/nodes/localhost/status", body=body)
    server = by_name(await (await session()).collect(), "vault", "pbs")
    assert set(server.metrics) == {Metric.LOAD1}


async def test_permissions_that_came_back_bring_everything_back(session, estate, by_name):
    home = await session()
    await home.collect()
    grant(estate, {"/system": dict(AUDIT)})
    estate.pass_time(60)
    await home.collect()
    grant(estate, dict(READER))
    estate.pass_time(60)
    snapshot = await home.collect()
    assert snapshot.issues == ()
    assert by_name(snapshot, "main").condition == ONLINE
