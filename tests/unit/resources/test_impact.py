"""Whom the loss of a storage would hit, in a sentence."""

import pytest

from pulse_desktop.model.facet import StorageFacet
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Consumer, Consumers
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.resources.impact import impact_of
from simulators.canonical import resource

POOL = resource("tank", ResourceType.STORAGE, StorageFacet(type="zfspool"))
BACKUPS = resource("store", ResourceType.STORAGE, StorageFacet(type="pbs"))


def consumers(count):
    top = [
        Consumer(ResourceId(f"vm-{n}"), ResourceType.VM, f"web{n}", 1) for n in range(min(count, 5))
    ]
    return Consumers(count, (ResourceType.VM,), tuple(top))


@pytest.mark.parametrize(
    ("count", "who"),
    [
        (1, "1 workload (web0)"),
        (3, "3 workloads (web0, web1, web2)"),
        (12, "12 workloads (web0, web1, web2 and 9 more)"),
    ],
)
def test_up_to_three_consumers_are_named_and_the_rest_counted(count, who):
    found = impact_of(POOL, consumers(count), is_endangered=True)
    assert str(found) == f"Data of {who} is kept on it"


def test_backups_at_risk_are_told_as_such():
    found = impact_of(BACKUPS, consumers(1), is_endangered=True)
    assert str(found) == "Backups of 1 workload (web0) are at risk"


def test_backups_that_are_safe_are_only_kept():
    found = impact_of(BACKUPS, consumers(1), is_endangered=False)
    assert str(found) == "Backups of 1 workload (web0) are kept on it"


@pytest.mark.parametrize("nobody", [None, Consumers(0, (), ())])
def test_what_nobody_uses_has_no_impact(nobody):
    assert impact_of(POOL, nobody, is_endangered=True) is None
