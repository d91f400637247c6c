"""The whole estate at an instant, of the past as of the present."""

from datetime import UTC, datetime, timedelta

import pytest

from pulse_desktop.demo.moment import events_until, last_seen_at, state_at
from pulse_desktop.demo.platforms import graph_of, platforms
from pulse_desktop.model.change import ChangeKind
from pulse_desktop.model.condition import Status

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
INCIDENT = datetime(2026, 11, 24, 21, 50, tzinfo=UTC)
LINK_RESET = datetime(2026, 11, 25, 4, 15, tzinfo=UTC)


def named(at, name):
    return state_at(graph_of(1), at).named(name)[0]


def test_the_node_of_the_incident_is_offline_then_and_only_then():
    statuses = [named(at, "west-b").status for at in (INCIDENT, NOON)]
    assert statuses == [Status.OFFLINE, Status.ONLINE]


def test_nothing_is_measured_of_what_is_down():
    assert named(INCIDENT, "west-b").metrics == {}


def test_what_cannot_be_reached_is_stale_with_what_was_seen_last():
    vault = named(LINK_RESET, "dr-vault")
    assert vault.is_stale
    assert vault.last_seen_at == datetime(2026, 11, 25, 4, 9, 50, tzinfo=UTC)


def test_an_instant_is_the_same_whenever_it_is_asked_for():
    one, other = (state_at(graph_of(1), NOON) for _ in range(2))
    assert one.by_id == other.by_id


def test_ids_and_names_stay_as_they_are():
    """M-02: for a minute, a week, a quarter."""
    now = {one.id: one.name for one in state_at(graph_of(1), NOON).by_id.values()}
    for ago in (timedelta(minutes=1), timedelta(days=7), timedelta(days=90)):
        then = state_at(graph_of(1), NOON - ago)
        assert {one.id: one.name for one in then.by_id.values()} == now


def test_the_past_is_told_in_activities_that_do_not_change():
    today, tomorrow = (
        {one.id: one for one in events_until(graph_of(1), NOON + timedelta(days=days))}
        for days in (0, 1)
    )
    shared = today.keys() & tomorrow.keys()
    assert {one.kind for one in today.values()} == {ChangeKind.ACTIVITY}
    assert len(shared) > len(today) * 0.9
    assert [today[one].at for one in shared] == [tomorrow[one].at for one in shared]
    assert max(one.at for one in today.values()) < NOON


def test_a_site_was_seen_last_before_it_went_away(site):
    began = site.outages[0].began(NOON)
    assert last_seen_at(site, began + timedelta(minutes=3)) == began - timedelta(seconds=10)
    assert last_seen_at(site, NOON) == NOON


def test_every_connection_is_of_a_platform_that_is_there():
    """M-01: and none is there without a connection."""
    used = {site.connection.platform for site in graph_of(1).sites}
    assert {platform.id for platform in platforms()} == used


@pytest.mark.parametrize("identifier", ["docker", "proxmox_ve"])
def test_a_platform_bears_the_words_of_the_real_one(identifier):
    from pulse_desktop.platforms import PLATFORMS

    words = ("title", "source_name", "role", "ingestion", "owns_source", "stale_after_s")
    real, told = (
        next(one for one in every if one.id == identifier) for every in (PLATFORMS, platforms())
    )
    assert [getattr(real, word) for word in words] == [getattr(told, word) for word in words]
