"""An incident or a risk came or went."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pulse_desktop.model.change import ChangeKind, excerpt
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.change.finding import NONE, Finding, Seen

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MEASURED_RISKS = frozenset({"capacity_runway_low", "temperature_high"})
"""Risks that are levels of a measured value: they would come and go about its threshold."""

_SEVERITIES = tuple(Severity)
"""From harmless to bad."""


@dataclass(frozen=True, slots=True)
class _Trouble:
    state: str
    """As it leaves the program: ``<code>[<severity>]:<summary>``."""

    severity: Severity
    summary: Text


def troubles(old: Seen, new: Seen) -> Iterator[Finding]:
    """What is reported now and was not, or the other way round."""
    before, after = _troubles(old.resource), _troubles(new.resource)
    came = [after[key] for key in after if key not in before]
    went = [before[key] for key in before if key not in after]
    if not came and not went:
        return
    if came:
        text = _headline(came, mark("Timeline", "Reported: {summary}"))
    else:
        text = _headline(went, mark("Timeline", "No longer reported: {summary}"))
    kind = ChangeKind.METRIC_ANOMALY
    yield Finding("incidents", kind, text, _listed(before.values()), _listed(after.values()))


def _troubles(resource: Resource) -> dict[tuple[str, ...], _Trouble]:
    """By what makes each one itself. Numbers in its words are values, so they do not."""
    found: dict[tuple[str, ...], _Trouble] = {}
    key: tuple[str, ...]
    for one in resource.incidents:
        state = f"{one.code}[{one.severity.value}]:{one.summary}"
        summary = mark("Timeline", "{words}").given(words=excerpt(one.summary))
        words = _NUMBER.sub("#", one.summary)
        key = (one.provider, one.native_id, one.code, one.severity.value, words)
        found[key] = _Trouble(state, one.severity, summary)
    for reason in resource.risk.reasons if resource.risk is not None else ():
        if reason.code not in _MEASURED_RISKS:
            state = f"{reason.code}[{reason.severity.value}]:{reason.summary}"
            key = ("risk", reason.code, reason.severity.value)
            found[key] = _Trouble(state, reason.severity, reason.summary)
    return found


def _headline(found: list[_Trouble], sentence: Text) -> Text:
    """The worst of them, and how many more there are."""
    worst = max(found, key=lambda one: (_SEVERITIES.index(one.severity), one.state))
    said = sentence.given(summary=worst.summary)
    if len(found) == 1:
        return said
    return mark("Timeline", "{first}, and {n} more").given(first=said, n=len(found) - 1)


def _listed(found: Iterable[_Trouble]) -> str:
    return excerpt(", ".join(sorted(one.state for one in found)) or NONE)
