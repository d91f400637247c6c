"""The test dialog over a real connection test, against the simulated Proxmox VE."""

import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.ids import ConnectionId
from pulse_desktop.model.secret import Secret
from pulse_desktop.platforms.proxmox.ve import PROXMOX_VE
from pulse_desktop.provider.platform import Surroundings, Target
from pulse_desktop.provider.stage import StageId
from pulse_desktop.ui.screens.connections.examination import Subject
from pulse_desktop.ui.screens.connections.examination_dialog import ExaminationDialog
from pulse_desktop.ui.screens.connections.progress import Phase
from simulators import desk as script
from simulators.proxmox.estate import TOKEN_VALUE, small_estate
from simulators.proxmox.server import Simulator


@dataclass
class RealExaminer:
    """Runs the platform's own test."""

    surroundings: Surroundings

    def examine(self, connection, secret):
        return PROXMOX_VE.examine(Target(connection, secret), self.surroundings)


@pytest.fixture
def simulator():
    with Simulator(small_estate(script.NOW)) as running:
        yield running


@pytest.fixture
def begin(qtbot, loop, simulator):
    """Opens the dialog on the simulator and starts the test."""
    workers = ThreadPoolExecutor(4)
    surroundings = Surroundings(lambda: script.NOW, workers, lambda: None)
    examiner = RealExaminer(surroundings)
    desk = replace(script.scripted_desk(), platforms=lambda: (PROXMOX_VE,), examiner=examiner)

    def test(secret=TOKEN_VALUE, **fields):
        fields.setdefault("address", simulator.url)
        fields.setdefault("token_id", "pulse@pve!desktop")
        told = Connection(
            id=ConnectionId("c1"), platform=PROXMOX_VE.id, name="home", interval_s=15, **fields
        )
        subject = Subject(PROXMOX_VE.normalise(told), Secret(secret), None)
        dialog = loop.keep = ExaminationDialog(subject, desk, loop.spawn, lambda: script.NOW)
        qtbot.addWidget(dialog)
        dialog.open()
        dialog.start()
        return dialog

    yield test
    workers.shutdown(cancel_futures=True)


@pytest.fixture
def examined(begin, loop):
    """As ``begin``, and waits for the result."""

    def test(**fields):
        dialog = begin(**fields)
        loop.turn_until(lambda: dialog.progress.phase is Phase.ENDED)
        return dialog

    return test


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_good_token_is_usable(examined, simulator):
    dialog = examined(fingerprint=simulator.fingerprint)
    assert dialog.verdict() == "Usable."
    assert "Proxmox VE 9.1.2" in dialog.report()


def test_a_wrong_secret_is_rejected(examined, simulator):
    dialog = examined(secret="canary-8c1d", fingerprint=simulator.fingerprint)
    assert dialog.verdict() == "Not usable. Sign-in rejected."
    assert "canary" not in dialog.report()


def test_an_unknown_certificate_is_trusted_by_the_user_and_then_usable(examined, press, loop):
    dialog = examined()
    assert dialog.verdict() == "Waiting for your decision. Certificate not trusted."
    press(dialog._stages.panel(), "Trust this certificate")
    loop.turn_until(lambda: dialog.progress.phase is Phase.ENDED)
    assert dialog.verdict() == "Usable."


def test_nothing_is_sent_before_the_certificate_is_trusted(examined, simulator):
    examined()
    assert bytes(simulator.received) == b""


def test_a_changed_certificate_is_blocked(examined, simulator, words):
    dialog = examined(fingerprint=script.OLD_PIN)
    assert dialog.verdict() == "Not usable. Certificate changed."
    said = words(dialog._stages.panel()).replace("\n", ":")
    assert script.OLD_PIN in said
    assert simulator.fingerprint in said


def test_a_closed_port_says_so(examined):
    dialog = examined(address=f"https://127.0.0.1:{free_port()}")
    assert dialog.verdict() == "Not usable. Port closed."


def test_an_unknown_name_says_so(examined):
    dialog = examined(address="https://nowhere.invalid:8006")
    assert dialog.verdict() == "Not usable. Name not found."


def test_stop_ends_the_test_of_a_hanging_server(begin, loop, press, simulator):
    simulator.fault("*", hangs=True)
    dialog = begin(fingerprint=simulator.fingerprint)
    loop.turn_until(lambda: "trying" in dialog._stages.text_of(StageId.SIGN_IN))
    press(dialog, "Stop")
    loop.turn()
    assert dialog.verdict() == "Stopped. Nothing was saved."
    assert loop.is_idle()


def test_missing_permissions_are_named_with_what_grants_them(examined, simulator, press, words):
    account = simulator.estate.tokens["pulse@pve!desktop"]
    account.granted = {"/": frozenset({"Sys.Audit", "VM.Audit"})}
    dialog = examined(fingerprint=simulator.fingerprint)
    assert "Datastore.Audit" in dialog._stages.text_of(StageId.PERMISSIONS)
    assert dialog.verdict().startswith("Usable. ")
    press(dialog, "Show commands that fix this")
    assert "--roles PVEAuditor" in words(dialog._remedies.commands())
