"""The Storage tab: pools, disks and clusters, and when each store will be full."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.growth.forecaster import Forecaster
from pulse_desktop.ui.models.storage_columns import storage_columns
from pulse_desktop.ui.models.tally import Tally
from pulse_desktop.ui.models.whole import Whole
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.storage_bar import TYPES, StorageBar, StorageKind
from pulse_desktop.ui.screens.tab import Tab
from pulse_desktop.ui.strip.source import StripSource

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published


class StoragePage(ResourcePage):
    """Asks the forecaster about each row, and lists one kind alone where that is wanted."""

    everything_wanted = Signal()
    """The words in place of rows were pressed: no kind is to be left out."""

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        parent: QWidget | None = None,
    ) -> None:
        time = source.time
        self._forecaster = Forecaster(source.recordings, source.spawn, lambda: time.present.now_s)
        columns = storage_columns(self._forecaster.outlook)
        super().__init__(replace(tab, columns=columns), presentation, source, parent)
        self._forecaster.setParent(self)
        self._whole = Whole()
        self._tally = Tally()
        self.bar = StorageBar(self)
        self.bar.chosen.connect(self._list_only)
        self.everything_wanted.connect(partial(self.bar.choose, None))
        self._forecaster.told.connect(self._take)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.bar)

    @override
    def show_published(self, published: "Published") -> None:
        before = self._published
        super().show_published(published)
        is_first = before is None or before.shown != published.shown
        touched = None if is_first else published.touched
        self._count(published, touched)
        if not self.model.presentation.is_past:
            self._forecaster.show_published(published)

    @override
    def present(self, presentation: Presentation) -> None:
        super().present(presentation)
        self._tell()

    def _count(self, published: "Published", touched: frozenset[ResourceId] | None) -> None:
        if touched is None:
            stored = {one.id: one for one in published.state.of_type(self.tab.types)}
        else:
            stored = dict(self._stored(published, touched))
        self._whole.take(stored, touched)
        self._tally.take(stored, touched)
        self._tell()

    def _stored(
        self, published: "Published", touched: Iterable[ResourceId]
    ) -> Iterable[tuple[ResourceId, Resource]]:
        for identity in touched:
            resource = published.state.by_id.get(identity)
            if resource is not None and resource.type in self.tab.types:
                yield identity, resource

    def _take(self, changed: frozenset[ResourceId]) -> None:
        by_id = self._published.state.by_id if self._published is not None else {}
        known = (by_id[one] for one in changed if one in by_id)
        self.model.update([one for one in known if one.type in self.tab.types], ())
        self.table.restore()

    def _list_only(self, kind: StorageKind | None) -> None:
        self.model.ask(replace(self.model.query, only=kind))
        self._choose()
        self._follow_rows()

    def _tell(self) -> None:
        counts = {kind: self._tally.total((TYPES[kind],)) for kind in StorageKind}
        self.bar.say(counts, " · ".join(self._sentences()))
        self.bar.setVisible(self.model.total() > 0)

    def _sentences(self) -> Iterable[str]:
        formats, room = self.model.presentation.formats, self._whole.room
        if room is not None:
            used, total = map(formats.size, room)
            yield self.tr("{used} of {total} used").format(used=used, total=total)
        pressing = self._whole.needing_attention
        if pressing:
            number = formats.number(pressing)
            yield self.tr("%n need attention", "", pressing).replace("%n", number)
        if room is not None and self._whole.is_shared:
            yield self.tr("shared counted once")

    @override
    def _explain(self) -> None:
        if self.bar.kind is None or not self.model.total():
            super()._explain()
            return
        self._act_on = self.everything_wanted
        self._empty.say(
            self.tr("None of this kind is listed"),
            self.tr("The filter and the lens leave out the others, too."),
            self.tr("Show all"),
        )
