"""The inspector's first page: problem, values, access, identity, parts, relations."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pulse_desktop.ui import shapes
from pulse_desktop.ui.clipboard import put
from pulse_desktop.ui.icons import symbol
from pulse_desktop.ui.inspector.block import Block, Link, Pair
from pulse_desktop.ui.inspector.captions import caption, heading, value
from pulse_desktop.ui.inspector.meter_line import MeterLine
from pulse_desktop.ui.inspector.notes_block import NotesBlock
from pulse_desktop.ui.inspector.overview import Overview
from pulse_desktop.ui.inspector.sources_block import SourcesBlock
from pulse_desktop.ui.removal import discard
from pulse_desktop.ui.theme import colours, sizes
from pulse_desktop.ui.tool_tip import as_written
from pulse_desktop.ui.web import is_web_address, open_web

Skeleton = tuple[object, ...]


class OverviewPage(QScrollArea):
    """Keeps its widgets while only values change, so that nothing flickers."""

    followed = Signal(object)
    """A link was pressed; carries the id of the resource it leads to."""

    edit_requested = Signal()
    split_requested = Signal()
    merge_requested = Signal()
    undo_requested = Signal(object)
    """Carries the ``Decision`` to take back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._skeleton: Skeleton = ()
        self._rebuild = QTimer(self, singleShot=True, interval=0)
        self._rebuild.timeout.connect(self._show_again)
        self._shown: Overview | None = None
        self._meters: list[MeterLine] = []
        self._values: list[QLabel] = []
        self._problem: QLabel | None = None
        self._footnote = ""
        self._note: QLabel | None = None
        self._facts: QWidget | None = None
        self._lay_out()

    def show_overview(self, content: Overview) -> None:
        """Show another resource, or the same a moment later."""
        skeleton = _skeleton(content)
        if skeleton != self._skeleton or self._shown is None:
            self._build(content)
            self._skeleton = skeleton
        else:
            self._update(content)
        self._notes.show_words(content.words)
        self._sources.show_sources(content.sources)
        self._shown = content

    def offer_changes(self, *, offered: bool) -> None:
        """Let the user change what is known of the resource: only of the present."""
        self._notes.offer(offered=offered)
        self._sources.offer(offered=offered)

    def _lay_out(self) -> None:
        """What is rebuilt with each resource, and below it what stays."""
        page = QWidget()
        size = sizes(self.font())
        self._notes = NotesBlock(page)
        self._sources = SourcesBlock(page)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(size.large, size.medium, size.large, size.large)
        self._column.setSpacing(size.small)
        self._column.addWidget(self._notes)
        self._column.addWidget(self._sources)
        self._column.addStretch(1)
        self.setWidget(page)
        self._notes.edit_requested.connect(self.edit_requested)
        self._sources.split_requested.connect(self.split_requested)
        self._sources.merge_requested.connect(self.merge_requested)
        self._sources.undo_requested.connect(self.undo_requested)

    def _build(self, content: Overview) -> None:
        self._meters, self._values, self._problem, self._note = [], [], None, None
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes(self.font()).small)
        if content.problem:
            column.addWidget(self._problem_box(content, page))
        for position, block in enumerate(content.blocks):
            self._add_block(column, block, page)
            if position == 0:
                self._add_access(column, content, page)
        self._put(page)

    def _put(self, page: QWidget) -> None:
        """Show ``page`` in place of the facts before."""
        if self._facts is not None:
            discard(self._facts)
        self._facts = page
        self._column.insertWidget(0, page)

    def _update(self, content: Overview) -> None:
        if self._problem is not None:
            self._problem.setText(content.problem)
        meters = [meter for block in content.blocks for meter in block.meters]
        for line, meter in zip(self._meters, meters, strict=True):
            line.show_meter(meter)
        pairs = [pair for block in content.blocks for pair in block.pairs]
        for label, pair in zip(self._values, pairs, strict=True):
            label.setText(pair.value)
        self._foot(content)

    def _problem_box(self, content: Overview, page: QWidget) -> QWidget:
        size, tokens = sizes(self.font()), colours(self.palette())
        box = QFrame(page)
        box.setObjectName("problem")
        box.setStyleSheet(
            f"#problem {{ background: {tokens.raised}; border-radius: {size.radius}px;"
            f" border-left: 3px solid {tokens.of(content.problem_shape)}; }}"
        )
        row = QHBoxLayout(box)
        row.setContentsMargins(size.medium, size.small, size.medium, size.small)
        row.setSpacing(size.small)
        mark = QLabel(box)
        ratio = self.devicePixelRatioF()
        mark.setPixmap(shapes.pixmap(content.problem_shape, tokens, size.shape, ratio))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        mark.setContentsMargins(0, size.tight // 2 + 1, 0, 0)
        self._problem = QLabel(content.problem, box, wordWrap=True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(mark)
        row.addWidget(self._problem, 1)
        return box

    def _add_block(self, column: QVBoxLayout, block: Block, page: QWidget) -> None:
        size = sizes(self.font())
        if block.title:
            column.addSpacing(size.small)
            column.addWidget(heading(block.title, page))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for meter in block.meters:
            line = MeterLine(meter, page)
            line.attended.connect(self._attend)
            self._meters.append(line)
            lines.addWidget(line)
        column.addLayout(lines)
        if block.meters and not block.title:
            self._note = caption("", page)
            column.addWidget(self._note)
            self._footnote = _source_of(block)
            self._attend("")
        if block.pairs:
            column.addLayout(self._pairs(block.pairs, page))
        for link in block.links:
            column.addWidget(self._link(link, page))
        if block.more:
            column.addWidget(caption(block.more, page))

    def _pairs(self, pairs: tuple[Pair, ...], page: QWidget) -> QFormLayout:
        size = sizes(self.font())
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(size.medium)
        form.setVerticalSpacing(size.tight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        longest = 15 * size.character
        for pair in pairs:
            label = QLabel(pair.label, page)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setFixedWidth(longest)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setToolTip(pair.label)
            shown = value(pair.value, page)
            self._values.append(shown)
            form.addRow(label, shown)
        return form

    def _link(self, link: Link, page: QWidget) -> QPushButton:
        size, tokens = sizes(self.font()), colours(self.palette())
        button = QPushButton(link.name, page, flat=True)
        button.setObjectName("link")
        button.setIcon(shapes.icon(link.shape, tokens, size.shape))
        button.setIconSize(QSize(size.shape, size.shape))
        button.setStyleSheet(
            f"#link {{ color: {tokens.accent}; text-align: left; border: none;"
            f" padding: {size.tight // 2}px 0; }}"
            f"#link:focus {{ border: 1px solid {tokens.accent}; }}"
        )
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{link.name}, {shapes.word(link.shape)}")
        button.clicked.connect(partial(self._follow, link))
        return button

    def _add_access(self, column: QVBoxLayout, content: Overview, page: QWidget) -> None:
        row = QHBoxLayout()
        size, tokens = sizes(self.font()), colours(self.palette())
        if is_web_address(content.web_url):
            button = QPushButton(self.tr("Open web UI"), page)
            button.setIcon(symbol("open", tokens, size.large))
            button.setToolTip(as_written(content.web_url or ""))
            button.clicked.connect(partial(_open, content.web_url))
            row.addWidget(button)
        if content.address:
            button = QPushButton(self.tr("Copy {address}").format(address=content.address), page)
            button.setIcon(symbol("copy", tokens, size.large))
            button.clicked.connect(partial(put, content.address))
            row.addWidget(button)
        if row.count():
            row.addStretch(1)
            column.addLayout(row)

    def _foot(self, content: Overview) -> None:
        first = content.blocks[0] if content.blocks else Block("")
        self._footnote = _source_of(first)
        self._attend("")

    def _attend(self, provenance: str) -> None:
        if self._note is not None:
            self._note.setText(provenance or self._footnote)

    def _show_again(self) -> None:
        if self._shown is not None:
            self.show_overview(self._shown)

    def _follow(self, link: Link, *_checked: bool) -> None:
        self.followed.emit(link.id)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._skeleton = ()
            # Not now: the application is going through its widgets, and these would be deleted.
            self._rebuild.start()


def _open(address: str | None, *_checked: bool) -> None:
    open_web(address)


def _source_of(block: Block) -> str:
    """The provenance that stands below the values while none is attended."""
    return block.meters[0].provenance if block.meters else ""


def _skeleton(content: Overview) -> Skeleton:
    """What decides which widgets there are."""
    return (
        bool(content.problem),
        content.problem_shape,
        content.web_url,
        content.address,
        tuple(
            (
                block.title,
                tuple((m.label, bool(m.detail)) for m in block.meters),
                tuple(pair.label for pair in block.pairs),
                block.links,
                block.more,
            )
            for block in content.blocks
        ),
    )
