"""A simulated mail gateway, connections to it, and answers of a real one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.mail import PROXMOX_MAIL
from pulse_desktop.platforms.proxmox.mail.answers import Answers
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import StageState
from simulators.proxmox.mail.estate import PASSWORD, small_estate
from simulators.proxmox.mail.server import MailSimulator

NOON = datetime(2026, 9, 22, 12, tzinfo=UTC)
PAYLOADS = Path(__file__).parent / "payloads"


@pytest.fixture
def estate():
    """One gateway with a little mail; change it as the test goes on."""
    return small_estate(NOON)


@pytest.fixture
def simulator(estate):
    with MailSimulator(estate) as running:
        yield running


@pytest.fixture
def surroundings(estate):
    with ThreadPoolExecutor(4) as workers:
        yield Surroundings(lambda: estate.now, workers, lambda: None)


@pytest.fixture
def saved():
    """Makes a connection of the auditor, unless said otherwise."""

    def build(**fields):
        fields = {"address": "https://mail.lab:8006", "user": "pulse@pmg"} | fields
        return PROXMOX_MAIL.normalise(
            Connection(
                id=ConnectionId("conn-1"),
                platform=PROXMOX_MAIL.id,
                name="mx",
                interval_s=30,
                **fields,
            )
        )

    return build


@pytest.fixture
def connection(simulator, saved):
    """The same, to the simulator and pinned."""

    def build(**fields):
        fields = {"fingerprint": simulator.fingerprint, "address": simulator.url} | fields
        return saved(**fields)

    return build


@pytest.fixture
async def session(connection, surroundings):
    """Opens sessions to the simulator, which end with the test."""
    opened = []

    async def connect(secret=PASSWORD, **fields):
        target = Target(connection(**fields), Secret(secret))
        opened.append(await PROXMOX_MAIL.connect(target, surroundings))
        return opened[-1]

    yield connect
    for each in opened:
        await each.aclose()


@pytest.fixture
def examined(connection, surroundings):
    """Runs the connection test; the stages as they ended, by id."""

    async def run(secret=PASSWORD, **fields):
        target = Target(connection(**fields), Secret(secret))
        stages = PROXMOX_MAIL.examine(target, surroundings)
        ended = [stage async for stage in stages if stage.state is not StageState.RUNNING]
        return {stage.id: stage for stage in ended}

    return run


@pytest.fixture
def answers(saved):
    """Makes the answers of one poll, of which nothing was told but what is given."""

    def build(**fields):
        nothing = {
            "at": NOON,
            "connection": saved(),
            "version": "9.1.0",
            "node": None,
            "status": None,
            "members": (),
            "are_members_fresh": True,
            "queues": {},
            "statistics": None,
            "scores": (),
            "spam": None,
            "virus": None,
            "domains": None,
            "survey": None,
            "issues": (),
        }
        return Answers(**(nothing | fields))

    return build


@pytest.fixture
def payload():
    """Reads an answer: ``payload("statistics/mail.json")``."""
    return lambda name: (PAYLOADS / "pmg9.1" / name).read_bytes()
