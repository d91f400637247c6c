"""Which source of a merged resource is to leave it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Member, Resource
from pulse_desktop.ui.inspector.sources import label
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.connections.wording import caption, sentence
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.tool_tip import as_written

_WIDTH = 72
_LONGEST_ID = 40
"""In characters."""


class SplitDialog(QDialog):
    """Offers every member; the least believed one is chosen. Deletes itself when closed."""

    chosen = Signal(object)
    """Carries the id of the member that leaves."""

    def __init__(
        self,
        resource: Resource,
        presentation: Presentation,
        parent: QWidget | None = None,
        *,
        is_kept: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Split {name}").format(name=resource.name))
        self._members = resource.members
        self._choice = QButtonGroup(self)
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addWidget(
            sentence(self.tr("Which of these is not the same thing as the others?"), self)
        )
        for position, member in enumerate(resource.members):
            button = QRadioButton(_named(member, presentation), self)
            button.setToolTip(as_written(member.native_id))
            self._choice.addButton(button, position)
            column.addWidget(button)
        column.addWidget(caption(self._consequence(is_kept=is_kept), self))
        column.addStretch(1)
        column.addWidget(self._buttons())
        self.resize(_WIDTH * size.character, self.sizeHint().height())
        last = self._choice.button(len(self._members) - 1)
        last.setChecked(True)
        last.setFocus()

    def choose(self, member: ResourceId) -> None:
        """Tick the member that leaves."""
        position = [each.id for each in self._members].index(member)
        self._choice.button(position).setChecked(True)

    def _consequence(self, *, is_kept: bool) -> str:
        text = self.tr(
            "It becomes a resource of its own and stays one, whatever the two have in common."
            " History stays with each. You can undo this."
        )
        if not is_kept:
            text += " " + self.tr(
                "Nothing is being recorded, so this holds only until the program ends."
            )
        return text

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        split = buttons.addButton(self.tr("Split"), QDialogButtonBox.ButtonRole.AcceptRole)
        split.setDefault(True)
        buttons.accepted.connect(self._split)
        buttons.rejected.connect(self.reject)
        return buttons

    def _split(self) -> None:
        self.chosen.emit(self._members[self._choice.checkedId()].id)
        self.accept()


def _named(member: Member, presentation: Presentation) -> str:
    native = member.native_id
    shown = native if len(native) <= _LONGEST_ID else f"{native[:_LONGEST_ID]}…"
    return f"{label(member, presentation)} · {shown}".replace("&", "&&")
