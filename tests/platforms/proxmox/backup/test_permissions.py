"""What a backup server's credential may not see: named, with its cost and its cure."""

from dataclasses import replace

import pytest

from pulse_desktop.platforms.proxmox.backup.lacking import lacking
from pulse_desktop.provider.stage import StageId


def lacks(connection, granted):
    """What is missing, by its title."""
    return {str(lack.title): lack for lack in lacking(connection, granted)}


def test_each_part_is_cured_by_the_narrowest_role_on_its_own_path(connection):
    found = lacks(connection(), {})
    assert list(found) == ["datastores", "server", "remotes"]
    grant = "proxmox-backup-manager acl update /datastore DatastoreAudit --auth-id"
    assert found["datastores"].commands == (f"{grant} pulse@pbs", f"{grant} 'pulse@pbs!desktop'")


def test_no_role_that_may_write_is_ever_granted(connection):
    found = lacks(connection(), {}).values()
    roles = {command.split()[4] for lack in found for command in lack.commands}
    assert roles == {"DatastoreAudit", "Audit", "RemoteAudit"}
    assert all(lack.opens is None for lack in found)


def test_a_permission_for_some_stores_is_told_as_such(connection):
    granted = {"/datastore/main": {"Datastore.Audit": True}}
    said = str(lacks(connection(), granted)["datastores"].message)
    assert said == "datastores: Datastore.Audit is granted for some only; others are not seen."


def test_names_in_cures_are_quoted_for_the_shell(connection):
    hostile = replace(connection(), token_id="a;reboot@pbs!x")
    commands = [line for lack in lacks(hostile, {}).values() for line in lack.commands]
    assert all("a;reboot" not in line.replace("'a;reboot", "") for line in commands)


@pytest.mark.parametrize("path", ["/remote", "/system"])
async def test_a_snapshot_and_the_test_tell_the_same(session, examined, estate, path):
    account = estate.tokens["pulse@pbs!desktop"]
    account.granted = {at: held for at, held in account.granted.items() if at != path}
    snapshot = await (await session()).collect()
    stage = (await examined())[StageId.PERMISSIONS]
    assert snapshot.lacking == stage.lacking
    assert len(snapshot.lacking) == 1
