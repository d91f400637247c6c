"""The tables of an estate's database, gathered from the parts that own them."""

from pulse_desktop.database import Schema
from pulse_desktop.history import schema as history
from pulse_desktop.monitoring import last_seen
from pulse_desktop.resources import operator_store
from pulse_desktop.timeline import notes
from pulse_desktop.timeline import schema as timeline

ESTATE_SCHEMA = Schema(
    (history.SCHEMA, timeline.SCHEMA, notes.SCHEMA, last_seen.SCHEMA, operator_store.SCHEMA),
    (*timeline.MIGRATIONS, *last_seen.MIGRATIONS, *history.MIGRATIONS),
)
