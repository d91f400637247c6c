"""The count of systems, and connected infrastructure, in the contract's fields."""

from pulse_desktop.app.documents.fields import Json, iso, plain, text, without_absent
from pulse_desktop.monitoring.readiness import SystemUsage
from pulse_desktop.resources.systems.surfaces import ConnectedSystem, Surface


def usage_document(usage: SystemUsage) -> Json:
    """The count, or why there is none. ``unread`` are connections that never answered."""
    return without_absent(
        {
            "available": usage.available,
            "count": usage.count,
            "reason": usage.reason,
            "reasonText": text(usage.sentence),
            "unread": list(usage.unread) or None,
        }
    )


def system_document(row: ConnectedSystem) -> Json:
    """One row of connected infrastructure."""
    return without_absent(
        {
            "id": row.id,
            "name": row.name,
            "displayName": row.name,
            "hostname": row.hostname,
            "kind": row.kind,
            "status": row.standing,
            "healthStatus": row.status,
            "lastSeen": iso(row.last_seen_at),
            "removedAt": iso(row.removed_at),
            "version": row.version,
            "linkedNodeId": row.linked_node_id,
            "commandsEnabled": row.commands_enabled,
            "source": row.source,
            "reasons": plain(row.reasons) or None,
            "signals": plain(row.signals) or None,
            "statusExplanation": plain(row.explanation) or None,
            "surfaces": [_surface(surface) for surface in row.surfaces],
        }
    )


def _surface(surface: Surface) -> Json:
    is_own = surface.action is not None
    return without_absent(
        {
            "id": surface.id,
            "kind": surface.kind,
            "label": str(surface.label),
            "detail": surface.state,
            "resourceId": surface.resource,
            "controlId": surface.native_id if is_own else None,
            "action": surface.action,
            "idLabel": text(surface.id_label),
            "idValue": surface.native_id if is_own else None,
        }
    )
