"""The demo estate from the first look to the last, where nothing but the demo can be reached."""

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.settings.profile import Profile
from simulators.confined import Confined
from simulators.program import Program, eventually

RANGES = ("1h", "24h", "7d", "90d")


@pytest.fixture
def place():
    """A folder whose name is so short that sockets fit into it."""
    with TemporaryDirectory(prefix="demo-") as made:
        yield Path(made)


@pytest.fixture
def demo(place):
    """The program with ``--demo``, confined to the demo's folder of a profile that is not there."""
    profile, home = place / "profile", place / "home"
    return Confined(profile, Profile.below(profile).demo().config.parent, home)


@pytest.fixture
def program(place):
    """The same without walls: what reads a form needs to know which platforms there are."""
    return Program(place / "profile")


def everything(place):
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def points(demo, *words):
    document = json.loads(demo.call("--demo", "history", *words).stdout)
    return {point["t"]: point["value"] for point in document["points"]}


def test_whoever_reads_the_demo_leaves_no_trace(demo, place):
    """M-13: no socket, no keyring, not one file."""
    document = demo.json("--demo", "state")
    assert len(document["connections"]) > 15
    assert points(demo, "west-b", "cpu", "--range", "24h")
    assert demo.call("--demo", "events", "--limit", "3").stdout.count("\n") == 3
    assert "ok      keyring" in demo.call("--demo", "doctor").stdout
    assert everything(place) == set()


def test_what_is_forbidden_ends_the_program(demo):
    """The walls of the other tests hold: the same command about the user's own estate."""
    ended = demo.call("doctor", expect=1)
    assert "FORBIDDEN: keyring" in ended.stderr


def test_ranges_agree_on_the_command_line(demo):
    """H-11, M-03: to the last bit, without a recorder ever having run."""
    known = {}
    for name in RANGES:
        for at_ms, value in points(demo, "checkout-web-01", "cpu", "--range", name).items():
            assert known.setdefault(at_ms, value) == value
    assert len(known) > 2000


def test_two_looks_see_the_same_things(demo):
    """M-02, M-04: ids and names stay, and each value is that of its instant in history."""
    first, second = (demo.json("--demo", "state") for _ in range(2))
    one, other = ({r["id"]: r["name"] for r in d["resources"]} for d in (first, second))
    assert one == other
    node = next(r for r in second["resources"] if r["name"] == "west-a")
    told, memory = points(demo, "west-a", "memory", "--range", "1h"), node["metrics"]["memory"]
    assert told[epoch_ms(datetime.fromisoformat(memory["at"]))] == memory["percent"]


def test_a_chart_of_the_demo_is_drawn(demo, place):
    out = place / "profile" / "data" / "demo" / "chart.csv"
    out.parent.mkdir(parents=True)
    words = ("--series", "archive:usage", "--range", "90d", "--out", str(out))
    demo.call("--demo", "export-chart", *words)
    assert len(out.read_text().splitlines()) > 300
    assert everything(place) == {"profile/data/demo/chart.csv"}


def test_the_window_of_the_demo_stays_within_its_folder(demo, place):
    """M-06, M-13: it paints, polls and records, and ends well."""
    database = Profile.below(demo.profile).demo().database_file
    with demo.running("--demo") as process:
        eventually(database.exists)
        eventually(lambda: "Backed up" in demo.call("--demo", "events", "--limit", "2000").stdout)
    assert process.returncode == 0
    assert {path.split("/data/demo/")[0] for path in everything(place)} == {"profile"}


def test_a_recorder_of_the_demo_writes_what_any_provider_tells(demo):
    """M-06: through the same path as any connection's."""
    with demo.running("--demo", "record"):
        database = Profile.below(demo.profile).demo().database_file
        eventually(lambda: database.exists() and database.with_name("estate.sqlite-wal").exists())
    assert database.stat().st_size > 100_000


@pytest.mark.parametrize(
    "words",
    [
        ("connections", "remove", "Core Fabric"),
        ("connections", "test", "Core Fabric"),
        ("connections", "edit", "Core Fabric", "--name", "Mine"),
        ("estates", "list"),
        ("state", "--all-estates"),
    ],
)
def test_what_the_demo_has_not_is_refused(program, words):
    refused = program.call("--demo", *words, expect=2)
    assert refused.stdout == ""
    assert "demo" in refused.stderr


def test_a_connection_of_the_demo_has_nobody_to_test(program):
    done = program.call("--demo", "connections", "test", "Core Fabric", expect=2)
    assert "there is nothing to test" in done.stderr


def test_the_connections_of_the_demo_are_listed(program, place):
    listed = program.json("--demo", "connections", "list")["connections"]
    assert {"Core Fabric", "Archive NAS", "Production"} <= {one["name"] for one in listed}
    assert everything(place) == set()


@pytest.mark.parametrize("words", [("--estate", "x", "state"), ("--demo-scale", "65", "state")])
def test_options_that_do_not_fit_are_a_usage_error(demo, words):
    demo.call("--demo", *words, expect=2)


def test_a_policy_forbids_it_everywhere(demo, place):
    config = Profile.below(demo.profile).config
    config.mkdir(parents=True)
    (config / "policy.toml").write_text("[demo]\nallowed = false\n")
    for words in (("state",), ("record",), ("events",), ()):
        refused = demo.call("--demo", *words, expect=2)
        assert "not allowed on this computer" in refused.stderr
    assert everything(place) == {"profile/config/policy.toml"}
