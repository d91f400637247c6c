"""The form of the user's words on one resource: link, description, tags, notes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import Text
from pulse_desktop.ui.screens.annotation.draft import Draft, Entry, draft_of, problems, words_of
from pulse_desktop.ui.screens.connections.form_row import ProblemLine
from pulse_desktop.ui.screens.connections.wording import caption
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_WIDTH, _HEIGHT = 78, 26
"""In characters and lines."""


class AnnotationDialog(QDialog):
    """Asks before it lets go of what is not saved. Deletes itself when closed."""

    saved = Signal(object, object)
    """Carries the resource's id and the ``Annotation``."""

    def __init__(
        self, resource: Resource, parent: QWidget | None = None, *, is_kept: bool = True
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Notes on {name}").format(name=resource.name))
        self.subject: ResourceId = resource.id
        self._began = draft_of(resource.annotation)
        self._make_entries(resource)
        self._problems = {entry: ProblemLine(self) for entry in Entry}
        self._for_this_run = caption(
            self.tr("Nothing is being recorded, so this is kept only until the program ends."), self
        )
        self._for_this_run.setVisible(not is_kept)
        self._arrange()
        self._connect()
        self._fill(self._began)
        self._no_link.setVisible(bool(resource.web_url) or self._began.has_no_link)

    def draft(self) -> Draft:
        """What is in the entries."""
        return Draft(
            link=self._link.text(),
            has_no_link=self._no_link.isChecked(),
            description=self._description.text(),
            tags=self._tags.text(),
            notes=self._notes.toPlainText(),
        )

    def save(self) -> None:
        """Hand over the words and close, or say what is wrong and go there."""
        draft = self.draft()
        wrong = problems(draft)
        self._tell(wrong)
        if wrong:
            self._entries[next(entry for entry in Entry if entry in wrong)].setFocus()
            return
        if words_of(draft) != words_of(self._began):
            self.saved.emit(self.subject, words_of(draft))
        self.accept()

    def _make_entries(self, resource: Resource) -> None:
        self._link = QLineEdit(self)
        if resource.annotation.web_url is None:
            self._link.setPlaceholderText(resource.web_url or "https://")
        self._no_link = QCheckBox(self.tr("Offer no link, whatever the platform says"), self)
        self._description = QLineEdit(self)
        self._tags = QLineEdit(self, placeholderText=self.tr("Separated by commas"))
        self._notes = QPlainTextEdit(self)
        self._notes.setTabChangesFocus(True)
        self._entries: dict[Entry, QWidget] = {
            Entry.LINK: self._link,
            Entry.DESCRIPTION: self._description,
            Entry.TAGS: self._tags,
            Entry.NOTES: self._notes,
        }

    def _titles(self) -> dict[Entry, str]:
        return {
            Entry.LINK: self.tr("&Link"),
            Entry.DESCRIPTION: self.tr("&Description"),
            Entry.TAGS: self.tr("&Tags"),
            Entry.NOTES: self.tr("&Notes"),
        }

    def _arrange(self) -> None:
        size = sizes(self.font())
        grid = QGridLayout()
        grid.setHorizontalSpacing(size.medium)
        grid.setVerticalSpacing(size.small)
        titles = self._titles()
        for row, (entry, widget) in enumerate(self._entries.items()):
            label = QLabel(titles[entry], self)
            label.setBuddy(widget)
            label.setContentsMargins(0, size.tight, 0, 0)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._cell(entry, widget), row, 1)
        grid.setRowStretch(len(self._entries) - 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addLayout(grid, 1)
        column.addWidget(self._for_this_run)
        column.addWidget(self._buttons())
        self.resize(_WIDTH * size.character, _HEIGHT * self.fontMetrics().height())

    def _cell(self, entry: Entry, widget: QWidget) -> QVBoxLayout:
        cell = QVBoxLayout()
        cell.setSpacing(sizes(self.font()).tight)
        cell.addWidget(widget)
        if entry is Entry.LINK:
            cell.addWidget(self._no_link)
        cell.addWidget(self._problems[entry])
        return cell

    def _buttons(self) -> QDialogButtonBox:
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Save | standard.Cancel, self)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        save = buttons.button(standard.Save)
        save.setToolTip(self.tr("Save (Ctrl+Return)"))
        return buttons

    def _connect(self) -> None:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._no_link.toggled.connect(self._link.setDisabled)

    def _fill(self, draft: Draft) -> None:
        self._link.setText(draft.link)
        self._no_link.setChecked(draft.has_no_link)
        self._description.setText(draft.description)
        self._tags.setText(draft.tags)
        self._notes.setPlainText(draft.notes)
        for line in (self._link, self._description, self._tags):
            line.setCursorPosition(0)
        first = self._notes if draft.has_no_link else self._link
        first.setFocus()

    def _tell(self, wrong: dict[Entry, Text]) -> None:
        for entry, line in self._problems.items():
            problem = wrong.get(entry)
            line.say("" if problem is None else translate(problem))

    @override
    def reject(self) -> None:
        """Close at once when nothing was changed; else only if the user agrees to lose it."""
        if words_of(self.draft()) == words_of(self._began):
            super().reject()
            return
        self._ask()

    def _ask(self) -> None:
        standard = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            self.windowTitle(),
            self.tr("What you changed is not saved yet."),
            standard.Save | standard.Discard | standard.Cancel,
            self,
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setDefaultButton(standard.Save)
        box.button(standard.Cancel).setText(self.tr("Go on editing"))
        box.finished.connect(self._take_answer)
        box.open()

    def _take_answer(self, result: int) -> None:
        answer = QMessageBox.StandardButton(result)
        if answer is QMessageBox.StandardButton.Save:
            self.save()
        elif answer is QMessageBox.StandardButton.Discard:
            super().reject()
