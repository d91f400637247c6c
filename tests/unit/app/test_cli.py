"""The command line's promises: exit statuses, help, and no Qt where none is needed."""

import io
import subprocess
import sys

import pytest
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError

from pulse_desktop.app.cli import COMMANDS, run
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.settings import connections_file
from pulse_desktop.settings.writer_lock import WriterLock
from simulators.scripted import connection


@pytest.fixture
def call(profile, capsys):
    """Run a command on the profile; gives its status, output and complaints."""

    def called(*words):
        status = run(["--profile", str(profile.config.parent), *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return called


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_every_command_has_help(name, capsys):
    with pytest.raises(SystemExit) as ended:
        run([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: pulse-desktop {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_no_command_loads_qt_before_it_must(name):
    code = (
        "import sys; from pulse_desktop.app.cli import run\n"
        f"try: run([{name!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "raise SystemExit(any(m.startswith(('PySide6', 'shiboken6')) for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


def test_an_unknown_option_is_a_usage_error(capsys):
    with pytest.raises(SystemExit) as ended:
        run(["state", "--jsn"])
    assert ended.value.code == ExitStatus.USAGE


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--resource", "\udcff"),
        ("events", "--source", "hypervisor", "--source", "\udcff"),
        ("history", "\udcff", "cpu"),
        ("connections", "remove", "\udcff"),
        ("estates", "create", "\udcff"),
    ],
)
def test_a_name_that_the_terminal_sent_in_another_encoding_is_refused_in_a_sentence(call, words):
    assert call(*words) == (ExitStatus.USAGE, "", "'\\udcff' is not written in UTF-8.\n")


def test_the_folder_of_a_profile_may_be_any_bytes(tmp_path, capsys):
    assert run(["--profile", str(tmp_path / "\udcff"), "events", "--json"]) == ExitStatus.DONE
    assert capsys.readouterr().out == '{"schema": 1, "events": []}\n'


@pytest.mark.parametrize(
    "words",
    [
        *(("state", f"--polls={number}") for number in ("0", "-3", "1.5")),
        *(("state", f"--wait={number}") for number in ("nan", "-1", "inf")),
        *(("history", "web", "cpu", f"--max-points={number}") for number in ("0", "-1", "1e3")),
        *(("events", f"--limit={number}") for number in ("0", "nan", "10001")),
        *(("screenshot", "x.png", f"--wait={number}") for number in ("nan", "-1", "inf")),
        *(("screenshot", "x.png", f"--scale={number}") for number in ("nan", "0", "5")),
        *(("screenshot", "x.png", f"--size={size}") for size in ("0x9", "9x", "²x2", "9000x9")),
        ("connections", "edit", "lab", "--ca", "\udcff"),
    ],
)
def test_an_argument_out_of_bounds_is_a_usage_error(call, capsys, words):
    with pytest.raises(SystemExit) as ended:
        call(*words)
    said = capsys.readouterr().err.splitlines()[-1]
    assert (ended.value.code, " error: argument --" in said) == (ExitStatus.USAGE, True)


def test_an_unknown_connection_is_one_sentence_on_standard_error(call):
    assert call("connections", "remove", "lab") == (
        ExitStatus.USAGE,
        "",
        "There is no connection named lab.\n",
    )


def test_a_form_that_is_wrong_names_the_field(call):
    status, _, said = call(
        *("connections", "add", "--platform", "proxmox_ve", "--name", "lab"),
        *("--address", "https://pve/path", "--token-id", "no-token"),
    )
    assert status == ExitStatus.USAGE
    assert "address:" in said
    assert "token_id:" in said


def test_a_connection_may_be_saved_without_its_secret_to_be_given_at_each_run(call, monkeypatch):
    """S-02: where there is no keyring."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, _, _ = call(
        *("connections", "add", "--platform", "proxmox_ve", "--name", "lab", "--address", "pve"),
        *("--token-id", "pulse@pve!desktop", "--secret-stdin"),
    )
    assert status == ExitStatus.DONE
    assert call("connections", "list")[1] == "lab  proxmox_ve  https://pve:8006\n"


def test_no_answer_to_the_question_for_a_secret_saves_nothing(call, profile, monkeypatch):
    def end_of_input(_question):
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", end_of_input)
    ended = call(
        *("connections", "add", "--platform", "proxmox_ve", "--name", "lab", "--address", "pve"),
        *("--token-id", "pulse@pve!desktop"),
    )
    assert ended == (ExitStatus.USAGE, "", "No secret was given for lab; nothing was saved.\n")
    assert not profile.connections_file.exists()


def test_a_name_is_given_once(call):
    add = ("connections", "add", "--platform", "workstation", "--name", "me", "--address", "local")
    assert call(*add)[0] == ExitStatus.DONE
    status, _, said = call(*add)
    assert (status, said) == (ExitStatus.USAGE, "name: there is a connection named me already\n")


@pytest.mark.parametrize("interval", ["100000", "1e9", "inf", "nan", "0", "-1"])
def test_an_interval_that_could_not_be_read_back_is_refused(call, profile, interval):
    add = ("connections", "add", "--platform", "workstation", "--name", "me", "--address", "local")
    status, _, said = call(*add, f"--interval={interval}")
    assert (status, said[:9]) == (ExitStatus.USAGE, "interval:")
    assert not profile.connections_file.exists()


@pytest.mark.parametrize(
    ("failure", "status", "said"),
    [
        (NoKeyringError, ExitStatus.DONE, ""),
        (KeyringLocked, ExitStatus.NO_KEYRING, "lab was removed, but its secret remains"),
        (KeyringError, ExitStatus.NO_KEYRING, "lab was removed, but its secret remains"),
    ],
)
def test_removing_says_when_the_secret_remains(call, profile, monkeypatch, failure, status, said):
    """S-02: where there is no keyring there is no secret that could remain."""

    def refuse():
        raise failure

    monkeypatch.setattr("pulse_desktop.settings.keyring_store._system_keyring", refuse)
    connections_file.save(profile.connections_file, [connection(name="lab", user="u@pam")])
    ended = call("connections", "remove", "lab")
    assert (ended[0], ended[2][: len(said) or None]) == (status, said)
    assert connections_file.load(profile.connections_file) == ()


def test_a_second_recorder_is_refused(call, profile):
    first = WriterLock(profile.lock_file)
    first.acquire()
    status, _, said = call("record")
    first.release()
    assert status == ExitStatus.PROFILE_IN_USE
    assert "writes this profile" in said


def test_a_damaged_database_is_said_in_a_sentence_and_left_alone(call, profile):
    profile.database_file.write_bytes(b"some other file" * 100)
    status, _, said = call("events")
    assert status == ExitStatus.DATABASE
    assert "damaged" in said
    assert profile.database_file.read_bytes() == b"some other file" * 100


def test_history_of_a_profile_that_never_recorded_is_a_sentence(call):
    assert call("history", "web", "cpu")[2] == "Nothing was recorded yet.\n"


def test_a_metric_that_does_not_exist_is_named_with_those_that_do(capsys):
    with pytest.raises(SystemExit):
        run(["history", "web", "colour"])
    assert "'colour' is none of cpu, memory" in capsys.readouterr().err


def test_the_doctor_changes_nothing(call, tmp_path, capsys):
    status = run(["--profile", str(tmp_path / "nowhere"), "doctor"])
    assert status == ExitStatus.DONE
    assert not (tmp_path / "nowhere").exists()
