"""Each way to fail, and what it is called."""

import asyncio
import gc

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.platforms.proxmox import client, transport
from simulators.proxmox.certificate import self_signed
from simulators.proxmox.server import Fault
from simulators.scripted import until

OTHER_PIN = ":".join(["AB"] * 32)


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


@pytest.mark.parametrize(
    ("fault", "category"),
    [
        (Fault(401, "authentication failure"), Category.AUTH),
        (Fault(403, "Permission check failed (/, Sys.Audit)"), Category.FORBIDDEN),
        (Fault(400, "Parameter verification failed."), Category.PROTOCOL),
        (Fault(404, "no such file"), Category.PROTOCOL),
        (Fault(429, "Too Many Requests"), Category.RATE_LIMITED),
        (Fault(500, "got timeout"), Category.SERVER),
        (Fault(501, "Method not implemented"), Category.WRONG_PRODUCT),
        (Fault(503, "Service Unavailable"), Category.SERVER),
        (Fault(595, "No route to host"), Category.PARTIAL),
        (Fault(596, "Connection timed out"), Category.PARTIAL),
        (Fault(150, "Odd", body=b""), Category.PROTOCOL),
        (Fault(302, "Found", location="https://sso.lab/login"), Category.PROTOCOL),
        (Fault(body=b"<html>Sign in</html>", content_type="text/html"), Category.PROTOCOL),
        (Fault(cut_after=20), Category.PROTOCOL),
        (Fault(endless=True), Category.PROTOCOL),
        (Fault(body=b'{"data":' + b"[" * 50_000), Category.PROTOCOL),
        (Fault(body=b'{"data":"no list"}'), Category.PROTOCOL),
        (Fault(body=b""), Category.PROTOCOL),
    ],
    ids=lambda value: getattr(value, "reason", value),
)
async def test_each_failure_has_its_category(session, simulator, fault, category):
    """The category says what to do next."""
    simulator.fault("/cluster/resources", fault)
    assert (await failure_of((await session()).collect())).category is category


async def test_the_privilege_that_is_missing_is_named(session, simulator):
    reason = "Permission check failed (/nodes/pve1, Sys.Audit)"
    simulator.fault("/cluster/resources", status=403, reason=reason)
    said = str(await failure_of((await session()).collect()))
    assert said == "Signed in, but Sys.Audit on /nodes/pve1 is missing."


async def test_before_version_9_the_text_is_in_the_reason_phrase(session, simulator):
    simulator.fault("/cluster/resources", status=500, reason="cluster not ready - no quorum?")
    said = str(await failure_of((await session()).collect()))
    assert said == "Server error 500: cluster not ready - no quorum?."


async def test_from_version_9_the_text_is_in_the_body(session, simulator):
    body = b'{"data":null,"message":"pmxcfs is down\\nat line 5\\n"}'
    simulator.fault("/cluster/resources", status=500, reason="Internal", body=body)
    said = str(await failure_of((await session()).collect()))
    assert said == "Server error 500: pmxcfs is down."


async def test_an_answer_that_ends_too_early_is_called_that(session, simulator):
    simulator.fault("/cluster/resources", cut_after=20)
    assert "ended its answer too early" in str(await failure_of((await session()).collect()))


async def test_a_redirect_is_not_followed(session, simulator):
    fault = Fault(302, "Found", location=f"{simulator.url}/elsewhere")
    simulator.fault("/cluster/resources", fault)
    await failure_of((await session()).collect())
    assert "/elsewhere" not in {request.path for request in simulator.requests}


async def test_an_endless_body_is_read_to_the_limit_only(session, simulator, monkeypatch):
    monkeypatch.setattr(transport, "BODY_LIMIT_BYTES", 1_000_000)
    simulator.fault("/cluster/resources", endless=True)
    await failure_of((await session()).collect())
    await until(lambda: not simulator.open)


async def test_a_body_that_announces_too_much_is_not_read(session, monkeypatch):
    monkeypatch.setattr(transport, "BODY_LIMIT_BYTES", 10)
    assert "it was not read" in str(await failure_of((await session()).collect()))


@pytest.mark.parametrize("fault", [Fault(hangs=True), Fault(drips=True)], ids=["hangs", "drips"])
async def test_a_server_that_does_not_finish_is_left_at_the_deadline(
    session, simulator, monkeypatch, fault
):
    monkeypatch.setattr(client, "DEADLINE_S", 0.2)
    home = await session()
    simulator.fault("/version", fault)
    error = await failure_of(home._client.get("version", len, deadline_s=0.2))
    assert error.category is Category.TIMEOUT
    simulator.stopping.set()
    await until(lambda: not simulator.open)


