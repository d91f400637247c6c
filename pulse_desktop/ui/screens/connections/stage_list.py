"""The steps of a connection test, each shown as it begins and as it ends."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.errors import Category
from pulse_desktop.model.text import Text
from pulse_desktop.provider.stage import Stage, StageId, StageLine, StageState
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.removal import discard
from pulse_desktop.ui.screens.connections.explanation import explain
from pulse_desktop.ui.screens.connections.fingerprint import shortened
from pulse_desktop.ui.screens.connections.progress import Progress, Row, command_of
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.times import duration
from pulse_desktop.ui.screens.connections.trust_panel import TrustPanel
from pulse_desktop.ui.screens.connections.wording import muted, sentence
from pulse_desktop.ui.theme import sizes, tabular
from pulse_desktop.ui.translation import translate

SHAPES = {
    StageState.WAITING: Shape.UNKNOWN,
    StageState.RUNNING: Shape.CHANGING,
    StageState.PASSED: Shape.OK,
    StageState.WARNING: Shape.WARNING,
    StageState.FAILED: Shape.CRITICAL,
}
_DURATION_CHARACTERS = 9


class StageList(QWidget):
    """One line a step, with its findings, its failure or its question below it."""

    trusted = Signal(object)
    """Carries the ``Certificate`` that the user agreed to."""

    declined = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._rows: dict[StageId, _StageRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes(self.font()).medium)

    def show_progress(self, progress: Progress, pinned_at: str | None) -> None:
        """Update the rows that changed. ``pinned_at``: when the present pin was agreed to."""
        rows = progress.rows()
        if [row.stage.id for row in rows] != list(self._rows):
            self._start_over(rows)
        for row in rows:
            if self._rows[row.stage.id].show_row(row):
                self._ask(self._rows[row.stage.id], row, progress, pinned_at)

    def show_elapsed(self, milliseconds: float) -> None:
        """How long the running step has been at it."""
        for row in self._rows.values():
            row.show_elapsed(milliseconds)

    def text_of(self, step: StageId) -> str:
        """Everything that a row says, line by line."""
        labels = self._rows[step].findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.text())

    def panel(self) -> TrustPanel | None:
        """The open question of trust."""
        return self.findChild(TrustPanel)

    def _start_over(self, rows: tuple[Row, ...]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        titles = [translate(row.title) for row in rows]
        metrics = self.fontMetrics()
        width = max((metrics.horizontalAdvance(title) for title in titles), default=0)
        self._rows = {row.stage.id: _StageRow(row, width, self._formats, self) for row in rows}
        for shown in self._rows.values():
            self._column.addWidget(shown)
        self._column.addStretch(1)

    def _ask(self, shown: "_StageRow", row: Row, progress: Progress, pinned_at: str | None) -> None:
        if progress.question != row.stage:
            return
        panel = TrustPanel(row.stage, pinned_at, self._formats, shown)
        panel.trusted.connect(self.trusted)
        panel.declined.connect(self.declined)
        shown.add_question(panel)


class _StageRow(QWidget):
    """One step."""

    def __init__(self, row: Row, title_width: int, formats: Formats, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self._shown: Row | None = None
        self._question: QWidget | None = None
        size = sizes(self.font())
        self._mark = StatusMark(Shape.UNKNOWN, self)
        self._title = QLabel(translate(row.title), self)
        self._title.setMinimumWidth(title_width + size.large)
        self._detail = sentence("", self)
        self._duration = muted("", self)
        self._duration.setWordWrap(False)
        self._duration.setFont(tabular(self.font()))
        self._duration.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._duration.setMinimumWidth(_DURATION_CHARACTERS * size.character)
        self._below = QVBoxLayout()
        self._below.setSpacing(size.tight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(size.small)
        grid.setVerticalSpacing(size.tight)
        grid.setColumnStretch(2, 1)
        head = (self._mark, self._title, self._detail, self._duration)
        for column, widget in enumerate(head):
            grid.addWidget(widget, 0, column, Qt.AlignmentFlag.AlignTop)
        grid.setAlignment(self._detail, Qt.AlignmentFlag(0))
        grid.addLayout(self._below, 1, 2, 1, 2)
        self._grid = grid

    def show_row(self, row: Row) -> bool:
        """Show the step as it stands now. Returns whether that changed anything."""
        if row == self._shown:
            return False
        self._shown = row
        stage = row.stage
        self._mark.show_shape(_shape(stage))
        self._detail.setText(self._head_text(stage))
        self._duration.setText(duration(stage.duration_ms, self._formats))
        is_waiting = stage.state is StageState.WAITING
        role = QPalette.ColorRole.PlaceholderText if is_waiting else QPalette.ColorRole.WindowText
        for label in (self._title, self._detail):
            label.setForegroundRole(role)
        self._clear_below()
        self._show_findings(stage)
        self.setAccessibleName(f"{self._title.text()}: {self._detail.text()}")
        return True

    def show_elapsed(self, milliseconds: float) -> None:
        """Count up while the step runs."""
        if self._shown is not None and self._shown.stage.state is StageState.RUNNING:
            self._duration.setText(duration(milliseconds, self._formats))

    def add_question(self, panel: QWidget) -> None:
        """Put ``panel`` under the findings, across the row."""
        self._question = panel
        self._grid.addWidget(panel, 2, 1, 1, 3)

    def _head_text(self, stage: Stage) -> str:
        if stage.state is StageState.WAITING and stage.detail is None:
            return self.tr("not tried")
        if stage.state is StageState.RUNNING:
            return self.tr("trying…")
        if stage.category is not None:
            return translate(explain(stage.category).title)
        return _prose(stage.detail) if stage.detail is not None else ""

    def _show_findings(self, stage: Stage) -> None:
        if stage.category is not None:
            self._show_failure(stage)
        if stage.certificate is None:
            self._show_lines(stage.lines)

    def _show_failure(self, stage: Stage) -> None:
        if stage.detail is not None:
            self._below.addWidget(sentence(_prose(stage.detail), self))
        if stage.category is not None:
            self._below.addWidget(muted(translate(explain(stage.category).remedy), self))

    def _show_lines(self, lines: tuple[StageLine, ...]) -> None:
        read = [line for line in lines if command_of(line) is None]
        passed = [_prose(line.text) for line in read if line.state is StageState.PASSED]
        if passed:
            self._below.addWidget(muted(" · ".join(passed), self))
        for line in read:
            if line.state is not StageState.PASSED:
                self._below.addWidget(_Finding(line, self))

    def _clear_below(self) -> None:
        if self._question is not None:
            discard(self._question)
            self._question = None
        while (item := self._below.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)


class _Finding(QWidget):
    """A finding that is not as it should be."""

    def __init__(self, line: StageLine, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes(self.font()).small)
        row.addWidget(StatusMark(SHAPES[line.state], self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence(_prose(line.text), self), 1)


def _shape(stage: Stage) -> Shape:
    """A certificate that is not trusted yet is a question, not a fault."""
    if stage.category is Category.TLS_UNTRUSTED and stage.certificate is not None:
        return Shape.WARNING
    return SHAPES[stage.state]


def _prose(text: Text) -> str:
    """A sentence for reading; the whole fingerprints are in the question and the report."""
    return shortened(translate(text))
