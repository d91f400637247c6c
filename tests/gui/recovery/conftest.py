"""The estate with a vault that keeps copies of its guests."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from pulse_desktop.model.ids import ConnectionId, PlatformId, SourceName
from pulse_desktop.model.recovery import Plan, PointMode, PointOutcome, Survey
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.source import Role, Source
from pulse_desktop.ui.screens.tab import TabId
from simulators.recovery import GUESTS, named, nightly, numbered, point, snapshots

VAULT = Source(SourceName("vault"), Role.APPLIANCE, PlatformId("vault"), ConnectionId("c9"))
LXC = ResourceType.SYSTEM_CONTAINER
GB = 1024**3
CONTAINERS = {109, 110, 111, 112, 113}


def subject(vmid):
    """A guest, as its vault knows it."""
    return numbered(vmid, type=LXC if vmid in CONTAINERS else ResourceType.VM, namespace="lab")


def nights(now, vmid, *, last=12, nights=7, **fields):
    """A copy every night in the vault."""
    fields = {"size_bytes": (vmid - 90) * GB, "store": "primary-vault", **fields}
    return nightly(subject(vmid), nights=nights, last=last, now=now, **fields)


def vaulted(now):
    """Copies of most guests; of some they are old, broken or failed, of one there are none."""
    good = {"is_verified": True, "verified_at": now - timedelta(hours=6)}
    return (
        *nights(now, 101, **good),
        *nights(now, 102, last=84),
        *(
            point(12 + 24 * n, subject(102), now=now, outcome=PointOutcome.FAILED, error="No space")
            for n in range(3)
        ),
        *nights(now, 103, **good),
        *nights(now, 104, **good),
        *nights(now, 105),
        *nights(now, 106, last=60),
        *nights(now, 107),
        point(12, subject(110), now=now, is_verified=False, store="primary-vault"),
        *nights(now, 110, last=36),
        *nights(now, 112),
        *nights(now, 113),
        *nights(now, 120),
        *nights(now, 121),
        *nights(now, 999, nights=3),
    )


def seen_by_hypervisor(now):
    """Snapshots and local copies of a few guests."""
    return (
        snapshots(3, named("jellyfin"), now=now, store="local-zfs"),
        snapshots(3, named("immich"), now=now, store="local-zfs"),
        *nightly(named("immich"), now=now, last=6, mode=PointMode.LOCAL, store="local"),
        snapshots(900, named("web-2"), now=now, store="local-zfs"),
    )


def surveys(estate, now):
    """What both sources found."""
    tonight = now + timedelta(hours=12)
    plans = tuple(
        Plan(subject=subject(vmid), next_at=tonight, every=timedelta(days=1))
        for vmid in range(101, 122)
    )
    own = Survey(
        at=now - timedelta(seconds=4),
        points=seen_by_hypervisor(now),
        complete_kinds=GUESTS,
        stores=("local", "local-zfs"),
    )
    kept = Survey(
        at=now - timedelta(minutes=9), points=vaulted(now), stores=("primary-vault",), plans=plans
    )
    return MappingProxyType({estate.LAB: own, VAULT: kept})


@pytest.fixture
def published(estate):
    """The estate, with what is known of copies; other surveys where some are given."""

    def publish(found=None, **fields):
        known = surveys(estate, estate.NOW) if found is None else found
        everything = estate.published(**fields)
        return replace(everything, state=replace(everything.state, surveys=known))

    return publish


@pytest.fixture
def recovery(window, published):
    """The Recovery tab of a window over it."""
    window.show_published(published())
    window.turn_to(TabId.RECOVERY)
    return window.contents._pages.page
