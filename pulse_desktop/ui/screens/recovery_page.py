"""The Recovery tab: every workload by how well it is protected."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.model.ids import PlatformId
from pulse_desktop.model.resource import Resource
from pulse_desktop.recovery.standing import Posture
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery import wording
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.recovery.columns import Standings, recovery_columns
from pulse_desktop.ui.recovery.sentence import Sentence
from pulse_desktop.ui.screens.audited_page import AuditedPage
from pulse_desktop.ui.screens.resource_page import is_filling
from pulse_desktop.ui.screens.tab import Tab
from pulse_desktop.ui.strip.source import StripSource


@dataclass(frozen=True, slots=True)
class Only:
    """Passes what has one posture."""

    posture: Posture
    standing_of: Standings

    def __call__(self, resource: Resource) -> bool:
        """Whether ``resource`` has it."""
        standing = self.standing_of(resource.id)
        return standing is not None and standing.posture is self.posture


class RecoveryPage(AuditedPage):
    """Lists what the Workloads tab lists, each by its standing."""

    everything_wanted = Signal()
    """The words in place of rows were pressed: no posture is to be left out."""

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        auditor: Auditor,
        parent: QWidget | None = None,
    ) -> None:
        asking = replace(tab, columns=recovery_columns(auditor.standing))
        super().__init__(asking, presentation, source, auditor, parent)
        self._is_in_order = False
        """Whether all rows had their standing once, which orders them."""

        self.sentence = Sentence(self)
        self.sentence.chosen.connect(self._list_only)
        self.everything_wanted.connect(partial(self.sentence.choose, None))
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.sentence)
        self.want_strip(wanted=False)
        self.table.sort_as("state", descending=False)
        auditor.audited.connect(self._tell)
        auditor.want()

    @override
    def look_through(self, lens: PlatformId | None) -> None:
        super().look_through(lens)
        self._tell()

    @override
    def present(self, presentation: Presentation) -> None:
        super().present(presentation)
        self._tell()

    @override
    def _settle(self) -> None:
        super()._settle()
        self._begin_in_order()
        self._choose()
        self._follow_rows()

    def _begin_in_order(self) -> None:
        """What is current comes somewhere else while rows are first put in order."""
        if self._is_in_order or not self.model.count():
            return
        self._is_in_order = not self._is_filling() and self._has_standings()
        self.table.begin(is_filling=True)
        if self.table.wanted is not None:
            self.table.bring(self.table.wanted)

    def _has_standings(self) -> bool:
        return all(self._auditor.standing(row.id) is not None for row in self._rows())

    def _is_filling(self) -> bool:
        return self._published is not None and is_filling(self._published.connections)

    def _list_only(self, posture: Posture | None) -> None:
        only = None if posture is None else Only(posture, self._auditor.standing)
        self.model.ask(replace(self.model.query, only=only))
        self._choose()
        self._follow_rows()

    def _tell(self) -> None:
        strays, formats = self._auditor.audit.strays, self.model.presentation.formats
        self.sentence.say(self._counts(), self._rest(), wording.strays(strays, formats))

    def _counts(self) -> Mapping[Posture, int]:
        """Of all that the lens lets through, whatever the filter leaves out."""
        audit, lens = self._auditor.audit, self.model.query.lens
        if lens is None or self._published is None:
            return audit.counts
        by_id = self._published.state.by_id
        return Counter(
            standing.posture
            for one, standing in audit.standings.items()
            if one in by_id and any(source.platform == lens for source in by_id[one].sources)
        )

    def _rest(self) -> str:
        """What was found and belongs to nobody."""
        count = sum(stray.count for stray in self._auditor.audit.strays)
        if not count:
            return ""
        number = self.model.presentation.formats.number(count)
        return self.tr("{n} copies belong to nothing that is known here").format(n=number)

    def _is_anything_read(self) -> bool:
        return self._published is not None and bool(self._published.state.surveys)

    @override
    def _has_rows(self) -> bool:
        return super()._has_rows() and self._is_anything_read()

    @override
    def _choose(self) -> None:
        super()._choose()
        self.sentence.setVisible(self.model.total() > 0 and self._is_anything_read())

    @override
    def _explain(self) -> None:
        posture = self.sentence.posture
        if self.model.total() and not self._is_anything_read():
            self._explain_unread()
        elif posture is not None and not self.model.query.text.strip() and self.model.total():
            self._act_on = self.everything_wanted
            self._empty.say(
                self._nothing_of(posture),
                self.tr("The sentence above the table lists only these."),
                self.tr("Show all"),
            )
        else:
            super()._explain()

    def _explain_unread(self) -> None:
        """There are workloads, and nobody told of their copies."""
        if self.model.presentation.is_past:
            self._empty.say(
                self.tr("Recovery points are not recorded"),
                self.tr("What was protected at that time is not known. Press 0 for live."),
            )
            return
        self._act_on = self.add_requested
        self._empty.say(
            self.tr("No connection reads recovery points"),
            self.tr(
                "None of the connections so far can tell of backups, snapshots or replication, so "
                "nothing can be said of what is protected. Add the system that keeps the copies."
            ),
            self.tr("Add a connection…"),
        )

    def _nothing_of(self, posture: Posture) -> str:
        return {
            Posture.PROTECTED: self.tr("Nothing is protected"),
            Posture.STALE: self.tr("Nothing is stale"),
            Posture.NEVER: self.tr("Nothing was never protected"),
            Posture.UNKNOWN: self.tr("Everything was looked for"),
        }[posture]
