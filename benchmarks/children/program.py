"""The program, started as ``python -m pulse_desktop`` starts it, and watched from inside.

Only the class of the window's session is exchanged, for one that reports and adds nothing else
to the way to the first frame.
"""

import asyncio
import sys
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
from benchmarks.children.heartbeat import Heartbeat  # noqa: E402
from pulse_desktop.app.commands import window as command  # noqa: E402
from pulse_desktop.app.window_session import WindowSession  # noqa: E402

WATCHED = (
    "httpx",
    "pyqtgraph",
    "numpy",
    "keyring",
    "proxmoxer",
    "requests",
    "cryptography",
    "pyVmomi",
    "psutil",
    "sqlite3",
    "msgspec",
)
"""Modules that cost start-up time, looked for at the first frame."""

_DEVELOPERS = ("click", "rich")
"""Installed beside the program only to develop it; httpx loads them where it finds them."""

_LISTED_S = 30.0
"""How long the first poll may take."""


class Painting(WindowSession):
    """Reports the first frame and ends."""

    @override
    async def show(self) -> None:
        """Show the window, watched."""
        FrameWatch(self.window, lambda: report_frame(WATCHED))
        await super().show()


class Filling(WindowSession):
    """Reports the first frame with everything in it, the rows of the last run included, and ends.

    A new profile has no rows; there it is the frame with the panes in it.
    """

    @override
    async def show(self) -> None:
        """Show the window; where there is nothing to recall, it is complete then."""
        await super().show()
        if not self.profile.database_file.exists():
            self._watch()

    @override
    async def open(self, *, writes: bool) -> None:
        """Open the program; what the last run left is published on the way."""
        self._publisher.hub.published.connect(self._watch)
        await super().open(writes=writes)

    def _watch(self) -> None:
        centre = self.window.centralWidget()
        centre.update()
        FrameWatch(centre, report_frame)


class Beating(WindowSession):
    """Watches the window's thread while everything runs, then closes."""

    span_s = 60.0

    @override
    async def show(self) -> None:
        """Show the window with its workloads in front."""
        from pulse_desktop.ui.screens.tab import TabId

        await super().show()
        self.window.turn_to(TabId.WORKLOADS)

    @override
    async def open(self, *, writes: bool) -> None:
        """Open the program, watched, and go on watching from the start of polling."""
        heart = Heartbeat(self.window)
        heart.start()
        await super().open(writes=writes)
        opening_ms = heart.stop()
        heart.start()
        self.spawn(self._watch(heart, opening_ms))

    async def _watch(self, heart: Heartbeat, opening_ms: list[float]) -> None:
        begun = self.state.revision
        await asyncio.sleep(self.span_s)
        gaps_ms = heart.stop()
        report(
            {
                "gaps_ms": gaps_ms,
                "opening_ms": opening_ms,
                "workloads": len(self.state.workloads()),
                "revisions": self.state.revision - begun,
            }
        )
        self.window.quit_requested.emit()


class Charting(WindowSession):
    """Opens the charts of the first workload, or else of this computer, and stays."""

    @override
    async def open(self, *, writes: bool) -> None:
        """Open the program, then the charts."""
        await super().open(writes=writes)
        self.spawn(self._open_charts())

    async def _open_charts(self) -> None:
        from pulse_desktop.ui.inspector.inspector import Inspector, PageId

        inspector = self.window.findChild(Inspector)
        assert inspector is not None  # noqa: S101 - the window has one
        inspector.show()
        async with asyncio.timeout(_LISTED_S):
            while inspector.shown not in {one.id for one in self.state.workloads()}:
                await asyncio.sleep(0.1)  # a moment after the state, the window lists it
                for workload in self.state.workloads()[:1]:
                    self.window.select(workload.id)
        inspector.open_page(PageId.CHARTS)
        report({"resources": len(self.state.by_id), "shown": inspector.shown})


TASKS = {"paint": Painting, "fill": Filling, "beat": Beating, "chart": Charting}


def run(task: str, profile: Path, span_s: float) -> None:
    """The program on a profile, from its own entry point on."""
    Beating.span_s = span_s
    command.WindowSession = TASKS[task]
    sys.argv[1:] = ["--profile", str(profile)]
    sys.modules.update(dict.fromkeys(_DEVELOPERS))
    entry.main()


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))
