"""The demo estate of a program that cannot open one."""

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import mark
from pulse_desktop.model.tour import Stop

_CLOSED = mark("Demo", "The demo estate cannot be opened. Nothing was changed.")


class ClosedDemo:
    """Refuses, and changes nothing."""

    async def enter(self) -> None:
        """See ``Demo.enter``."""
        raise SettingsError(_CLOSED)

    async def leave(self) -> None:
        """See ``Demo.leave``."""
        raise SettingsError(_CLOSED)

    def tour(self) -> tuple[Stop, ...]:
        """See ``Demo.tour``."""
        return ()
