"""A page whose rows say how well workloads are protected."""

from itertools import islice

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.tab import Tab
from pulse_desktop.ui.strip.source import StripSource

_STEP = 250
"""Rows that take their standing at once, so that no turn of the loop is longer than a frame."""


class AuditedPage(ResourcePage):
    """Asks the auditor about each row; rows take what it says step by step."""

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        auditor: Auditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tab, presentation, source, parent)
        self._auditor = auditor
        self._behind: dict[ResourceId, None] = {}
        """Whose standing shows otherwise than their row says yet, in the order of the rows: what
        is out of sight is not painted."""

        self._soon = QTimer(self, interval=0)
        self._soon.timeout.connect(self._catch_up)
        auditor.audited.connect(self._take)

    @property
    def is_behind(self) -> bool:
        """Whether rows have still to take what the auditor says of them."""
        return bool(self._behind)

    def _take(self, changed: frozenset[ResourceId]) -> None:
        pending = self._behind.keys() | changed
        listed = [row.id for row in self._rows() if row.id in pending]
        self._behind = dict.fromkeys((*listed, *pending))
        self._catch_up()

    def _catch_up(self) -> None:
        """Have the next rows ask for their standing again."""
        by_id = self._published.state.by_id if self._published is not None else {}
        batch = list(islice(self._behind, _STEP))
        for one in batch:
            del self._behind[one]
        known = (resource for one in batch if (resource := by_id.get(one)) is not None)
        self.model.update([one for one in known if one.type in self.tab.types], ())
        if self._behind:
            self._soon.start()
            return
        self._soon.stop()
        self._settle()

    def _settle(self) -> None:
        """Every row has its standing, and may stand somewhere else."""
        self.table.restore()
