"""Datastores as recorded servers tell of them."""

from datetime import timedelta

import pytest

from pulse_desktop.model.condition import INACCESSIBLE, NOT_MOUNTED, ONLINE, READ_ONLY, UNKNOWN
from pulse_desktop.model.metric import Metric
from pulse_desktop.platforms.proxmox.backup import stores, wire
from pulse_desktop.platforms.proxmox.backup.wire import Store, Usage

RECORDED = "pbs4.2/status/datastore-usage"


@pytest.fixture
def seen(answers, payload):
    """The stores of a recorded listing and usage, by name."""

    def read(listing, usage, **fields):
        rows = wire.usage(payload(usage)).rows
        found = answers(
            stores=wire.stores(payload(listing)).rows, usage={r.store: r for r in rows}, **fields
        )
        return {held.name: stores.observation(held, found) for held in stores.held(found)}

    return read


@pytest.fixture
def one(answers):
    """The observation of one store with this usage row."""

    def build(row=None, usage=None):
        found = answers(stores=(row or Store("main"),), usage={"main": usage} if usage else {})
        return stores.observation(stores.held(found)[0], found)

    return build


def values(observation):
    return {metric: each.value for metric, each in observation.metrics.items()}


def facts(observation):
    return {str(fact.label): fact.value for fact in observation.facts}


def test_space_that_is_kept_back_is_neither_used_nor_available(seen):
    store = seen("pbs4.2/admin/datastore.json", f"{RECORDED}.json")["store1"]
    used, total = 31215251456, 62671097856
    assert values(store) == {
        Metric.USAGE: used / total,
        Metric.USED: used,
        Metric.TOTAL: total,
        Metric.AVAILABLE: 28239130624,
    }


def test_a_store_in_maintenance_says_so_and_the_others_are_not_affected(seen):
    """P-06: one store that cannot be read leaves the others as they are."""
    both = seen("pbs4.2/admin/datastore.offline.json", f"{RECORDED}.offline.json")
    assert both["store2"].condition == stores.IN_MAINTENANCE
    assert values(both["store2"]) == {}
    assert facts(both["store2"])["Maintenance"] == "offline: disk swap tonight"
    assert both["store1"].condition == ONLINE
    assert values(both["store1"])[Metric.TOTAL] == 62671097856


def test_usage_of_a_real_store_is_read_exactly(seen, answers, payload):
    row = wire.usage(payload("literal/pbs4.2.6/status/datastore-usage.json")).rows[0]
    found = answers(stores=(Store("main"),), usage={"main": row})
    store = stores.observation(stores.held(found)[0], found)
    assert values(store)[Metric.USAGE] == pytest.approx(0.8401, abs=1e-4)
    assert facts(store)["Deduplication"] == "3.10"


@pytest.mark.parametrize("numbers", [{}, {"total": 0, "used": 0, "avail": 0}])
def test_numbers_beside_an_error_are_unknown_and_not_zero(one, numbers):
    """X-10: releases before 4 send zeros beside the error."""
    store = one(usage=Usage("main", error="unable to open chunk store", **numbers))
    assert values(store) == {}
    assert store.condition == INACCESSIBLE
    assert store.facet.error == "unable to open chunk store"


def test_a_store_of_which_only_a_namespace_is_seen_has_no_numbers(one):
    store = one(usage=Usage("main"))
    assert values(store) == {}


def test_without_any_word_of_its_usage_a_store_is_unknown(one):
    assert one().condition == UNKNOWN


def test_a_removable_store_that_is_not_there_is_not_an_error(one):
    store = one(Store("main", mount_status="notmounted"), Usage("main", error="not mounted"))
    assert store.condition == NOT_MOUNTED
    assert store.facet.state == "not_mounted"


@pytest.mark.parametrize("spelled", ["read-only", 'type=read-only,message="moving, slowly"'])
def test_a_read_only_store_is_still_measured(one, spelled):
    usage = Usage("main", total=100, used=40, avail=60)
    store = one(Store("main", maintenance=spelled), usage)
    assert store.condition == READ_ONLY
    assert values(store)[Metric.USAGE] == 0.4
    assert store.facet.is_read_only


def test_of_a_store_in_the_cloud_the_local_cache_is_not_its_space(one):
    store = one(Store("main", backend_type="s3"), Usage("main", total=100, used=40, avail=60))
    assert values(store) == {}
    assert facts(store)["Backend"] == "s3"


@pytest.mark.parametrize("told", [2**63 - 1, -1, 0, None, "never", 4_000_000_000, 1_000_000_000])
def test_a_store_that_does_not_fill_up_has_no_date_of_being_full(one, told):
    """X-10: the server's "never" is the largest number there is."""
    store = one(usage=Usage("main", total=100, used=40, estimated_full_date=told))
    assert "Full, as it grows now" not in facts(store)


def test_the_date_of_being_full_is_the_server_s_own(one, estate):
    full = int((estate.now + timedelta(days=100)).timestamp())
    store = one(usage=Usage("main", total=100, used=40, estimated_full_date=full))
    assert facts(store)["Full, as it grows now"] == "2027-01-06"


@pytest.mark.parametrize("wrong", ["N/A", -5, "", None, "x"])
def test_a_size_that_is_none_is_absent(one, wrong):
    """X-10: what is no number is absent."""
    assert values(one(usage=Usage("main", total=wrong, used=wrong, avail=wrong))) == {}


def test_more_used_than_there_is_is_full(one):
    assert values(one(usage=Usage("main", total=100, used=120)))[Metric.USAGE] == 1.0
