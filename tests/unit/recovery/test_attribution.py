"""X-11: whose a recovery point is, worked out from what the read model says of guests."""

import pytest

from pulse_desktop.model.recovery import PointSubject
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.recovery.attribution import owners
from pulse_desktop.resources.registry import Registry
from simulators.recovery import guest, named, numbered
from simulators.scripted import AGENT, HYPERVISOR, later, observation, snapshot, source

OTHER = source(connection="other")


@pytest.fixture
def registry():
    return Registry(SeriesIndex())


def owner(registry, subject, said_by=AGENT):
    """The name of whose it is."""
    state = registry.state
    found = owners(state.by_id.values()).owner(said_by, subject)
    return None if found is None else state.by_id[found].name


def test_a_source_knows_its_own_by_their_native_id(registry):
    """X-11."""
    registry.apply(snapshot(guest("web"), guest("db", 101)))
    assert owner(registry, named("db"), HYPERVISOR) == "db"


def test_a_native_id_means_nothing_in_another_source(registry):
    """P-12."""
    registry.apply(snapshot(guest("web")))
    assert owner(registry, named("web"), AGENT) is None


def test_a_moved_guest_keeps_its_copies(registry):
    """X-11: what names its new native id finds the resource that it still is."""
    registry.apply(snapshot(guest("web")))
    registry.apply(snapshot(guest("web", native_id="elsewhere:100"), at=later(10)))
    assert owner(registry, named("elsewhere:100"), HYPERVISOR) == "web"


def test_a_number_that_one_guest_bears_is_its(registry):
    """X-11."""
    registry.apply(snapshot(guest("web", 100), guest("db", 101)))
    assert owner(registry, numbered(101)) == "db"


def test_a_number_is_of_a_kind(registry):
    """X-11: two instances may number a machine and a container alike."""
    registry.apply(snapshot(guest("web", 100)))
    registry.apply(
        snapshot(guest("proxy", 100, type_=ResourceType.SYSTEM_CONTAINER), said_by=OTHER)
    )
    assert owner(registry, numbered(100, type=ResourceType.SYSTEM_CONTAINER)) == "proxy"


def test_a_number_of_no_kind_is_of_any(registry):
    registry.apply(snapshot(guest("web", 100)))
    assert owner(registry, PointSubject(number=100)) == "web"


@pytest.fixture
def twins(registry):
    """Two instances that both have a guest 100."""
    registry.apply(snapshot(guest("web", 100, instance="core-fabric")))
    registry.apply(snapshot(guest("mail", 100, instance="cabin"), said_by=OTHER))
    return registry


@pytest.mark.parametrize(
    ("namespace", "name"),
    [("core-fabric", "web"), ("Core_Fabric", "web"), ("fabric", "web"), ("the-cabin", "mail")],
)
def test_a_number_that_several_bear_is_decided_by_the_namespace(twins, namespace, name):
    """X-11: it names the instance, or is its ending, or the other way round."""
    assert owner(twins, numbered(100, namespace=namespace)) == name


@pytest.mark.parametrize("namespace", [None, "", "elsewhere"])
def test_what_stays_ambiguous_is_nobodys(twins, namespace):
    """X-11."""
    assert owner(twins, numbered(100, namespace=namespace)) is None


def test_a_namespace_that_names_both_decides_nothing(registry):
    """X-11."""
    registry.apply(snapshot(guest("web", 100, instance="fabric")))
    registry.apply(snapshot(guest("mail", 100, instance="core-fabric"), said_by=OTHER))
    assert owner(registry, numbered(100, namespace="fabric")) is None


def test_a_native_id_that_is_not_known_leaves_the_number_to_decide(registry):
    registry.apply(snapshot(guest("web", 100)))
    assert owner(registry, numbered(100, native_id="gone"), HYPERVISOR) == "web"


def test_a_name_alone_proves_nothing(twins):
    """X-11."""
    assert owner(twins, numbered(100, name="web")) is None


def test_a_number_that_nobody_bears_is_nobodys(twins):
    assert owner(twins, numbered(999)) is None


def test_what_says_nothing_of_its_subject_is_nobodys(twins):
    assert owner(twins, PointSubject()) is None


def test_a_guest_that_two_connections_tell_of_is_one(registry):
    """T-05: a merged guest is no ambiguity."""
    registry.apply(snapshot(guest("web")))
    again = source(connection="again")
    registry.apply(snapshot(guest("web"), said_by=again))
    assert owner(registry, numbered()) == "web"


def test_a_native_id_that_two_things_share_is_nobodys(registry):
    registry.apply(
        snapshot(
            observation("web", native_id="7"),
            observation("store", ResourceType.STORAGE, native_id="7"),
        )
    )
    assert owner(registry, named("7"), HYPERVISOR) is None
