"""The Workloads tab: every workload, and when it was last backed up by whoever did."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pulse_desktop.model.resource import Resource
from pulse_desktop.ui.models.backup_column import backup_column
from pulse_desktop.ui.models.guest_facts import newest_backup
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery.auditor import Auditor
from pulse_desktop.ui.screens.audited_page import AuditedPage
from pulse_desktop.ui.screens.tab import Tab
from pulse_desktop.ui.strip.source import StripSource

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published


class WorkloadsPage(AuditedPage):
    """Wants the auditor from when somebody tells of copies."""

    def __init__(
        self,
        tab: Tab,
        presentation: Presentation,
        source: StripSource,
        auditor: Auditor,
        parent: QWidget | None = None,
    ) -> None:
        def last_backup(resource: Resource) -> datetime | None:
            return newest_backup(resource, auditor.standing(resource.id))

        own = backup_column(last_backup)
        columns = tuple(own if each.id == own.id else each for each in tab.columns)
        super().__init__(replace(tab, columns=columns), presentation, source, auditor, parent)

    @override
    def show_published(self, published: "Published") -> None:
        super().show_published(published)
        if published.state.surveys:
            self._auditor.want()
