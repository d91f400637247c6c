"""What the user can say about a resource: notes, and which things are one."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.operator import Annotation
from pulse_desktop.model.resource import Resource
from pulse_desktop.resources import judgement as judgements
from pulse_desktop.resources.judgement import Decision, Judgement
from pulse_desktop.resources.read_state import EMPTY, ReadState
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens.undo_notice import Undoable
from pulse_desktop.ui.tasks import Spawn

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Operator, Published


class OperatorCommands(QObject):
    """Opens the dialogs, hands on what they bring, and offers to undo it."""

    def __init__(
        self,
        operator: "Operator",
        spawn: Spawn,
        offer: Callable[[Undoable], None],
        presentation: Callable[[], Presentation],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._operator = operator
        self._spawn = spawn
        self._offer = offer
        self._presentation = presentation
        self._window = window
        self._state: ReadState = EMPTY
        self._is_kept = False

    def show_published(self, published: "Published") -> None:
        """Take a newer state, and whether what is said is kept."""
        self._state = published.state
        self._is_kept = published.recorder.is_recording

    def edit(self, identity: ResourceId) -> None:
        """Open the form of the resource's notes."""
        # Dialogs are loaded when they are asked for.
        from pulse_desktop.ui.screens.annotation.annotation_dialog import AnnotationDialog

        resource = self._state.resource(identity)
        if resource is None:
            return
        form = AnnotationDialog(resource, self._window, is_kept=self._is_kept)
        form.saved.connect(self._annotate)
        form.open()

    def split(self, identity: ResourceId) -> None:
        """Ask which source is to leave the resource."""
        from pulse_desktop.ui.screens.sameness.split_dialog import SplitDialog

        resource = self._state.resource(identity)
        if resource is None or len(resource.members) < 2:  # noqa: PLR2004 - nothing to split
            return
        dialog = SplitDialog(resource, self._presentation(), self._window, is_kept=self._is_kept)
        dialog.chosen.connect(partial(self._split, resource))
        dialog.open()

    def merge(self, identity: ResourceId) -> None:
        """Ask with which resource it is to be merged."""
        from pulse_desktop.resources.candidates import merge_candidates
        from pulse_desktop.ui.screens.sameness.candidate_rows import rows
        from pulse_desktop.ui.screens.sameness.merge_dialog import MergeDialog

        resource = self._state.resource(identity)
        if resource is None:
            return
        listed = rows(merge_candidates(resource, self._state), self._presentation())
        dialog = MergeDialog(resource, listed, self._window, is_kept=self._is_kept)
        dialog.chosen.connect(partial(self._merge, resource))
        dialog.open()

    def undo_decision(self, identity: ResourceId, decision: Decision) -> None:
        """Leave to the rules again what was decided."""
        resource = self._state.resource(identity)
        name = resource.name if resource is not None else ""
        text = self.tr("Took back what you decided about {name}").format(name=name)
        self._judge(judgements.undone(decision), text)

    def _annotate(self, identity: ResourceId, words: Annotation) -> None:
        resource = self._state.resource(identity)
        before = resource.annotation if resource is not None else Annotation()
        name = resource.name if resource is not None else ""
        text = self.tr("Saved the notes on {name}").format(name=name)
        self._do(
            partial(self._operator.annotate, identity, words),
            Undoable(text, partial(self._do, partial(self._operator.annotate, identity, before))),
        )

    def _split(self, resource: Resource, leaver: ResourceId) -> None:
        judgement = judgements.split(resource, leaver, self._state.verdicts)
        self._judge(judgement, self.tr("Split {name}").format(name=resource.name))

    def _merge(self, resource: Resource, other: ResourceId) -> None:
        secondary = self._state.resource(other)
        if secondary is None:
            return
        judgement = judgements.merged(resource, secondary, self._state.verdicts)
        text = self.tr("Merged {other} into {name}")
        self._judge(judgement, text.format(other=secondary.name, name=resource.name))

    def _judge(self, judgement: Judgement, text: str) -> None:
        undo = partial(self._do, partial(self._operator.judge, judgement.reverse))
        self._do(partial(self._operator.judge, judgement), Undoable(text, undo))

    def _do(self, act: Callable[[], Awaitable[None]], done: Undoable | None = None) -> None:
        self._spawn(self._carry_out(act, done))

    async def _carry_out(self, act: Callable[[], Awaitable[None]], done: Undoable | None) -> None:
        await act()
        if done is not None:
            self._offer(done)
