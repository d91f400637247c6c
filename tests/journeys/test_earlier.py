"""What Proxmox itself recorded is there with the first connection, and a kill breaks none of it."""

import json
import sqlite3

import pytest

from pulse_desktop.model.clock import utc_now
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.settings.connections_file import save
from simulators.program import eventually
from simulators.proxmox.estate import TOKEN_VALUE, small_estate
from simulators.proxmox.server import Simulator

DAY_S, DAY_MS = 86_400, 86_400_000


@pytest.fixture
def cluster(program):
    """One that recorded a year of itself, connected and never read before."""
    estate = small_estate(utc_now())
    estate.recorded_s = 365 * DAY_S
    with Simulator(estate) as running:
        save(
            program.profile / "config" / "estates" / "default" / "connections.toml", [_to(running)]
        )
        yield running


def _to(running):
    connection = Connection(
        id=ConnectionId("conn-1"),
        platform=PROXMOX_VE.id,
        name="home",
        address=running.url,
        token_id="pulse@pve!desktop",
        fingerprint=running.fingerprint,
        interval_s=10,
    )
    return PROXMOX_VE.normalise(connection)


def recording(program):
    """No keyring is needed."""
    return program.running("record", "--secrets-stdin", given=f"home={TOKEN_VALUE}\n")


def imported(program):
    """How many rows of imported history there are, of how many widths."""
    path = program.profile / "data" / "estates" / "default" / "estate.sqlite"
    if not path.exists():
        return 0, 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as handle:
        assert handle.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        sql = "SELECT count(*), count(DISTINCT width_ms) FROM imported"
        found = handle.execute(sql).fetchone()
    handle.close()
    return found


def points(program, name, metric, span):
    words = ("history", name, metric, "--range", span)
    return json.loads(program.call(*words).stdout)["points"]


def test_a_first_connection_brings_what_the_cluster_recorded_before(program, cluster):
    """H-08: marked as imported, and nothing is padded."""
    with recording(program):
        eventually(lambda: imported(program)[1] >= 3)
        eventually(lambda: points(program, "pve2", "cpu", "30d")[0]["imported"])
    found = points(program, "pve2", "cpu", "30d")
    assert found[0]["t"] < 1000 * utc_now().timestamp() - 29 * DAY_MS
    assert not found[-1]["imported"]
    assert all(0.25 < point["value"] / 100 < 0.76 for point in found)


def test_a_kill_while_it_comes_in_leaves_a_file_that_opens(program, cluster):
    """H-08: a repeated import adds nothing to what is there."""
    for _ in range(3):
        with recording(program) as process:
            eventually(lambda: imported(program)[0])
            process.kill()
        assert imported(program)[0] > 0
    assert points(program, "pve2", "cpu", "30d")
