"""The line above the stores: which kind is listed, and how much room there is in all."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.theme import colours, sizes


class StorageKind(StrEnum):
    """What can be listed alone."""

    POOLS = "pools"
    DISKS = "disks"
    CLUSTERS = "clusters"

    def __call__(self, resource: Resource) -> bool:
        """Whether ``resource`` is of that kind."""
        return resource.type is TYPES[self]


TYPES = {
    StorageKind.POOLS: ResourceType.STORAGE,
    StorageKind.DISKS: ResourceType.PHYSICAL_DISK,
    StorageKind.CLUSTERS: ResourceType.CEPH,
}


class StorageBar(QWidget):
    """``Pools 27``, ``Disks 35``: pressed, only those are listed; pressed again, all."""

    chosen = Signal(object)
    """Carries the ``StorageKind`` to be listed alone, or ``None`` for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: StorageKind | None = None
        self._buttons = {kind: self._button(kind) for kind in StorageKind}
        self._rest = QLabel(self)
        self._rest.setTextFormat(Qt.TextFormat.PlainText)
        self._rest.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(self.tr("What is listed, and how full everything is"))
        size = sizes(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(size.small, size.tight, size.medium, size.tight)
        row.setSpacing(size.tight)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._rest, 1)
        self._dress()

    @property
    def kind(self) -> StorageKind | None:
        """What is listed alone."""
        return self._chosen

    def say(self, counts: Mapping[StorageKind, int], rest: str) -> None:
        """Show how many there are of each kind, and ``rest`` at the end of the line."""
        for kind, button in self._buttons.items():
            count = counts.get(kind, 0)
            button.setText(self._words(kind).format(n=count))
            button.setVisible(bool(count) or button.isChecked())
        self._rest.setText(rest)

    def choose(self, kind: StorageKind | None) -> None:
        """List only those, or all."""
        if kind is self._chosen:
            return
        self._chosen = kind
        for each, button in self._buttons.items():
            button.setChecked(each is kind)
        self.chosen.emit(kind)

    def text(self) -> str:
        """The whole line."""
        shown = [button.text() for button in self._buttons.values() if not button.isHidden()]
        return " · ".join((*shown, self._rest.text()))

    def button(self, kind: StorageKind) -> QPushButton:
        """The one that lists a kind alone."""
        return self._buttons[kind]

    def _words(self, kind: StorageKind) -> str:
        return {
            StorageKind.POOLS: self.tr("Pools {n}"),
            StorageKind.DISKS: self.tr("Disks {n}"),
            StorageKind.CLUSTERS: self.tr("Ceph {n}"),
        }[kind]

    def _hint(self, kind: StorageKind) -> str:
        return {
            StorageKind.POOLS: self.tr("List only pools, stores and file systems"),
            StorageKind.DISKS: self.tr("List only disks"),
            StorageKind.CLUSTERS: self.tr("List only storage clusters"),
        }[kind]

    def _button(self, kind: StorageKind) -> QPushButton:
        button = QPushButton(self, flat=True, autoDefault=False)
        button.setCheckable(True)
        button.setObjectName("kind")
        button.setToolTip(self._hint(kind))
        button.setAccessibleDescription(self._hint(kind))
        button.clicked.connect(lambda checked: self.choose(kind if checked else None))
        return button

    def _dress(self) -> None:
        # Its own palette changes with its own sheet.
        tokens, size = colours(self.window().palette()), sizes(self.font())
        sheet = (
            f"#kind {{ color: {tokens.text}; border: 1px solid {tokens.border};"
            f" border-radius: {size.radius}px; padding: {size.tight}px {size.small}px; }}"
            f"#kind:hover {{ background: {tokens.raised}; }}"
            f"#kind:checked {{ background: {tokens.selected}; border-color: {tokens.accent}; }}"
            f"#kind:focus {{ border-color: {tokens.accent}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
