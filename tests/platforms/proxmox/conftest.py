"""A simulated Proxmox VE, connections to it, and recorded answers of real ones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.rounds import gate
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import StageState
from simulators.proxmox.estate import PASSWORD, TOKEN_VALUE, small_estate
from simulators.proxmox.server import Simulator

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PAYLOADS = Path(__file__).parent / "payloads"


@pytest.fixture(autouse=True)
def breathless(monkeypatch):
    """No test but that of the pace itself waits for it."""
    monkeypatch.setattr(gate, "BREATH_S", 0.0)


@pytest.fixture
def estate():
    """Two nodes, a few guests and storages; change it as the test goes on."""
    return small_estate(NOON)


@pytest.fixture
def simulator(estate):
    with Simulator(estate) as running:
        yield running


@pytest.fixture
def surroundings(estate):
    with ThreadPoolExecutor(4) as workers:
        yield Surroundings(lambda: estate.now, workers, lambda: None)


@pytest.fixture
def platform():
    return PROXMOX_VE


@pytest.fixture
def connection(simulator):
    """Makes a connection to the simulator: pinned, with the token, unless said otherwise."""

    def build(**fields):
        if "user" not in fields:
            fields.setdefault("token_id", "pulse@pve!desktop")
        fields.setdefault("fingerprint", simulator.fingerprint)
        fields.setdefault("address", simulator.url)
        return PROXMOX_VE.normalise(
            Connection(
                id=ConnectionId("conn-1"),
                platform=PROXMOX_VE.id,
                name="home",
                interval_s=15,
                **fields,
            )
        )

    return build


@pytest.fixture
async def session(connection, surroundings):
    """Opens sessions to the simulator, which end with the test."""
    opened = []

    async def connect(secret=None, **fields):
        made = connection(**fields)
        secret = secret or (PASSWORD if made.user else TOKEN_VALUE)
        opened.append(await PROXMOX_VE.connect(Target(made, Secret(secret)), surroundings))
        return opened[-1]

    yield connect
    for each in opened:
        await each.aclose()


@pytest.fixture
def examined(connection, surroundings):
    """Runs the connection test; the stages as they ended, by id."""

    async def run(secret=None, **fields):
        made = connection(**fields)
        secret = Secret(secret or (PASSWORD if made.user else TOKEN_VALUE))
        stages = PROXMOX_VE.examine(Target(made, secret), surroundings)
        ended = [stage async for stage in stages if stage.state is not StageState.RUNNING]
        return {stage.id: stage for stage in ended}

    return run


@pytest.fixture
def payload():
    """Reads a recorded answer: ``payload("pve9/nodes.json")``."""
    return lambda name: (PAYLOADS / name).read_bytes()


@pytest.fixture
def by_name():
    """Finds an observation of a snapshot by its name."""
    return lambda snapshot, name: next(o for o in snapshot.observations if o.name == name)


@pytest.fixture
def free_address(unused_tcp_port):
    """An address at which nothing listens."""
    return f"https://127.0.0.1:{unused_tcp_port}"
