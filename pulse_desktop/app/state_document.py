"""The read state and the poll records as the JSON that scripts rely on (schema 1).

Field names are the contract's. Percentages are 0 to 100 here, ratios inside the program. What
was not measured has no field. All of it derives from the read state and its views (T-10).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pulse_desktop.app.documents.connection import connection_document
from pulse_desktop.app.documents.fields import Json
from pulse_desktop.app.documents.recovery import recovery_document
from pulse_desktop.app.documents.resource import Errors, resource_document
from pulse_desktop.app.documents.systems import system_document, usage_document
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.monitoring.readiness import SystemUsage
from pulse_desktop.recovery.audit import NO_AUDIT, Audit, audit
from pulse_desktop.resources.read_state import ReadState

SCHEMA = 1


def state_document(
    state: ReadState,
    connections: Sequence[ConnectionStatus],
    now: datetime,
    usage: SystemUsage | None = None,
) -> Json:
    """``pulse-desktop state --json``. ``usage`` is what the readiness reader says of ``state``."""
    document: Json = {
        "schema": SCHEMA,
        "generatedAt": iso_utc(now),
        "connections": [connection_document(status) for status in connections],
        "resources": list(resource_documents(state, connections, audit(state, now))),
        "connectedInfrastructure": [
            system_document(row) for row in state.connected_infrastructure()
        ],
    }
    return document if usage is None else document | {"systems": usage_document(usage)}


def resource_documents(
    state: ReadState, connections: Sequence[ConnectionStatus], protection: Audit = NO_AUDIT
) -> Iterator[Json]:
    """Every resource, in the order of the read state's lists."""
    errors = _errors(connections)
    for view in state.views():
        parent = None if view.parent_id is None else state.resource(view.parent_id)
        document = resource_document(view, errors, parent)
        recovery = recovery_document(protection.standings.get(view.id))
        yield document if recovery is None else document | {"recovery": recovery}


def _errors(connections: Sequence[ConnectionStatus]) -> Errors:
    return {
        status.connection.id: status.record.last_error.message
        for status in connections
        if status.record.last_error is not None
    }
