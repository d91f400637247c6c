"""Incidents, risk and posture of a resource, in the contract's fields."""

from pulse_desktop.app.documents.fields import Json, plain, text, without_absent
from pulse_desktop.model.resource import Consumers, IncidentRollup
from pulse_desktop.resources.views.view import View


def incident_fields(view: View) -> Json:
    """What platforms report as trouble, and the most pressing of it."""
    rolled_up = _rolled_up(view.rollup) if view.rollup else {}
    return {"incidents": plain(view.incidents) or None} | rolled_up


def risk_fields(view: View) -> Json:
    """The risk of a store or disk, whom its loss would hit, and both in one sentence."""
    fields: Json = {
        "riskSummary": text(view.risk_summary),
        "consumerImpactSummary": text(view.impact),
        "postureSummary": text(view.posture),
    }
    if view.risk is not None:
        fields |= {
            "risk": plain(view.risk),
            "protectionReduced": view.protection_summary is not None,
            "protectionSummary": text(view.protection_summary),
            "rebuildInProgress": view.rebuild_summary is not None,
            "rebuildSummary": text(view.rebuild_summary),
        }
    if view.consumers is not None:
        fields |= _consumers(view.consumers)
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
