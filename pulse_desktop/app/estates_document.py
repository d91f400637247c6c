"""Several estates as the JSON that scripts rely on (schema 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pulse_desktop.app.documents.connection import connection_document
from pulse_desktop.app.documents.systems import system_document, usage_document
from pulse_desktop.app.state_document import SCHEMA, resource_documents
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.monitoring.readiness import SystemUsage, total
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.settings.estates import Estate, EstateList

_Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One estate as it was found."""

    estate: EstateId
    state: ReadState
    statuses: tuple[ConnectionStatus, ...]
    at: datetime
    usage: SystemUsage
    """How many systems are in it, by the readiness reader."""


def estates_document(estates: EstateList, seen: Sequence[Seen]) -> _Json:
    """``pulse-desktop state --json --all-estates``: like that of one, and each says whose it is.

    A machine that two estates watch is in it twice, under one id: estates share no truth.
    """
    return {
        "schema": SCHEMA,
        "generatedAt": iso_utc(max(one.at for one in seen)),
        "estates": [estate_document(estate, estates) for estate in estates.living],
        "connections": [
            connection_document(status) | {"estate": one.estate}
            for one in seen
            for status in one.statuses
        ],
        "resources": [
            document | {"estate": one.estate}
            for one in seen
            for document in resource_documents(one.state, one.statuses)
        ],
        "connectedInfrastructure": [
            system_document(row) | {"estate": one.estate}
            for one in seen
            for row in one.state.connected_infrastructure()
        ],
        "systems": usage_document(total(one.usage for one in seen)),
    }


def estate_document(estate: Estate, estates: EstateList) -> _Json:
    """One estate."""
    return {"id": estate.id, "name": estate.name, "current": estate.id == estates.current}
