"""The last touch on a merged resource: its risk, whom that would hit, and what it does to it."""

from dataclasses import replace

from pulse_desktop.model.condition import AT_RISK, NEEDS_ATTENTION, Condition, Status
from pulse_desktop.model.resource import Consumers, Resource, Risk
from pulse_desktop.model.snapshot import Severity
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources import risk as risks
from pulse_desktop.resources.impact import impact_of
from pulse_desktop.resources.incident import rolled_up

_LOWERED = {Severity.WARNING: NEEDS_ATTENTION, Severity.CRITICAL: AT_RISK}


def finished(resource: Resource, consumers: Consumers | None) -> Resource:
    """``resource`` with risk, consumers, roll-up and posture, and the status that follows.

    What works and is in trouble is a warning; offline and unknown stay what they are. It is
    idempotent, and gives back the same object where it changes nothing.
    """
    if not (resource.type in risks.AT_RISK or resource.incidents or consumers or resource.rollup):
        return resource
    risk = risks.risk_of(resource)
    impact = impact_of(resource, consumers, is_endangered=bool(risk or resource.incidents))
    rollup = rolled_up(resource, risk, consumers, impact)
    found = (
        lowered(resource.condition, rollup.severity if rollup else Severity.HEALTHY),
        risk,
        consumers,
        rollup,
        posture(risk, impact),
    )
    if found == _of(resource):
        return resource
    condition, risk, consumers, rollup, sentence = found
    return replace(
        resource,
        condition=condition,
        risk=risk,
        consumers=consumers,
        rollup=rollup,
        posture=sentence,
    )


def posture(risk: Risk | None, impact: Text | None) -> Text | None:
    """What is at risk, then whom it would hit; either alone where there is no other."""
    said = risks.summary(risk) if risk else None
    if said is None or impact is None:
        return said or impact
    return mark("Posture", "{risk}. {impact}").given(risk=said, impact=impact)


def lowered(condition: Condition, severity: Severity) -> Condition:
    """How a thing stands that is in trouble of that ``severity``."""
    if condition.status is not Status.ONLINE:
        return condition
    return _LOWERED.get(severity, condition)


def _of(resource: Resource) -> tuple[object, ...]:
    return (
        resource.condition,
        resource.risk,
        resource.consumers,
        resource.rollup,
        resource.posture,
    )
