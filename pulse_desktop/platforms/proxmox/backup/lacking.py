"""Each part of a backup server that the credential does not see, with its cost and its cure."""

from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.backup.form import cures
from pulse_desktop.platforms.proxmox.backup.privileges import ALL, Granted, Reach, Wanted


def lacking(connection: Connection, granted: Granted) -> Iterator[Lack]:
    """What is not seen, or in parts only. Every role that cures it only reads."""
    for wanted in ALL:
        reach = wanted.reach(granted)
        if reach is not Reach.EVERYWHERE:
            yield Lack(
                title=wanted.title,
                message=_shortage(wanted, reach),
                commands=cures(connection, (wanted,)),
            )


def _shortage(wanted: Wanted, reach: Reach) -> Text:
    if reach is Reach.NOWHERE:
        return wanted.missing()
    return mark(
        "Proxmox", "{title}: {privilege} is granted for some only; others are not seen."
    ).given(title=wanted.title, privilege=wanted.privilege)
