"""What the inspector says of one resource."""

from dataclasses import replace

import pytest

from pulse_desktop.model.facet import DiskFacet, Smart
from pulse_desktop.model.resource import Risk, RiskReason
from pulse_desktop.model.snapshot import Incident, ResourceType
from pulse_desktop.model.snapshot import Severity as Level
from pulse_desktop.model.text import mark
from pulse_desktop.ui.inspector.details import details
from pulse_desktop.ui.inspector.overview import overview
from pulse_desktop.ui.severity import Severity


@pytest.fixture
def page(estate, presentation):
    state = estate.read_state()

    def read(name):
        (resource, *_) = state.named(name)
        return overview(resource, state, presentation)

    return read


def block(page, title):
    return next((b for b in page.blocks if b.title == title), None)


def test_what_is_as_expected_has_no_problem(page):
    assert page("desk").problem == ""


def test_what_was_stopped_on_purpose_has_no_problem(page):
    assert page("windows-11").problem == ""


def test_a_stale_resource_says_when_it_was_last_seen(page):
    assert page("pve3").problem == "Last seen 2 h ago. What follows is how it was then."


def test_a_warning_names_the_values_that_are_too_high(page):
    assert page("pve2").problem == "Warning. Memory is at 87 %. Disk is at 90 %."


def test_values_come_in_the_order_of_the_catalogue(page):
    labels = [meter.label for meter in page("desk").blocks[0].meters]
    assert labels[:4] == ["CPU", "Memory", "Swap", "Disk"]


def test_only_ratios_have_a_bar(page):
    meters = {meter.label: meter for meter in page("desk").blocks[0].meters}
    assert meters["Memory"].ratio == pytest.approx(0.64375)
    assert meters["Network in"].ratio is None


def test_a_file_systems_size_leaves_out_what_is_reserved_as_its_share_does(page):
    root = block(page("desk"), "File systems").meters[0]
    assert root.detail.endswith(" of 444 GB")


def test_file_systems_are_measured_as_the_kernel_reserves(page):
    media = block(page("desk"), "File systems").meters[1]
    assert (media.label, media.value, media.severity) == ("/srv/media", "93 %", Severity.CRITICAL)
    assert media.detail == "6.63 TB of 7.13 TB"


def test_interfaces_show_addresses_and_rates_or_that_they_are_down(page):
    pairs = block(page("desk"), "Network interfaces").pairs
    assert pairs[0].value.endswith("↓ 2.10 MB/s  ↑ 180 kB/s")
    assert pairs[1].value == "down"


def test_a_guest_links_to_what_it_runs_on(page):
    assert [link.name for link in block(page("web-1"), "Runs on").links] == ["pve1"]


def test_a_host_links_to_what_it_hosts_and_counts_the_rest(page):
    hosted = block(page("desk"), "Hosts")
    assert "traefik" in [link.name for link in hosted.links]
    assert hosted.more == ""


def test_many_children_are_counted(estate, presentation):
    host = replace(estate.resource("pve0", estate.ResourceType.AGENT), child_count=20)
    guests = tuple(estate.guest(i, f"g{i}", "pve0", 0.1) for i in range(20))
    state = estate.read_state((host, *guests))
    hosted = block(overview(host, state, presentation), "Hosts")
    assert (len(hosted.links), hosted.more) == (12, "and 8 more")


def test_blocks_without_content_are_left_out(page):
    assert block(page("web-1"), "File systems") is None


def test_details_hold_every_known_fact_and_nothing_absent(estate, presentation):
    groups = dict(details(estate.computer(), presentation))
    assert ("file_systems.1.mount_point", "/srv/media") in groups["agent"]
    assert ("cpu", "0.117 ratio") in groups["metrics"]
    assert not [value for rows in groups.values() for _, value in rows if value == "None"]


def test_details_show_the_facts_a_platform_labels(estate, presentation):
    pve1 = next(r for r in estate.resources() if r.name == "pve1")
    assert ("Subscription", "none") in dict(details(pve1, presentation))["facts"]


@pytest.fixture
def ailing(estate, presentation):
    """The overview of a disk of which its platform complains."""
    complaint = Incident(
        provider="nas",
        native_id="1",
        code="smart",
        severity=Level.WARNING,
        summary="The disk is on its way out",
    )
    smart = Smart(power_on_hours=41_784, reallocated_sectors=57, pending_sectors=0)
    disk = estate.resource(
        "sdc",
        ResourceType.PHYSICAL_DISK,
        condition=estate.WARNED,
        facets=(
            DiskFacet(model="Iron 8", serial="ZR5", rpm=7200, size_bytes=8 * 10**12, smart=smart),
        ),
        incidents=(complaint,),
    )
    return lambda **rest: overview(replace(disk, **rest), estate.read_state(), presentation)


def test_a_disk_tells_of_its_life(ailing):
    told = {pair.label: pair.value for pair in block(ailing(), "Disk").pairs}
    assert told["Size"] == "7.28 TB · 7200 rpm"
    assert told["Remapped"] == "57 sectors"
    assert told["Waiting"] == "0 sectors"
    assert told["Powered on"] == "1741d 0h"


def test_a_disk_says_nothing_of_what_it_does_not_count(ailing):
    assert "Media errors" not in {pair.label for pair in block(ailing(), "Disk").pairs}


def test_a_problem_says_why(ailing):
    assert ailing().problem == "Unhealthy. The disk is on its way out."


def test_what_data_is_at_risk_of_is_said_before_what_the_platform_complains_about(ailing):
    reason = RiskReason("reallocated_sectors", Level.WARNING, mark("Test", "57 remapped"))
    assert ailing(risk=Risk(Level.WARNING, (reason,))).problem == "Unhealthy. 57 remapped."
