"""The credential is nowhere but in the request it belongs to."""

import logging
import traceback

import pytest

from pulse_desktop.model.errors import ProviderError
from simulators.proxmox.server import Fault

CANARY = "canary-5d1f0c1e-6f2a"

ECHOES = [
    Fault(401, f"invalid token value {CANARY}"),
    Fault(403, f"no {CANARY}"),
    Fault(500, f"panic {CANARY}"),
    Fault(500, "panic", body=b'{"message":"' + CANARY.encode() + b'"}'),
    Fault(302, "Found", location=f"https://x/{CANARY}"),
    Fault(body=b"<html>" + CANARY.encode()),
    Fault(cut_after=5),
    Fault(endless=True),
]


@pytest.fixture
def all_logs(caplog):
    """Everything that is logged, proxmoxer's own lines included."""
    caplog.set_level(logging.DEBUG)
    loud = [logging.getLogger(name) for name in ("proxmoxer.core", "proxmoxer")]
    levels = [logger.level for logger in loud]
    for logger in loud:
        logger.setLevel(logging.INFO)
    yield caplog
    for logger, level in zip(loud, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture(params=[{}, {"user": "pulse@pve"}], ids=["token", "password"])
async def failing(request, session, estate, simulator):
    """Lets a session with the canary fail; gives all that may be shown of it."""
    estate.users["pulse@pve"].secret = estate.tokens["pulse@pve!desktop"].secret = CANARY
    home = await session(secret=CANARY, **request.param)

    async def fail(path, fault):
        simulator.fault(path, fault)
        try:
            shown = repr(await home.collect())
        except ProviderError as error:
            shown = repr(error.message) + "".join(traceback.format_exception(error))
        return shown + repr(home) + repr(vars(home)) + repr(vars(home._client._credential))

    return fail


@pytest.mark.parametrize("fault", ECHOES, ids=lambda fault: f"{fault.status} {fault.reason[:5]}")
@pytest.mark.parametrize("path", ["*", "/access/ticket", "/cluster/resources"])
async def test_no_failure_shows_the_secret(failing, all_logs, path, fault):
    """S-02: not in the sentence, not in the traceback, not in the log."""
    assert CANARY not in await failing(path, fault)
    assert CANARY not in all_logs.text


async def test_no_ticket_is_shown_either(session, simulator, all_logs):
    home = await session(user="pulse@pve")
    await home.collect()
    (ticket,) = simulator.api.tickets
    simulator.fault("/nodes", status=500, reason=f"no {ticket}")
    snapshot = await home.collect()
    assert ticket not in repr(snapshot)
    assert ticket not in all_logs.text + repr(vars(home._client._credential))


async def test_the_login_page_is_asked_for_without_a_credential(examined, simulator):
    await examined()
    first = simulator.requests[0]
    assert first.path == "/"
    assert not {"authorization", "cookie"} & first.headers.keys()


async def test_another_products_server_is_sent_no_credential(examined, simulator):
    simulator.product = "Proxmox Backup Server"
    await examined(secret=CANARY)
    assert CANARY.encode() not in bytes(simulator.received)
