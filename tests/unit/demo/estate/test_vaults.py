"""The backup servers of the demo estate."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pulse_desktop.demo.estate import vaults
from pulse_desktop.demo.estate.vault import OFFSITE, PRIMARY, REPLICA
from pulse_desktop.demo.sampler import sample
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Status
from pulse_desktop.model.facet import BackupServerFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType


@pytest.fixture
def sites():
    return vaults.sites(1)


@pytest.fixture
def state(state_of, sites, at_rest):
    return state_of(sites, at_rest)


def server(state, name):
    return next(one for one in state.all() if one.name == name)


def test_each_server_keeps_its_own_datastores(state):
    kept = {(one.parent_name, one.name) for one in state.storage()}
    assert kept == {
        ("backup-vault", "primary-vault"),
        ("dr-vault", "offsite-vault"),
        ("dr-vault", "replica-vault"),
    }


def test_both_servers_are_well(state):
    assert {one.status for one in state.all()} == {Status.ONLINE}


def test_the_second_site_cannot_be_read_for_ten_minutes_a_day(state_of, sites):
    during = state_of(sites, datetime(2026, 11, 25, 4, 15, tzinfo=UTC))
    after = state_of(sites, datetime(2026, 11, 25, 4, 20, tzinfo=UTC))
    assert "dr-vault" not in {one.name for one in during.all()}
    assert server(after, "dr-vault").status is Status.ONLINE


def test_a_datastore_is_as_full_in_the_servers_facts_as_in_its_chart(state, at_rest):
    """M-04: both are the one function of time."""
    store = server(state, "backup-vault").facet(BackupServerFacet).datastores[0]
    measured = sample(PRIMARY.subject, Metric.USED, PRIMARY.role, np.array([epoch_ms(at_rest)]))
    assert store.used == int(measured[0])
    assert store.used + store.available == store.total


def test_no_datastore_runs_out_of_room(at_rest):
    """At rest the backup servers are not among what is marked."""
    at_ms = epoch_ms(at_rest) + np.arange(0, 365 * 24) * 3_600_000
    for store in (PRIMARY, OFFSITE, REPLICA):
        usage = sample(store.subject, Metric.USAGE, store.role, at_ms)
        assert 0.2 < np.nanmin(usage) < np.nanmax(usage) < 0.9


def test_a_job_has_run_and_will_run_again(state, at_rest):
    facet = server(state, "backup-vault").facet(BackupServerFacet)
    jobs = (*facet.verify_jobs, *facet.prune_jobs, *facet.garbage_jobs)
    assert len(jobs) == 3
    assert all(job.last_run_at <= at_rest < job.next_run_at for job in jobs)


def test_while_a_job_runs_its_last_run_is_the_one_before(state_of, sites):
    """What is told of a run is told when it is over."""
    running = datetime(2026, 11, 25, 3, 20, tzinfo=UTC)
    facet = server(state_of(sites, running), "dr-vault").facet(BackupServerFacet)
    offsite = next(job for job in facet.sync_jobs if job.store == "offsite-vault")
    assert offsite.last_run_at == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_tasks_are_told_when_they_end_and_about_their_datastore(sites, at_rest):
    there = {(thing.still.native_id, thing.still.type) for s in sites for thing in s.things}
    told = [a for s in sites for a in s.happenings(at_rest - timedelta(days=90), at_rest)]
    assert len({one.native_event for one in told}) == len(told)
    assert 100 < len(told) < 400
    assert {(one.subject, one.type) for one in told} <= there
    assert {one.type for one in told} == {ResourceType.STORAGE}
