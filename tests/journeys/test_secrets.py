"""Where a secret goes that was given on the command line, and where it never goes (S-02)."""

from datetime import UTC, datetime

import pytest

from simulators import canary, secret_service
from simulators.canary import CANARY
from simulators.program import Program, eventually
from simulators.proxmox.estate import small_estate
from simulators.proxmox.server import Simulator
from simulators.secret_service import SecretService

pytestmark = pytest.mark.peer_secret_service

TOKEN = "pulse@pve!desktop"
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
"""An environment in which no keyring can be reached."""


@pytest.fixture
def keyring(tmp_path):
    if why := secret_service.obstacle():
        pytest.skip(why)
    with SecretService(tmp_path / "home") as service:
        yield service


@pytest.fixture
def program(tmp_path, keyring):
    return Program(tmp_path / "profile", **keyring.environment)


@pytest.fixture
def keyless(program):
    """The same profile, started where there is no keyring."""
    return Program(program.profile, **NO_BUS)


@pytest.fixture
def cluster():
    """A Proxmox VE that the canary opens."""
    estate = small_estate(datetime.now(UTC))
    estate.tokens[TOKEN].secret = CANARY
    with Simulator(estate) as simulator:
        yield simulator


@pytest.fixture
def options(cluster):
    """How the cluster is added on the command line."""
    pin = ("--trust-fingerprint", cluster.fingerprint)
    return ("proxmox_ve", "lab", cluster.url, "--token-id", TOKEN, *pin, "--secret-stdin")


@pytest.fixture
def saved(program, options):
    program.add(*options, secret=f"{CANARY}\n")


def test_a_secret_given_on_standard_input_is_in_the_keyring(saved, keyring):
    """S-02: secrets live in the operating system's keyring."""
    assert keyring.secrets() == [CANARY]


def test_a_secret_in_use_is_in_no_file_no_log_and_no_list_of_processes(saved, program, tmp_path):
    """S-02: never in a file, a log, an export or a process list."""
    with program.running("record") as recorder:
        eventually(lambda: "web" in {name for name, _ in program.events()})
        assert not canary.is_told_by(recorder.pid)
    assert recorder.returncode == 0
    assert program.log
    assert canary.files_with(tmp_path) == []


@pytest.mark.parametrize(
    "words",
    [
        ("state", "--json"),
        ("connections", "list", "--json"),
        ("connections", "test", "lab"),
        ("connections", "test", "lab", "--json"),
        ("doctor", "--json"),
    ],
)
def test_no_command_tells_a_secret(saved, program, words):
    done = program.call(*words)
    assert done.stdout
    assert not canary.is_in(done.stdout + done.stderr)


@pytest.mark.gui
def test_no_picture_carries_a_secret(saved, program, tmp_path):
    picture = tmp_path / "picture.png"
    program.call("screenshot", str(picture), "--dialog", "connections", "--wait", "2")
    kinds = {b"tEXt", b"zTXt", b"iTXt", b"eXIf"}
    assert [kind for kind in kinds if kind in picture.read_bytes()] == []


def test_a_removed_connection_leaves_no_secret_behind(saved, program, keyring):
    program.call("connections", "remove", "lab")
    assert keyring.secrets() == []


def test_without_a_keyring_a_connection_with_a_secret_is_not_saved(keyless, options):
    """S-02: without a keyring the program says so."""
    platform, name, address, *rest = options
    words = ("--platform", platform, "--name", name, "--address", address, *rest)
    refused = keyless.call("connections", "add", *words, secret=CANARY, expect=5)
    assert "no keyring" in refused.stderr
    assert keyless.json("connections", "list")["connections"] == []
    assert canary.files_with(keyless.profile) == []


def test_without_a_keyring_the_state_says_what_it_lacks(saved, keyless):
    done = keyless.call("state", "--json", expect=3)
    assert "keyring" in done.stdout


def test_without_a_keyring_the_state_takes_secrets_from_standard_input(saved, keyless):
    done = keyless.call("state", "--json", "--secrets-stdin", secret=f"lab={CANARY}\n")
    assert '"web"' in done.stdout
    assert not canary.is_in(done.stdout)


def test_without_a_keyring_the_recorder_takes_secrets_from_standard_input(saved, keyless, tmp_path):
    with keyless.running("record", "--secrets-stdin", given=f"lab={CANARY}\n") as recorder:
        eventually(lambda: "web" in {name for name, _ in keyless.events()})
        assert not canary.is_told_by(recorder.pid)
    assert recorder.returncode == 0
    assert canary.files_with(tmp_path) == []
