"""Looking through the backups: what is read again, and what happens on a store that hangs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from pulse_desktop.model.condition import INACCESSIBLE, ONLINE
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.backup import questions, search, walk
from pulse_desktop.provider.platform import Surroundings
from simulators.proxmox.backup.estate import Backup, Group, Task
from simulators.scripted import until


@pytest.fixture
def impatient(monkeypatch):
    """What hangs is given up soon."""
    monkeypatch.setattr(search, "DEADLINE_S", 0.3)
    monkeypatch.setattr(questions, "USAGE_S", 0.3)
    monkeypatch.setattr(questions, "_USUAL_S", 0.3)


@pytest.fixture
def calls():
    """What the session called its poller for."""
    return []


@pytest.fixture
def surroundings(estate, calls):
    with ThreadPoolExecutor(4) as workers:
        yield Surroundings(lambda: estate.now, workers, lambda: calls.append("poll"))


def paths(simulator, ending):
    return [request for request in simulator.requests if request.path.endswith(ending)]


def texts(snapshot):
    return [str(issue.message) for issue in snapshot.issues]


def ids(snapshot):
    return {point.id for point in snapshot.survey.points}


async def test_a_poll_that_did_not_look_tells_what_the_last_walk_found(session, estate):
    home = await session()
    first = await home.collect()
    estate.pass_time(60)
    second = await home.collect()
    assert second.survey is first.survey


async def test_points_are_the_very_same_while_nothing_changed(session, estate):
    home = await session()
    first = await home.collect()
    estate.pass_time(300)
    second = await home.collect()
    assert second.survey.at > first.survey.at
    assert second.survey.points is first.survey.points


async def test_backups_are_left_alone_while_nothing_touched_them(session, estate, simulator):
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(3600)
    await home.collect()
    assert paths(simulator, "/groups")
    assert not paths(simulator, "/snapshots")


async def test_a_new_backup_has_its_group_read_again_and_no_other(session, estate, simulator):
    home = await session()
    await home.collect()
    estate.store("main").group("101", "lab").backups.append(Backup(estate.now))
    simulator.requests.clear()
    estate.pass_time(300)
    snapshot = await home.collect()
    assert [request.query["backup-id"] for request in paths(simulator, "/snapshots")] == ["101"]
    assert snapshot.counts["backups"] == 10


async def test_a_verification_has_the_whole_store_read_again(session, estate):
    """A-03: a backup that is found broken protects no more."""
    home = await session()
    await home.collect()
    broken = estate.store("main").group("101", "lab").backups[0]
    broken.verification = "failed"
    estate.tasks.append(Task("verificationjob", "main:v-main", estate.now, estate.now, "1 failed"))
    estate.pass_time(300)
    found = (await home.collect()).survey.points
    assert [point.at for point in found if point.is_verified is False] == [broken.made_at]


async def test_who_does_not_see_tasks_has_backups_read_again_after_ten_minutes(
    session, estate, simulator
):
    estate.tokens["pulse@pbs!desktop"].granted = {"/datastore": {"Datastore.Audit": True}}
    home = await session()
    await home.collect()
    simulator.requests.clear()
    estate.pass_time(600)
    await home.collect()
    assert paths(simulator, "/snapshots")


async def test_many_groups_of_a_namespace_are_read_at_once(session, estate, simulator):
    many = [Group("vm", str(1000 + n), [Backup(estate.now)]) for n in range(20)]
    estate.store("main").spaces["lab"] += many
    await (await session()).collect()
    asked = [r for r in paths(simulator, "/snapshots") if r.query.get("ns") == "lab"]
    assert len(asked) == 1


async def test_one_broken_backup_costs_its_group_and_not_its_namespace(session, estate, simulator):
    """P-06: the server refuses the listing of a whole namespace for one broken backup."""
    many = [Group("vm", str(1000 + n), [Backup(estate.now)]) for n in range(5)]
    estate.store("main").spaces["lab"] += many
    estate.store("main").group("1003", "lab").is_broken = True
    snapshot = await (await session()).collect()
    assert snapshot.counts["backups"] == 9 + 4
    assert len(snapshot.issues) == 1
    assert "unable to parse manifest" in texts(snapshot)[0]


async def test_a_group_is_gone_when_it_was_missed_twice(session, estate):
    home = await session()
    await home.collect()
    estate.store("main").spaces["lab"].pop()
    counts = []
    for _ in range(2):
        estate.pass_time(300)
        counts.append((await home.collect()).counts["backups"])
    assert counts == [9, 6]


async def test_a_namespace_is_gone_when_it_was_missed_twice(session, estate):
    home = await session()
    await home.collect()
    del estate.store("main").spaces["lab/old"]
    counts = []
    for _ in range(2):
        estate.pass_time(300)
        counts.append((await home.collect()).counts["backups"])
    assert counts == [9, 8]


async def test_an_upload_is_running_until_it_is_whole(session, estate):
    upload = Backup(estate.now, is_unfinished=True)
    estate.store("main").group("101", "lab").backups.append(upload)
    home = await session()
    first = await home.collect()
    upload.is_unfinished = False
    estate.pass_time(300)
    second = await home.collect()
    outcomes = [
        {p.outcome.value for p in s.survey.points if p.at == upload.made_at and p.subject.number}
        for s in (first, second)
    ]
    assert outcomes[0] == {"running", "success"}
    assert outcomes[1] == {"success"}


async def test_a_backup_that_failed_is_a_point_of_the_same_guest(session, estate):
    begun = estate.now - timedelta(minutes=5)
    estate.tasks.append(Task("backup", "main:lab:vm/101", begun, estate.now, "no space left"))
    points = (await (await session()).collect()).survey.points
    subjects = {p.subject for p in points if p.store == "main" and p.subject.number == 101}
    assert len(subjects) == 1
    assert [p.error for p in points if p.outcome.value == "failed"] == ["no space left"]


@pytest.mark.usefixtures("impatient")
async def test_a_walk_that_hangs_does_not_hold_up_the_figures(session, simulator, by_name):
    """P-11: a hanging store delays nothing but what is in it."""
    simulator.fault("/admin/datastore/main/groups", hangs=True)
    snapshot = await (await session()).collect()
    assert by_name(snapshot, "main").metrics[Metric.USAGE].value == 0.4
    assert by_name(snapshot, "vault", "pbs").metrics


@pytest.mark.usefixtures("impatient")
async def test_after_one_call_without_an_answer_nothing_is_walked_any_more(
    session, simulator, estate
):
    """P-07, P-11: each such call may occupy a thread of the server for ever."""
    simulator.fault("/admin/datastore/main/groups", hangs=True)
    home = await session()
    first = await home.collect()
    simulator.heal()
    simulator.requests.clear()
    estate.pass_time(600)
    second = await home.collect()
    assert not paths(simulator, "/groups")
    assert not paths(simulator, "/datastore-usage")
    assert "Datastore main did not answer" in texts(first)[-1]
    assert "Datastore main did not answer" in texts(second)[-1]


@pytest.mark.usefixtures("impatient")
async def test_when_usage_hangs_each_store_is_asked_by_itself(session, simulator, estate, by_name):
    simulator.fault("/status/datastore-usage", hangs=True)
    simulator.fault("/admin/datastore/main/status", hangs=True)
    snapshot = await (await session()).collect()
    assert by_name(snapshot, "main").condition == INACCESSIBLE
    assert by_name(snapshot, "offsite").condition == ONLINE
    assert by_name(snapshot, "offsite").metrics[Metric.USAGE].value == 0.75


@pytest.mark.usefixtures("impatient")
async def test_a_store_that_does_not_answer_is_not_walked_through(session, simulator):
    simulator.fault("/status/datastore-usage", hangs=True)
    simulator.fault("/admin/datastore/main/status", hangs=True)
    snapshot = await (await session()).collect()
    assert {point.store for point in snapshot.survey.points} == {"offsite"}
    assert not paths(simulator, "/main/groups")


async def test_a_long_walk_goes_on_after_its_poll_and_calls_for_the_next(
    session, simulator, monkeypatch, calls
):
    """P-11: a poll takes as long as its figures take."""
    monkeypatch.setattr(walk, "PATIENCE_S", 0.01)
    simulator.fault("/admin/datastore/main/namespace", delay_s=0.4)
    home = await session()
    first = await home.collect()
    assert first.survey is None
    await until(lambda: calls)
    assert len((await home.collect()).survey.points) == 9


async def test_a_session_that_closes_ends_its_walk_and_calls_nobody(
    session, simulator, monkeypatch, calls
):
    monkeypatch.setattr(walk, "PATIENCE_S", 0.01)
    simulator.fault("/admin/datastore/main/namespace", hangs=True)
    home = await session()
    await home.collect()
    async with asyncio.timeout(2):
        await home.aclose()
    await home.aclose()
    assert calls == []


async def test_a_walk_that_is_no_longer_let_in_fails_the_poll(session, simulator):
    simulator.fault("/admin/datastore/main/namespace", status=401, body=b"authentication failed")
    with pytest.raises(ProviderError) as caught:
        await (await session()).collect()
    assert caught.value.category is Category.AUTH
