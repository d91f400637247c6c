"""Everything that the record of the selected connection says."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import ConnectionStatus
from pulse_desktop.provider.platform import Commands, IngestionMode
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.screens.connections.attempts_strip import AttemptsStrip
from pulse_desktop.ui.screens.connections.cures import Cures, cures
from pulse_desktop.ui.screens.connections.description import Describer
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.wording import muted, sentence, strong
from pulse_desktop.ui.standing import shape_of
from pulse_desktop.ui.theme import sizes


class ConnectionDetails(QWidget):
    """Facts that are absent take no line. ``try_now`` stands beside the next try."""

    def __init__(self, try_now: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        size = sizes(self.font())
        self._mark = StatusMark(Shape.UNKNOWN, self)
        self._title = strong("", self)
        self._advice = muted("", self)
        self._strip = AttemptsStrip(self)
        self._try = QPushButton(try_now.text(), self)
        self._try.clicked.connect(try_now.trigger)
        self._cures = Cures(self)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(size.medium)
        self._grid.setVerticalSpacing(size.tight)
        self._grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.setSpacing(size.small)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, size.small, 0, 0)
        column.setSpacing(size.small)
        column.addLayout(head)
        column.addWidget(self._advice)
        column.addLayout(self._grid)
        column.addWidget(self._cures)
        column.addStretch(1)
        self._make_facts()

    def show_status(
        self, status: ConnectionStatus, ingestion: IngestionMode | None, describer: Describer
    ) -> None:
        """Show one connection's record; ``ingestion`` is absent with its platform."""
        self._mark.show_shape(shape_of(status.state))
        name, state = status.connection.name, describer.state(status)
        self._title.setText(f"{name} · {state}")
        advice = describer.advice(status)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._strip.show_attempts(status.record.attempts, describer)
        self._say_how_it_stands(status, describer)
        self._say("found", describer.still_found(status))
        self._say("issues", describer.issues(status.record.observed))
        self._say("lacking", describer.lacking(status.record.observed))
        self._cures.show_commands(self._commands_for(status))
        self._say("ingestion", describer.ingestion(ingestion) if ingestion else "")
        self._say("trust", describer.trust(status.connection))

    def _say_how_it_stands(self, status: ConnectionStatus, describer: Describer) -> None:
        self._say("error", describer.error(status))
        self._facts["error"][1].setToolTip(describer.error_time(status))
        self._say("retries", describer.retries(status))
        due = describer.next_try(status) if status.record.next_poll_at else ""
        self._say("next", due or (MISSING if status.connection.enabled else ""))
        self._try.setVisible(status.connection.enabled)

    def _commands_for(self, status: ConnectionStatus) -> tuple[Commands, ...]:
        observed = status.record.observed
        return () if observed is None else tuple(cures(observed.lacking))

    def fact(self, name: str) -> str:
        """What a line says, by its name in ``_make_facts``; empty while it is hidden."""
        return self._facts[name][1].text()

    def advice(self) -> str:
        """What the user may do about the state."""
        return self._advice.text()

    def cures(self) -> Cures:
        """What grants the permissions that it lacks."""
        return self._cures

    def strip(self) -> AttemptsStrip:
        """The last polls."""
        return self._strip

    def _make_facts(self) -> None:
        self._grid.addWidget(self._label(self.tr("Attempts")), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._strip, 0, 1)
        for name, title in (
            ("error", self.tr("Last error")),
            ("retries", self.tr("Retries")),
            ("next", self.tr("Next try")),
            ("found", self.tr("Found")),
            ("issues", self.tr("Gaps")),
            ("lacking", self.tr("Not permitted")),
            ("ingestion", self.tr("Read through")),
            ("trust", self.tr("Trust")),
        ):
            label, value = self._label(title), sentence("", self)
            row = self._grid.rowCount()
            if name == "next":
                self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
                self._grid.addLayout(self._beside_the_button(value), row, 1)
            else:
                self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(value, row, 1)
            self._facts[name] = label, value

    def _beside_the_button(self, value: QLabel) -> QHBoxLayout:
        value.setWordWrap(False)
        row = QHBoxLayout()
        row.setSpacing(sizes(self.font()).medium)
        row.addWidget(value)
        row.addWidget(self._try)
        row.addStretch(1)
        return row

    def _label(self, title: str) -> QLabel:
        label = muted(title, self)
        label.setWordWrap(False)
        return label

    def _say(self, name: str, text: str) -> None:
        label, value = self._facts[name]
        value.setText(text)
        label.setVisible(bool(text))
        value.setVisible(bool(text))
