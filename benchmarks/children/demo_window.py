"""The program on its way into the demo estate, Workloads in front, watched until rows are painted.

``frame``: to the first frame of ``--demo``; ``rows`` and ``whole``: to the first frame with a
workload in it, and with all; ``enter``: the same as ``rows`` from a window that is open already.
"""

import asyncio
import sys
import time
from pathlib import Path

from typing_extensions import override

import pulse_desktop.__main__ as entry
from pulse_desktop.app.qt_imports import load_qt

load_qt()

from benchmarks.children.frame import (  # noqa: E402 - Qt comes first, as in the program
    FrameWatch,
    report,
    report_frame,
)
from pulse_desktop.app.commands import window as command  # noqa: E402
from pulse_desktop.app.window_session import WindowSession  # noqa: E402
from pulse_desktop.ui.desk import Published  # noqa: E402

WATCHED = ("numpy", "pulse_desktop.demo", "pulse_desktop.platforms", "httpx", "keyring")
"""What may not be loaded at the first frame."""

_ALL = 240
"""Workloads of the estate, and some to spare."""

_SETTLE_S = 2.0
"""Before the demo is entered from a window of the user's."""


class Framing(WindowSession):
    """Reports the first frame and ends."""

    @override
    async def show(self) -> None:
        """Show the window, watched."""
        FrameWatch(self.window, lambda: report_frame(WATCHED))
        await super().show()


class Listing(WindowSession):
    """Reports the first frame with workloads in it, and ends."""

    fewest = 1

    @override
    async def show(self) -> None:
        """Show the window with its workloads in front."""
        from pulse_desktop.ui.screens.tab import TabId

        await super().show()
        self.window.turn_to(TabId.WORKLOADS)

    @override
    async def open(self, *, writes: bool) -> None:
        """Open the estate, and watch for its rows."""
        self._publisher.hub.published.connect(self._look)
        await super().open(writes=writes)

    def _look(self, published: Published) -> None:
        if len(published.state.workloads()) >= self.fewest:
            self._publisher.hub.published.disconnect(self._look)
            centre = self.window.centralWidget()
            centre.update()
            FrameWatch(centre, report_frame)


class Completing(Listing):
    """The same, with every workload of the estate."""

    fewest = _ALL


class Entering(Listing):
    """Opens the user's estate, and reports when it turns to the demo from there."""

    @override
    async def open(self, *, writes: bool) -> None:
        """Open the user's estate, which has no workloads, then the demo."""
        await super().open(writes=writes)
        self.spawn(self._enter())

    async def _enter(self) -> None:
        await asyncio.sleep(_SETTLE_S)
        report({"entered_s": time.monotonic()})
        await self._desk.demo.enter()


TASKS = {"frame": Framing, "rows": Listing, "whole": Completing, "enter": Entering}


def run(task: str, profile: Path) -> None:
    """The program on a profile, from its own entry point on."""
    command.WindowSession = TASKS[task]
    words = [] if task == "enter" else ["--demo"]
    sys.argv[1:] = ["--profile", str(profile), *words]
    entry.main()


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
