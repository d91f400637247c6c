"""What changed about a resource, for the timeline. Values and last-seen never make a change.

The order of the rules below is their precedence: one resource yields one change per commit
(Pulse 6, resource changes). Going stale is no change of the thing, so it yields none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Condition
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import Activity
from pulse_desktop.model.text import Text, mark

ABSENT = "absent"
"""The contract's word for the state before the first sight and after the last."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A resource as it was before it aged: its condition without staleness."""

    resource: Resource
    condition: Condition


def difference(
    old: Seen | None, new: Seen | None, at: datetime, source: SourceName
) -> Change | None:
    """The one change that leads from ``old`` to ``new``, or none."""
    if old is None:
        return None if new is None else _appeared(new, at, source)
    if new is None:
        return _disappeared(old, at, source)
    for rule in _RULES:
        found = rule(old, new)
        if found is not None:
            return _change(new.resource, found, at, source)
    return None


def activity_change(resource: Resource, activity: Activity, source: SourceName) -> Change:
    """A timeline entry for something a source saw happen; the same event has the same id."""
    key = f"{resource.id}|{source}|{activity.native_event}"
    return Change(
        id=f"activity-{sha256(key.encode()).hexdigest()[:40]}",
        at=activity.at,
        resource=resource.id,
        resource_name=resource.name,
        kind=ChangeKind.ACTIVITY,
        source=source,
        text=activity.text,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    kind: ChangeKind
    text: Text
    from_state: str | None
    to_state: str | None


_Rule = Callable[[Seen, Seen], _Found | None]


def _restarted(old: Seen, new: Seen) -> _Found | None:
    before, after = old.resource.restart_count, new.resource.restart_count
    if before is not None and after is not None and after > before:
        text = mark("Timeline", "Restarted, {count} times so far").given(count=after)
        return _Found(ChangeKind.RESTART, text, str(before), str(after))
    return None


def _turned(old: Seen, new: Seen) -> _Found | None:
    before, after = old.condition, new.condition
    if (before.status, str(before.word)) == (after.status, str(after.word)):
        return None
    text = mark("Timeline", "{before} → {after}").given(
        before=str(before.word), after=str(after.word)
    )
    return _Found(ChangeKind.STATE_TRANSITION, text, before.status, after.status)


def _moved(old: Seen, new: Seen) -> _Found | None:
    before, after = old.resource, new.resource
    if before.parent_id == after.parent_id:
        return None
    if after.parent_name is None:
        text = mark("Timeline", "No longer on {parent}").given(parent=before.parent_name or "")
    else:
        text = mark("Timeline", "Now on {parent}").given(parent=after.parent_name)
    return _Found(ChangeKind.RELATIONSHIP_CHANGE, text, before.parent_id, after.parent_id)


def _reconfigured(old: Seen, new: Seen) -> _Found | None:
    before, after = old.resource, new.resource
    if before.name != after.name:
        text = mark("Timeline", "Renamed from {before}").given(before=before.name)
        return _Found(ChangeKind.CONFIG_UPDATE, text, before.name, after.name)
    if set(before.tags) != set(after.tags):
        was, now = ", ".join(before.tags), ", ".join(after.tags)
        text = mark("Timeline", "Tags changed to {tags}").given(tags=now or "—")
        return _Found(ChangeKind.CONFIG_UPDATE, text, was, now)
    return None


_RULES: tuple[_Rule, ...] = (_restarted, _turned, _moved, _reconfigured)


def _appeared(new: Seen, at: datetime, source: SourceName) -> Change:
    word = str(new.condition.word)
    text = mark("Timeline", "Discovered, {state}").given(state=word)
    found = _Found(ChangeKind.STATE_TRANSITION, text, ABSENT, new.condition.status)
    return _change(new.resource, found, at, source)


def _disappeared(old: Seen, at: datetime, source: SourceName) -> Change:
    text = mark("Timeline", "Removed, last seen {state}").given(state=str(old.condition.word))
    found = _Found(ChangeKind.STATE_TRANSITION, text, old.condition.status, ABSENT)
    return _change(old.resource, found, at, source)


def _change(resource: Resource, found: _Found, at: datetime, source: SourceName) -> Change:
    return Change(
        id=_change_id(resource.id, found, at),
        at=at,
        resource=resource.id,
        resource_name=resource.name,
        kind=found.kind,
        source=source,
        text=found.text,
        from_state=found.from_state,
        to_state=found.to_state,
    )


def _change_id(resource: ResourceId, found: _Found, at: datetime) -> str:
    """The same change of the same instant gets the same id, so that writing it twice is once."""
    key = f"{resource}|{found.kind}|{epoch_ms(at)}|{found.from_state}|{found.to_state}"
    return f"change-{sha256(key.encode()).hexdigest()[:40]}"
