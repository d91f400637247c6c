"""The shapes of Proxmox Mail Gateway's answers.

What comes straight from its database is text where PostgreSQL says ``numeric``, and so is all that
``qshape`` counts: such fields are ``Loose``.
"""

from collections.abc import Mapping

import msgspec

from pulse_desktop.platforms.proxmox.envelope import Rows, rows
from pulse_desktop.platforms.proxmox.mail.record import record
from pulse_desktop.provider.numbers import Loose


class Version(msgspec.Struct, frozen=True):
    """``/version``."""

    version: Loose = None
    release: Loose = None


class Space(msgspec.Struct, frozen=True):
    """Bytes of memory, or of a file system."""

    total: Loose = None
    used: Loose = None


class NodeStatus(msgspec.Struct, frozen=True):
    """``/nodes/localhost/status``."""

    time: Loose = None
    """Seconds since 1970, on the gateway's clock."""

    cpu: Loose = None
    wait: Loose = None
    uptime: Loose = None
    loadavg: tuple[Loose, ...] = ()
    memory: Space | None = None
    swap: Space | None = None
    rootfs: Space | None = None
    pmgversion: Loose = None
    kversion: Loose = None


class NodeName(msgspec.Struct, frozen=True):
    """One row of ``/nodes``; the first is the node that answers."""

    node: str


class Member(msgspec.Struct, frozen=True):
    """One row of ``/config/cluster/status``: a node, and its status where it could be had."""

    name: str
    type: Loose = None
    """``master``, ``node``; ``-`` for one that is in no cluster."""

    ip: Loose = None
    insync: Loose = None
    conn_error: Loose = None
    """Why the status could not be had."""

    uptime: Loose = None
    loadavg: tuple[Loose, ...] | Loose = None
    pmgversion: Loose = None


Waiting = Mapping[str, Loose]
"""One row of ``…/postfix/qshape``: a domain, how much waits for it, and that by its age."""


class Statistics(msgspec.Struct, frozen=True):
    """``/statistics/mail``: counts of messages, bytes where so named."""

    count: Loose = None
    count_in: Loose = None
    count_out: Loose = None
    bytes_in: Loose = None
    bytes_out: Loose = None
    spamcount_in: Loose = None
    spamcount_out: Loose = None
    viruscount_in: Loose = None
    viruscount_out: Loose = None
    bounces_in: Loose = None
    bounces_out: Loose = None
    junk_in: Loose = None
    glcount: Loose = None
    rbl_rejects: Loose = None
    pregreet_rejects: Loose = None
    avptime: Loose = None
    """Seconds that a message took, on the average."""


class Score(msgspec.Struct, frozen=True):
    """One row of ``/statistics/spamscores``."""

    level: Loose = None
    count: Loose = None


class Held(msgspec.Struct, frozen=True):
    """``/quarantine/spamstatus`` and ``/quarantine/virusstatus``."""

    count: Loose = None
    mbytes: Loose = None


class Domain(msgspec.Struct, frozen=True):
    """One row of ``/config/domains``."""

    domain: str
    comment: Loose = None


class Archive(msgspec.Struct, frozen=True):
    """One row of ``/nodes/{node}/backup``: an archive of the configuration."""

    filename: str
    size: Loose = None
    timestamp: Loose = None


def version(body: bytes) -> Version:
    """``/version``. Raises ``Unreadable`` for anything else, as all of these do."""
    return record(body, Version)


def node_status(body: bytes) -> NodeStatus:
    """``/nodes/localhost/status``."""
    return record(body, NodeStatus)


def node_names(body: bytes) -> Rows[NodeName]:
    """``/nodes``."""
    return rows(body, NodeName)


def members(body: bytes) -> Rows[Member]:
    """``/config/cluster/status``."""
    return rows(body, Member)


def waiting(body: bytes) -> Rows[Waiting]:
    """``/nodes/{node}/postfix/qshape``."""
    return rows(body, dict[str, Loose])


def statistics(body: bytes) -> Statistics:
    """``/statistics/mail``."""
    return record(body, Statistics)


def scores(body: bytes) -> Rows[Score]:
    """``/statistics/spamscores``."""
    return rows(body, Score)


def held(body: bytes) -> Held:
    """``/quarantine/spamstatus``, ``/quarantine/virusstatus``."""
    return record(body, Held)


def domains(body: bytes) -> Rows[Domain]:
    """``/config/domains``."""
    return rows(body, Domain)


def archives(body: bytes) -> Rows[Archive]:
    """``/nodes/{node}/backup``."""
    return rows(body, Archive)
