"""Hours in the life of a cluster: what its timeline, its rows and the log say of them."""

import logging

import pytest

from pulse_desktop.model.facet.guest import GuestFacet
from pulse_desktop.model.metric import Metric
from simulators.proxmox.estate import AUDITOR


def of(timeline, name):
    """What the timeline says of one thing."""
    return [text for who, text in timeline if who == name]


async def test_an_uneventful_day_leaves_the_timeline_empty(watch):
    """The first polls tell what there is; after them four hours tell nothing."""
    home = watch()
    await home.passes(5)
    assert await home.passes(240) == []
    assert home.issues == []


async def test_a_node_that_is_lost_and_returns_is_told_once_each(watch, estate):
    """Its guests become unknown, not stopped, and keep their names."""
    home = watch()
    await home.passes(5)
    estate.stop_node("pve1")
    told = await home.passes(60)
    assert len(of(told, "pve1")) == 1
    assert home.word("pve1") == "Offline"
    assert home.word("web") == "Unknown"
    estate.node("pve1").is_online = True
    back = await home.passes(60)
    assert len(of(back, "pve1")) == 1
    assert (home.word("pve1"), home.word("web")) == ("Online", "Running")


async def test_a_migration_keeps_the_guest_and_its_history(watch, estate):
    home = watch()
    await home.passes(5)
    before = home.resource("web")
    estate.migrate(101, "pve2")
    told = await home.passes(10)
    after = home.resource("web")
    assert (after.id, after.series) == (before.id, before.series)
    assert after.parent_name == "pve2"
    assert len(of(told, "web")) == 1


async def test_a_guest_that_moved_keeps_what_is_known_of_it(watch, estate, simulator):
    """T-04: though its new node answers nothing about it for an hour."""
    home = watch()
    await home.passes(5)
    before = home.resource("web").facet(GuestFacet)
    simulator.fault("/nodes/pve2/qemu/101/config", status=500, reason="busy")
    simulator.fault("/nodes/pve2/qemu/101/agent/get-fsinfo", status=500, reason="busy")
    estate.migrate(101, "pve2")
    for _ in range(60):
        await home.passes(1)
        after = home.resource("web").facet(GuestFacet)
        assert (after.disks, after.os_name) == (before.disks, before.os_name)
    assert before.disks
    assert before.os_name


async def test_a_guest_has_its_figures_in_the_very_poll_after_it_moved(watch, estate):
    home = watch()
    await home.passes(5)
    before = set(home.resource("web").metrics)
    estate.migrate(101, "pve2")
    await home.passes(1)
    after = home.resource("web")
    assert {Metric.CPU, Metric.MEMORY, Metric.DISK} <= before & set(after.metrics)
    assert after.facet(GuestFacet).file_systems


async def test_an_agent_that_flaps_for_hours_tells_nothing_and_loses_nothing(watch, estate):
    """X-05: its last reading is carried through, and the timeline stays silent."""
    home, agent = watch(), estate.guest(101).agent
    await home.passes(5)
    for minute in range(120):
        agent.is_running = minute % 5 != 0
        assert await home.passes(1) == []
        assert Metric.DISK in home.resource("web").metrics


async def test_a_ticket_is_renewed_for_a_whole_working_day(watch, simulator):
    home = watch(user="pulse@pve")
    await home.passes(8 * 60)
    sign_ins = [r for r in simulator.requests if r.path.endswith("/access/ticket")]
    assert 4 <= len(sign_ins) <= 10
    assert home.record.consecutive_failures == 0


async def test_a_permission_that_is_taken_away_hides_nothing_silently(watch, estate):
    """Guests that are out of sight stay, and what is missing is named."""
    home, account = watch(), estate.tokens["pulse@pve!desktop"]
    await home.passes(5)
    before = account.granted
    account.granted = {"/": AUDITOR - {"VM.Audit"}}
    told = await home.passes(30)
    assert any("VM.Audit" in str(lack.message) for lack in home.lacking)
    assert home.resource("web") is not None
    assert not any("removed" in text.lower() for text in of(told, "web"))
    account.granted = before
    await home.passes(15)
    assert (home.lacking, home.word("web")) == ((), "Running")


@pytest.mark.parametrize("path", ["/nodes/pve1/storage", "/nodes/pve2/status"])
async def test_hours_of_one_refused_answer_are_logged_once(watch, simulator, caplog, path):
    """P-07: when it starts and when it ends."""
    caplog.set_level(logging.WARNING)
    home = watch()
    await home.passes(5)
    simulator.fault(path, status=500, reason="disk on fire")
    await home.passes(120)
    assert len([r for r in caplog.records if "disk on fire" in r.getMessage()]) == 1
    simulator.heal()
    await home.passes(15)
    assert home.issues == []


def lines(caplog):
    """What the poller wrote into the log."""
    return [record.getMessage() for record in caplog.records if record.name.endswith(".poller")]


@pytest.fixture
def besieged(watch, simulator, estate, impatient):
    """A node that hangs, a path that is refused and an agent that is dead; not yet begun."""

    async def begin():
        home = watch()
        await home.passes(5)
        impatient.add("/pve2/")
        simulator.fault("/nodes/pve2/*", hangs=True)
        simulator.fault("/nodes/pve1/storage", status=500, reason="disk on fire")
        estate.guest(101).agent.is_running = False
        return home

    def end():
        impatient.clear()
        simulator.heal()
        estate.guest(101).agent.is_running = True

    return begin, end


async def test_troubles_that_come_together_are_logged_once_each(besieged, caplog):
    """P-07: however many questions a silent node leaves open, for two hours."""
    caplog.set_level(logging.INFO)
    home = await besieged[0]()
    assert await home.passes(120) == []
    began = lines(caplog)
    assert len(began) == 2
    assert "pve2 does not tell how it fares" in began[-1]
    assert "disk on fire" in began[-1]
    besieged[1]()
    assert await home.passes(30) == []
    assert lines(caplog).count("home: read in full again") == 1
    assert lines(caplog)[-1] == "home: read in full again"
    assert len(lines(caplog)) <= 4


async def test_a_storage_that_hangs_for_an_hour_is_told_once_and_delays_nobody(
    watch, simulator, caplog, impatient
):
    """P-11: its node, its guests and the other storages are read all the while."""
    caplog.set_level(logging.INFO)
    home = watch()
    await home.passes(5)
    impatient.add("/nas/content")
    simulator.fault("/nodes/pve1/storage/nas/content", hangs=True)
    assert await home.passes(60) == []
    (began,) = lines(caplog)
    assert "The list of backups of pve1/nas cannot be read" in began
    assert {home.word("web"), home.word("pve1"), home.word("nas")} == {"Running", "Online"}
    simulator.heal()
    assert await home.passes(15) == []
    assert lines(caplog)[1:] == ["home: read in full again"]


async def test_a_node_behind_no_route_is_told_once_and_its_guests_stay_as_known(
    watch, simulator, caplog
):
    """P-07: 595 to all that is put to it, while the cluster still lists it."""
    caplog.set_level(logging.INFO)
    home = watch()
    await home.passes(5)
    before = home.resource("web").facet(GuestFacet)
    simulator.fault("/nodes/pve1/*", status=595, reason="No route to host")
    assert await home.passes(60) == []
    (began,) = lines(caplog)
    assert "pve1 does not tell how it fares" in began
    after = home.resource("web").facet(GuestFacet)
    assert (home.word("web"), after.disks, after.os_name) == (
        "Running",
        before.disks,
        before.os_name,
    )
    simulator.heal()
    assert await home.passes(15) == []
    assert lines(caplog)[1:] == ["home: read in full again"]
