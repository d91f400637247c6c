"""The ways to answer a field of the form, one for each kind of field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.provider.platform import Field, FieldKind
from pulse_desktop.provider.tls import normalise_fingerprint
from pulse_desktop.ui.screens.connections.draft import Answer
from pulse_desktop.ui.screens.connections.wording import fixed_font
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate


class Entry(QWidget):
    """Holds one answer. ``focus_proxy`` is where the keyboard goes."""

    changed = Signal()

    def answer(self) -> Answer:
        """What it holds now."""
        raise NotImplementedError

    def put(self, answer: Answer) -> None:
        """Hold something else."""
        raise NotImplementedError


class TextEntry(Entry):
    """A line of text."""

    def __init__(self, title: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._tell)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)

    def _tell(self) -> None:
        self.changed.emit()

    @override
    def answer(self) -> Answer:
        return self.line.text()

    @override
    def put(self, answer: Answer) -> None:
        self.line.setText(answer if isinstance(answer, str) else "")


class FingerprintEntry(TextEntry):
    """A fingerprint in any spelling, put into the one spelling when the field is left."""

    def __init__(self, title: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, placeholder, parent)
        self.line.setFont(fixed_font(self.font()))
        self.line.editingFinished.connect(self._respell)

    def _respell(self) -> None:
        normal = normalise_fingerprint(self.line.text())
        if normal is not None:
            self.line.setText(normal)
            self.line.setCursorPosition(0)

    @override
    def put(self, answer: Answer) -> None:
        super().put(answer)
        self.line.setCursorPosition(0)


class SecretEntry(TextEntry):
    """A secret: never filled in by the program, seen only while the button is held."""

    def __init__(self, title: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, placeholder, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        reveal = QPushButton(self.tr("Hold to show"), self, autoDefault=False)
        reveal.setAccessibleName(self.tr("Show {title} while held").format(title=title))
        reveal.pressed.connect(self._show)
        reveal.released.connect(self._hide)
        self.row.addWidget(reveal)

    def _show(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal)

    def _hide(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)


class FileEntry(TextEntry):
    """A path, typed or chosen."""

    def __init__(self, title: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, placeholder, parent)
        browse = QPushButton(self.tr("Browse…"), self, autoDefault=False)
        browse.setAccessibleName(self.tr("Choose {title}").format(title=title))
        browse.clicked.connect(self._browse)
        self.row.addWidget(browse)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.line.accessibleName(), self.line.text())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        self.line.setText(path)
        self._tell()


class ChoiceEntry(Entry):
    """One of a few answers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).tight)
        for choice in field.choices:
            button = QRadioButton(translate(choice.title), self)
            self._buttons[choice.value] = button
            self._group.addButton(button)
            column.addWidget(button)
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            first.setChecked(True)
            self.setFocusProxy(first)
        self._group.buttonClicked.connect(self.changed)

    @override
    def answer(self) -> Answer:
        chosen = (value for value, button in self._buttons.items() if button.isChecked())
        return next(chosen, "")

    @override
    def put(self, answer: Answer) -> None:
        if isinstance(answer, str) and answer in self._buttons:
            self._buttons[answer].setChecked(True)


class ConfirmEntry(Entry):
    """Something to agree to."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QCheckBox(title, self)
        self._box.clicked.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._box)
        row.addStretch(1)
        self.setFocusProxy(self._box)

    @override
    def answer(self) -> Answer:
        return self._box.isChecked()

    @override
    def put(self, answer: Answer) -> None:
        self._box.setChecked(answer is True)


_OF_TEXT = {
    FieldKind.TEXT: TextEntry,
    FieldKind.SECRET: SecretEntry,
    FieldKind.FILE: FileEntry,
    FieldKind.FINGERPRINT: FingerprintEntry,
}


def entry_for(field: Field, placeholder: str, parent: QWidget) -> Entry:
    """The entry that suits ``field``."""
    title = translate(field.title)
    if field.kind is FieldKind.CHOICE:
        return ChoiceEntry(field, parent)
    if field.kind is FieldKind.CONFIRM:
        return ConfirmEntry(title, parent)
    return _OF_TEXT[field.kind](title, placeholder, parent)
