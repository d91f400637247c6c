"""A night and a morning at a backup server: hours of virtual time, poll by poll."""

import logging
from datetime import timedelta

import pytest

from pulse_desktop.model.errors import Category
from pulse_desktop.model.poll import PollRecord
from pulse_desktop.model.secret import Secret
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.monitoring.first_poll import FirstPoll
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.monitoring.poller import Poller, Ports
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.provider.platform import Target
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.backup.estate import AUDIT, READER, TOKEN_VALUE, Backup, Task

POLL_S = 60


class Watch:
    """A poller and what came of its polls: the timeline, and the record."""

    def __init__(self, connection, surroundings, estate):
        self._estate = estate
        self.monitor = Monitor(Registry(SeriesIndex()), self._take)
        self.timeline = []
        self.issues = []
        target = Target(connection, Secret(TOKEN_VALUE))
        ports = Ports(
            source=PROXMOX_BACKUP.source(connection),
            open=lambda wake: PROXMOX_BACKUP.connect(target, surroundings),
            ingest=self.monitor.ingest,
            report=lambda record: None,
            now=lambda: estate.now,
        )
        self.poller = Poller(connection, ports, FirstPoll(PollRecord(interval_s=POLL_S), 0.0))

    def _take(self, commit):
        self.timeline += [(c.resource_name, str(c.text)) for c in commit.changes]
        if commit.snapshot is not None and commit.snapshot.survey is not None:
            self.points = commit.snapshot.survey.points

    async def passes(self, minutes):
        """So long a time, a poll a minute; what the timeline got meanwhile."""
        before = len(self.timeline)
        for _ in range(minutes):
            self._estate.pass_time(POLL_S)
            await self.poller.poll_once()
        return self.timeline[before:]

    def state(self, name):
        """What stands beside the name of a resource."""
        return next(
            str(resource.condition.word)
            for resource in self.monitor.state.by_id.values()
            if resource.name == name
        )

    @property
    def failure(self):
        """The category of the last poll's failure."""
        error = self.poller.record.last_error
        return error.category if error else None


@pytest.fixture
async def watch(connection, surroundings, estate):
    watching = Watch(connection(), surroundings, estate)
    await watching.passes(1)
    yield watching
    await watching.poller._session.aclose()


def back_up(estate, group, minutes=5, status="OK"):
    """A backup that ended now."""
    begun = estate.now - timedelta(minutes=minutes)
    if status == "OK":
        estate.store("main").group(group, "lab").backups.append(Backup(begun))
    kind = estate.store("main").group(group, "lab").type
    estate.tasks.append(
        Task("backup", f"main:lab:{kind}/{group}", begun, estate.now, status, "backup@pbs")
    )


async def test_a_night_in_which_one_backup_fails_reads_as_it_went(watch, estate):
    """The timeline of a night, and the points in the morning."""
    await watch.passes(60)
    back_up(estate, "101")
    back_up(estate, "200", status="backup failed: connection reset by peer")
    told = await watch.passes(60)
    assert told == [
        ("main", "Backup of lab/ct/200 failed"),
        ("main", "Backup of lab/vm/101 ended well"),
    ]
    assert [p.error for p in watch.points if p.error] == ["backup failed: connection reset by peer"]
    assert watch.state("vault") == "Online"


async def test_a_verification_that_fails_changes_the_server_once(watch, estate):
    verify = next(job for job in estate.jobs if job.kind == "verify")
    verify.state, verify.ended_at = "verification failed - 1 of 3", estate.now
    estate.store("main").group("101", "lab").backups[0].verification = "failed"
    estate.tasks.append(
        Task("verificationjob", "main:v-main", estate.now, estate.now, verify.state)
    )
    told = await watch.passes(120)
    said = "Verify job v-main of main: verification failed - 1 of 3"
    assert [text for _, text in told] == [
        "Verification of main failed",
        f"Reported: {said} · Online → Needs attention",
    ]
    assert sum(p.is_verified is False for p in watch.points) == 1


async def test_a_store_that_fills_up_stays_one_resource(watch, estate):
    store, ids = estate.store("main"), set(watch.monitor.state.by_id)
    for _ in range(6):
        store.used = min(store.used + store.total // 10, store.total)
        assert await watch.passes(10) == []
    assert set(watch.monitor.state.by_id) == ids


async def test_maintenance_comes_and_goes_with_a_line_each(watch, estate):
    estate.store("main").maintenance = "offline,message=disk swap tonight"
    before = await watch.passes(60)
    estate.store("main").maintenance = None
    after = await watch.passes(60)
    assert [before, after] == [
        [("main", "Online → In maintenance")],
        [("main", "In maintenance → Online")],
    ]
    assert len(watch.points) == 9


async def test_a_token_that_loses_its_rights_takes_nothing_away(watch, estate, caplog):
    """P-06, P-07: what was known stays; it is logged when it starts and when it ends."""
    caplog.set_level(logging.INFO, "pulse_desktop.monitoring")
    token = estate.tokens["pulse@pbs!desktop"]
    token.granted = {"/system": dict(AUDIT)}
    await watch.passes(60)
    assert len(watch.monitor.state.by_id) == 3
    assert len(watch.points) == 9
    token.granted = dict(READER)
    await watch.passes(10)
    assert watch.state("main") == "Online"
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_a_token_without_any_right_fails_its_polls_and_recovers(watch, estate):
    token = estate.tokens["pulse@pbs!desktop"]
    token.granted = {}
    await watch.passes(3)
    assert watch.failure is Category.FORBIDDEN
    token.granted = dict(READER)
    await watch.passes(1)
    assert watch.failure is None
    assert len(watch.monitor.state.by_id) == 3


async def test_another_certificate_is_not_accepted_by_itself(watch, simulator):
    simulator.renew_certificate()
    simulator.hang_up()
    simulator.requests.clear()
    await watch.passes(5)
    assert watch.failure is Category.TLS_CHANGED
    assert simulator.requests == []


async def test_a_password_lasts_through_the_night(connection, surroundings, estate, simulator):
    estate.users["pulse@pbs"].secret = TOKEN_VALUE
    watching = Watch(connection(user="pulse"), surroundings, estate)
    await watching.passes(6 * 60)
    await watching.poller._session.aclose()
    posts = [request for request in simulator.requests if request.method == "POST"]
    assert len(posts) == 6 + 1
    assert watching.poller.record.consecutive_failures == 0


async def test_a_quiet_hour_costs_a_few_requests_a_minute(watch, simulator):
    """Gentle: what is asked in an hour of which nothing comes."""
    simulator.requests.clear()
    await watch.passes(60)
    assert len(simulator.requests) / 60 < 8
    assert not any(request.path.endswith("/snapshots") for request in simulator.requests)
