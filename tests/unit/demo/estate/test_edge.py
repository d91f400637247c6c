"""The container engines: compose projects, a Swarm, and a container that keeps ending."""

from collections import Counter
from datetime import timedelta

import pytest

from pulse_desktop.demo.estate import edge
from pulse_desktop.demo.story import RECOVERY
from pulse_desktop.model.condition import Shape, Status
from pulse_desktop.model.facet import ContainerFacet, EngineFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.model.snapshot import ResourceType


@pytest.fixture
def sites():
    return edge.sites(1)


@pytest.fixture
def state(state_of, sites, at_rest):
    return state_of(sites, at_rest)


@pytest.fixture
def restarting(sites):
    """The container in a loop."""
    return next(t for site in sites for t in site.things if t.still.name == "sftp-ingest")


def named(state, name):
    return next(resource for resource in state.all() if resource.name == name)


def test_engines_containers_and_services_are_there(state):
    types = Counter(resource.type for resource in state.all())
    assert types[ResourceType.AGENT] == 13
    assert types[ResourceType.DOCKER_SERVICE] == 8
    assert 80 <= types[ResourceType.APP_CONTAINER] <= 95


def test_a_container_has_its_history_under_its_own_id(state):
    """H-05: the raw id, not one that its host gives it."""
    container = named(state, "vaultwarden")
    assert len(container.series.id) == 64
    assert container.series == SeriesTarget(
        Family.APP_CONTAINER, container.facet(ContainerFacet).container_id
    )


def test_containers_bear_unlike_names(sites):
    """Their numbers go by their names."""
    names = Counter(
        t.still.name
        for site in sites
        for t in site.things
        if t.still.type is ResourceType.APP_CONTAINER
    )
    assert max(names.values()) == 1


def test_an_engine_counts_its_containers(state):
    facet = named(state, "ops-services-01").facet(EngineFacet)
    assert (facet.container_count, facet.running_count) == (12, 11)


def test_containers_may_use_no_more_memory_than_their_host_has(sites):
    """M-02: numbers of one machine fit together."""
    for site in sites:
        engine = site.things[0].still.facet
        most = [total for thing in site.things for _, total in thing.totals]
        assert sum(most) <= engine.total_memory_bytes


def test_a_container_that_shares_its_hosts_network_has_none_of_its_own(sites):
    shared = next(t for s in sites for t in s.things if t.still.name == "home-assistant")
    assert not {Metric.NET_IN, Metric.NET_OUT} & set(shared.metrics)


def test_what_ended_as_it_should_is_calm(state):
    ended = named(state, "code-migrate-1")
    assert ended.condition.shape is Shape.OFF
    assert ended.facet(ContainerFacet).exit_code == 0


def test_a_container_is_killed_every_quarter_of_an_hour(restarting):
    """M-02: counted from the end of the last incident."""
    since = RECOVERY.first + 3000 * RECOVERY.every
    for minutes, count in ((0, 0), (14, 0), (15, 1), (60, 4), (7 * 1440 - 1, 671), (7 * 1440, 0)):
        seen = restarting.phase(restarting.still, since + timedelta(minutes=minutes))
        assert seen.restart_count == count


def test_between_its_lives_it_is_restarting(restarting):
    since = RECOVERY.first + 3000 * RECOVERY.every
    seen = restarting.phase(restarting.still, since + timedelta(minutes=14, seconds=30))
    assert (seen.facet.container_state, seen.facet.exit_code) == ("restarting", 137)
    assert seen.condition.status is Status.WARNING


def test_some_of_its_ends_are_told(sites, restarting, at_rest):
    site = next(s for s in sites if restarting in s.things)
    events = site.happenings(at_rest - timedelta(days=1), at_rest)
    assert {event.subject for event in events} == {restarting.still.native_id}
    assert 1 <= len(events) <= 4


def test_a_service_has_the_tasks_that_it_wants(state):
    service = named(state, "shop_frontend")
    facet = service.facets[0].facet
    assert len(facet.tasks) == facet.desired_tasks == facet.running_tasks == 4
    assert service.status is Status.ONLINE


def test_every_task_of_the_swarm_has_its_container(sites, at_rest):
    """M-02: cross-links are true."""
    things = [thing for site in sites for thing in site.things]
    containers = {t.still.native_id for t in things}
    services = [t for t in things if t.still.type is ResourceType.DOCKER_SERVICE]
    tasks = [k for t in services for k in t.phase(t.still, at_rest).facet.tasks]
    assert {task.container_id for task in tasks} <= containers


def test_tasks_are_numbered_from_one(sites):
    """As the Swarm does it, in the names of their containers."""
    names = {thing.still.name for site in sites for thing in site.things}
    frontends = sorted(name for name in names if name.startswith("shop_frontend."))
    assert frontends == [f"shop_frontend.{slot}" for slot in (1, 2, 3, 4)]


def test_one_manager_tells_of_the_services(state):
    """Each is there once, although three engines know of them."""
    services = [r for r in state.all() if r.type is ResourceType.DOCKER_SERVICE]
    assert {r.parent_name for r in services} == {"swarm-manager-01"}


def test_only_the_container_in_a_loop_is_marked(state):
    marked = [r.name for r in state.all() if r.condition.shape not in {Shape.OK, Shape.OFF}]
    assert marked == ["sftp-ingest"]
