"""Tokens and tickets, shared by the calls that are made at once; and where they never go."""

import logging
import traceback

import pytest

from pulse_desktop.model.errors import Category, ProviderError
from simulators.proxmox.backup.estate import PASSWORD, TOKEN_VALUE
from simulators.proxmox.server import Fault

HOUR = 3600
CANARY = "canary-5d1f0c1e-6f2a"


def sign_ins(simulator):
    """The proofs that were posted: the password, or a ticket for its renewal."""
    posts = [request for request in simulator.requests if request.method == "POST"]
    return [request.form["password"] for request in posts]


async def failure_of(collecting):
    with pytest.raises(ProviderError) as caught:
        await collecting
    return caught.value


async def test_a_token_goes_with_every_request_in_the_product_s_spelling(session, simulator):
    await (await session()).collect()
    sent = {request.headers["authorization"] for request in simulator.requests}
    assert sent == {f"PBSAPIToken=pulse@pbs!desktop:{TOKEN_VALUE}"}


async def test_a_rejected_token_is_not_tried_again(session, simulator):
    error = await failure_of((await session(secret="0" * 36)).collect())
    assert error.category is Category.AUTH
    assert len(simulator.requests) == 1


async def test_all_connections_share_one_sign_in(session, simulator):
    await (await session(user="pulse")).collect()
    assert sign_ins(simulator) == [PASSWORD]
    assert simulator.connections > 1


async def test_a_ticket_is_renewed_once_for_all(session, simulator, estate):
    home = await session(user="pulse")
    await home.collect()
    estate.pass_time(HOUR)
    await home.collect()
    first, second = sign_ins(simulator)
    assert (first, second[:4]) == (PASSWORD, "PBS:")


async def test_tickets_that_the_server_forgot_bring_one_new_sign_in(session, simulator, estate):
    home = await session(user="pulse")
    await home.collect()
    simulator.api.tickets.clear()
    estate.pass_time(60)
    await home.collect()
    assert sign_ins(simulator) == [PASSWORD, PASSWORD]


async def test_a_rejected_password_names_the_product_s_own_realm(session):
    error = await failure_of((await session(user="pulse", secret="wrong")).collect())
    assert error.category is Category.AUTH
    assert "@pam or @pbs" in str(error)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(401, "", body=f"invalid token {CANARY}".encode()),
        Fault(403, "", body=f"no {CANARY}".encode()),
        Fault(400, "", body=f"panic {CANARY}".encode()),
        Fault(body=b"<html>" + CANARY.encode()),
        Fault(302, "Found", location=f"https://x/{CANARY}"),
    ],
    ids=lambda fault: fault.status,
)
@pytest.mark.parametrize("path", ["/version", "/admin/gc", "/admin/datastore/main/groups"])
async def test_what_a_server_echoes_of_a_secret_is_not_shown(
    session, simulator, estate, caplog, fault, path
):
    estate.tokens["pulse@pbs!desktop"].secret = CANARY
    caplog.set_level(logging.DEBUG)
    simulator.fault(path, fault)
    home = await session(secret=CANARY)
    try:
        shown = repr(await home.collect())
    except ProviderError as error:
        shown = repr(error.message) + "".join(traceback.format_exception(error))
    assert CANARY not in shown + repr(vars(home)) + caplog.text
