"""Charts one below the other, with one time axis and one crosshair across all of them."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetricsF,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.ui.charts.chart_view import ChartView
from pulse_desktop.ui.charts.column_layout import Axes, ColumnLayout
from pulse_desktop.ui.charts.composition import Frame
from pulse_desktop.ui.charts.lane_strip import LaneStrip
from pulse_desktop.ui.charts.local_spelling import local_spelling
from pulse_desktop.ui.charts.navigation import Navigation
from pulse_desktop.ui.charts.pace import Pace
from pulse_desktop.ui.charts.picture import Panel, Picture, Trace
from pulse_desktop.ui.charts.plot import Paper, Plot
from pulse_desktop.ui.charts.rim import label_font
from pulse_desktop.ui.charts.spelling import spelled, spelled_span
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.theme import colours


class ChartColumn(QWidget):
    """Shows a picture, and tells what is done on it. It asks nobody for data."""

    hovered = Signal(object)
    """The instant below the mouse or the keyboard's crosshair; ``None`` for neither."""

    zoomed = Signal(float, float)
    """A span that is to fill the window, epoch seconds."""

    panned = Signal(float)
    """By how many seconds the window is to move, later for a positive number."""

    scaled = Signal(float, float)
    """An instant that is to stay where it is, and how many times as long the window is to be."""

    opened = Signal()
    """It was double-clicked, or Enter was pressed without a selection."""

    pinned = Signal(float)
    """A note is wanted at an instant."""

    resized = Signal()
    """Plots have another size: compose again."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        panel_height: int | None = None,
        axes: Axes = Axes.FULL,
        pans_on_wheel: bool = True,
        has_headers: bool = True,
    ) -> None:
        super().__init__(parent)
        self._layout = ColumnLayout(
            panel_height=panel_height,
            axes=axes,
            pans_on_wheel=pans_on_wheel,
            has_headers=has_headers,
        )
        self._picture: Picture | None = None
        self._views: list[ChartView] = []
        self._emphasised: list[Trace | None] = []
        self._key: Hashable | None = None
        self._moment_s: float | None = None
        self._spelling = local_spelling()
        self._plot = Plot(self)
        self._lane = LaneStrip(self)
        self._lane.hide()
        self._navigation = Navigation(self)
        self._draw_pace, self._mark_pace, self._size_pace = Pace(self), Pace(self), Pace(self)
        self._next = QTimer(self, singleShot=True, interval=0)
        vertical = (
            QSizePolicy.Policy.Expanding if panel_height is None else QSizePolicy.Policy.Fixed
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._connect()

    @property
    def picture(self) -> Picture | None:
        """What is seen, frozen, with the emphasised curve.

        The crosshair is not in it, so that its legend has the newest values.
        """
        if self._picture is None:
            return None
        pairs = zip(self._picture.panels, self._emphasised, strict=True)
        panels = tuple(_as_seen(panel, trace) for panel, trace in pairs)
        return replace(self._picture, panels=panels)

    @property
    def views(self) -> tuple[ChartView, ...]:
        """One a panel, top to bottom."""
        return tuple(self._views)

    @property
    def at_s(self) -> float | None:
        """Where the crosshair stands."""
        return self._navigation.marks.at_s

    def frame(self, window_s: tuple[float, float], formats: Formats, panels: int = 1) -> Frame:
        """The size of the plots when there are so many, to compose a picture for."""
        metrics = QFontMetricsF(label_font(self.font()))
        return Frame(
            window_s=window_s,
            width_px=max(1.0, self.contentsRect().width() - self._layout.beside(self.font())),
            height_px=self._plot_height(max(1, panels)),
            text_width=metrics.horizontalAdvance,
            formats=formats,
            spelling=self._spelling,
        )

    def set_picture(self, picture: Picture, formats: Formats) -> None:
        """Show ``picture``; drawn at most once a frame, however often this is called."""
        self._picture = picture
        had_lane = self._lane.natural_height
        self._lane.show_marks(picture.lane)
        self._provide(len(picture.panels))
        if had_lane != self._lane.natural_height:
            self._arrange()
            self._size_pace.ask()
        for view, panel in zip(self._views, picture.panels, strict=True):
            view.show_panel(picture, panel, formats)
        self._emphasise_again(picture)
        if self._views:
            self._lane.line_up(self._views[-1].face.area)
        self._mark_views()
        self._draw_pace.ask()

    def attend(self, at_s: float | None) -> None:
        """Put the crosshair at an instant. Emits nothing."""
        self._navigation.attend(at_s)

    def mark_moment(self, at_s: float | None) -> None:
        """Mark the past instant that the tables show."""
        self._moment_s = at_s
        for view in self._views:
            view.face.mark_moment(at_s)

    def emphasise(self, key: Hashable | None) -> None:
        """Draw the curves with this key above the others; ``None`` for none. Redraws no curve."""
        self._key = key
        panels = self._picture.panels if self._picture is not None else ()
        for position, panel in enumerate(panels):
            found = (trace for trace in panel.traces if key is not None and trace.key == key)
            self.emphasise_trace(position, next(found, None))

    def emphasise_trace(self, position: int, trace: Trace | None) -> None:
        """Draw a curve above the others of a panel, also one that is not in the picture."""
        self._emphasised[position] = trace
        self._views[position].face.emphasise(trace)

    def draw_now(self) -> None:
        """Draw all that is not drawn yet, at once: for who cannot wait for the next frames."""
        for view in self._views:
            if view.face.is_stale:
                self._draw(view)

    def _connect(self) -> None:
        navigation = self._navigation
        navigation.marked.connect(self._mark_views)
        navigation.stepped.connect(self._announce)
        navigation.hovered.connect(self.hovered)
        navigation.zoomed.connect(self.zoomed)
        navigation.panned.connect(self.panned)
        navigation.scaled.connect(self.scaled)
        navigation.opened.connect(self.opened)
        navigation.pinned.connect(self.pinned)
        self._draw_pace.due.connect(self._draw_next)
        self._next.timeout.connect(self._draw_next)
        self._mark_pace.due.connect(self._paint_marks)
        self._size_pace.due.connect(self.resized)

    def _emphasise_again(self, picture: Picture) -> None:
        """Find what was emphasised in another picture."""
        if self._key is not None:
            self.emphasise(self._key)
            return
        for position, panel in enumerate(picture.panels):
            before = self._emphasised[position]
            if before is not None and before.key is not None:
                found = (trace for trace in panel.traces if trace.key == before.key)
                self.emphasise_trace(position, next(found, before))

    def _provide(self, count: int) -> None:
        """Have so many views; those that are there stay, with the keyboard on them."""
        if count == len(self._views):
            return
        while len(self._views) > count:
            view = self._views.pop()
            self._emphasised.pop()
            view.hide()
            view.deleteLater()
        while len(self._views) < count:
            self._views.append(self._made_view())
            self._emphasised.append(None)
        self.updateGeometry()
        self._arrange()

    def _made_view(self) -> ChartView:
        view = ChartView(self._layout.rim(0, 1), self, has_header=self._layout.has_headers)
        self._navigation.connect_view(view)
        view.face.wanted.connect(self._draw_pace.ask)
        view.face.mark_moment(self._moment_s)
        view.show()
        return view

    def _arrange(self) -> None:
        inner, count, gap = self.contentsRect(), len(self._views), self._layout.gap(self.font())
        plot, top = self._plot_height(count), inner.top()
        for position, view in enumerate(self._views):
            view.face.surround(self._layout.rim(position, count))
            height = view.header_height + view.face.height_around + plot
            view.setGeometry(inner.left(), top, inner.width(), height)
            view.arrange()
            top += height + gap
        lane = self._lane.natural_height
        self._lane.setGeometry(inner.left(), top - gap, inner.width(), lane)

    def _plot_height(self, count: int) -> int:
        room = self.contentsRect().height() - self._lane.natural_height
        return self._layout.plot_height(count, self.font(), room)

    def _mark_views(self) -> None:
        marks = self._navigation.marks
        chip = self._chip()
        for view in self._views:
            view.mark(marks, chip)
        self._mark_pace.ask()

    def _paint_marks(self) -> None:
        for view in self._views:
            view.face.update()

    def _chip(self) -> str:
        """The crosshair's instant, or the selected span."""
        marks = self._navigation.marks
        length_s = 0.0
        if self._picture is not None:
            length_s = self._picture.window_s[1] - self._picture.window_s[0]
        if marks.span_s is not None:
            return spelled_span(marks.span_s, length_s, self._spelling)
        return "" if marks.at_s is None else spelled(marks.at_s, length_s, self._spelling)

    def _announce(self, view: ChartView) -> None:
        """Say the values at the keyboard's crosshair to who does not see them."""
        if view.panel is not None and QAccessible.isActive():
            said = ", ".join(f"{row.name} {row.figures[0][1]}" for row in view.panel.legend)
            event = QAccessibleAnnouncementEvent(view.face, f"{self._chip()}: {said}")
            QAccessible.updateAccessibility(event)

    def _draw_next(self) -> None:
        """Draw one panel and let the window go on before the next."""
        waiting = [
            view
            for view in self._views
            if view.face.is_stale and not view.face.visibleRegion().isEmpty()
        ]
        if waiting:
            self._draw(waiting[0])
        if len(waiting) > 1:
            self._next.start()

    def _draw(self, view: ChartView) -> None:
        face = view.face
        if face.shown is None:
            return
        paper = Paper(
            size=face.size(),
            area=face.area,
            tokens=colours(self.palette()),
            font=label_font(self.font()),
            has_values=face.has_values,
            has_times=face.has_times,
            not_recorded=QCoreApplication.translate("Charts", "Not recorded"),
        )
        face.take(self._plot.drawn(face.shown.picture, face.shown.panel, paper))

    @override
    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        panels = self._layout.wanted_height(max(1, len(self._views)), self.font())
        height = panels + self._lane.natural_height + margins.top() + margins.bottom()
        return QSize(0, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._size_pace.ask()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()
            self._size_pace.ask()


def _as_seen(panel: Panel, emphasised: Trace | None) -> Panel:
    """The panel with the stroke of an emphasised curve as it is on the screen."""
    if emphasised is None:
        return panel
    stroke = replace(emphasised.stroke, is_emphasised=True)
    wide = replace(emphasised, stroke=stroke)
    others = tuple(trace for trace in panel.traces if trace is not emphasised)
    if len(others) == len(panel.traces):
        return replace(panel, traces=(*others, wide))
    traces = tuple(wide if trace is emphasised else trace for trace in panel.traces)
    return replace(panel, traces=traces)
