"""A simulated backup server, connections to it, and recorded answers of real ones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.release import Number, Release
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import StageState
from simulators.proxmox.backup.estate import PASSWORD, TOKEN_VALUE, small_estate
from simulators.proxmox.backup.server import BackupSimulator

NOON = datetime(2026, 9, 28, 12, tzinfo=UTC)
"""A little after the recorded answers."""

PAYLOADS = Path(__file__).parent / "payloads"


@pytest.fixture
def estate():
    """Two datastores, a few backups and a job of each kind; change it as the test goes on."""
    return small_estate(NOON)


@pytest.fixture
def simulator(estate):
    with BackupSimulator(estate) as running:
        yield running


@pytest.fixture
def surroundings(estate):
    with ThreadPoolExecutor(4) as workers:
        yield Surroundings(lambda: estate.now, workers, lambda: None)


@pytest.fixture(scope="session")
def saved():
    """Makes a connection: with the token, unless a user is given."""

    def build(**fields):
        if "user" not in fields:
            fields.setdefault("token_id", "pulse@pbs!desktop")
        fields.setdefault("address", "https://vault.lab:8007")
        return PROXMOX_BACKUP.normalise(
            Connection(
                id=ConnectionId("conn-1"),
                platform=PROXMOX_BACKUP.id,
                name="vault",
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

    async def connect(secret=None, **fields):
        made = connection(**fields)
        secret = Secret(secret or (PASSWORD if made.user else TOKEN_VALUE))
        opened.append(await PROXMOX_BACKUP.connect(Target(made, secret), surroundings))
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
        stages = PROXMOX_BACKUP.examine(Target(made, secret), surroundings)
        ended = [stage async for stage in stages if stage.state is not StageState.RUNNING]
        return {stage.id: stage for stage in ended}

    return run


@pytest.fixture(scope="session")
def answers(saved):
    """Makes the answers of one poll, of which nothing was told but what is given."""

    def build(**fields):
        nothing = {
            "at": NOON,
            "connection": saved(),
            "release": Release("4.2.0", Number(4, 2)),
            "status": None,
            "stores": (),
            "are_stores_complete": True,
            "usage": {},
            "collections": {},
            "sync": (),
            "verify": (),
            "prune": (),
            "tasks": (),
            "told": frozenset(),
            "namespaces": {},
            "survey": None,
            "issues": (),
        }
        return Answers(**(nothing | fields))

    return build


@pytest.fixture(scope="session")
def payload():
    """Reads a recorded answer: ``payload("pbs4.2/version.json")``."""
    return lambda name: (PAYLOADS / name).read_bytes()


@pytest.fixture
def by_name():
    """Finds an observation of a snapshot by its name and type."""
    return lambda snapshot, name, kind="storage": next(
        o for o in snapshot.observations if o.name == name and o.type.value == kind
    )
