"""What the credential may not see: named, with its cost and the commands that cure it."""

from dataclasses import replace

import pytest

from pulse_desktop.app.documents.connection import connection_document
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId, PlatformId
from pulse_desktop.model.poll import ConnectionStatus, PollRecord
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.monitoring.record import observed
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE as VE
from pulse_desktop.platforms.proxmox.ve.lacking import lacking
from pulse_desktop.platforms.proxmox.ve.privileges import ALL, BACKUPS, GUESTS, Reach
from pulse_desktop.provider.stage import StageId, StageState
from simulators.proxmox.estate import AUDITOR

TOKEN = Connection(
    id=ConnectionId("c"),
    platform=PlatformId("proxmox_ve"),
    name="home",
    address="https://pve1:8006",
    interval_s=15,
    token_id="pulse@pve!desktop",
)
AUDITING = {"/": dict.fromkeys(AUDITOR, 1)}


def held(**paths):
    """``held(vms="VM.Audit")``: what ``/access/permissions`` tells; ``root`` is ``/``."""
    names = {"root": "/"}
    return {
        names.get(path, f"/{path.replace('_', '/')}"): dict.fromkeys(text.split(), 1)
        for path, text in paths.items()
    }


def lacks(granted, release=(9, 1), connection=TOKEN):
    """What is missing, by its title."""
    return {str(lack.title): lack for lack in lacking(connection, granted, release)}


def test_the_auditor_lacks_agents_and_backups_only():
    assert set(lacks(AUDITING)) == {"guest agents", "backups"}


def test_writing_to_the_system_is_never_asked_for():
    """Section 0.3: pending updates would take ``Sys.Modify``."""
    names = {need.name for wanted in ALL for need in (*wanted.needs, *wanted.instead)}
    assert "Sys.Modify" not in names


@pytest.mark.parametrize(
    ("release", "missing"),
    [
        ((6, 4), "VM.Monitor is"),
        ((8, 4), "VM.Monitor is"),
        ((9, 0), "VM.GuestAgent.Audit, VM.GuestAgent.FileRead are"),
    ],
)
def test_the_privilege_for_agents_goes_by_the_release(release, missing):
    said = str(lacks(AUDITING, release)["guest agents"].message)
    assert said.startswith(f"guest agents: {missing} missing; file systems")


def test_only_the_missing_one_of_two_privileges_is_named():
    granted = held(root=" ".join([*AUDITOR, "VM.GuestAgent.Audit"]))
    assert "VM.GuestAgent.FileRead" in str(lacks(granted)["guest agents"].message)
    assert "VM.GuestAgent.Audit" not in str(lacks(granted)["guest agents"].message)


@pytest.mark.parametrize(
    ("granted", "reach"),
    [
        (held(storage="Datastore.Allocate"), Reach.EVERYWHERE),
        (held(storage="Datastore.AllocateSpace", vms="VM.Backup"), Reach.EVERYWHERE),
        (held(storage="Datastore.AllocateSpace"), Reach.NOWHERE),
        (held(storage="Datastore.AllocateSpace", vms_101="VM.Backup"), Reach.IN_PARTS),
        (held(root="Datastore.Audit VM.Audit"), Reach.NOWHERE),
    ],
)
def test_backups_take_one_privilege_or_two_others(granted, reach):
    """Section 0.2."""
    assert BACKUPS.reach(granted) is reach


def test_an_entry_further_down_takes_away_what_came_from_above():
    granted = held(root="VM.Audit", vms="VM.Backup")
    assert GUESTS.reach(granted) is Reach.NOWHERE
    assert GUESTS.reach(held(root="VM.Audit", vms_101="VM.Backup")) is Reach.IN_PARTS


def test_an_entry_that_does_not_propagate_reaches_nothing_below():
    assert GUESTS.reach({"/": {"VM.Audit": 0}}) is Reach.NOWHERE


def test_a_part_that_reading_opens_is_cured_by_the_auditors_role():
    cure = lacks(held(root="Sys.Audit VM.Audit Pool.Audit"))["storage"].commands
    assert cure == (
        "pveum acl modify / --users pulse@pve --roles PVEAuditor",
        "pveum acl modify / --tokens 'pulse@pve!desktop' --roles PVEAuditor",
    )


def test_what_an_entry_took_away_is_given_back_where_it_was_taken():
    granted = {"/": dict.fromkeys(AUDITOR, 1), "/vms": {"VM.Backup": 1}}
    first, _ = lacks(granted)["guests"].commands
    assert first == "pveum acl modify /vms --users pulse@pve --roles PVEAuditor"


def test_an_extra_role_has_no_more_than_what_the_auditor_lacks():
    role, *entries = lacks(AUDITING)["guest agents"].commands
    given = "PulseAgents --privs VM.GuestAgent.Audit,VM.GuestAgent.FileRead"
    assert role == f"pveum role add {given} || pveum role modify {given}"
    assert entries == [
        "pveum acl modify /vms --users pulse@pve --roles PVEAuditor,PulseAgents",
        "pveum acl modify /vms --tokens 'pulse@pve!desktop' --roles PVEAuditor,PulseAgents",
    ]


