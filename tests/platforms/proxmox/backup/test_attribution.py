"""Whose the backups of a simulated server are, as recovery works it out from the read model."""

import pytest

from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.recovery.audit import audit
from pulse_desktop.recovery.standing import Posture
from pulse_desktop.resources.registry import Registry
from simulators.proxmox.backup.estate import Backup, Group
from simulators.recovery import guest, survey
from simulators.scripted import RUNTIME, snapshot

CONTAINER = ResourceType.SYSTEM_CONTAINER


@pytest.fixture
def audited(session, estate):
    """The audit of these guests beside the simulated server: by name, and what is nobody's."""

    async def run(*guests, elsewhere=()):
        registry = Registry(SeriesIndex())
        registry.apply(snapshot(*guests, at=estate.now, survey=survey(at=estate.now)))
        there = survey(at=estate.now)
        registry.apply(snapshot(*elsewhere, said_by=RUNTIME, at=estate.now, survey=there))
        registry.apply(await (await session()).collect())
        found, names = audit(registry.state, estate.now), registry.state.by_id
        standings = {names[one].name: s.posture for one, s in found.standings.items()}
        return standings, {(s.subject.number, s.subject.name) for s in found.strays}

    return run


async def test_guests_are_protected_by_what_the_server_keeps_of_them(audited):
    """A-03: found by kind and number; one without a backup was never backed up."""
    standings, _ = await audited(
        guest("web", 101, instance="lab"),
        guest("dns", 200, instance="lab", type_=CONTAINER),
        guest("new", 102, instance="lab"),
    )
    assert standings == {
        "web": Posture.PROTECTED,
        "dns": Posture.PROTECTED,
        "new": Posture.NEVER,
    }


async def test_a_number_of_two_clusters_is_of_the_one_that_the_namespace_names(audited):
    """X-11."""
    standings, _ = await audited(
        guest("web", 101, instance="lab"), elsewhere=[guest("shop", 101, instance="cabin")]
    )
    assert standings == {"web": Posture.PROTECTED, "shop": Posture.NEVER}


async def test_what_could_be_either_s_is_left_unattributed(audited, estate):
    """X-11: a root namespace names nobody."""
    estate.store("main").spaces = {"": [Group("vm", "101", [Backup(estate.now)])]}
    estate.store("offsite").spaces = {"": []}
    standings, strays = await audited(
        guest("web", 101, instance="lab"), elsewhere=[guest("shop", 101, instance="cabin")]
    )
    assert standings == {"web": Posture.NEVER, "shop": Posture.NEVER}
    assert strays == {(101, None)}


async def test_a_backup_that_was_found_broken_protects_nobody(audited, estate):
    """A-03."""
    for store in estate.stores:
        for group in (group for groups in store.spaces.values() for group in groups):
            for backup in group.backups:
                task = f"UPID:vault:1:2:3:6ABA2CB6:verify:{store.name}:root@pam:"
                backup.verification, backup.verified_by = "failed", task
    standings, _ = await audited(guest("web", 101, instance="lab"))
    assert standings == {"web": Posture.NEVER}


async def test_what_nobody_runs_any_more_is_kept_apart_with_its_name(audited):
    """X-11."""
    _, strays = await audited(guest("web", 101, instance="lab"))
    assert strays == {(200, "dns"), (900, None), (None, "desk")}
