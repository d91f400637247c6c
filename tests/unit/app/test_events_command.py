"""``events``: what it prints, which entries it picks, and what it refuses."""

import json

import pytest

from pulse_desktop.app.cli import run
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.database import Database
from pulse_desktop.model.change import Change, ChangeKind, Origin
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import last_seen
from pulse_desktop.resources.canonical_id import canonical_id
from pulse_desktop.timeline import store as timeline
from simulators.scripted import HYPERVISOR, later, observation, snapshot

WEB = canonical_id(HYPERVISOR.name, observation("web"))


def change(name, at=0, **given):
    values = {
        "id": name,
        "at": later(at),
        "resource": "vm-0",
        "resource_name": "gone",
        "kind": ChangeKind.STATE_TRANSITION,
        "source": HYPERVISOR.name,
        "text": mark("Test", "{state} now").given(state=mark("Test", "Stopped")),
    }
    return Change(**values | given)


CHANGES = (
    change("first", resource=WEB, resource_name="web", to_state="online"),
    change("restart", 60, kind=ChangeKind.RESTART, resource=WEB, resource_name="web"),
    change("other", 120, source="elsewhere", origin=Origin.PLATFORM_EVENT, actor="root"),
)


@pytest.fixture
async def recorded(profile):
    """A profile whose estate saw one machine and three changes."""
    database = Database(profile.database_file, ESTATE_SCHEMA)
    await database.open()
    await database.write(lambda handle: timeline.append(handle, CHANGES))
    seen = snapshot(observation("web"))
    await database.write(lambda handle: last_seen.enter(handle, seen))
    await database.aclose()
    return profile


@pytest.fixture
def events(recorded, capsys):
    """The ids that ``events --json`` prints with these options."""

    def called(*options):
        folder = str(recorded.config.parent)
        assert run(["--profile", folder, "events", *options, "--json"]) == ExitStatus.DONE
        return json.loads(capsys.readouterr().out)["events"]

    return called


def ids(found):
    return [one["id"] for one in found]


def test_the_newest_event_is_printed_first(events):
    assert ids(events()) == ["other", "restart", "first"]


def test_an_event_says_what_happened_to_what_and_who_told(events):
    assert events("--limit", "1") == [
        {
            "id": "other",
            "at": iso_utc(later(120)),
            "observedAt": iso_utc(later(120)),
            "resource": "vm-0",
            "resourceName": "gone",
            "kind": "state_transition",
            "source": "elsewhere",
            "sourceType": "platform_event",
            "actor": "root",
            "confidence": "high",
            "text": "Stopped now",
        }
    ]


@pytest.mark.parametrize("name", [WEB, "web", "WEB"])
def test_a_resource_is_named_by_its_id_or_its_name(events, name):
    assert ids(events("--resource", name)) == ["restart", "first"]


@pytest.mark.parametrize("name", ["vm-0", "gone"])
def test_a_resource_that_is_gone_is_still_known_to_the_timeline(events, name):
    assert ids(events("--resource", name)) == ["other"]


def test_events_are_picked_by_kind_source_and_time(events):
    assert ids(events("--kind", "restart")) == ["restart"]
    assert ids(events("--kind", "restart", "--kind", "state_transition", "--limit", "2")) == [
        "other",
        "restart",
    ]
    assert ids(events("--source", "elsewhere")) == ["other"]
    assert ids(events("--since", iso_utc(later(60)))) == ["other", "restart"]
    assert ids(events("--until", iso_utc(later(60)))) == ["first"]


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do(capsys):
    with pytest.raises(SystemExit) as ended:
        run(["events", "--kind", "reboot"])
    assert ended.value.code == ExitStatus.USAGE
    assert "'reboot' is none of state_transition, activity, restart" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "many", "10001"])
def test_a_limit_is_a_number_of_events(capsys, limit):
    with pytest.raises(SystemExit) as ended:
        run(["events", f"--limit={limit}"])
    assert ended.value.code == ExitStatus.USAGE


def test_an_unknown_resource_is_one_sentence(recorded, capsys):
    status = run(["--profile", str(recorded.config.parent), "events", "--resource", "nas"])
    assert status == ExitStatus.USAGE
    assert capsys.readouterr().err == "No recorded resource is named nas.\n"


def test_before_anything_was_recorded_there_are_no_events(profile, capsys):
    assert run(["--profile", str(profile.config.parent), "events", "--json"]) == ExitStatus.DONE
    assert json.loads(capsys.readouterr().out) == {"schema": 1, "events": []}


def test_people_get_a_line_an_event(recorded, capsys):
    run(["--profile", str(recorded.config.parent), "events", "--limit", "1"])
    moment = later(120).astimezone().isoformat(sep=" ", timespec="seconds")
    assert capsys.readouterr().out == f"{moment}  gone  Stopped now\n"
