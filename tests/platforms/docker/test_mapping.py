"""Recorded answers of a real engine as canonical observations."""

from dataclasses import replace

import msgspec
import pytest

from pulse_desktop.model.condition import RUNNING, STOPPED, Shape
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.snapshot import Continuity, Place, ResourceType
from pulse_desktop.platforms.docker.host import Host
from pulse_desktop.platforms.docker.mapping import Look, counts, observations
from pulse_desktop.platforms.docker.wire import (
    ContainerRow,
    ContainerState,
    HostConfig,
    Info,
    Inspection,
    PortRow,
    RestartPolicy,
)

WEB = "59a579ca50944a76fadb2debba1711d52430f4c989772574f4af3ca50d22fd65"


@pytest.fixture
def host(recorded):
    info = recorded("info", Info)
    return Host(
        native_id=NativeId(info.id),
        name=info.name,
        runtime="Docker",
        api_version="1.41",
        info=info,
    )


@pytest.fixture
def look(host, recorded):
    return Look(
        host=host,
        containers=tuple(recorded("containers_all", list[ContainerRow])),
        inspections={WEB: recorded("inspect_web", Inspection)},
    )


def one(host, row, **fields):
    """The container made of one row."""
    return observations(Look(host=host, containers=(row,), **fields))[1]


def test_the_engine_comes_first_and_holds_its_containers(look):
    engine, *containers = observations(look)
    assert engine.type is ResourceType.AGENT
    assert engine.native_id == "SFYG:4DBA:DZ6S:KKG4:5I4E:XY2B:OUIX:6MPK:BFIV:C3B3:XLGP:OX6Y"
    assert {container.parent for container in containers} == {engine.native_id}


def test_the_engine_tells_its_facts(look):
    facet = observations(look)[0].facet
    assert (facet.runtime, facet.runtime_version) == ("Docker", "20.10.24+dfsg1")
    assert (facet.cpus, facet.total_memory_bytes) == (2, 25276510208)
    assert (facet.container_count, facet.running_count) == (4, 4)
    assert (facet.swarm.node_role, facet.swarm.nodes) == ("manager", 1)


def test_the_engine_on_this_computer_bears_its_machine_id(look):
    here = replace(look, host=replace(look.host, machine_id="abc"))
    assert observations(here)[0].identity.machine_id == "abc"
    assert observations(look)[0].identity.machine_id is None


def placed(host, *names):
    """The place of a container with these names."""
    return one(host, ContainerRow(id=WEB, names=list(names), state="running")).place


def test_a_container_is_replaced_by_the_next_one_of_its_name(host):
    """D-02: the same normalised name on the same host."""
    place = placed(host, "/web")
    assert place == Place(f"{host.native_id}/web", Continuity.SUCCESSOR)


def test_a_slash_and_blanks_are_no_part_of_a_name_but_its_case_is(host):
    """D-02: `/app` and `app` are the same name."""
    assert placed(host, "/app") == placed(host, "app") == placed(host, "/ app ")
    assert placed(host, "/App") != placed(host, "/app")


def test_a_container_without_a_name_has_no_place(host):
    assert placed(host) is None
    assert placed(host, "/") is None


def test_a_container_is_named_without_its_slash_and_known_by_its_whole_id(look):
    web = next(each for each in observations(look) if each.native_id == WEB)
    assert (web.name, web.type) == ("web", ResourceType.APP_CONTAINER)
    assert web.condition == RUNNING
    assert web.facet.container_id == WEB
    assert web.restart_count == 0
    assert web.started_at.isoformat() == "2026-11-23T16:01:00.907115+00:00"


def test_what_was_not_inspected_is_not_known(look):
    other = next(o for o in observations(look)[1:] if o.native_id != WEB)
    assert other.restart_count is None
    assert other.started_at is None


def test_counts_say_what_was_found(look):
    assert counts(look) == {"containers": 4, "running": 4, "images": 1, "services": 0}


def test_the_first_name_that_is_no_link_alias_counts(host):
    row = ContainerRow(id="abc", names=["/other/alias", "/own"])
    assert one(host, row).name == "own"


@pytest.mark.parametrize("names", [None, [], [""], ["/"]])
def test_a_container_without_a_name_is_called_by_its_id(host, names):
    assert one(host, ContainerRow(id="0123456789abcdef", names=names)).name == "0123456789ab"


def test_labels_give_project_and_service(host):
    labels = {"com.docker.compose.project": "shop", "com.docker.compose.service": "db"}
    facet = one(host, ContainerRow(id="a", labels=labels)).facet
    assert (facet.project, facet.service) == ("shop", "db")


def test_ports_are_listed_once_and_a_zero_is_no_published_port(host):
    rows = [
        PortRow(private_port=80, public_port=0, type="tcp"),
        PortRow(private_port=53, public_port=53, type="udp", ip="::"),
        PortRow(private_port=53, public_port=53, type="udp", ip="::"),
        PortRow(private_port="N/A"),
    ]
    ports = one(host, ContainerRow(id="a", ports=rows)).facet.ports
    assert [(port.private_port, port.public_port) for port in ports] == [(53, 53), (80, None)]


def ended(code=None, policy="no", error="", **fields):
    state = ContainerState(status="exited", exit_code=code, error=error, **fields)
    config = HostConfig(restart_policy=RestartPolicy(name=policy))
    return Inspection(id="a", state=state, host_config=config)


def test_an_exit_status_that_go_left_out_is_zero(host):
    row = ContainerRow(id="a", state="exited")
    found = one(host, row, inspections={"a": ended()})
    assert found.facet.exit_code == 0
    assert found.condition.shape is Shape.OFF


def test_without_an_inspection_the_listing_tells_the_exit_status(host):
    found = one(host, ContainerRow(id="a", state="exited", status="Exited (3) 2 hours ago"))
    assert found.facet.exit_code == 3


def test_a_running_container_has_no_exit_status(look):
    assert all(o.facet.exit_code is None for o in observations(look)[1:])


def test_what_an_engine_would_restart_was_stopped_by_a_user(host):
    row = ContainerRow(id="a", state="exited")
    for policy in ("always", "unless-stopped"):
        found = one(host, row, inspections={"a": ended(137, policy)})
        assert found.condition == STOPPED


@pytest.mark.parametrize(("policy", "error"), [("on-failure", ""), ("always", "port in use")])
def test_what_gave_up_or_could_not_start_was_not(host, policy, error):
    found = one(
        host, ContainerRow(id="a", state="exited"), inspections={"a": ended(1, policy, error)}
    )
    assert found.condition.shape is Shape.CRITICAL


def test_go_s_zero_time_is_no_time(host):
    found = one(
        host,
        ContainerRow(id="a", state="running"),
        inspections={"a": ended(started_at="0001-01-01T00:00:00Z", finished_at="never")},
    )
    assert (found.started_at, found.facet.finished_at) == (None, None)


def test_an_engine_that_tells_nothing_is_still_one(host):
    bare = replace(host, info=None)
    facet = observations(Look(host=bare, containers=()))[0].facet
    assert (facet.cpus, facet.os, facet.swarm) == (None, None, None)
    assert counts(Look(host=bare, containers=())) == {"containers": 0, "running": 0}


def test_a_cluster_that_is_locked_is_said_but_has_no_role(host):
    info = msgspec.structs.replace(
        host.info, swarm=msgspec.structs.replace(host.info.swarm, local_node_state="locked")
    )
    facet = observations(Look(host=replace(host, info=info), containers=()))[0].facet
    assert (facet.swarm.local_state, facet.swarm.node_role) == ("locked", None)
