"""What the refusal of a guest agent's command means, alike for all of them."""

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.platforms.proxmox.failure import refusal
from pulse_desktop.platforms.proxmox.ve.agent.reason import Reason, reason_in, reason_of
from pulse_desktop.platforms.proxmox.ve.agent.result import result


def refused(status, said, body=b'{"data":null}'):
    return reason_of(refusal(status, said, body, "/nodes/pve1/qemu/100/agent/get-fsinfo", str))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("QEMU guest agent is not running", Reason.NOT_RUNNING),
        ("VM 100 is not running", Reason.VM_STOPPED),
        ("No QEMU guest agent configured", Reason.DISABLED),
        ("VM 100 qga command 'guest-get-fsinfo' failed - got timeout", Reason.TIMEOUT),
        (
            "command failed - unable to connect to VM 100 qga socket - timeout after 31 retries",
            Reason.NOT_RUNNING,
        ),
        ("VM 100 qga command 'guest-ping' failed - client closed connection", Reason.ERROR),
        ("Agent error: can't open file '/proc/meminfo'", Reason.ERROR),
        ("something else went wrong", Reason.ERROR),
    ],
)
def test_a_sentence_of_the_product_has_one_meaning(said, reason):
    """X-05: failures are classified alike on every path."""
    assert reason_in(said) is reason
    assert refused(500, said) is reason


def test_a_recorded_refusal_is_told_in_its_body(payload):
    """X-05: Proxmox conformance check 17."""
    body = payload("errors/500-agent-not-running.body.json")
    assert refused(500, "Internal Server Error", body) is Reason.NOT_RUNNING


@pytest.mark.parametrize("privilege", ["VM.Monitor", "VM.GuestAgent.Audit|VM.GuestAgent.Full"])
def test_a_missing_privilege_is_permission_denied(privilege):
    """X-05: before version 9 and from it on."""
    assert refused(403, f"Permission check failed (/vms/100, {privilege})") is Reason.DENIED


@pytest.mark.parametrize("status", [595, 596])
def test_a_node_that_cannot_be_reached_says_nothing_of_the_agent(status):
    assert refused(status, "No route to host") is Reason.NO_STATUS


def test_silence_is_a_timeout():
    silent = ProviderError(Category.TIMEOUT, mark("Proxmox", "No answer."))
    assert reason_of(silent) is Reason.TIMEOUT


def test_an_unknown_command_under_status_200_leaves_the_agent_alive():
    """X-05: a 200 that means no."""
    found = result(b'{"data":{"result":{"error":{"class":"CommandNotFound","desc":"x"}}}}')
    assert (found.value, found.problem) == (None, Reason.UNSUPPORTED)


def test_another_error_under_status_200_is_an_error():
    found = result(b'{"data":{"result":{"error":{"class":"GenericError","desc":"x"}}}}')
    assert found.problem is Reason.ERROR
    assert result(b'{"data":{"result":{"error":7}}}').problem is Reason.ERROR


def test_a_result_is_passed_on_as_it_is():
    assert result(b'{"data":{"result":[1]}}').value == [1]
    assert result(b'{"data":{"result":null}}').value is None
