"""One tab: its summary charts and its table, or the reason why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from pulse_desktop.model.ids import PlatformId, ResourceId
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.models.resource_model import ResourceModel
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.empty_state import EmptyState
from pulse_desktop.ui.screens.tab import Tab, TabId
from pulse_desktop.ui.strip.plan import MACHINE_CARDS, STORAGE_CARDS
from pulse_desktop.ui.strip.source import StripSource
from pulse_desktop.ui.strip.summary_strip import SummaryStrip
from pulse_desktop.ui.table.resource_table import ResourceTable
from pulse_desktop.ui.translation import translate

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published

_AWAITED = frozenset({ConnectionState.WAITING})
_CARDS = {
    TabId.INFRASTRUCTURE: MACHINE_CARDS,
    TabId.WORKLOADS: MACHINE_CARDS,
    TabId.STORAGE: STORAGE_CARDS,
    TabId.RECOVERY: MACHINE_CARDS,
}
"""What is summed up above each table."""


class ResourcePage(QWidget):
    """Shows a published state in a table of its own."""

    add_requested = Signal()
    demo_requested = Signal()
    filter_cleared = Signal()
    lens_cleared = Signal()

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.tab = tab
        self.model = ResourceModel(tab.columns, presentation, self, tab.suites)
        self.table = ResourceTable(self.model, self)
        self.table.setAccessibleName(translate(tab.title))
        self.strip = SummaryStrip(translate(tab.title), _CARDS[tab.id], source, presentation, self)
        self.is_strip_wanted = True
        """Whether the summary charts show where there are rows."""

        self._empty = EmptyState(self)
        self._published: Published | None = None
        self._stack = QStackedLayout()
        self._act_on = self.add_requested
        self._followed: int | None = None
        """The shape of the model whose rows the summary charts are of."""

        self.group(tab.grouping)
        self._lay_out()
        self._connect()

    def show_published(self, published: "Published") -> None:
        """Take a newer state, whole at first and then what was touched."""
        before, self._published = self._published, published
        is_other = before is not None and before.shown != published.shown
        if is_other:
            self.strip.start_over()
            self._followed = None
        touched = published.touched if before is not None else None
        if touched is None:
            self.model.show(published.state.of_type(self.tab.types))
        else:
            self._update(published.state.by_id, touched)
        self.table.restore()
        if is_other:
            self.table.start_over()
        elif self.table.wanted not in published.state.by_id:
            self.table.settle_for_neighbour()
        was_filling = before is not None and not is_other and is_filling(before.connections)
        self.table.begin(is_filling=was_filling or is_filling(published.connections))
        self._choose()
        self._follow_rows()
        self.strip.go_on(published.state, published.state.by_id if touched is None else touched)

    def present(self, presentation: Presentation) -> None:
        """Write values another way."""
        self.model.present(presentation)
        self.table.fit_columns()
        self.strip.present(presentation)

    def filter(self, text: str) -> None:
        """Show only names that contain ``text``."""
        self.model.ask(replace(self.model.query, text=text))
        self._choose()
        self._follow_rows()

    def look_through(self, lens: PlatformId | None) -> None:
        """Show only what one platform reports, or everything."""
        self.model.ask(replace(self.model.query, lens=lens))
        self._choose()
        self._follow_rows()

    def group(self, grouping: Grouping) -> None:
        """Divide the rows."""
        if grouping in self.tab.groupings:
            self.model.ask(replace(self.model.query, grouping=grouping))

    def want_strip(self, *, wanted: bool) -> None:
        """Show the summary charts, or leave their room to the table."""
        self.is_strip_wanted = wanted
        self._place_strip()

    def is_empty(self) -> bool:
        """Whether words stand in place of rows."""
        return self._stack.currentWidget() is self._empty

    def reason(self) -> str:
        """The heading shown in place of rows."""
        return self._empty.heading()

    def _update(
        self, resources: Mapping[ResourceId, Resource], touched: frozenset[ResourceId]
    ) -> None:
        """Follow what was touched, as far as it belongs into this tab or did so before."""
        types, changed, gone = self.tab.types, [], []
        for identity in touched:
            resource = resources.get(identity)
            if resource is None or resource.type not in types:
                gone.append(identity)
            else:
                changed.append(resource)
        self.model.update(changed, gone)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self._empty.acted.connect(self._act)
        self._empty.turned_elsewhere.connect(self.demo_requested)
        self.strip.attended.connect(self.table.pointing.tint)
        self.table.pointing.row_changed.connect(self.strip.point_at_row)
        self.table.pointing.section_changed.connect(self._point_at_section)
        self.table.current_changed.connect(self._select)

    def _follow_rows(self) -> None:
        """Only what the table shows counts in the summary charts."""
        if self._published is not None and self.model.shape != self._followed:
            self._followed = self.model.shape
            self.strip.show_rows(self._published.state, self._rows)

    def _rows(self) -> Iterator[Resource]:
        """What the table shows, top to bottom."""
        return (one for section in self.model.sections for one in section.resources)

    def _point_at_section(self, key: str | None) -> None:
        rows = [one.resources for one in self.model.sections if one.key == key] if key else []
        self.strip.point_at_group(tuple(one.id for one in rows[0]) if rows else ())

    def _select(self, resource: Resource | None) -> None:
        self.strip.select(None if resource is None else resource.id)

    def _place_strip(self) -> None:
        """Where nothing is connected, or was known at the time, there is nothing to sum up."""
        published, is_past = self._published, self.model.presentation.is_past
        is_fed = published is None or (bool(published.connections) and not is_past)
        has_rows = is_fed or self.model.total() > 0
        self.strip.setVisible(self.is_strip_wanted and has_rows)

    def _choose(self) -> None:
        self._place_strip()
        if self._has_rows():
            self._stack.setCurrentWidget(self.table)
            return
        self._explain()
        self._stack.setCurrentWidget(self._empty)

    def _has_rows(self) -> bool:
        """Whether there is something to list."""
        return self.model.count() > 0

    def _explain(self) -> None:
        """Say why nothing is listed."""
        query = self.model.query
        if query.text.strip():
            self._act_on = self.filter_cleared
            self._empty.say(
                self.tr("No name contains “{text}”").format(text=query.text.strip()),
                self.tr("The filter looks at names in this tab and lens."),
                self.tr("Clear filter"),
            )
        elif query.lens is not None and self.model.total():
            self._act_on = self.lens_cleared
            title = self.model.presentation.title(query.lens)
            self._empty.say(
                self.tr("{platform} reports nothing here").format(platform=title),
                self.tr("Other connections do."),
                self.tr("Show all"),
            )
        else:
            self._explain_nothing()

    def _explain_nothing(self) -> None:
        if self.model.presentation.is_past:
            self._empty.say(
                self.tr("Nothing was known at that time"),
                self.tr("Nothing of this kind is recorded for it. Press 0 to go back to live."),
            )
        else:
            self._explain_present()

    def _explain_present(self) -> None:
        self._act_on = self.add_requested
        connections = self._published.connections if self._published is not None else ()
        under_way = self._published.recorder.under_way if self._published is not None else None
        if under_way is not None:
            self._empty.say(
                self.tr("Preparing recorded history: {percent} %").format(
                    percent=under_way.percent
                ),
                translate(under_way.sentence),
            )
        elif not connections:
            self._empty.say(
                self.tr("Nothing is connected yet"),
                self.tr("Add a connection and its hosts, workloads and storage appear here."),
                self.tr("Add a connection…"),
                self.tr("Try the demo estate"),
            )
        elif is_filling(connections):
            self._empty.say(
                self.tr("Waiting for the first answer"),
                self.tr("Rows appear as soon as a connection has been read."),
            )
        else:
            self._empty.say(self.tr("Nothing to show"), translate(self.tab.nothing))

    def _act(self) -> None:
        self._act_on.emit()


def is_filling(connections: Sequence[ConnectionStatus]) -> bool:
    """Whether more rows are about to come: something was not read yet."""
    return any(status.state in _AWAITED for status in connections)
