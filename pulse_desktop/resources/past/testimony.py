"""What a change says of how a thing was before it, and after it."""

import re
from collections.abc import Iterator, Mapping

from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.condition import UNKNOWN, Condition, Shape, Status
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.snapshot import ResourceType, Severity
from pulse_desktop.model.text import Text
from pulse_desktop.resources.change.finding import NONE
from pulse_desktop.resources.change.transition import TURNED
from pulse_desktop.resources.difference import (
    CONDITION_BEFORE,
    NAME_BEFORE,
    PARENT_BEFORE,
    SEVERITY_BEFORE,
)

Words = Mapping[Text, Condition]
"""Conditions by their word, as far as they are in use now."""

_SHAPES = {
    Status.ONLINE: Shape.OK,
    Status.WARNING: Shape.WARNING,
    Status.OFFLINE: Shape.OFF,
    Status.UNKNOWN: Shape.UNKNOWN,
}
"""Taken where an entry does not say more than the status."""

_SEVERITY = re.compile(r"\[(" + "|".join(Severity) + r")\]:")
_SEVERITIES = tuple(Severity)
_RENAMED = "Renamed from {before}"


def fields(change: Change) -> tuple[str, ...]:
    """What differed, as it leaves the program."""
    told = change.metadata.get("changedFields", ())
    return told if isinstance(told, tuple) else ()


def nature(change: Change) -> str:
    """Why a thing came or went; empty for a change of one that stayed."""
    return str(change.metadata.get("changeType", ""))


def type_in(resource: ResourceId) -> ResourceType | None:
    """The type that an id begins with."""
    known = resource.rpartition("-")[0]
    return ResourceType(known) if known in set(ResourceType) else None


def condition_before(change: Change, after: Condition, words: Words) -> Condition:
    """How it stood; ``after`` where the change is about something else."""
    told = _parameters(change.text, TURNED.template)
    word = None if told is None else told.get("before")
    if not isinstance(word, Text):
        return after
    told_status = _status(change.from_state) or after.status
    return _recorded(change, word) or _condition(word, told_status, words)


def condition_at_the_end(change: Change, words: Words) -> Condition:
    """How it stood when it went."""
    word = change.text.parameters.get("state")
    return _recorded(change, word) or last_seen(change, change.from_state, words)


def condition_after(change: Change, words: Words) -> Condition:
    """How it stood from then on; unknown where the change does not tell."""
    told = _parameters(change.text, TURNED.template)
    word = None if told is None else told.get("after")
    if isinstance(word, Text):
        return _condition(word, _status(change.to_state), words)
    return last_seen(change, change.to_state, words)


def last_seen(change: Change, state: str | None, words: Words) -> Condition:
    """The condition with which a thing came or went."""
    word = change.text.parameters.get("state")
    if not isinstance(word, Text):
        return UNKNOWN
    return _condition(word, _status(state), words)


def parent_before(change: Change) -> ResourceId | None:
    """What it ran on; to be asked of an end, and where ``parentId`` is among the fields."""
    told = change.metadata.get(PARENT_BEFORE)
    if told is None and fields(change)[:1] == ("parentId",):
        told = change.from_state
    return ResourceId(told) if isinstance(told, str) and told != NONE else None


def is_way_back_told(change: Change) -> bool:
    """Whether the change says how things were before it."""
    return CONDITION_BEFORE in change.metadata


def name_before(change: Change) -> str | None:
    """What it was called; ``None`` where the change does not tell."""
    recorded = change.metadata.get(NAME_BEFORE)
    if recorded is not None:
        return str(recorded)
    told = _parameters(change.text, _RENAMED)
    return None if told is None else str(told["before"])


def severity_before(change: Change) -> Severity | None:
    """How bad its troubles were together; ``None`` where the change does not tell."""
    recorded = change.metadata.get(SEVERITY_BEFORE)
    if recorded is not None:
        return Severity(str(recorded))
    if change.kind is not ChangeKind.METRIC_ANOMALY or fields(change)[:1] != ("incidents",):
        return None
    told = [Severity(found) for found in _SEVERITY.findall(change.from_state or "")]
    return max(told, key=_SEVERITIES.index, default=Severity.HEALTHY)


def _recorded(change: Change, word: object) -> Condition | None:
    recorded = change.metadata.get(CONDITION_BEFORE)
    if not isinstance(recorded, tuple) or not isinstance(word, Text):
        return None
    return Condition(Status(recorded[0]), Shape(recorded[1]), word)


def _condition(word: Text, status: Status | None, words: Words) -> Condition:
    known = words.get(word)
    if known is not None and (status is None or known.status is status):
        return known
    status = status or Status.UNKNOWN
    return Condition(status, _SHAPES[status], word)


def _status(state: str | None) -> Status | None:
    """The status in a state: ``online`` or ``online|<what else is told>``."""
    told = (state or "").partition("|")[0]
    return Status(told) if told in set(Status) else None


def _parameters(text: Text, template: str) -> Mapping[str, object] | None:
    """The parameters of the sentence of that template in ``text``."""
    return next((said.parameters for said in _sentences(text) if said.template == template), None)


def _sentences(text: Text) -> Iterator[Text]:
    yield text
    for value in text.parameters.values():
        if isinstance(value, Text):
            yield from _sentences(value)
