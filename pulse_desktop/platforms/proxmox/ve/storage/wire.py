"""The shapes of answers about storages; ``Loose`` fields are read by ``provider.numbers``."""

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, rows
from pulse_desktop.provider.numbers import Loose


class Definition(msgspec.Struct, frozen=True):
    """One row of ``/storage``: what ``storage.cfg`` says."""

    storage: str
    type: str = ""
    content: str | None = None
    disable: Loose = None
    shared: Loose = None
    nodes: str | None = None
    """Names with commas between them; absent where every node has it."""

    pool: str | None = None
    path: str | None = None
    server: str | None = None
    export: str | None = None
    share: str | None = None
    datastore: str | None = None
    namespace: str | None = None
    vgname: str | None = None
    thinpool: str | None = None


class Standing(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/storage``: how a storage stands on that node."""

    storage: str
    type: str = ""
    content: str | None = None
    shared: Loose = None
    enabled: Loose = None
    active: Loose = None
    used: Loose = None
    total: Loose = None


def definitions(body: bytes) -> Rows[Definition]:
    """``/storage``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Definition)


def standings(body: bytes) -> Rows[Standing]:
    """``/nodes/{node}/storage``. Raises ``Unreadable`` for anything but a listing."""
    return rows(body, Standing)
