"""The graphs of a backup server: which are asked for, and what was recorded of which thing."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from pulse_desktop.model.earlier import Earlier
from pulse_desktop.model.resource_type import ResourceType
from pulse_desktop.platforms.proxmox.backup.answers import Answers
from pulse_desktop.platforms.proxmox.backup.graphs import wire
from pulse_desktop.platforms.proxmox.backup.privileges import STORES, SYSTEM, Granted, Reach
from pulse_desktop.platforms.proxmox.backup.store_path import SERVER, server_id, store_id
from pulse_desktop.platforms.proxmox.backup.stores import is_elsewhere, is_readable
from pulse_desktop.platforms.proxmox.backup.wire import Store
from pulse_desktop.platforms.proxmox.graphs.frames import begun, graph
from pulse_desktop.platforms.proxmox.rounds.findings import Findings
from pulse_desktop.platforms.proxmox.rounds.question import Errand

OF_SERVER = graph("server", "nodes/{node}/rrd", wire.server)
OF_STORE = graph("datastore", "admin/datastore/{0}/rrd", wire.store)


def errands(
    granted: Granted | None, stores: tuple[Store, ...], found: Findings
) -> Iterator[Errand[Any]]:
    """All that the credential may be told, the server's before the stores' in each time frame."""
    names = [row.store for row in stores if _is_asked(row, granted)]
    is_open = granted is None or SYSTEM.reach(granted) is not Reach.NOWHERE
    wanted = (
        chain(
            [Errand(of_server, SERVER)] if is_open else (),
            (Errand(of_store, SERVER, (name,)) for name in names),
        )
        for of_server, of_store in zip(OF_SERVER, OF_STORE, strict=True)
    )
    return begun(chain.from_iterable(wanted), found)


def _is_asked(row: Store, granted: Granted | None) -> bool:
    is_seen = granted is None or STORES.opens(row.store, granted)
    return is_seen and is_readable(row) and not is_elsewhere(row)


def earlier(found: Answers) -> Iterator[Earlier]:
    """What came since the last poll."""
    connection = found.connection.id
    for question in OF_SERVER:
        recorded = found.care.of(question, SERVER).value
        if recorded is not None:
            yield Earlier(server_id(connection), ResourceType.PBS, recorded)
    for row in found.stores:
        for question in OF_STORE:
            recorded = found.care.of(question, SERVER, row.store).value
            if recorded is not None:
                yield Earlier(store_id(connection, row.store), ResourceType.STORAGE, recorded)
