"""How often a connection is polled."""

from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QWidget
from typing_extensions import override

from pulse_desktop.ui.screens.connections.draft import Answer
from pulse_desktop.ui.screens.connections.entry import Entry

_DECIMALS = 3
_LARGEST_S = 86_400.0


class IntervalEntry(Entry):
    """Seconds between polls. What is out of bounds can be typed, and is explained."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = _Seconds(self)
        self._box.setAccessibleName(title)
        self._box.setSuffix(self.tr(" s"))
        self._box.valueChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
        row.addStretch(1)
        self.setFocusProxy(self._box)

    def seconds(self) -> float:
        """The interval."""
        return self._box.value()

    def put_seconds(self, interval_s: float) -> None:
        """Show another one, without a word to those who listen."""
        self._box.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._box.setValue(interval_s)
        self._box.blockSignals(False)  # noqa: FBT003 - Qt's signature

    @override
    def answer(self) -> Answer:
        return f"{self.seconds():g}"

    @override
    def put(self, answer: Answer) -> None:
        self.put_seconds(float(answer))


class _Seconds(QDoubleSpinBox):
    """Shows ``15`` rather than ``15.000``, and ``0.2`` rather than ``0`` (P-05)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDecimals(_DECIMALS)
        self.setRange(0, _LARGEST_S)

    @override
    def textFromValue(self, value: float) -> str:
        return self.locale().toString(value, "g", 8)
