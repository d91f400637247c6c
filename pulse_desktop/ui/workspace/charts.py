"""The Charts tab and its windows. What draws is loaded when it is first looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from pulse_desktop.model.clock import Clock, epoch_ms
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.saved_chart import PopOut, SavedChart, new_chart_id
from pulse_desktop.model.series import SeriesKey
from pulse_desktop.model.text import Text, mark
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.workspace.composition import charted, with_series
from pulse_desktop.ui.workspace.document import ChartDocument, unnamed
from pulse_desktop.ui.workspace.import_gate import ImportGate
from pulse_desktop.ui.workspace.page import ChartsTab
from pulse_desktop.ui.workspace.pop_out import PopOutWindow
from pulse_desktop.ui.workspace.seam import WindowSeam
from pulse_desktop.ui.workspace.shelf import Shelf
from pulse_desktop.ui.workspace.span import window_of

if TYPE_CHECKING:
    from pulse_desktop.ui.charts.export.subject import Subject
    from pulse_desktop.ui.desk import Desk, Published
    from pulse_desktop.ui.workspace.workspace import Workspace

_ADDED = mark("Workspace", "{name} is in the chart now. Ctrl+5 shows it.")
_THERE = mark("Workspace", "{name} is in the chart already. Ctrl+5 shows it.")
_MOST_NAMED = 3
_WORKSPACE = "pulse_desktop.ui.workspace.workspace"
"""What draws, and brings the chart library in."""

_NOT_RECORDED = mark("Workspace", "Nothing of {name} is recorded over time.")


class Charts(QObject):
    """Owner of the chart of the tab, of the chart windows, and of the saved charts."""

    export_requested = Signal()
    """The chart that ``subject`` tells of is wanted outside of the program."""

    made = Signal(object)
    """Carries a new ``PopOutWindow``: what the main window's keys do may be its, too."""

    def __init__(
        self, desk: "Desk", control: TimeControl, seam: WindowSeam, now: Clock, window: QWidget
    ) -> None:
        super().__init__(window)
        self._control, self._seam, self._now = control, seam, now
        self._state: ReadState = EMPTY
        self._since_s: float | None = None
        self._windows: list[PopOutWindow] = []
        self._closed: tuple[PopOut, ...] = ()
        self.shelf = Shelf(desk.charts, seam.spawn, self)
        self.shelf.ask_windows(self._remembered)
        self.document = ChartDocument(seam.offer, self)
        self._gate = ImportGate(_WORKSPACE, seam.spawn, self)
        self.tab = ChartsTab(self._made, self._gate.pass_on, window)
        self._connect()
        window.installEventFilter(self)

    @property
    def windows(self) -> tuple[PopOutWindow, ...]:
        """The chart windows that are open."""
        return tuple(self._windows)

    def show_published(self, published: "Published") -> None:
        """Take a newer state; another estate has other charts."""
        self._state = published.state
        since = published.recorder.since
        self._since_s = None if since is None else epoch_ms(since) / 1000
        if published.shown is not None:
            self.shelf.open(published.shown)
        for workspace in self._workspaces():
            workspace.look(published.state)

    def present(self) -> None:
        """Write values another way."""
        for workspace in self._workspaces():
            workspace.present()

    def add(self, resources: Sequence[Resource]) -> None:
        """Draw what some resources are mostly looked at for."""
        if not resources:
            return
        added = self.document.add_resources(resources)
        known = {series.resource for series in self.document.chart.series}
        is_known = any(resource.id in known for resource in resources)
        names = ", ".join(resource.name for resource in resources[:_MOST_NAMED])
        names += "…" if len(resources) > _MOST_NAMED else ""
        self._say(_ADDED if added else _THERE if is_known else _NOT_RECORDED, names)

    def show_series(self, keys: Sequence[SeriesKey]) -> None:
        """Begin a chart with the series that are named, in that order."""
        known = {r.series: r for r in self._state.by_id.values() if r.series is not None}
        named = ((known.get(key.target), key.metric) for key in keys)
        made = (charted(one, metric) for one, metric in named if one is not None)
        series = [one for one in made if one is not None]
        if series:
            self.document.replace_with(with_series(unnamed(), series))

    def new_window(self) -> None:
        """Open a window with an empty chart."""
        self._gate.pass_on(lambda: self.pop_out(unnamed()))

    def pop_out(self, chart: SavedChart) -> PopOutWindow:
        """Open a window with ``chart``; one without a name is another chart from now on."""
        own = chart if chart.name else replace(chart, id=new_chart_id())
        window = self._window()
        window.begin_with(own, len(self._windows))
        self._keep(window)
        window.show()
        self.shelf.touch()
        return window

    @property
    def is_apart(self) -> bool:
        """Whether the user is in a chart window rather than in the main one."""
        return isinstance(QApplication.activeWindow(), PopOutWindow)

    def subject(self) -> "Subject | None":
        """The chart that is exported: that of the active chart window, else the tab's."""
        active = QApplication.activeWindow()
        workspace = active.workspace if isinstance(active, PopOutWindow) else self.tab.workspace
        return None if workspace is None else workspace.subject

    def flush(self) -> None:
        """Write down what is on show and where windows stand: the program is about to end."""
        self.shelf.flush()

    def close_windows(self) -> None:
        """Close the chart windows; they are remembered, and come back with the main window."""
        self._closed = self._remembered()
        windows, self._windows = self._windows, []
        for window in windows:
            window.close()

    def reopen_windows(self) -> None:
        """Open those that went with the main window, once they can be drawn."""
        if self._closed:
            self._gate.pass_on(self._reopen)

    def _connect(self) -> None:
        self.document.edited.connect(self._leave)
        self.shelf.failed.connect(self._seam.say)
        self.shelf.leaving.connect(self._put_away)
        self.shelf.loaded.connect(self._take_up)

    def _made(self, parent: QWidget) -> "Workspace":
        return self._workspace(self.document, self._control, parent)

    def _workspace(
        self, document: ChartDocument, control: TimeControl, parent: QWidget
    ) -> "Workspace":
        # Loaded by the gate, for those only who look at a chart.
        from pulse_desktop.ui.workspace.workspace import Workspace

        workspace = Workspace(document, control, self.shelf, self._seam, parent)
        workspace.export_requested.connect(self.export_requested)
        workspace.pop_out_requested.connect(self.pop_out)
        workspace.look(self._state)
        return workspace

    def _window(self) -> PopOutWindow:
        document = ChartDocument(self._seam.offer, self)
        control = TimeControl(self._now, lambda: self._since_s)
        window = PopOutWindow(document, control)
        window.take(self._workspace(document, control, window))
        document.edited.connect(self.shelf.touch)
        self.made.emit(window)
        return window

    def _keep(self, window: PopOutWindow) -> None:
        self._windows.append(window)
        window.closed.connect(self._forget)

    def _forget(self, window: PopOutWindow) -> None:
        """One that the user closed does not come back; one that the program closed does."""
        window.deleteLater()
        if window in self._windows:
            self._windows.remove(window)
            self.shelf.touch()

    def _workspaces(self) -> "Iterable[Workspace]":
        if self.tab.workspace is not None:
            yield self.tab.workspace
        for window in self._windows:
            yield window.workspace

    def _remembered(self) -> tuple[PopOut, ...]:
        return (*self._closed, *(window.remembered() for window in self._windows))

    def _leave(self) -> None:
        self.shelf.leave(self.document.chart)

    def _put_away(self) -> None:
        """Nothing of the estate before stays on show."""
        self.close_windows()
        self._closed = ()
        for workspace in self._workspaces():
            workspace.start_over()
        self.document.show(unnamed())

    def _take_up(self) -> None:
        """Show what was left, unless something was begun meanwhile; a saved chart at its time."""
        book = self.shelf.book
        if book.left is not None and not self.document.chart.series:
            self.document.show(book.left)
            if (saved := self.shelf.saved(book.left.id)) is not None:
                self._control.show(window_of(saved.span))
        self._closed = book.pop_outs
        self.reopen_windows()

    def _reopen(self) -> None:
        closed, self._closed = self._closed, ()
        for left in closed:
            self._restore(left)

    def _restore(self, left: PopOut) -> None:
        window = self._window()
        window.restore(left)
        self._keep(window)
        window.show_aside()

    def _say(self, text: Text, name: str) -> None:
        self._seam.say(text.given(name=name))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Chart windows go with the main one. Hiding that is not minimising it."""
        if event.type() is QEvent.Type.Hide and not event.spontaneous():
            self.close_windows()
        elif event.type() is QEvent.Type.Show and not event.spontaneous():
            self.reopen_windows()
        return super().eventFilter(watched, event)
