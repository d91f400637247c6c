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
        fields |= {"risk": plain(view.risk)} | _redundancy(view)
    if view.consumers is not None:
        fields |= _consumers(view.consumers)
    return without_absent(fields)


def machine_risk_fields(view: View) -> Json:
    """The same of a machine with disks of its own; nothing where nothing is at risk."""
    if view.risk is None:
        return {}
    return without_absent(
        {
            "storageRisk": plain(view.risk),
            "storageRiskSummary": text(view.risk_summary),
            "storagePostureSummary": text(view.posture),
        }
        | _redundancy(view)
    )


def backup_fields(view: View) -> Json:
    """Whose backups a server keeps, and what endangers them."""
    fields: Json = {
        "storageRisk": plain(view.risk) if view.risk else None,
        "postureSummary": text(view.posture),
    }
    if view.consumers is not None:
        fields |= {
            "protectedWorkloadCount": view.consumers.count,
            "protectedWorkloadTypes": plain(view.consumers.types),
            "protectedWorkloadNames": [consumer.name for consumer in view.consumers.top],
            "protectedWorkloadSummary": text(view.impact),
        }
    return without_absent(fields)


def _redundancy(view: View) -> Json:
    return {
        "protectionReduced": view.protection_summary is not None,
        "protectionSummary": text(view.protection_summary),
        "rebuildInProgress": view.rebuild_summary is not None,
        "rebuildSummary": text(view.rebuild_summary),
    }


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
