"""The form of a connection, drawn from what its platform asks for."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pulse_desktop.model.clock import Clock
from pulse_desktop.model.connection import Connection
from pulse_desktop.provider.platform import Candidate, Field, FieldKind, Problem
from pulse_desktop.ui.screens.connections.draft import (
    Answer,
    Draft,
    Origin,
    initial_answers,
    suggested_name,
    unique,
    visible_fields,
)
from pulse_desktop.ui.screens.connections.entry import Entry, TextEntry, entry_for
from pulse_desktop.ui.screens.connections.form_row import FormRow, ProblemLine
from pulse_desktop.ui.screens.connections.interval_entry import IntervalEntry
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate

_FINGERPRINT = "fingerprint"


class ConnectionForm(QWidget):
    """Holds what is typed. Knows fields and their kinds, not platforms."""

    changed = Signal()
    """The user edited something."""

    def __init__(self, origin: Origin, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._origin = origin
        self._now = now
        self._candidates: tuple[Candidate, ...] = ()
        self._is_pin_hidden = False
        size = sizes(self.font())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(size.medium)
        self._grid.setVerticalSpacing(size.medium)
        self._grid.setColumnStretch(1, 1)
        self._rows = {field: self._row_of(field) for field in origin.platform.fields}
        self._make_own_rows()
        self._general = ProblemLine(self)
        self._grid.addWidget(self._general, self._grid.rowCount(), 0, 1, 2)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._fill(initial_answers(origin.platform, origin.base))
        self._follow()

    def draft(self) -> Draft:
        """What is typed now."""
        answers = self._answers()
        told = Draft(
            origin=self._origin,
            answers=answers,
            name=str(self._name.answer()),
            interval_s=self._interval.seconds(),
            web_url=str(self._web.answer()),
            suggested_name="",
        )
        suggestion = suggested_name(
            told.connection(self._now), self._origin.platform, self._candidates
        )
        return replace(
            told, suggested_name=unique(suggestion, self._origin.taken) if suggestion else ""
        )

    def offer(self, candidates: tuple[Candidate, ...]) -> None:
        """Know what was found, for the name of one that is chosen."""
        self._candidates = candidates
        self._follow()

    def take(self, candidate: Candidate) -> None:
        """Fill in a target that was found."""
        self.put_address(candidate.address)

    def put_address(self, address: str) -> None:
        """Fill in where the target is."""
        for row in self._named_rows("address"):
            row.entry.put(address)
        self._edited()

    def pin(self, connection: Connection) -> None:
        """Take the certificate that the user agreed to during the test of ``connection``."""
        base = replace(
            self._origin.base,
            address=connection.address,
            fingerprint=connection.fingerprint,
            pinned_at=connection.pinned_at,
        )
        self._origin = replace(self._origin, base=base)
        self._is_pin_hidden = False
        for row in self._named_rows(_FINGERPRINT):
            row.entry.put(connection.fingerprint or "")

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Say each at its field, the first one where there are several."""
        texts: dict[str, str] = {}
        for problem in problems:
            texts.setdefault(problem.field, translate(problem.message))
        for name, row in self._all_rows():
            row.show_problem(texts.pop(name, "") if row.is_shown() else "")
        self._general.say("\n".join(texts.values()))

    def focus_first_problem(self) -> None:
        """Put the keyboard where something is wrong."""
        wrong = (row for _, row in self._all_rows() if row.problem())
        row = next(wrong, None)
        if row is not None:
            row.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard on the first field."""
        shown = (row for _, row in self._all_rows() if row.is_shown())
        next(shown).entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem_at(self, name: str) -> str:
        """What the form says is wrong with a field; with ``""``, what belongs to none."""
        if not name:
            return self._general.text()
        shown = (row for each, row in self._all_rows() if each == name and row.is_shown())
        return next((row.problem() for row in shown), "")

    def entry(self, name: str) -> Entry:
        """The entry on show for a field."""
        return next(row.entry for each, row in self._all_rows() if each == name and row.is_shown())

    def shown_fields(self) -> list[str]:
        """Names of the fields on show, from top to bottom."""
        return [name for name, row in self._all_rows() if row.is_shown()]

    def _row_of(self, field: Field) -> FormRow:
        entry = entry_for(field, self._placeholder(field), self)
        entry.changed.connect(self._edited)
        title = "" if field.kind is FieldKind.CONFIRM else translate(field.title)
        help_text = translate(field.help) if field.help is not None else ""
        return FormRow(title, entry, help_text, self._grid)

    def _placeholder(self, field: Field) -> str:
        saved = self._origin.saved
        if field.kind is not FieldKind.SECRET or saved is None:
            return field.placeholder
        if not self._origin.platform.needs_secret(saved):
            return field.placeholder
        return self.tr("Stored. Blank keeps it.")

    def _make_own_rows(self) -> None:
        self._name = TextEntry(self.tr("Name"), "", self)
        self._interval = IntervalEntry(self.tr("Poll every"), self)
        self._web = TextEntry(self.tr("Web UI"), "https://", self)
        for entry in (self._name, self._interval, self._web):
            entry.changed.connect(self._edited)
        self._own = {
            "name": FormRow(self.tr("Name"), self._name, "", self._grid),
            "interval_s": FormRow(self.tr("Poll every"), self._interval, "", self._grid),
        }
        if any(field.name == "web_url" for field in self._rows):
            self._web.hide()
            return
        title = self.tr("Web UI")
        self._own["web_url"] = FormRow(title, self._web, "", self._grid)

    def _fill(self, answers: dict[str, Answer]) -> None:
        for field, row in self._rows.items():
            if field.name in answers:
                row.entry.put(answers[field.name])
        base = self._origin.base
        self._name.put(base.name)
        self._interval.put_seconds(base.interval_s)
        self._web.put(base.web_url or "")

    def _answers(self) -> dict[str, Answer]:
        shown = visible_fields(self._origin.platform, self._choices())
        return {field.name: self._rows[field].entry.answer() for field in shown}

    def _choices(self) -> dict[str, Answer]:
        return {
            field.name: row.entry.answer()
            for field, row in self._rows.items()
            if field.kind is not FieldKind.SECRET
        }

    def _edited(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Everything that depends on what is typed."""
        shown = visible_fields(self._origin.platform, self._choices())
        for field, row in self._rows.items():
            row.set_visible(visible=field in shown)
        draft = self.draft()
        connection = draft.connection(self._now)
        self._name.line.setPlaceholderText(draft.suggested_name)
        self._follow_pin(connection)

    def _follow_pin(self, connection: Connection) -> None:
        """A pin does not move to another address with the form; it returns with the address."""
        base = self._origin.base
        for row in self._named_rows(_FINGERPRINT):
            held = row.entry.answer()
            if base.fingerprint and held == base.fingerprint and connection.fingerprint is None:
                row.entry.put("")
                self._is_pin_hidden = True
            elif self._is_pin_hidden and not held and connection.address == base.address:
                row.entry.put(base.fingerprint or "")
                self._is_pin_hidden = False

    def _named_rows(self, name: str) -> list[FormRow]:
        return [row for each, row in self._all_rows() if each == name]

    def _all_rows(self) -> list[tuple[str, FormRow]]:
        return [*((field.name, row) for field, row in self._rows.items()), *self._own.items()]
