"""The shared steps of a connection test: resolve, reach, agree on TLS."""

import asyncio

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.text import mark
from pulse_desktop.provider.reach import Endpoint, approach, connect, handshake, resolve
from pulse_desktop.provider.stage import StageId, StageState
from pulse_desktop.provider.tls import Trust
from simulators.scripted import until

OTHER_PIN = ":".join(["AB"] * 32)
COMPARE = mark("Test", "Run: show-fingerprint")


def endpoint(port, host="127.0.0.1"):
    return Endpoint(host=host, port=port, product="Thing", usual_port=8006, compare=COMPARE)


async def ended(port, trust, host="127.0.0.1", timeout_s=5.0):
    """The stages as they ended."""
    walked = approach(endpoint(port, host), trust, timeout_s)
    return [stage async for stage in walked if stage.state is not StageState.RUNNING]


async def category_of(work):
    with pytest.raises(ProviderError) as caught:
        await work
    return caught.value.category


async def test_each_stage_is_told_as_it_begins_and_as_it_ends(secure):
    walked = approach(endpoint(secure.port), Trust(fingerprint=secure.fingerprint))
    told = [(stage.id, stage.state) async for stage in walked]
    expected = [StageId.RESOLVE, StageId.REACH, StageId.TLS]
    assert told == [(s, r) for s in expected for r in (StageState.RUNNING, StageState.PASSED)]


async def test_a_stage_that_ended_has_its_duration(secure):
    stages = await ended(secure.port, Trust(fingerprint=secure.fingerprint))
    assert all(stage.duration_ms >= 0 for stage in stages)


async def test_an_untrusted_certificate_is_shown_with_the_way_to_compare_it(secure):
    """The first sight of a certificate is a question, not an acceptance."""
    stage = (await ended(secure.port, Trust()))[-1]
    assert (stage.state, stage.category) == (StageState.FAILED, Category.TLS_UNTRUSTED)
    assert stage.certificate.fingerprint == secure.fingerprint
    lines = [str(line.text) for line in stage.lines]
    assert lines[0] == "pve1.lab, self-signed"
    assert lines[2] == f"SHA-256 {secure.fingerprint}"
    assert lines[3] == "Run: show-fingerprint"


async def test_a_changed_certificate_is_shown_beside_the_pin(secure):
    stage = (await ended(secure.port, Trust(fingerprint=OTHER_PIN.lower())))[-1]
    assert stage.category is Category.TLS_CHANGED
    assert stage.pinned == OTHER_PIN
    assert stage.certificate.fingerprint == secure.fingerprint
    assert bytes(secure.received) == b""


async def test_a_certificate_for_another_name_lists_its_names(secure, tmp_path):
    path = tmp_path / "ca.pem"
    path.write_bytes(secure.identity.pem)
    trust = Trust(ca_file=str(path))
    with pytest.raises(ProviderError) as caught:
        await handshake("elsewhere.lab", secure.port, trust, address="127.0.0.1")
    assert caught.value.category is Category.TLS_HOSTNAME
    assert "pve1.lab" in str(caught.value)


async def test_without_trust_there_is_no_tls_stage(plain):
    stages = await ended(plain, None)
    assert [stage.id for stage in stages] == [StageId.RESOLVE, StageId.REACH]


async def test_a_port_without_tls_is_called_plain(plain):
    assert (await ended(plain, Trust()))[-1].category is Category.PLAIN_HTTP


async def test_a_closed_port_names_the_usual_one(free_port):
    stage = (await ended(free_port, Trust()))[-1]
    assert (stage.id, stage.category) == (StageId.REACH, Category.REFUSED)
    assert "8006" in str(stage.detail)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70 + ".lab", "x..y"])
async def test_a_name_that_does_not_resolve_ends_the_chain(host):
    assert await category_of(resolve(host, 8006)) is Category.DNS


async def test_an_endpoint_that_never_begins_tls_times_out(secure):
    secure.is_mute = True
    reached = handshake("127.0.0.1", secure.port, Trust(fingerprint=OTHER_PIN), 0.1)
    assert await category_of(reached) is Category.TIMEOUT


async def test_an_address_is_resolved_once(secure):
    assert await resolve("127.0.0.1", secure.port) == ("127.0.0.1",)


async def test_a_closed_port_is_refused(free_port):
    assert await category_of(connect("127.0.0.1", free_port)) is Category.REFUSED


async def test_stopping_closes_the_socket_at_once(secure):
    """The Stop button: no step is waited for."""
    secure.is_mute = True
    walked = ended(secure.port, Trust(fingerprint=OTHER_PIN), timeout_s=60)
    async with asyncio.timeout(5):
        with pytest.raises(asyncio.CancelledError):
            await stopped_once(lambda: secure.connections == 2, walked)
        await until(lambda: not secure.open)


async def stopped_once(condition, work):
    """Cancel ``work`` as soon as ``condition`` holds."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        await until(condition)
        task.cancel()
    return await task
