"""The editor of one connection: pick a platform, fill in its form, test, save."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.connection import Connection
from pulse_desktop.model.text import Text
from pulse_desktop.provider.platform import Platform
from pulse_desktop.ui.desk import Desk
from pulse_desktop.ui.screens.connections.candidate_list import CandidateList
from pulse_desktop.ui.screens.connections.command_list import CommandList
from pulse_desktop.ui.screens.connections.connection_form import ConnectionForm
from pulse_desktop.ui.screens.connections.draft import Origin
from pulse_desktop.ui.screens.connections.examination import Subject
from pulse_desktop.ui.screens.connections.examination_dialog import (
    ExaminationDialog,
    verdict_shape,
)
from pulse_desktop.ui.screens.connections.notice import Notice
from pulse_desktop.ui.screens.connections.progress import Progress
from pulse_desktop.ui.screens.connections.saving import Saving
from pulse_desktop.ui.screens.connections.status_mark import StatusMark
from pulse_desktop.ui.screens.connections.wording import heading, sentence
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.tasks import Cancellable, Spawn
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_FORM_WIDTH, _SIDE_WIDTH, _LIST_WIDTH, _HEIGHT = 78, 80, 24, 44
"""In characters, and lines."""


class ConnectionEditor(QDialog):
    """Adds a connection, or edits a saved one. Test is the next step until it succeeds."""

    saved = Signal(object)
    """Carries the ``Connection``."""

    def __init__(
        self,
        desk: Desk,
        spawn: Spawn,
        now: Clock,
        others: tuple[Connection, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``others``: the saved connections whose names are taken."""
        super().__init__(parent)
        self._desk, self._spawn, self._now = desk, spawn, now
        self._taken = frozenset(each.name.casefold() for each in others)
        self._form: ConnectionForm | None = None
        self._origin: Origin | None = None
        self._looking: Cancellable | None = None
        self._is_checking = False
        self._saving = Saving(desk.connections, spawn, self)
        self._make_parts()
        self._arrange()
        self._connect()

    def add(self) -> None:
        """Begin with an empty form of the first platform."""
        self.setWindowTitle(self.tr("Add a connection"))
        self._heading.setText(self.tr("Add a connection"))
        self._platforms.show()
        for platform in self._desk.platforms():
            item = QListWidgetItem(platform.title, self._platforms)
            item.setSizeHint(QSize(0, sizes(self.font()).row))
        self._platforms.setCurrentRow(0)
        self._resize(with_list=True)

    def edit(self, connection: Connection) -> None:
        """Begin with a saved connection."""
        title = self.tr("Edit “{name}”").format(name=connection.name)
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._platforms.hide()
        self._resize(with_list=False)
        platform = next((p for p in self._desk.platforms() if p.id == connection.platform), None)
        if platform is None:
            self._turn_away(connection)
            return
        self._begin(
            Origin(
                platform=platform,
                base=connection,
                saved=connection,
                taken=self._taken - {connection.name.casefold()},
            )
        )
        self.form.focus_first()

    def pick(self, platform: Platform) -> None:
        """Go on with the form of ``platform``."""
        self._platforms.setCurrentRow(self._desk.platforms().index(platform))

    def start_over(self, platform: Platform) -> None:
        """Go on with a new connection of ``platform`` at the address that was typed."""
        address = self.form.draft().connection(self._now).address
        if self._platforms.count() == 0:
            self.add()
        self.pick(platform)
        self.form.put_address(address)

    @property
    def form(self) -> ConnectionForm:
        """The form on show."""
        if self._form is None:
            raise RuntimeError("add or edit comes first")
        return self._form

    def test(self) -> None:
        """Test what the form says, unless something is missing."""
        if self._origin is None or not self._is_complete():
            return
        connection, secret = self.form.draft().subject(self._now)
        subject = Subject(connection, secret, self._origin.saved)
        dialog = ExaminationDialog(subject, self._desk, self._spawn, self._now, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.trusted.connect(self.form.pin)
        dialog.advanced.connect(self._show_result)
        dialog.save_wanted.connect(self.save)
        dialog.other_wanted.connect(self.start_over)
        dialog.open()
        dialog.start()

    def save(self) -> None:
        """Save what the form says, tested or not, unless something is missing."""
        if self._origin is None or self._saving.is_running:
            return
        if self._is_complete():
            self._saving.save(*self.form.draft().subject(self._now))

    def result_text(self) -> str:
        """What the last test of this form found."""
        return self._result.text()

    def notice(self) -> Notice:
        """What went wrong while saving."""
        return self._notice

    def _make_parts(self) -> None:
        self._heading = heading("", self)
        self._platforms = QListWidget(self)
        self._platforms.setAccessibleName(self.tr("Platform"))
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side = QScrollArea(self, widgetResizable=True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setAccessibleName(self.tr("How to prepare the machine"))
        self._commands = CommandList(self)
        self._side.setWidget(self._commands)
        self._notice = Notice(self)
        self._mark = StatusMark(Shape.UNKNOWN, self)
        self._result = sentence("", self)
        self._test = PrimaryButton(self.tr("Test"), self)
        self._cancel = QPushButton(self.tr("Cancel"), self, autoDefault=False)
        self._save = PrimaryButton(self.tr("Save"), self)

    def _arrange(self) -> None:
        size = sizes(self.font())
        column = QVBoxLayout(self)
        column.setContentsMargins(size.large, size.large, size.large, size.large)
        column.setSpacing(size.medium)
        column.addWidget(self._heading)
        column.addLayout(self._panes(), 1)
        column.addWidget(self._notice)
        column.addLayout(self._foot())

    def _panes(self) -> QHBoxLayout:
        size = sizes(self.font())
        panes = QHBoxLayout()
        panes.setSpacing(size.large)
        self._platforms.setFixedWidth(_LIST_WIDTH * size.character)
        panes.addWidget(self._platforms)
        self._area.setMinimumWidth(_FORM_WIDTH * size.character)
        self._area.setMaximumWidth(_FORM_WIDTH * size.character * 3 // 2)
        panes.addWidget(self._area, 1)
        panes.addWidget(self._side, 1)
        panes.addStretch(0)
        return panes

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes(self.font()).small)
        row.addWidget(self._mark)
        row.addWidget(self._result, 1)
        for button in (self._test, self._cancel, self._save):
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self._platforms.currentRowChanged.connect(self._pick_row)
        self._test.clicked.connect(self.test)
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.reject)
        self._notice.accepted.connect(self._saving.keep_for_this_run)
        self._saving.saved.connect(self._end)
        self._saving.refused.connect(self._refuse)
        self._saving.unkept.connect(self._ask_for_this_run)

    def _pick_row(self, row: int) -> None:
        platform = self._desk.platforms()[row]
        preferred = self._desk.preferences().intervals_s
        base = Connection(
            id=self._desk.new_connection_id(),
            platform=platform.id,
            name="",
            address="",
            interval_s=preferred.get(platform.id, platform.default_interval_s),
        )
        self._begin(Origin(platform=platform, base=base, saved=None, taken=self._taken))

    def _begin(self, origin: Origin) -> None:
        self._origin = origin
        self._is_checking = False
        inside = QWidget(self._area)
        self._form = ConnectionForm(origin, self._now, inside)
        self._form.changed.connect(self._follow)
        candidates = CandidateList(inside)
        candidates.chosen.connect(self._form.take)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, sizes(self.font()).small, 0)
        column.setSpacing(sizes(self.font()).large)
        column.addWidget(candidates)
        column.addWidget(self._form, 1)
        self._area.setWidget(inside)
        self._put_in_tab_order()
        self._follow()
        if origin.saved is None:
            self._look(origin.platform, self._form, candidates)

    def _put_in_tab_order(self) -> None:
        """The form comes before what stands beside and below it, however late it was made."""
        last: QWidget = self.previousInFocusChain() or self
        for later in (self._side, self._test, self._cancel, self._save):
            QWidget.setTabOrder(last, later)
            last = later

    def _look(self, platform: Platform, form: ConnectionForm, shown: CandidateList) -> None:
        """Ask for what is on this computer; a search for the form before is dropped."""
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._spawn(self._discover(platform, form, shown))

    async def _discover(
        self, platform: Platform, form: ConnectionForm, shown: CandidateList
    ) -> None:
        found = await self._desk.examiner.discover(platform.id)
        form.offer(found)
        if any(field.name == "address" for field in platform.fields):
            shown.show_candidates(found)

    def _follow(self) -> None:
        """The form was edited: an earlier result no longer says anything about it."""
        if self._origin is None:
            return
        draft = self.form.draft()
        blocks = self._origin.platform.commands(draft.connection(self._now))
        self._side.setVisible(bool(blocks))
        self._commands.show_commands(blocks)
        if self._is_checking:
            self.form.show_problems(draft.problems(self._now))
        had_result = bool(self._result.text())
        self._show_verdict("", Shape.UNKNOWN, usable=False)
        if had_result:
            self._show_verdict(self.tr("Changed since the last test."), Shape.UNKNOWN, usable=False)

    def _is_complete(self) -> bool:
        problems = self.form.draft().problems(self._now)
        self._is_checking = True
        self.form.show_problems(problems)
        if problems:
            self.form.focus_first_problem()
        return not problems

    def _show_result(self, progress: Progress) -> None:
        text = progress.verdict(translate)
        self._show_verdict(text, verdict_shape(progress), usable=progress.is_usable)

    def _show_verdict(self, text: str, shape: Shape, *, usable: bool) -> None:
        self._result.setText(text)
        self._mark.show_shape(shape)
        self._mark.setVisible(bool(text))
        self._test.set_primary(primary=not usable)
        self._save.set_primary(primary=usable)

    def _turn_away(self, connection: Connection) -> None:
        """There is no form for it: whatever was saved from here could lose what it has."""
        for part in (self._area, self._side, self._mark, self._test, self._save):
            part.hide()
        text = self.tr("This version does not know the platform {platform}.")
        self._notice.say(text.format(platform=connection.platform), self.tr("Dismiss"))

    def _refuse(self, message: Text) -> None:
        self._notice.say(translate(message), self.tr("Dismiss"))

    def _ask_for_this_run(self, message: Text) -> None:
        self._notice.say(
            translate(message), self.tr("Do not save"), self.tr("Keep for this run only")
        )

    def _end(self, connection: Connection) -> None:
        self.saved.emit(connection)
        self.accept()

    def _resize(self, *, with_list: bool) -> None:
        size = sizes(self.font())
        characters = _FORM_WIDTH + _SIDE_WIDTH + (_LIST_WIDTH if with_list else 0)
        self.resize(characters * size.character, _HEIGHT * self.fontMetrics().height())

    @override
    def done(self, result: int) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._saving.cancel()
        super().done(result)