async def test_stopping_a_poll_ends_its_worker_and_its_connection(session, simulator):
    """P-11: nothing waits for a server that hangs: no task, no thread, no socket."""
    simulator.fault("/version", drips=True)
    home = await session()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(home.collect())
        await until(lambda: simulator.requests)
        task.cancel()
    await until(lambda: not simulator.open)


async def test_a_session_recovers_after_a_failure(session, simulator):
    home = await session()
    simulator.fault("/cluster/resources", cut_after=10)
    await failure_of(home.collect())
    simulator.heal()
    assert (await home.collect()).counts["nodes"] == 2


async def test_a_kept_connection_that_the_server_closed_is_opened_again(session, simulator):
    home = await session()
    await home.collect()
    simulator.hang_up()
    assert (await home.collect()).counts["nodes"] == 2


async def test_a_closed_port_is_refused(session, free_address):
    error = await failure_of((await session(address=free_address)).collect())
    assert error.category is Category.REFUSED


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70])
async def test_an_unknown_name_is_a_dns_failure(session, host):
    home = await session(address=f"https://{host}")
    assert (await failure_of(home.collect())).category is Category.DNS


async def test_an_endpoint_with_another_certificate_is_sent_nothing(session, simulator):
    """The pin is compared before the first byte: the credential never leaves."""
    error = await failure_of((await session(fingerprint=OTHER_PIN)).collect())
    assert error.category is Category.TLS_CHANGED
    assert error.certificate.fingerprint == simulator.fingerprint
    assert bytes(simulator.received) == b""


async def test_a_certificate_renewed_between_two_polls_blocks_the_second(session, simulator):
    home = await session()
    await home.collect()
    simulator.renew_certificate()
    simulator.hang_up()
    before = bytes(simulator.received)
    assert (await failure_of(home.collect())).category is Category.TLS_CHANGED
    assert bytes(simulator.received) == before


async def test_without_pin_and_ca_a_self_signed_certificate_is_not_trusted(session, simulator):
    error = await failure_of((await session(fingerprint="")).collect())
    assert error.category is Category.TLS_UNTRUSTED
    assert bytes(simulator.received) == b""


async def test_a_chosen_ca_is_believed(session, simulator, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(simulator.identity.pem)
    home = await session(fingerprint="", ca_file=str(path))
    assert (await home.collect()).counts["nodes"] == 2


async def test_a_certificate_for_another_name_is_refused(session, simulator, tmp_path):
    simulator.identity = self_signed(hosts=("elsewhere.lab",))
    simulator.context = simulator.identity.context()
    path = tmp_path / "ca.pem"
    path.write_bytes(simulator.identity.pem)
    error = await failure_of((await session(fingerprint="", ca_file=str(path))).collect())
    assert error.category is Category.TLS_HOSTNAME


async def test_a_release_before_api_tokens_is_too_old(session, estate):
    estate.version = "6.1-8"
    error = await failure_of((await session()).collect())
    assert error.category is Category.VERSION
    assert "6.2" in str(error)


@pytest.mark.parametrize("version", ["6.2-4", "7.4-16", "8.4.5", "9.1.2"])
async def test_every_later_release_is_read(session, estate, version):
    estate.version = version
    assert (await (await session()).collect()).counts["vms"] == 3


async def test_the_release_of_a_backup_server_is_told_apart(session, simulator):
    body = b'{"data":{"version":"4.2","release":"0","repoid":"x"}}'
    simulator.fault("/version", body=body)
    assert (await failure_of((await session()).collect())).category is Category.WRONG_PRODUCT


async def test_a_failure_leaves_no_socket_behind(session, simulator):
    simulator.fault("*", status=500, reason="no")
    await failure_of((await session()).collect())
    gc.collect()


@pytest.mark.parametrize("path", ["/nodes", "/access/permissions"])
@pytest.mark.parametrize(
    "fault", [Fault(hangs=True), Fault(501, "Method not implemented")], ids=["hangs", "501"]
)
async def test_the_base_stands_where_an_optional_answer_does_not_come(
    session, simulator, monkeypatch, path, fault
):
    """X-10, P-11."""
    monkeypatch.setattr(client, "DEADLINE_S", 0.3)
    simulator.fault(path, fault)
    snapshot = await (await session()).collect()
    assert snapshot.counts["nodes"] == 2
    assert [issue.stage for issue in snapshot.issues if issue.stage == "inventory"]


async def test_a_refusal_to_tell_permissions_is_not_asked_for_at_every_poll(session, simulator):
    """P-06: a negative answer is kept, too."""
    simulator.fault("/access/permissions", status=501, reason="Method not implemented")
    home = await session()
    for _ in range(3):
        await home.collect()
    asked = [r for r in simulator.requests if r.path.endswith("/access/permissions")]
    assert len(asked) == 1
