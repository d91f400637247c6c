"""Answers that a gateway would never give, and failures that try to tell secrets."""

import logging
import math
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.errors import ProviderError
from pulse_desktop.model.ids import ConnectionId, NativeId
from pulse_desktop.platforms.proxmox.boot import Boot
from pulse_desktop.platforms.proxmox.envelope import Rows, Unreadable
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL, wire
from pulse_desktop.platforms.proxmox.mail.answers import Answers
from pulse_desktop.platforms.proxmox.mail.archives import survey
from pulse_desktop.platforms.proxmox.mail.gateway import observation
from pulse_desktop.platforms.proxmox.mail.queue import QUEUES, counted
from simulators.proxmox.mail.hostile import body, record, rows
from simulators.proxmox.server import Fault
from simulators.scripted import NOON

CANARY = "canary-5d1f0c1e-6f2a"
ECHOES = [
    Fault(401, f"invalid ticket {CANARY}"),
    Fault(403, f"no {CANARY}"),
    Fault(500, "panic", body=b'{"message":"' + CANARY.encode() + b'"}'),
    Fault(302, "Found", location=f"https://x/{CANARY}"),
    Fault(body=b"<html>" + CANARY.encode()),
    Fault(cut_after=5),
    Fault(endless=True),
]
CONNECTION = Connection(
    id=ConnectionId("c"),
    platform=PROXMOX_MAIL.id,
    name="mx",
    address="https://mail.lab:8006",
    interval_s=30,
)
POLLS = st.fixed_dictionaries(
    {
        "status": record(wire.NodeStatus),
        "members": rows(wire.Member),
        "statistics": record(wire.Statistics),
        "scores": rows(wire.Score),
        "spam": record(wire.Held),
        "domains": rows(wire.Domain),
        "archives": rows(wire.Archive),
    }
)


def read(decode, data, otherwise):
    try:
        found = decode(body(data))
    except Unreadable:
        return otherwise
    return found.rows if isinstance(found, Rows) else found


def poll(told, queue):
    return Answers(
        at=NOON,
        connection=CONNECTION,
        version="9.1.0",
        node=None,
        status=read(wire.node_status, told["status"], None),
        members=read(wire.members, told["members"], ()),
        are_members_fresh=True,
        queues={"mail1": queue and dict.fromkeys(QUEUES, queue)},
        statistics=read(wire.statistics, told["statistics"], None),
        scores=read(wire.scores, told["scores"], ()),
        spam=read(wire.held, told["spam"], None),
        virus=None,
        domains=read(wire.domains, told["domains"], None),
        survey=survey(read(wire.archives, told["archives"], ()), NativeId("c"), NOON, None),
        issues=(),
    )


@given(POLLS, rows(dict).map(lambda found: [{"domain": "TOTAL", **row} for row in found]))
def test_hostile_answers_make_a_gateway_of_finite_values(told, waiting):
    """X-10: every field may be of any type; what is no number is absent, never zero."""
    found = observation(poll(told, read(counted, waiting, None)), Boot())
    values = [measured.value for measured in found.metrics.values()]
    assert all(math.isfinite(value) and value >= 0 for value in values)
    facet = found.facet
    counts = (facet.queue_total, facet.oldest_seconds, facet.mail_count_total, facet.spam_in)
    assert all(count is None or 0 <= count < 2**66 for count in counts)


@pytest.fixture
async def failing(session, estate, simulator):
    """Lets a session whose password is the canary fail; gives all that may be shown of it."""
    estate.users["pulse@pmg"].secret = CANARY
    home = await session(secret=CANARY)

    async def fail(path, fault):
        simulator.fault(path, fault)
        try:
            shown = repr(await home.collect())
        except ProviderError as error:
            shown = repr(error.message) + "".join(traceback.format_exception(error))
        return shown + repr(home) + repr(vars(home)) + repr(vars(home.lanes))

    return fail


@pytest.mark.parametrize("fault", ECHOES, ids=lambda fault: f"{fault.status} {fault.reason[:5]}")
@pytest.mark.parametrize("path", ["*", "/access/ticket", "/nodes/localhost/status"])
async def test_no_failure_shows_the_password(failing, caplog, path, fault):
    """S-02: not in the sentence, not in the traceback, not in the log."""
    caplog.set_level(logging.DEBUG)
    assert CANARY not in await failing(path, fault)
    assert CANARY not in caplog.text
