"""Incidents, risk and posture of a resource, in the contract's fields."""

from collections.abc import Collection

from pulse_desktop.app.documents.fields import Json, plain, text, without_absent
from pulse_desktop.model.resource import Consumers, IncidentRollup, Resource, Risk
from pulse_desktop.model.text import Text
from pulse_desktop.resources.impact import impact_of
from pulse_desktop.resources.risk import PROTECTION_CODES, REBUILD_CODES, summary


def incident_fields(resource: Resource) -> Json:
    """What platforms report as trouble, and the most pressing of it."""
    rollup = resource.rollup
    return {"incidents": plain(resource.incidents) or None} | (_rolled_up(rollup) if rollup else {})


def risk_fields(resource: Resource) -> Json:
    """The risk of a store or disk, whom its loss would hit, and both in one sentence."""
    fields: Json = {"postureSummary": text(resource.posture)}
    if resource.risk is not None:
        fields |= _risk(resource.risk)
    if resource.consumers is not None:
        fields |= _consumers(resource.consumers)
        endangered = bool(resource.risk or resource.incidents)
        impact = impact_of(resource, resource.consumers, is_endangered=endangered)
        fields["consumerImpactSummary"] = text(impact)
    return without_absent(fields)


def _rolled_up(rollup: IncidentRollup) -> Json:
    return {
        "incidentCount": rollup.count,
        "incidentCode": rollup.code,
        "incidentSeverity": rollup.severity,
        "incidentSummary": str(rollup.summary),
        "incidentCategory": rollup.category,
        "incidentLabel": str(rollup.label),
        "incidentPriority": rollup.priority,
        "incidentImpactSummary": text(rollup.impact),
        "incidentUrgency": rollup.urgency,
        "incidentAction": text(rollup.action),
    }


def _risk(risk: Risk) -> Json:
    protection, rebuild = _said(risk, PROTECTION_CODES), _said(risk, REBUILD_CODES)
    return {
        "risk": plain(risk),
        "riskSummary": text(summary(risk)),
        "protectionReduced": protection is not None,
        "protectionSummary": text(protection),
        "rebuildInProgress": rebuild is not None,
        "rebuildSummary": text(rebuild),
    }


def _said(risk: Risk, codes: Collection[str]) -> Text | None:
    return next((reason.summary for reason in risk.reasons if reason.code in codes), None)


def _consumers(consumers: Consumers) -> Json:
    return {
        "consumerCount": consumers.count,
        "consumerTypes": plain(consumers.types),
        "topConsumers": [
            {
                "resourceId": consumer.id,
                "resourceType": consumer.type,
                "name": consumer.name,
                "diskCount": consumer.disk_count,
            }
            for consumer in consumers.top
        ],
    }
