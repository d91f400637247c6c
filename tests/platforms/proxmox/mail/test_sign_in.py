"""Tickets, and nothing else."""

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.provider.platform import Target
from simulators.proxmox.mail.estate import PASSWORD

HOUR = 3600


def sign_ins(simulator):
    posts = [request for request in simulator.requests if request.method == "POST"]
    return [request.form["password"] for request in posts]


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


async def test_two_calls_at_once_share_one_sign_in(session, simulator):
    home = await session()
    await home.collect()
    await home.collect()
    assert sign_ins(simulator) == [PASSWORD]
    assert simulator.connections == 2
    assert all("authorization" not in request.headers for request in simulator.requests)


async def test_a_ticket_is_renewed_with_itself_before_it_expires(session, simulator, estate):
    home = await session()
    await home.collect()
    estate.pass_time(HOUR)
    await home.collect()
    first, second = sign_ins(simulator)
    assert (first, second[:4]) == (PASSWORD, "PMG:")


async def test_a_computer_that_slept_signs_in_anew(session, simulator, estate):
    home = await session()
    await home.collect()
    estate.pass_time(9 * HOUR)
    assert (await home.collect()).issues == ()
    assert sign_ins(simulator)[-1] == PASSWORD


async def test_a_ticket_that_was_withdrawn_is_replaced_within_the_poll(session, simulator):
    home = await session()
    await home.collect()
    simulator.api.tickets.clear()
    assert (await home.collect()).issues == ()
    assert sign_ins(simulator) == [PASSWORD, PASSWORD]


async def test_a_token_is_refused_before_anything_is_sent(saved, surroundings, simulator):
    """Check 49."""
    target = Target(saved(user=None, token_id="pulse@pmg!x", address=simulator.url), Secret("s"))
    error = await failure_of(PROXMOX_MAIL.connect(target, surroundings))
    assert (error.category, simulator.connections) == (Category.AUTH, 0)
    assert "has no API tokens" in str(error)


async def test_without_its_password_nothing_is_sent(connection, surroundings, simulator):
    error = await failure_of(PROXMOX_MAIL.connect(Target(connection(), None), surroundings))
    assert (error.category, simulator.connections) == (Category.AUTH, 0)


async def test_a_second_factor_asks_for_another_user(session):
    error = await failure_of((await session(user="careful@pmg")).collect())
    assert error.category is Category.AUTH
    assert "second factor" in str(error)
    assert "a user of its own" in str(error)


async def test_a_second_factor_is_not_tried_again_at_once(session, simulator):
    home = await session(user="careful@pmg")
    for _ in range(3):
        await failure_of(home.collect())
    assert len(sign_ins(simulator)) == 1


async def test_a_wrong_password_is_told_without_speaking_of_tokens(session):
    error = await failure_of((await session(secret="wrong")).collect())
    assert error.category is Category.AUTH
    assert "(@pmg)" in str(error)
    assert "token" not in str(error)


async def test_a_rejected_password_is_not_tried_again_for_five_minutes(session, simulator, estate):
    """P-08: each rejection is logged by the product and may lock the account."""
    home = await session(secret="wrong")
    for _ in range(3):
        await failure_of(home.collect())
    assert len(sign_ins(simulator)) == 1
    estate.pass_time(5 * 60)
    await failure_of(home.collect())
    assert len(sign_ins(simulator)) == 2


async def test_a_user_that_was_disabled_meanwhile_is_rejected(session, estate):
    home = await session()
    await home.collect()
    estate.users["pulse@pmg"].is_enabled = False
    assert (await failure_of(home.collect())).category is Category.AUTH


async def test_neither_password_nor_ticket_is_shown(session, simulator, caplog):
    """S-02: not in the snapshot, not in the session, not in the log."""
    home = await session()
    await home.collect()
    (ticket,) = simulator.api.tickets
    simulator.fault("/nodes/localhost/status", status=500, reason=f"no {ticket} {PASSWORD}")
    shown = repr(await home.collect()) + repr(home) + repr(vars(home)) + caplog.text
    assert ticket not in shown
    assert PASSWORD not in shown
