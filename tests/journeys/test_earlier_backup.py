"""What a backup server itself recorded is there with the first connection."""

import json

import pytest

from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.platforms.proxmox.backup import PROXMOX_BACKUP
from pulse_desktop.settings.connections_file import save
from simulators.program import eventually
from simulators.proxmox.backup.estate import TOKEN_VALUE, small_estate
from simulators.proxmox.backup.server import BackupSimulator

DAY_S, DAY_MS = 86_400, 86_400_000


@pytest.fixture
def vault(program):
    """One that recorded a year of itself, connected and never read before."""
    estate = small_estate(utc_now())
    estate.recorded_s = 365 * DAY_S
    with BackupSimulator(estate) as running:
        save(
            program.profile / "config" / "estates" / "default" / "connections.toml", [_to(running)]
        )
        yield running


def _to(running):
    connection = Connection(
        id=ConnectionId("conn-1"),
        platform=PROXMOX_BACKUP.id,
        name="vault",
        address=running.url,
        token_id="pulse@pbs!desktop",
        fingerprint=running.fingerprint,
        interval_s=10,
    )
    return PROXMOX_BACKUP.normalise(connection)


def points(program, name, metric, span):
    """None while it was not recorded at all."""
    answer = program.call("history", name, metric, "--range", span, expect=None).stdout
    return json.loads(answer)["points"] if answer else []


def is_there(program, name, metric):
    return any(point["imported"] for point in points(program, name, metric, "30d"))


def test_a_first_connection_brings_what_the_server_recorded_before(program, vault):
    """H-08: marked as imported, and nothing is padded."""
    given = f"vault={TOKEN_VALUE}\n"
    with program.running("record", "--secrets-stdin", given=given):
        eventually(lambda: is_there(program, "vault", "cpu"))
        eventually(lambda: is_there(program, "offsite", "usage"))
    found = points(program, "vault", "cpu", "30d")
    assert found[0]["t"] < 1000 * utc_now().timestamp() - 29 * DAY_MS
    assert not found[-1]["imported"]
    assert all(0.05 < point["value"] / 100 < 0.19 for point in found)
