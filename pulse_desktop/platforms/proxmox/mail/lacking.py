"""Each part of a mail gateway that a user's role does not open, with its cost and its cure."""

from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.platforms.proxmox.mail.area import ALL, Area
from pulse_desktop.platforms.proxmox.mail.form import cures


def lacking(connection: Connection, refused: frozenset[Area]) -> Iterator[Lack]:
    """What was refused, in one order. The role that cures it only reads."""
    for area in ALL:
        if area in refused:
            yield Lack(title=area.title, message=area.missing(), commands=cures(connection))
