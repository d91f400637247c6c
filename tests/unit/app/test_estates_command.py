"""``estates``, and what ``--estate`` and ``--all-estates`` mean to the other commands."""

import asyncio
import json

import pytest
from keyring.errors import KeyringLocked

from pulse_desktop.app.cli import run
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.local_socket import LocalServer, Manners
from pulse_desktop.settings import connections_file, estates_file
from pulse_desktop.settings.writer_lock import WriterLock
from simulators.scripted import connection


@pytest.fixture
def call(profile, capsys, keyring, monkeypatch):
    """Run a command on the profile; gives its status, output and complaints."""
    monkeypatch.setattr("pulse_desktop.settings.keyring_store._system_keyring", lambda: keyring)

    def called(*words):
        status = run(["--profile", str(profile.config.parent), *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return called


@pytest.fixture
def cabin(call, profile):
    """A second estate, with one connection that has a secret."""
    call("estates", "create", "Cabin")
    made = profile.of_estate("cabin")
    far = connection("c-far", name="far", user="u@pam", platform="from-the-future")
    connections_file.save(made.connections_file, [far])
    return made


def listed(call):
    return json.loads(call("estates", "list", "--json")[1])["estates"]


def names(profile):
    return [estate.name for estate in estates_file.load(profile.estates_file).living]


def test_a_profile_has_one_estate_from_the_beginning(call, profile):
    (home,) = listed(call)
    assert (home["id"], home["name"], home["current"]) == ("default", "Home", True)
    assert not profile.estates_file.exists()


def test_a_list_for_people_marks_the_current_one(call, cabin):
    assert call("estates", "list")[1].splitlines() == [
        "Home  0 connections, 0 systems  (current)",
        "Cabin  1 connection, ? systems",
        "all estates  ? systems",
    ]


def test_the_total_is_the_sum_over_all_estates(call, profile):
    """T-13: and nothing but 0 where there is nothing to be watched."""
    call("estates", "create", "Cabin")
    document = json.loads(call("estates", "list", "--json")[1])
    assert [each["systems"]["count"] for each in document["estates"]] == [0, 0]
    assert (document["total"]["available"], document["total"]["count"]) == (True, 0)


def test_a_total_that_lacks_an_estate_is_not_given(call, cabin):
    """T-12: never a fake 0."""
    document = json.loads(call("estates", "list", "--json")[1])
    home, far = (each["systems"] for each in document["estates"])
    assert (home["available"], far["available"]) == (True, False)
    assert document["total"].get("count") is None
    assert document["total"]["reason"] == far["reason"] == "monitor_state_unavailable"


def test_an_estate_whose_files_cannot_be_read_is_listed_without_numbers(call, cabin):
    cabin.connections_file.write_text("version = 99\n")
    far = listed(call)[1]
    assert "connections" not in far
    assert not far["systems"]["available"]


def test_what_was_made_is_told_as_json(call):
    status, said, _ = call("estates", "create", "Cabin", "--json")
    assert (status, json.loads(said)) == (
        ExitStatus.DONE,
        {"schema": 1, "estate": {"id": "cabin", "name": "Cabin", "current": False}},
    )


def test_a_rename_moves_no_file(call, cabin):
    assert call("estates", "rename", "cabin", "Boat")[0] == ExitStatus.DONE
    assert [(each["id"], each["name"]) for each in listed(call)][1] == ("cabin", "Boat")
    assert cabin.connections_file.exists()


@pytest.mark.parametrize(
    "words", [("create", "HOME"), ("rename", "Cabin", "home"), ("rename", "Boat", "x")]
)
def test_what_is_refused_changes_nothing(call, cabin, words):
    before = cabin.estates_file.read_bytes()
    status, _, said = call("estates", *words)
    assert (status, said.count("\n")) == (ExitStatus.USAGE, 1)
    assert cabin.estates_file.read_bytes() == before


def test_connections_of_an_estate_are_named_by_its_option(call, cabin, profile):
    add = ("connections", "add", "--platform", "workstation", "--name", "me", "--address", "local")
    call("--estate", "cabin", *add)
    assert [c.name for c in connections_file.load(cabin.connections_file)] == ["far", "me"]
    assert call("connections", "list")[1] == ""


def test_an_unknown_estate_is_one_sentence(call):
    ended = call("--estate", "Boat", "connections", "list")
    assert ended == (ExitStatus.USAGE, "", "There is no estate named Boat.\n")


def test_the_doctor_says_that_the_list_of_estates_is_damaged(call, profile):
    profile.estates_file.write_text("version = 99\n")
    status, said, _ = call("doctor")
    assert status == ExitStatus.USAGE
    assert "broken  estates" in said


def test_the_state_of_every_estate_says_whose_each_connection_is(call, cabin, profile):
    """T-13: all estates, not the open one."""
    near = connection("c-near", name="near", platform="from-the-future")
    connections_file.save(profile.connections_file, [near])
    document = json.loads(call("state", "--json", "--all-estates", "--wait", "1")[1])
    assert [each["id"] for each in document["estates"]] == ["default", "cabin"]
    whose = {each["name"]: each["estate"] for each in document["connections"]}
    assert whose == {"near": "default", "far": "cabin"}


def test_deleting_takes_the_files_and_the_secrets(call, cabin, profile, keyring):
    """S-02: no secret outlives its connection."""
    keyring.set_password("Pulse Desktop", "c-far:secret", "x")
    assert call("estates", "delete", "Cabin", "--yes") == (ExitStatus.DONE, "", "")
    assert names(profile) == ["Home"]
    assert not any(folder.exists() for folder in cabin.estate_folders)
    assert keyring.kept == {}


def test_deleting_needs_a_yes(call, cabin, profile, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    status, _, said = call("estates", "delete", "Cabin")
    assert (status, "needs --yes" in said, names(profile)) == (2, True, ["Home", "Cabin"])


@pytest.mark.parametrize(("answer", "left"), [("y", ["Home"]), ("", ["Home", "Cabin"])])
def test_a_person_is_asked(call, cabin, profile, monkeypatch, answer, left):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    call("estates", "delete", "Cabin")
    assert names(profile) == left


def test_the_last_estate_stays(call, profile):
    status, _, said = call("estates", "delete", "Home", "--yes")
    assert (status, said[:28]) == (ExitStatus.USAGE, "Home is the only estate. Mak")
    assert profile.database_file.parent.exists()


def test_deleting_the_current_estate_makes_another_one_current(call, cabin):
    assert call("estates", "delete", "Home", "--yes")[0] == ExitStatus.DONE
    assert [each["id"] for each in listed(call) if each["current"]] == ["cabin"]


def test_a_locked_keyring_keeps_the_secrets_and_that_is_said(call, cabin, profile, monkeypatch):
    def refuse():
        raise KeyringLocked

    monkeypatch.setattr("pulse_desktop.settings.keyring_store._system_keyring", refuse)
    status, _, said = call("estates", "delete", "Cabin", "--yes")
    assert (status, said[:11]) == (ExitStatus.NO_KEYRING, "Cabin was d")
    assert names(profile) == ["Home"]


def test_an_estate_that_nobody_tells_apart_is_not_deleted_while_another_writes(call, cabin):
    writer = WriterLock(cabin.lock_file)
    writer.acquire()
    status, _, said = call("estates", "delete", "Cabin", "--yes")
    writer.release()
    assert (status, "writes this profile" in said) == (ExitStatus.PROFILE_IN_USE, True)
    assert cabin.connections_file.exists()


@pytest.mark.parametrize(("opened", "status"), [("cabin", 4), ("default", 0)])
async def test_only_the_estate_that_another_process_has_open_stays(call, cabin, opened, status):
    writer = WriterLock(cabin.lock_file)
    writer.acquire()
    server = LocalServer(cabin.socket_file, Manners(estate=lambda: opened))
    await server.start()
    ended = await asyncio.to_thread(call, "estates", "delete", "Cabin", "--yes")
    await server.close()
    writer.release()
    assert ended[0] == status
    assert cabin.connections_file.exists() == bool(status)
