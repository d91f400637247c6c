"""Each part of the picture that the credential does not see, with its cost and its cure."""

from collections.abc import Iterator

from pulse_desktop.model.connection import Connection
from pulse_desktop.model.snapshot import Lack
from pulse_desktop.model.text import Text, mark
from pulse_desktop.platforms.proxmox.rounds.question import Release
from pulse_desktop.platforms.proxmox.ve.grants import cures
from pulse_desktop.platforms.proxmox.ve.privileges import (
    Granted,
    Reach,
    Wanted,
    wanted_in,
)

_MISSING = mark("Proxmox", "{title}: {privilege} is missing; {without}.")
_SEVERAL_MISSING = mark("Proxmox", "{title}: {privilege} are missing; {without}.")
_OPTIONAL = mark("Proxmox", "{message} Optional: {opens}")
_IN_PARTS = mark("Proxmox", "{title}: {privilege} is granted for some only; others are not seen.")


def lacking(connection: Connection, granted: Granted, release: Release) -> Iterator[Lack]:
    """What is not seen, or in parts only, in the order of its weight."""
    for wanted in wanted_in(release):
        if wanted.reach(granted) is not Reach.EVERYWHERE:
            yield Lack(
                title=wanted.title,
                message=shortage(wanted, granted),
                commands=cures(connection, wanted, granted),
                opens=wanted.opens,
            )


def shortage(wanted: Wanted, granted: Granted) -> Text:
    """Which privileges are missing of one that does not reach everywhere, and what that costs."""
    names = tuple(need.name for need in wanted.lacking(granted))
    if wanted.reach(granted) is Reach.IN_PARTS:
        return _IN_PARTS.given(title=wanted.title, privilege=", ".join(names))
    return _missing(wanted, names)


def _missing(wanted: Wanted, names: tuple[str, ...]) -> Text:
    """That a part is not seen at all, for want of the privileges of these names."""
    sentence = _MISSING if len(names) == 1 else _SEVERAL_MISSING
    return sentence.given(title=wanted.title, privilege=", ".join(names), without=wanted.without)


def said_in_full(lack: Lack) -> Text:
    """With what the cure opens beyond reading."""
    if lack.opens is None:
        return lack.message
    return _OPTIONAL.given(message=lack.message, opens=lack.opens)
