"""The catalogue of memory sources: one spelling, one trust and one reason for each."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.platforms.proxmox.ve.memory.catalogue import (
    CATALOGUE,
    Label,
    Reliability,
    Trust,
    canonical,
    entry,
    fallback_reason,
)
from pulse_desktop.platforms.proxmox.ve.memory.diagnostics import Diagnostics
from pulse_desktop.platforms.proxmox.ve.memory.figure import Figure, selected
from pulse_desktop.platforms.proxmox.ve.memory.steadying import Diagnostic

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

ALIASES = {
    "": "unknown",
    "avail-field": "available-field",
    "meminfo-available": "available-field",
    "node-status-available": "available-field",
    "meminfo-derived": "derived-free-buffers-cached",
    "calculated": "derived-free-buffers-cached",
    "meminfo-total-minus-used": "derived-total-minus-used",
    "rrd-available": "rrd-memavailable",
    "rrd-data": "rrd-memused",
    "listing-mem": "cluster-resources",
    "listing": "cluster-resources",
}

REASONS = {
    "unknown": "unknown",
    "nodes-endpoint": "nodes-endpoint",
    "node-status-used": "node-status-used",
    "previous-snapshot": "preserved-previous-snapshot",
    "available-field": None,
    "derived-free-buffers-cached": None,
    "derived-total-minus-used": "derived-total-minus-used",
    "guest-agent-meminfo": "guest-agent-meminfo",
    "rrd-memavailable": "rrd-memavailable",
    "rrd-memused": "rrd-memused",
    "agent": "host-agent-memory",
    "status-mem": "status-mem",
    "status-freemem": "status-freemem",
    "status-unavailable": "status-unavailable",
    "cluster-resources": "cluster-resources",
    "powered-off": None,
}

TRUSTED = {
    "available-field",
    "derived-free-buffers-cached",
    "guest-agent-meminfo",
    "rrd-memavailable",
    "rrd-memused",
    "agent",
}
LOW = {"unknown", "cluster-resources", "status-mem", "status-freemem", "status-unavailable"}


def recorded(source, reason=None):
    figure = Figure(source=source, used=1, total=2, reason=reason)
    return Diagnostic(figure=figure, at=NOON, measured_at=NOON)


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_is_the_label_it_stands_for(alias, name):
    """X-02: aliases are normalised when a source is selected."""
    assert selected(f" {alias.upper()} ", 1, 2).source == name


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_an_alias_is_put_right_when_it_is_recorded_and_when_it_is_read_back(alias, name):
    """X-02: aliases are normalised when recorded and when read back."""
    kept = Diagnostics()
    kept.record(("lab", "pve1", "101"), recorded(alias))
    assert kept._kept["lab", "pve1", "101"].figure.source == name
    kept._kept["lab", "pve1", "101"] = recorded(alias)
    assert kept.read(("lab", "pve1", "101")).figure.source == name


def test_every_label_is_in_the_catalogue_once():
    assert [each.name for each in CATALOGUE] == [label.value for label in Label]
    assert {each.name for each in CATALOGUE} == REASONS.keys()


@pytest.mark.parametrize(("name", "reason"), REASONS.items())
def test_the_reason_of_a_fallback_comes_from_the_catalogue(name, reason):
    """X-02: default fallback reasons come from the same catalogue."""
    assert fallback_reason(name) == reason


def test_a_reason_that_is_given_is_kept():
    assert fallback_reason("status-mem", "host-was-busy") == "host-was-busy"


def test_trust_is_preferred_derived_or_fallback():
    trusts = {each.name: each.trust for each in CATALOGUE}
    assert trusts.pop("available-field") is Trust.PREFERRED
    assert trusts.pop("derived-free-buffers-cached") is Trust.DERIVED
    assert trusts.pop("derived-total-minus-used") is Trust.DERIVED
    assert set(trusts.values()) == {Trust.FALLBACK}


def test_reliability_is_trusted_fallback_or_low():
    weights = {each.name: each.reliability for each in CATALOGUE}
    assert {name for name, each in weights.items() if each is Reliability.TRUSTED} == TRUSTED
    assert {name for name, each in weights.items() if each is Reliability.LOW} == LOW


def test_an_unlisted_label_is_kept_in_lower_case_and_trusted_little():
    assert canonical(" Balloon-Report ") == "balloon-report"
    found = entry("Balloon-Report")
    assert (found.trust, found.fallback_reason) == (Trust.FALLBACK, None)
    assert found.reliability is Reliability.FALLBACK
