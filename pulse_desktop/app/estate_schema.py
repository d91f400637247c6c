"""The tables of an estate's database, gathered from the parts that own them."""

from pulse_desktop.database import Schema
from pulse_desktop.history import store as history_store
from pulse_desktop.monitoring import last_seen
from pulse_desktop.timeline import store as timeline_store

ESTATE_SCHEMA = Schema((history_store.SCHEMA, timeline_store.SCHEMA, last_seen.SCHEMA))
