"""What the inspector shows of the current row, and when it has to be shown again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject

from pulse_desktop.resources.read_state import EMPTY
from pulse_desktop.ui.inspector.inspector import Inspector
from pulse_desktop.ui.screens.actions import Actions
from pulse_desktop.ui.screens.pages import Pages
from pulse_desktop.ui.screens.panes import Panes

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published

_AGES_MS = 1000


class Inspection(QObject):
    """Keeps the inspector at the current row of the page that is up."""

    def __init__(self, inspector: Inspector, pages: Pages, panes: Panes, actions: Actions) -> None:
        super().__init__(inspector)
        self._inspector = inspector
        self._pages = pages
        self._panes = panes
        self._actions = actions
        self._published: Published | None = None
        self._inspected = QElapsedTimer()
        self._panes.inspector_shown.connect(self._tick)
        actions.inspector.toggled.connect(self._toggle)
        actions.inspect.triggered.connect(self.open)

    def show_published(self, published: "Published") -> None:
        """Take a newer state; costs nothing where it does not concern what is shown."""
        before, self._published = self._published, published
        if before is not None and before.shown != published.shown:
            self._inspector.start_over()
        is_judged = before is None or before.state.verdicts != published.state.verdicts
        if is_judged or self._is_concerned(published):
            self.inspect_current()

    def inspect_current(self) -> None:
        """Show the current row, or what there is to say without one."""
        self._inspected.start()
        page, published = self._pages.page, self._published
        wanted = page.table.wanted if page is not None else None
        self._panes.tell_subject(present=page is not None and not page.is_empty())
        state = EMPTY if published is None else published.state
        current = None if wanted is None else state.by_id.get(wanted)
        self._inspector.show_resource(current, state)
        self._actions.offer_words(current)

    def open(self) -> None:
        """Show the inspector and go there."""
        self._actions.inspector.setChecked(True)
        self._inspector.setFocus()

    def _is_concerned(self, published: "Published") -> bool:
        """Whether what is shown was touched, or the ages in it are a second old."""
        page, shown, touched = self._pages.page, self._inspector.shown, published.touched
        if touched is None or page is None or shown is None or page.table.wanted != shown:
            return True
        by_id = published.state.by_id
        if shown in touched or shown not in by_id or by_id[shown].parent_id in touched:
            return True
        if self._inspected.hasExpired(_AGES_MS):
            return True
        return any(known.parent_id == shown for known in map(by_id.get, touched) if known)

    def _toggle(self, wanted: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._panes.want_inspector(wanted=wanted)

    def _tick(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Follow what the room allowed, without asking for it again."""
        self._actions.inspector.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._actions.inspector.setChecked(shown)
        self._actions.inspector.blockSignals(False)  # noqa: FBT003 - Qt's signature
