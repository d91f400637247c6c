"""Conformance checks 33 to 43 with the answers of real backup servers."""

import json

import pytest

from pulse_desktop.model.condition import INACCESSIBLE, ONLINE
from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.platforms.proxmox.backup import stores, wire
from pulse_desktop.platforms.proxmox.backup.privileges import REMOTES, STORES, Reach
from pulse_desktop.platforms.proxmox.backup.wire import Store
from pulse_desktop.platforms.proxmox.failure import refusal

OLD_USAGE = "written/pbs3.2-datastore-usage.json"
USAGE = "literal/pbs4.2.6/status/datastore-usage.json"


@pytest.fixture
def granting(estate, payload):
    """Gives the token the rights of a recorded answer."""

    def grant(name):
        told = json.loads(payload(f"pbs4.2/access/{name}.json"))["data"]
        estate.tokens["pulse@pbs!desktop"].granted = told
        return told

    return grant


@pytest.fixture
def told_of(answers, payload):
    """The stores of which a recorded answer tells the usage, by name."""

    def read(name):
        rows = wire.usage(payload(name)).rows
        named = tuple(Store(row.store) for row in rows)
        found = answers(stores=named, usage={row.store: row for row in rows})
        return {each.name: stores.observation(each, found) for each in stores.held(found)}

    return read


def facts(store):
    """By their labels."""
    return {str(fact.label): fact.value for fact in store.facts}


def test_the_recorded_rights_reach_all_stores_and_remotes(payload):
    """Proxmox conformance check 33: what further down replaces them brings the same."""
    granted = wire.permissions(payload("pbs4.2/access/permissions.json"))
    assert STORES.reach(granted) is REMOTES.reach(granted) is Reach.EVERYWHERE


async def test_with_the_recorded_rights_the_list_of_stores_is_whole(session, granting):
    """Proxmox conformance check 33."""
    granting("permissions")
    snapshot = await (await session()).collect()
    assert snapshot.counts["datastores"] == 2
    assert ResourceType.STORAGE in snapshot.complete_kinds


@pytest.mark.parametrize("name", ["permissions.noacl", "permissions.nopropagate"])
async def test_rights_that_reach_no_store_are_an_error_and_not_no_stores(session, granting, name):
    """Proxmox conformance check 33: a listing without rights is an empty one."""
    assert STORES.reach(granting(name)) is Reach.NOWHERE
    home = await session()
    with pytest.raises(ProviderError) as caught:
        await home.collect()
    assert caught.value.category is Category.FORBIDDEN


async def test_a_recorded_refusal_of_a_store_leaves_its_backups_and_the_other_one(
    session, simulator, estate, payload, by_name
):
    """Proxmox conformance check 35, P-06."""
    home = await session()
    before = (await home.collect()).counts["backups"]
    said = payload("errors/400-datastore-offline.txt")
    simulator.fault("/admin/datastore/main/groups", status=400, body=said)
    estate.pass_time(600)
    snapshot = await home.collect()
    assert snapshot.counts["backups"] == before
    assert by_name(snapshot, "offsite").condition is ONLINE
    assert any("disk swap tonight" in str(issue.message) for issue in snapshot.issues)


def test_a_store_with_an_error_is_unavailable_and_its_zeros_are_none(told_of):
    """Proxmox conformance check 41, X-10."""
    usb = told_of(OLD_USAGE)["usb"]
    assert (usb.condition, dict(usb.metrics)) == (INACCESSIBLE, {})
    assert "No such file" in usb.facet.error


def test_a_store_that_tells_no_date_is_as_full_as_it_says(told_of):
    """Proxmox conformance check 41, X-10: -1 is no date."""
    archive = told_of(OLD_USAGE)["archive"]
    assert archive.metrics[Metric.USAGE].value == 0.3
    assert "Full, as it grows now" not in facts(archive)


def test_gaps_in_what_a_server_remembers_of_a_store_do_no_harm(told_of, payload):
    """Proxmox conformance check 41."""
    assert json.loads(payload(USAGE))["data"][0]["history"].count(None) == 2
    assert round(100 * told_of(USAGE)["main"].metrics[Metric.USAGE].value, 2) == 84.01


@pytest.mark.parametrize(
    ("status", "name", "category", "said"),
    [
        (401, "401-authentication-failed", Category.AUTH, "rejected: authentication failed"),
        (403, "403-permission-check-failed", Category.FORBIDDEN, "is not allowed"),
    ],
)
def test_a_refusal_in_plain_text_is_understood(payload, status, name, category, said):
    """Proxmox conformance check 43: no JSON, and no complaint that there is none."""
    body = payload(f"errors/{name}.txt")
    error = refusal(status, "", body, "/admin/datastore", str)
    assert error.category is category
    assert said in str(error)


async def test_a_part_that_is_refused_in_plain_text_leaves_the_rest(session, simulator, payload):
    """Proxmox conformance check 43, P-06."""
    said = payload("errors/403-permission-check-failed.txt")
    simulator.fault("/nodes/localhost/status", status=403, body=said)
    snapshot = await (await session()).collect()
    assert [issue.category for issue in snapshot.issues] == [Category.FORBIDDEN]
    assert snapshot.counts == {"datastores": 2, "backups": 9}
