"""Saving, opening, naming and deleting charts."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain, count

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog

from pulse_desktop.model.saved_chart import ChartId, SavedChart
from pulse_desktop.model.series import Family, SeriesTarget
from pulse_desktop.ui.clock.time_control import TimeControl
from pulse_desktop.ui.workspace.commands import WorkspaceCommands
from pulse_desktop.ui.workspace.document import ChartDocument, unnamed
from pulse_desktop.ui.workspace.seam import WindowSeam
from pulse_desktop.ui.workspace.shelf import Shelf
from pulse_desktop.ui.workspace.span import span_of, window_of
from pulse_desktop.ui.workspace.toolbar import Toolbar

_LONGEST_NAME = 80
_NOWHERE = SeriesTarget(Family.AGENT, "")

Taker = Callable[[str], None]


class ChartMenu(QObject):
    """Stands between the chart on show and the saved ones."""

    def __init__(
        self,
        document: ChartDocument,
        control: TimeControl,
        shelf: Shelf,
        commands: WorkspaceCommands,
        seam: WindowSeam,
        toolbar: Toolbar,
    ) -> None:
        super().__init__(toolbar)
        self._document, self._control, self._shelf = document, control, shelf
        self._commands, self._seam, self._toolbar = commands, seam, toolbar
        commands.save.triggered.connect(self.save)
        commands.rename.triggered.connect(self.rename)
        commands.delete.triggered.connect(self.delete)
        commands.begin.triggered.connect(self.begin)
        toolbar.charts_requested.connect(self._fill)
        shelf.changed.connect(self.show_chart)
        control.changed.connect(self.show_chart)

    def chart_now(self) -> SavedChart:
        """What is on show, with its time."""
        return replace(self._document.chart, span=span_of(self._control.window))

    def show_chart(self) -> None:
        """Say which chart it is, and whether that is how it is saved."""
        chart = self.chart_now()
        saved = self._shelf.saved(chart.id)
        is_saved = saved is not None and _lasting(saved) == _lasting(chart)
        self._toolbar.show_chart(chart, is_saved=is_saved)
        self._commands.save.setEnabled(bool(chart.series) and not is_saved)
        for command in (self._commands.rename, self._commands.delete):
            command.setEnabled(saved is not None)

    def save(self) -> None:
        """Keep the chart under its name; ask for one where it has none."""
        if self._document.chart.name:
            self._shelf.put(self.chart_now())
        elif self._document.chart.series:
            self._ask_name(self.tr("Save chart"), self._save_as)

    def rename(self) -> None:
        """Give the chart another name."""
        self._ask_name(self.tr("Rename chart"), self._rename_to)

    def delete(self) -> None:
        """Save the chart no longer; it stays on show. Undone by putting that one back."""
        saved = self._shelf.saved(self._document.chart.id)
        if saved is None:
            return
        place = self._shelf.book.charts.index(saved)
        self._shelf.remove(saved.id)
        said = self.tr("Deleted the chart {name}").format(name=saved.name)
        self._seam.offer(said, partial(self._shelf.put_back, saved, place))

    def begin(self) -> None:
        """Start with an empty chart."""
        self._document.replace_with(unnamed())

    def open(self, chart: ChartId) -> None:
        """Show a saved chart at its time."""
        saved = self._shelf.saved(chart)
        if saved is not None:
            self._document.replace_with(saved)
            self._control.show(window_of(saved.span))

    def _save_as(self, name: str) -> None:
        self._document.rename(self._free(name))
        self._shelf.put(self.chart_now())

    def _rename_to(self, name: str) -> None:
        """The saved chart and the one on show; what else differs is not saved by it."""
        saved = self._shelf.saved(self._document.chart.id)
        name = self._free(name)
        self._document.rename(name)
        if saved is not None:
            self._shelf.put(replace(saved, name=name))

    def _free(self, name: str) -> str:
        """``name``, with a number where another chart has it: in the menu they are names alone."""
        own = self._document.chart.id
        taken = {saved.name for saved in self._shelf.book.charts if saved.id != own}
        numbered = (f"{name} ({number})" for number in count(2))
        return next(one for one in chain((name,), numbered) if one not in taken)

    def _ask_name(self, title: str, take: Taker) -> None:
        dialog = QInputDialog(self._toolbar)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name"))
        dialog.setTextValue(self._document.chart.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(partial(_named, take))
        dialog.open()

    def _fill(self) -> None:
        """List the saved charts, and what can be done with the one on show."""
        menu = self._toolbar.charts
        menu.clear()
        for saved in sorted(self._shelf.book.charts, key=lambda one: one.name.casefold()):
            action = menu.addAction(saved.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(saved.id == self._document.chart.id)
            action.triggered.connect(partial(self._open, saved.id))
        menu.addSeparator()
        commands = self._commands
        menu.addActions([commands.begin, commands.save, commands.rename, commands.delete])

    def _open(self, chart: ChartId, *_checked: bool) -> None:
        self.open(chart)


def _named(take: Taker, text: str) -> None:
    name = " ".join(text.split())[:_LONGEST_NAME]
    if name:
        take(name)


def _lasting(chart: SavedChart) -> SavedChart:
    """Without what changes by itself: names and addresses follow the resources."""
    series = tuple(replace(one, name="", target=_NOWHERE) for one in chart.series)
    return replace(chart, series=series)
