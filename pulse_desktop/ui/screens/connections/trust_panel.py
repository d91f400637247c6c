"""The decision about a certificate: what was presented, how to compare, trust it or not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pulse_desktop.model.errors import Category, Certificate
from pulse_desktop.provider.stage import Stage
from pulse_desktop.ui import clipboard
from pulse_desktop.ui.formatting import Formats
from pulse_desktop.ui.screens.connections.fingerprint import two_lines
from pulse_desktop.ui.screens.connections.times import day
from pulse_desktop.ui.screens.connections.wording import fixed_font, muted, sentence
from pulse_desktop.ui.screens.primary_button import PrimaryButton
from pulse_desktop.ui.theme import sizes
from pulse_desktop.ui.translation import translate


class TrustPanel(QFrame):
    """Asks once. Return never trusts; for a changed certificate it keeps it blocked."""

    trusted = Signal(object)
    """Carries the ``Certificate`` that the user agreed to."""

    declined = Signal()

    def __init__(
        self, stage: Stage, pinned_at: str | None, formats: Formats, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        certificate = stage.certificate
        if certificate is None:
            raise ValueError("a question of trust is about a certificate")
        self._certificate = certificate
        self._is_changed = stage.category is Category.TLS_CHANGED
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        size = sizes(self.font())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(size.medium, size.medium, size.medium, size.medium)
        self._column.setSpacing(size.small)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(size.medium)
        self._facts.setVerticalSpacing(size.tight)
        self._facts.setColumnStretch(1, 1)
        self._column.addLayout(self._facts)
        if stage.pinned is not None:
            self._add_pinned(stage.pinned, pinned_at, formats)
        self._add_presented(formats)
        self._add_comparison(stage)
        self._add_answers()

    def focus_first(self) -> None:
        """Put the keyboard where nothing is decided by a stray key."""
        self._first.setFocus()

    def _add_pinned(self, pinned: str, pinned_at: str | None, formats: Formats) -> None:
        self._fact(self.tr("Trusted so far"), two_lines(pinned), fixed=True)
        if pinned_at is not None:
            since = self.tr("since {date}").format(date=day(pinned_at, formats))
            self._facts.addWidget(muted(since, self), self._facts.rowCount(), 1)

    def _add_presented(self, formats: Formats) -> None:
        shown = self._certificate
        title = self.tr("Presented now") if self._is_changed else self.tr("SHA-256")
        self._fact(title, two_lines(shown.fingerprint), fixed=True)
        self._fact(self.tr("Subject"), shown.subject)
        self._fact(self.tr("Issued by"), self._issuer(shown))
        if shown.names:
            self._fact(self.tr("Names"), ", ".join(shown.names))
        begin, end = day(shown.not_before, formats), day(shown.not_after, formats)
        self._fact(self.tr("Valid"), self.tr("{begin} to {end}").format(begin=begin, end=end))

    def _issuer(self, shown: Certificate) -> str:
        return self.tr("itself (self-signed)") if shown.self_signed else shown.issuer

    def _add_comparison(self, stage: Stage) -> None:
        copy = QPushButton(self.tr("Copy fingerprint"), self, autoDefault=False)
        copy.clicked.connect(self._copy)
        how = QPushButton(self.tr("How to compare?"), self, autoDefault=False)
        how.setCheckable(True)
        self._how = sentence(self._instructions(stage), self)
        self._how.hide()
        self._first: QPushButton = how
        how.toggled.connect(self._how.setVisible)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(how)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self._how)

    def _instructions(self, stage: Stage) -> str:
        generic = self.tr(
            "Read the SHA-256 fingerprint on the machine itself, over a way that you trust: its "
            "console, or a sign-in that you have used before. All 32 pairs must be the same."
        )
        return "\n".join([generic, *_further_lines(stage, self._certificate)])

    def _add_answers(self) -> None:
        trust = PrimaryButton(
            self.tr("Trust new certificate")
            if self._is_changed
            else self.tr("Trust this certificate"),
            self,
        )
        decline = PrimaryButton(
            self.tr("Keep blocked") if self._is_changed else self.tr("Cancel"), self
        )
        trust.setAutoDefault(False)
        decline.setAutoDefault(False)
        if self._is_changed:
            decline.set_primary(primary=True)
            self._first = decline
        trust.clicked.connect(self._trust)
        decline.clicked.connect(self.declined)
        row = QHBoxLayout()
        for button in (decline, trust) if self._is_changed else (trust, decline):
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _fact(self, title: str, value: str, *, fixed: bool = False) -> None:
        row = self._facts.rowCount()
        label = muted(title, self)
        label.setWordWrap(False)
        shown = sentence(value, self)
        shown.setAccessibleName(f"{title}: {value}")
        if fixed:
            shown.setFont(fixed_font(self.font()))
            shown.setWordWrap(False)
        self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(shown, row, 1)

    def _copy(self) -> None:
        clipboard.put(self._certificate.fingerprint)

    def _trust(self) -> None:
        self.trusted.emit(self._certificate)


def _further_lines(stage: Stage, shown: Certificate) -> list[str]:
    """What the platform says beyond the facts that stand above: how to compare there."""
    stated = [text for text in (shown.subject, shown.fingerprint, shown.not_after[:10]) if text]
    said = [translate(line.text) for line in stage.lines]
    return [line for line in said if not any(fact in line for fact in stated)]
