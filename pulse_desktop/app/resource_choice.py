"""Finding a recorded resource by its id or its name."""

from datetime import datetime

from pulse_desktop.database import Handle
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.series import SeriesIndex
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring import last_seen
from pulse_desktop.monitoring.monitor import Monitor
from pulse_desktop.resources import operator_store
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.resources.registry import Registry


def last_state(handle: Handle, now: datetime) -> ReadState:
    """The read state as the last sweep and the user left it, all of it stale."""
    monitor = Monitor(Registry(SeriesIndex(), operator_store.load(handle)))
    for _ in monitor.recall(last_seen.load(handle).snapshots, now):
        continue
    return monitor.state


def chosen_resource(state: ReadState, name: str) -> Resource:
    """The one resource with that id or name.

    Raises:
        SettingsError: None has it, or several do.
    """
    found = state.named(name)
    if not found:
        raise SettingsError(
            mark("Resources", "No recorded resource is named {name}.").given(name=name)
        )
    if len(found) > 1:
        ids = ", ".join(resource.id for resource in found)
        raise SettingsError(
            mark(
                "Resources", "Several resources are named {name}. Use one of their ids: {ids}."
            ).given(
                name=name,
                ids=ids,
            )
        )
    return found[0]
