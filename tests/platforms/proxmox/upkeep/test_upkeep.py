"""The upkeep of the nodes, from the simulator to the snapshot."""

from datetime import UTC, datetime

from simulators.proxmox.estate import AUDITOR, TOKEN_VALUE, Account

MINUTE, HOUR, DAY = 60, 3600, 86_400


def caretaker(estate):
    """A token that may change nodes, as an administrator's may."""
    granted = {"/": AUDITOR | {"Sys.Modify"}}
    estate.tokens["root@pam!admin"] = Account("root@pam!admin", TOKEN_VALUE, granted)
    return {"token_id": "root@pam!admin"}


async def test_who_may_only_read_is_told_of_no_updates_and_nobody_is_asked(home, estate):
    """The list of updates takes a privilege that could change the node: it stays unknown."""
    estate.upkeep.packages = ["pve-manager"]
    await home.poll()
    assert home.node().facet.pending_updates is None
    assert home.asked("apt/update") == 0
    assert not [issue for issue in home.snapshot.issues if issue.stage == "upkeep"]


async def test_who_may_change_nodes_anyway_is_told_how_many_updates_wait(home, estate):
    estate.upkeep.packages = ["pve-manager", "corosync"]
    await home.poll(**caretaker(estate))
    facet = home.node().facet
    assert (facet.pending_updates, facet.pending_updates_checked_at) == (2, estate.now)


async def test_no_update_is_none_waiting(home, estate):
    await home.poll(**caretaker(estate))
    assert home.node().facet.pending_updates == 0


async def test_updates_are_looked_at_four_times_a_day(home, estate):
    await home.poll(**caretaker(estate))
    await home.poll(5 * HOUR)
    assert home.asked("apt/update") == 0
    await home.poll(HOUR)
    assert home.asked("apt/update") == 1


async def test_a_subscription_is_told_and_its_absence_is_no_trouble(home, estate):
    await home.poll()
    assert (home.facts()["Subscription"], home.codes()) == ("notfound", [])
    estate.upkeep.subscription = {
        "status": "Active",
        "productname": "Proxmox VE Community Subscription 1 CPU/year",
        "nextduedate": "2027-01-31",
    }
    await home.poll(6 * HOUR)
    said = "active (Proxmox VE Community Subscription 1 CPU/year)"
    assert home.facts()["Subscription"] == said
    assert home.facts()["Subscription until"] == "2027-01-31"


async def test_the_certificate_that_counts_is_the_one_that_is_shown(home, estate):
    await home.poll()
    assert home.facts()["Certificate valid until"] == "2030-03-17"
    own = datetime(2026, 5, 6, tzinfo=UTC)
    estate.upkeep.certificates["pveproxy-ssl.pem"] = int(own.timestamp())
    await home.poll(6 * HOUR)
    assert home.facts()["Certificate valid until"] == "2026-05-06"
    assert home.codes() == ["certificate_expiring"]
    await home.poll(5 * DAY)
    assert home.codes() == ["certificate_expired"]


async def test_the_end_of_the_authority_is_nobodys_trouble(home, estate):
    estate.upkeep.certificates = {"pve-root-ca.pem": 1}
    await home.poll()
    assert home.codes() == []
    assert "Certificate valid until" not in home.facts()


async def test_a_service_that_stops_is_an_incident_until_it_runs_again(home, estate):
    await home.poll()
    service = estate.upkeep.service("pvestatd")
    service.state, service.active = "dead", "inactive"
    await home.poll(MINUTE)
    (incident,) = home.node().incidents
    assert incident.summary == "The service pvestatd is not running (inactive)"
    service.state, service.active = "running", "active"
    await home.poll(MINUTE)
    assert home.codes() == []


async def test_services_of_a_node_that_is_off_are_no_trouble_of_now(home, estate):
    service = estate.upkeep.service("pvestatd")
    service.state, service.active = "failed", "failed"
    await home.poll()
    assert home.codes() == ["service_stopped"]
    estate.stop_node("pve1")
    await home.poll(MINUTE)
    assert home.codes() == []
