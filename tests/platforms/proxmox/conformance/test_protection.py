"""Conformance checks 25 and 27: what nodes did, and what is backed up."""

import json

import pytest

from pulse_desktop.platforms.proxmox.ve.guests.disks import left_out
from pulse_desktop.platforms.proxmox.ve.protection.guests import Guest
from pulse_desktop.platforms.proxmox.ve.protection.plans import included
from pulse_desktop.platforms.proxmox.ve.protection.tasks import Ending, ending, is_unexplained
from pulse_desktop.platforms.proxmox.ve.protection.wire import jobs, tasks
from pulse_desktop.platforms.proxmox.ve.wire import QEMU
from pulse_desktop.provider.numbers import flag, integer


@pytest.fixture
def done(payload):
    """The six newest of the 484 tasks of node3."""
    body = payload("written/node3/tasks.json")
    assert json.loads(body)["total"] == 484
    return tasks(body).rows


def test_six_tasks_end_as_their_words_say(done):
    """Proxmox conformance check 25."""
    ok, warning, error = Ending.OK, Ending.WARNING, Ending.ERROR
    assert [ending(task) for task in done] == [ok, warning, ok, error, ok, error]
    assert done[1].status == "WARNINGS: 1"
    assert done[5].status == "command 'ifreload -a' failed: exit code 1"


def test_a_backup_that_names_no_guest_is_of_several_and_needs_its_log(done):
    """Proxmox conformance check 25."""
    assert [(task.type, task.id) for task in done if is_unexplained(task)] == [("vzdump", "")]


def test_the_recorded_job_is_on_and_has_all_guests_in_it_but_130(payload):
    """Proxmox conformance check 27."""
    (job,) = jobs(payload("pve9/cluster/backup.json")).rows
    guests = [Guest(n, QEMU, "node3", "x", None, str(n)) for n in (101, 122, 130)]
    assert (flag(job.enabled), integer(job.next_run)) == (True, 1790272800)
    assert [guest.vmid for guest in included(job, guests)] == [101, 122]


def test_the_disks_that_a_job_leaves_out_are_those_that_a_guest_says_it_does(payload):
    """Proxmox conformance check 27: the product's own listing, and ours by what guests say."""
    listing = "pve9/cluster/backup/backup-c98dc3da-6bed/included_volumes.json"
    told = json.loads(payload(listing))["data"]["children"]
    volumes = [volume for guest in told for volume in guest["children"]]
    assert {v["id"]: v["included"] for v in volumes} == {"101:scsi0": 1, "122:scsi1": 0}
    for volume in volumes:
        switch = {"backup=yes": "backup=1", "backup=no": "backup=0"}[volume["reason"]]
        config = {volume["id"].partition(":")[2]: f"{volume['name']},{switch}"}
        assert bool(left_out(QEMU, config)) is not bool(volume["included"])
