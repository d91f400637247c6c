"""Targets that were found on this computer, offered for the form."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.model.condition import Shape
from pulse_desktop.provider.platform import Candidate
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.wording import caption, muted, sentence
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate


class CandidateList(QWidget):
    """One row a target; one that cannot be used says why. Hidden when nothing was found."""

    chosen = Signal(object)
    """Carries the ``Candidate``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes(self.font()).small)
        self.hide()

    def show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        """Offer these. Once for each list."""
        if not candidates:
            return
        self._column.addWidget(muted(self.tr("Found on this computer"), self))
        for candidate in candidates:
            self._column.addWidget(self._row(candidate))
        self.show()

    def _row(self, candidate: Candidate) -> QWidget:
        row = QWidget(self)
        size = sizes(self.font())
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(size.small)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        shape = Shape.OFF if candidate.obstacle else Shape.OK
        grid.addWidget(StatusMark(shape, row), 0, 0)
        grid.addWidget(sentence(f"{candidate.name} · {candidate.address}", row), 0, 1)
        about = translate(candidate.obstacle or candidate.origin)
        grid.addWidget(caption(about, row), 1, 1)
        if candidate.obstacle is None:
            use = QPushButton(self.tr("Use"), row, autoDefault=False)
            use.setAccessibleName(self.tr("Use {address}").format(address=candidate.address))
            use.clicked.connect(partial(self._choose, candidate))
            grid.addWidget(use, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _choose(self, candidate: Candidate, *_checked: bool) -> None:
        self.chosen.emit(candidate)
