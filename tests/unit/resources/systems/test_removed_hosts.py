"""Which host reports, and whether it was removed: scripted reports."""

from datetime import timedelta

import pytest

from pulse_desktop.resources.systems.removed_hosts import BLOCKED_FOR, HostRegister, HostReport
from simulators.scripted import NOON, later

FIRST = HostReport(hostname="web", token="t1", machine_id="copied")
CLONE = HostReport(hostname="web-clone", token="t1", machine_id="copied")


def test_a_host_is_known_by_its_machine_id():
    assert HostRegister().host_id(FIRST) == "copied"


def test_a_configured_id_comes_before_the_machine_id():
    report = HostReport(hostname="web", machine_id="copied", report_id=" given ")
    assert HostRegister().host_id(report) == "given"


def test_without_either_the_host_name_is_its_id():
    assert HostRegister().host_id(HostReport(hostname=" Web 1.LAN ")) == "web-1.lan"


def test_a_host_name_of_no_plain_letter_still_gives_an_id():
    assert HostRegister().host_id(HostReport(hostname="ホスト")).startswith("agent-")


def test_a_report_without_a_host_name_is_refused():
    with pytest.raises(ValueError, match="host name"):
        HostRegister().host_id(HostReport(hostname=" ", machine_id="copied"))


def test_a_copy_of_the_machine_id_gets_an_id_of_its_own():
    """T-14: resolved from token, machine id and host name together."""
    register = HostRegister().admitting(FIRST)
    assert register.host_id(CLONE).startswith("copied-")
    assert register.admitting(CLONE).host_id(FIRST) == "copied"


def test_another_token_on_the_same_name_is_another_host():
    other = HostReport(hostname="web", token="t2", machine_id="copied")
    assert HostRegister().admitting(FIRST).host_id(other) != "copied"


def test_a_known_host_keeps_its_id_when_its_machine_id_changes():
    register = HostRegister().admitting(FIRST)
    again = HostReport(hostname="WEB", token="t1", machine_id="reinstalled")
    assert register.host_id(again) == "copied"


def test_removing_a_host_does_not_block_its_copy():
    """T-14: the block is looked up under the resolved id, not the raw machine id."""
    register = HostRegister().admitting(FIRST).admitting(CLONE)
    register = register.removing(register.host_id(FIRST), NOON)
    assert register.is_blocked(FIRST, NOON)
    assert not register.is_blocked(CLONE, NOON)


def test_removing_the_copy_does_not_block_the_first():
    """D-05: a removed agent may not report again, and no other is."""
    register = HostRegister().admitting(FIRST).admitting(CLONE)
    register = register.removing(register.host_id(CLONE), NOON)
    assert register.is_blocked(CLONE, NOON)
    assert not register.is_blocked(FIRST, NOON)


def test_a_removed_host_may_be_allowed_again():
    register = HostRegister().admitting(FIRST).removing("copied", NOON).allowing("copied")
    assert not register.is_blocked(FIRST, NOON)


def test_a_removal_is_forgotten_after_a_day():
    register = HostRegister().admitting(FIRST).removing("copied", NOON)
    last_moment = NOON + BLOCKED_FOR - timedelta(seconds=1)
    assert register.is_blocked(FIRST, last_moment)
    assert not register.is_blocked(FIRST, later(86_400))
