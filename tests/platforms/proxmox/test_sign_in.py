"""Tokens, passwords and tickets."""

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE

HOUR = 3600


def sign_ins(simulator):
    """The proofs that were posted: the password, or a ticket for its renewal."""
    posts = [request for request in simulator.requests if request.method == "POST"]
    return [request.form["password"] for request in posts]


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


async def test_a_token_goes_with_every_request(session, simulator):
    await (await session()).collect()
    sent = {request.headers["authorization"] for request in simulator.requests}
    assert sent == {f"PVEAPIToken=pulse@pve!desktop={TOKEN_VALUE}"}


async def test_a_wrong_token_is_rejected(session):
    error = await failure_of((await session(secret="0" * 36)).collect())
    assert error.category is Category.AUTH


async def test_a_token_that_cannot_be_one_is_refused_before_anything_is_sent(session, simulator):
    error = await failure_of(session(secret="line\r\nbreak"))
    assert error.category is Category.AUTH
    assert simulator.connections == 0


async def test_a_password_is_exchanged_for_a_ticket_once(session, simulator):
    home = await session(user="pulse@pve")
    await home.collect()
    await home.collect()
    assert sign_ins(simulator) == [PASSWORD]
    assert all("authorization" not in request.headers for request in simulator.requests)


async def test_a_ticket_is_renewed_with_itself_before_it_expires(session, simulator, estate):
    home = await session(user="pulse@pve")
    await home.collect()
    estate.pass_time(HOUR)
    await home.collect()
    first, second = sign_ins(simulator)
    assert (first, second[:4]) == (PASSWORD, "PVE:")


async def test_a_computer_that_slept_signs_in_anew(session, simulator, estate):
    home = await session(user="pulse@pve")
    await home.collect()
    estate.pass_time(9 * HOUR)
    assert (await home.collect()).counts["nodes"] == 2
    assert sign_ins(simulator)[-1] == PASSWORD


async def test_a_ticket_that_was_withdrawn_is_replaced_within_the_poll(session, simulator):
    home = await session(user="pulse@pve")
    await home.collect()
    simulator.api.tickets.clear()
    assert (await home.collect()).issues == ()
    assert sign_ins(simulator) == [PASSWORD, PASSWORD]


async def test_a_rejected_password_is_not_tried_again_for_five_minutes(session, simulator, estate):
    """P-08: each rejection is logged by the product and may lock the account."""
    home = await session(user="pulse@pve", secret="wrong")
    for _ in range(3):
        assert (await failure_of(home.collect())).category is Category.AUTH
    assert len(sign_ins(simulator)) == 1
    estate.pass_time(5 * 60)
    await failure_of(home.collect())
    assert len(sign_ins(simulator)) == 2


async def test_a_second_factor_asks_for_a_token_instead(session):
    error = await failure_of((await session(user="careful@pve")).collect())
    assert error.category is Category.AUTH
    assert "API token" in str(error)


@pytest.mark.parametrize("body", [b'{"data":null}', b'{"data":{"username":"x"}}', b"<html>"])
async def test_a_sign_in_without_a_ticket_fails(session, simulator, body):
    simulator.fault("/access/ticket", body=body)
    error = await failure_of((await session(user="pulse@pve")).collect())
    assert error.category in {Category.AUTH, Category.PROTOCOL}


async def test_a_ticket_that_would_break_the_header_is_refused(session, simulator):
    simulator.fault("/access/ticket", body=b'{"data":{"ticket":"PVE:a\\r\\nX-Evil: 1"}}')
    error = await failure_of((await session(user="pulse@pve")).collect())
    assert error.category is Category.PROTOCOL
