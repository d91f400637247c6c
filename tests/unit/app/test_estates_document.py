"""Several estates in one document."""

import json

import pytest

from pulse_desktop.app.estates_document import Seen, estates_document
from pulse_desktop.model.ids import EstateId
from pulse_desktop.monitoring.readiness import system_usage
from pulse_desktop.settings.estates import Estate, EstateList
from simulators.read_states import resource, state_of
from simulators.scripted import NOON, later

HOME, WORK = EstateId("home"), EstateId("work")
ESTATES = EstateList((Estate(HOME, "Home"), Estate(WORK, "Work")), HOME)


def seen(estate, *resources, at=NOON):
    held = state_of(*resources)
    usage = system_usage(held, (), (), at)
    return Seen(estate=estate, state=held, statuses=(), at=at, usage=usage)


@pytest.fixture
def document():
    """A machine at home that is watched from work too, and another at work."""
    home = seen(HOME, resource("pve1"))
    work = seen(WORK, resource("pve1"), resource("nas"), at=later(5))
    return json.loads(json.dumps(estates_document(ESTATES, (home, work))))


def test_each_resource_and_system_says_whose_it_is(document):
    """T-13: estates share no truth."""
    told = [(r["name"], r["estate"]) for r in document["resources"]]
    assert told == [("pve1", "home"), ("nas", "work"), ("pve1", "work")]
    rows = [(r["name"], r["estate"]) for r in document["connectedInfrastructure"]]
    assert rows == told


def test_the_count_is_the_sum_over_all_estates(document):
    """T-13: not that of the open one."""
    assert document["systems"] == {"available": True, "count": 3}


def test_the_document_is_as_new_as_its_newest_part(document):
    assert document["generatedAt"] == "2026-01-01T12:00:05.000Z"


def test_one_estate_that_cannot_be_counted_leaves_the_sum_open():
    """T-12: fails closed for the whole installation too."""
    home = seen(HOME, resource("pve1"))
    unknown = Seen(
        estate=WORK,
        state=state_of(),
        statuses=(),
        at=NOON,
        usage=system_usage(None, (), (), None),
    )
    systems = estates_document(ESTATES, (home, unknown))["systems"]
    assert (systems["available"], "count" in systems) == (False, False)