def test_backups_are_opened_on_storages_and_guests():
    commands = lacks(AUDITING, connection=replace(TOKEN, token_id="root@pam!x"))["backups"].commands
    assert commands[1:] == (
        "pveum acl modify /storage --tokens 'root@pam!x' --roles PVEAuditor,PulseBackups",
        "pveum acl modify /vms --tokens 'root@pam!x' --roles PVEAuditor,PulseBackups",
    )


@pytest.mark.parametrize("title", ["guest agents", "backups"])
def test_what_an_extra_role_allows_beyond_reading_is_said(title):
    assert "also lets who holds it" in str(lacks(AUDITING)[title].opens)
    assert lacks({})["guests"].opens is None


def test_names_in_cures_are_quoted_for_the_shell():
    hostile = replace(TOKEN, token_id="a;reboot@pve!x")
    commands = [line for each in lacks({}, connection=hostile).values() for line in each.commands]
    assert all("a;reboot" not in line.replace("'a;reboot", "") for line in commands)


def test_the_default_commands_have_no_role_that_may_write():
    read_only = VE.commands(TOKEN)[0].lines
    assert {line.partition("--roles ")[2] for line in read_only} == {"", "PVEAuditor"}
    optional = [block for block in VE.commands(TOKEN) if "Optional" in str(block.title)]
    assert len(optional) == 3
    assert all(block.note is not None for block in optional)


def test_root_with_a_password_needs_no_commands():
    """Those that compare the certificate remain."""
    blocks = VE.commands(replace(TOKEN, token_id=None, user="root@pam"))
    assert [line for block in blocks for line in block.lines if "pveum" in line] == []


async def test_the_cures_do_cure(session, estate, examined):
    """What the commands of the default text and of both extras grant passes the test."""
    extra = {"VM.GuestAgent.Audit", "VM.GuestAgent.FileRead", "VM.Backup"}
    estate.tokens["pulse@pve!desktop"].granted = {
        "/": AUDITOR,
        "/vms": AUDITOR | extra,
        "/storage": AUDITOR | {"Datastore.AllocateSpace"},
    }
    assert (await examined())[StageId.PERMISSIONS].state is StageState.PASSED
    assert (await (await session()).collect()).lacking == ()


async def test_a_snapshot_tells_all_that_is_not_seen(session, estate):
    estate.tokens["pulse@pve!desktop"].granted = {"/": frozenset({"Sys.Audit"})}
    found = await (await session()).collect()
    titles = [str(lack.title) for lack in found.lacking]
    assert titles == ["guests", "storage", "pools", "guest agents", "backups"]
    assert all(lack.commands for lack in found.lacking)


async def test_what_is_merely_optional_degrades_nothing(session, estate):
    """P-06: nobody asked, so nothing failed."""
    estate.tokens["pulse@pve!desktop"].granted = {"/": AUDITOR}
    found = await (await session()).collect()
    assert [str(issue.message) for issue in found.issues] == []
    assert [str(lack.title) for lack in found.lacking] == ["guest agents", "backups"]


async def test_the_connection_test_offers_the_extras_apart(examined, estate):
    estate.tokens["pulse@pve!desktop"].granted = {"/": AUDITOR}
    stage = (await examined())[StageId.PERMISSIONS]
    assert str(stage.detail) == "5 of 7"
    assert [str(lack.title) for lack in stage.lacking] == ["guest agents", "backups"]
    assert any("Optional: VM.Backup also lets" in str(line.text) for line in stage.lines)


async def test_a_permission_that_is_taken_away_is_named_and_what_was_seen_stays(session, estate):
    """P-06: the guests are out of sight, not gone."""
    opened = await session()
    assert (await opened.collect()).lacking == ()
    account = estate.tokens["pulse@pve!desktop"]
    account.granted = {"/": account.granted["/"] - {"VM.Audit"}}
    found = await opened.collect()
    assert [str(lack.title) for lack in found.lacking] == ["guests"]
    assert not found.complete_kinds & {ResourceType.VM, ResourceType.SYSTEM_CONTAINER}


async def test_all_that_is_missing_is_in_the_record_and_leaves_with_it(session, estate):
    """P-06: issues are summed up to three, permissions are told to the last."""
    estate.tokens["pulse@pve!desktop"].granted = {"/": frozenset({"Sys.Audit"})}
    seen = observed(await (await session()).collect())
    status = ConnectionStatus(TOKEN, PollRecord(interval_s=15, observed=seen), "live")
    told = connection_document(status)["observed"]["lacking"]
    assert [each["title"] for each in told] == [str(lack.title) for lack in seen.lacking]
    assert "also lets who holds it" in told[-1]["opens"]
    assert told[-1]["commands"][0].startswith("pveum role add PulseBackups")
