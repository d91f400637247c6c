"""The first run: what the program does, and what it may watch. Nothing is contacted before."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.connection import Connection
from pulse_desktop.provider.platform import Candidate, Platform
from pulse_desktop.ui.desk import Desk
from pulse_desktop.ui.screens.connections.draft import unique
from pulse_desktop.ui.screens.connections.wording import caption, heading, muted, sentence, strong
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Cancellable, Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_WIDTH, _HEIGHT = 92, 34
"""In characters and lines."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that was found on this computer."""

    platform: Platform
    candidate: Candidate
    box: QCheckBox


class Welcome(QDialog):
    """Looks at files only. What is ticked is watched once the user agrees."""

    agreed = Signal(object)
    """Carries a tuple of ``Connection``: what to save and watch."""

    add_wanted = Signal()
    """The user wants to fill in a connection; nothing else was chosen."""

    demo_wanted = Signal()
    """The user wants to look around in the demo estate; nothing is watched."""

    started_empty = Signal()
    """The user wants the window without a connection."""

    def __init__(
        self, desk: Desk, spawn: Spawn, data_folder: str, parent: QWidget | None = None
    ) -> None:
        """``data_folder``: where history is kept, as it is shown to the user."""
        super().__init__(parent)
        self._desk = desk
        self._offers: list[Offer] = []
        self.setWindowTitle(self.tr("Welcome to Pulse Desktop"))
        self._make_parts()
        self._arrange(data_folder)
        self._connect()
        self._follow()
        self._looking: Cancellable = spawn(self._look())

    def offers(self) -> tuple[Offer, ...]:
        """What was found so far, with its tick."""
        return tuple(self._offers)

    def _make_parts(self) -> None:
        self._found = QVBoxLayout()
        self._found.setSpacing(sizes(self.font()).small)
        self._searching = muted(self.tr("Looking for what is on this computer…"), self)
        self._start = PrimaryButton(self.tr("Start watching"), self)
        self._add = QPushButton(self.tr("Add a connection…"), self, autoDefault=False)
        self._demo = QPushButton(self.tr("Try the demo estate"), self, autoDefault=False)
        self._empty = QPushButton(self.tr("Start empty"), self, autoDefault=False)

    def _arrange(self, data_folder: str) -> None:
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large * 2, size.large * 2, size.large * 2, size.large)
        column.setSpacing(size.medium)
        for widget in self._introduction(data_folder):
            column.addWidget(widget)
        column.addSpacing(size.small)
        column.addWidget(strong(self.tr("What should be watched?"), self))
        note = self.tr("Nothing is contacted until you start. What is not ticked is left alone.")
        column.addWidget(muted(note, self))
        column.addWidget(self._list(), 1)
        row = QHBoxLayout()
        row.addWidget(self._empty)
        row.addStretch(1)
        row.addWidget(self._demo)
        row.addWidget(self._add)
        row.addWidget(self._start)
        column.addLayout(row)
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())

    def _introduction(self, data_folder: str) -> tuple[QLabel, ...]:
        return (
            heading(self.tr("Watch your homelab, locally"), self),
            sentence(
                self.tr(
                    "Pulse reads your machines, guests, containers and storage directly, shows "
                    "how they are, and records how they were."
                ),
                self,
            ),
            sentence(
                self.tr(
                    "Nothing leaves this computer. History is kept in {folder}, passwords and "
                    "tokens in the keyring of your system."
                ).format(folder=data_folder),
                self,
            ),
        )

    def _list(self) -> QScrollArea:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._found)
        column.addWidget(self._searching)
        column.addStretch(1)
        area = QScrollArea(self, widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _connect(self) -> None:
        self._start.clicked.connect(self._agree)
        self._add.clicked.connect(self._want_form)
        self._demo.clicked.connect(self._want_demo)
        self._empty.clicked.connect(self.reject)

    async def _look(self) -> None:
        for platform in self._desk.platforms():
            for candidate in await self._desk.examiner.discover(platform.id):
                self._offer(platform, candidate)
        self._searching.hide()
        self._follow()

    def _offer(self, platform: Platform, candidate: Candidate) -> None:
        box = QCheckBox(f"{platform.title} · {candidate.name}", self)
        box.setEnabled(candidate.obstacle is None)
        box.setChecked(candidate.obstacle is None)
        box.toggled.connect(self._follow)
        about = translate(candidate.origin)
        if candidate.obstacle is not None:
            about = f"{about}. {translate(candidate.obstacle)}"
        box.setAccessibleDescription(about)
        self._offers.append(Offer(platform, candidate, box))
        size = sizes(self.font())
        explained = caption(f"{candidate.address} · {about}", self)
        explained.setIndent(size.large + size.small)
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(box)
        pair.addWidget(explained)
        self._found.addLayout(pair)

    def _follow(self) -> None:
        is_chosen = any(offer.box.isChecked() for offer in self._offers)
        self._start.setEnabled(is_chosen)
        self._start.set_primary(primary=is_chosen)

    def _agree(self) -> None:
        chosen: list[Connection] = []
        names: set[str] = set()
        for offer in self._offers:
            if offer.box.isChecked():
                chosen.append(self._connection(offer, frozenset(names)))
                names.add(chosen[-1].name.casefold())
        self.accept()
        self.agreed.emit(tuple(chosen))

    def _connection(self, offer: Offer, taken: frozenset[str]) -> Connection:
        platform = offer.platform
        preferred = self._desk.preferences().intervals_s
        told = Connection(
            id=self._desk.new_connection_id(),
            platform=platform.id,
            name=unique(offer.candidate.name, taken),
            address=offer.candidate.address,
            interval_s=preferred.get(platform.id, platform.default_interval_s),
        )
        return platform.normalise(told)

    def _want_form(self) -> None:
        self.accept()
        self.add_wanted.emit()

    def _want_demo(self) -> None:
        self.accept()
        self.demo_wanted.emit()

    @override
    def reject(self) -> None:
        super().reject()
        self.started_empty.emit()

    @override
    def done(self, result: int) -> None:
        self._looking.cancel()
        super().done(result)
