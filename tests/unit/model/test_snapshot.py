"""A large snapshot is taken in parts, of which only the last may withdraw anything."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse_desktop.model.condition import ONLINE
from pulse_desktop.model.errors import Category
from pulse_desktop.model.ids import ConnectionId, NativeId, PlatformId, SourceName
from pulse_desktop.model.snapshot import (
    Issue,
    Observation,
    RelationKind,
    ResourceType,
    Severity,
    Snapshot,
)
from pulse_desktop.model.source import Role, Source
from pulse_desktop.model.text import mark

SOURCE = Source(SourceName("x"), Role.AGENT, PlatformId("x"), ConnectionId("conn-1"))


def snapshot(count):
    return Snapshot(
        source=SOURCE,
        collected_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
        observations=tuple(
            Observation(
                native_id=NativeId(str(number)), type=ResourceType.VM, name="", condition=ONLINE
            )
            for number in range(count)
        ),
        issues=(Issue("disks", Category.FORBIDDEN, mark("Test", "Not allowed.")),),
        counts={"guests": count},
    )


@given(st.integers(0, 40), st.integers(1, 12))
def test_the_parts_of_a_snapshot_are_the_snapshot(count, size):
    whole = snapshot(count)
    parts = list(whole.parts(size))
    assert sum((part.observations for part in parts), ()) == whole.observations
    assert all(len(part.observations) <= size for part in parts)


@given(st.integers(0, 40), st.integers(1, 12))
def test_only_the_last_part_is_the_last(count, size):
    *earlier, last = snapshot(count).parts(size)
    assert last.is_last_part
    assert not any(part.is_last_part for part in earlier)


def test_nothing_is_withdrawn_before_the_last_part():
    first, last = snapshot(3).parts(2)
    assert first.complete_kinds == frozenset()
    assert last.complete_kinds == frozenset(ResourceType)


def test_issues_and_counts_are_told_once_with_the_last_part():
    first, last = snapshot(3).parts(2)
    assert (len(first.issues), len(last.issues)) == (0, 1)
    assert last.counts == {"guests": 3}


def test_a_small_snapshot_is_its_only_part():
    small = snapshot(2)
    assert list(small.parts(2)) == [small]


def test_the_types_are_the_contracts_14():
    assert len(ResourceType) == 14


def test_the_kinds_of_relationship_are_the_contracts_five():
    assert set(RelationKind) == {
        "runs_on",
        "depends_on",
        "mounted_to",
        "exposed_by",
        "owned_by",
    }


def test_trouble_has_the_contracts_four_levels():
    assert list(Severity) == ["healthy", "monitor", "warning", "critical"]


@pytest.mark.parametrize("field", ["metrics", "facts", "tags"])
def test_what_an_observation_was_not_told_is_empty(field):
    (seen,) = snapshot(1).observations
    assert not getattr(seen, field)
