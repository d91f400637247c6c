"""The tables of an estate's database, gathered from the parts that own them."""

from types import MappingProxyType

from pulse_desktop.database import Schema
from pulse_desktop.history import imported_table
from pulse_desktop.history import salvage as history_salvage
from pulse_desktop.history import schema as history
from pulse_desktop.monitoring import last_seen
from pulse_desktop.resources import operator_store
from pulse_desktop.resources import salvage as operator_salvage
from pulse_desktop.timeline import notes
from pulse_desktop.timeline import salvage as timeline_salvage
from pulse_desktop.timeline import schema as timeline

ESTATE_SCHEMA = Schema(
    (
        history.SCHEMA,
        imported_table.SCHEMA,
        timeline.SCHEMA,
        notes.SCHEMA,
        last_seen.SCHEMA,
        operator_store.SCHEMA,
    ),
    (*timeline.MIGRATIONS, *last_seen.MIGRATIONS, *history.MIGRATIONS),
    checks=MappingProxyType(
        {**history_salvage.CHECKS, **timeline_salvage.CHECKS, **operator_salvage.CHECKS}
    ),
    repairs=(history_salvage.repair,),
)
