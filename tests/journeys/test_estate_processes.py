"""Estates as a user has them: several processes on one profile."""

import json

import pytest

from simulators.program import eventually


@pytest.fixture(autouse=True)
def two_estates(program):
    """Home watches this computer; so does the cabin."""
    program.add("workstation", "me", "local", "--interval", "5")
    program.call("estates", "create", "Cabin")
    program.call(
        *("--estate", "Cabin", "connections", "add"),
        *("--platform", "workstation", "--name", "far", "--address", "local", "--interval", "5"),
    )


def events(program, estate):
    """What was recorded in an estate."""
    return program.call("--estate", estate, "events", expect=None).stdout


def estates(program):
    return {each["name"]: each for each in program.json("estates", "list")["estates"]}


def folders(program):
    return [program.profile / part / "estates" / "cabin" for part in ("config", "data")]


def edit(program, old, new):
    """Change the list as a hand with an editor would."""
    path = program.profile / "config" / "estates.toml"
    path.write_text(path.read_text().replace(old, new))


def test_a_recorder_records_the_estate_that_is_named(program):
    with program.running("--estate", "cabin", "record"):
        eventually(lambda: events(program, "cabin"))
    assert events(program, "Home") == ""


def test_the_estate_that_is_being_recorded_is_not_deleted(program):
    """Exit 4, as for every other second writer."""
    with program.running("--estate", "cabin", "record"):
        eventually(lambda: events(program, "cabin"))
        refused = program.call("estates", "delete", "Cabin", "--yes", expect=4)
        assert "writes this profile" in refused.stderr
        assert all(folder.exists() for folder in folders(program))


def test_another_estate_is_deleted_while_one_is_being_recorded(program):
    with program.running("record"):
        eventually(lambda: events(program, "Home"))
        program.call("estates", "delete", "Cabin", "--yes")
    assert list(estates(program)) == ["Home"]
    assert not any(folder.exists() for folder in folders(program))


def test_systems_are_counted_over_all_estates(program):
    """T-13: each from what its last run left."""
    for estate in ("Home", "Cabin"):
        with program.running("--estate", estate, "record"):
            eventually(lambda name=estate: events(program, name))
    document = program.json("estates", "list")
    assert [each["systems"]["count"] for each in document["estates"]] == [1, 1]
    assert document["total"]["count"] == 2


def test_the_state_of_all_estates_sums_over_them(program):
    """T-13: also what nobody has open."""
    document = json.loads(program.call("state", "--json", "--all-estates").stdout)
    assert document["systems"]["count"] == 2
    assert {each["estate"] for each in document["resources"]} == {"default", "cabin"}


def test_a_window_opens_the_current_estate(program):
    edit(program, 'current = "default"', 'current = "cabin"')
    with program.running() as window:
        eventually(lambda: events(program, "cabin"))
    assert (window.returncode, events(program, "Home")) == (0, "")


def test_a_recorder_goes_on_with_the_estate_that_a_window_turned_to(program):
    with program.running("record"):
        eventually(lambda: events(program, "Home"))
        with program.running():
            eventually(lambda: program.log.count("handed over to a window"))
            edit(program, 'current = "default"', 'current = "cabin"')
        eventually(lambda: events(program, "cabin"))


def test_what_was_deleted_in_a_window_goes_when_a_window_is_closed(program):
    """Until then it can be brought back."""
    edit(program, 'name = "Cabin"', 'name = "Cabin"\ndeleted = true')
    with program.running() as window:
        eventually(lambda: events(program, "Home"))
        assert all(folder.exists() for folder in folders(program)[:1])
    assert (window.returncode, list(estates(program))) == (0, ["Home"])
    assert not any(folder.exists() for folder in folders(program))


def test_a_window_runs_over_a_list_that_is_damaged_and_leaves_it_alone(program):
    """S-01: the first estate is shown, and the file is not written."""
    path = program.profile / "config" / "estates.toml"
    path.write_text("version = 99\n")
    with program.running() as window:
        eventually((program.profile / "data/estates/default/estate.sqlite-wal").exists)
    assert (window.returncode, path.read_text()) == (0, "version = 99\n")
