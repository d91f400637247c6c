"""The columns of the Recovery tab: workloads by how well they are protected."""

from collections.abc import Callable
from datetime import UTC, datetime

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.recovery import PointMode
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.text import mark
from pulse_desktop.recovery.standing import Freshness, Posture, Standing
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models import facts
from pulse_desktop.ui.models.column import CellKind, Column, Filed, Raw, Sortable
from pulse_desktop.ui.models.columns import NAME
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.recovery import wording

Standings = Callable[[ResourceId], Standing | None]
Value = Callable[[Resource], Sortable | None]
Words = Callable[[Resource, Presentation], str]

_RANKS = {Posture.NEVER: 0.0, Posture.STALE: 1.0, Posture.PROTECTED: 4.0, Posture.UNKNOWN: 5.0}
_AFTER_FAILURE, _ONLY_SNAPSHOTS = 2.0, 3.0
"""What of the protected comes nearer to the others than the rest."""

_CHAIN_RANKS = {None: 0.0, Freshness.OLD: 1.0, Freshness.FRESH: 2.0}


class _Asking:
    """Makes what a column calls out of what is asked of a standing."""

    def __init__(self, standing_of: Standings) -> None:
        self._of = standing_of

    def shape(self, resource: Resource) -> Shape:
        return wording.shape(self._of(resource.id))

    def value(self, read: Callable[[Standing], Sortable | None]) -> Value:
        def value(resource: Resource) -> Sortable | None:
            standing = self._of(resource.id)
            return None if standing is None else read(standing)

        return value

    def text(self, write: Callable[[Standing, Presentation], str]) -> Words:
        def text(resource: Resource, presentation: Presentation) -> str:
            standing = self._of(resource.id)
            return MISSING if standing is None else write(standing, presentation)

        return text

    def filed(self, unit: str, read: Callable[[Standing, Presentation], Raw]) -> Filed:
        def raw(resource: Resource, presentation: Presentation) -> Raw:
            standing = self._of(resource.id)
            return None if standing is None else read(standing, presentation)

        return Filed(unit, raw)


def recovery_columns(standing_of: Standings) -> tuple[Column, ...]:
    """Columns that ask ``standing_of`` about each row."""
    ask = _Asking(standing_of)
    return (*_whose(ask), *_times(ask), *_copies(ask))


def _whose(ask: _Asking) -> tuple[Column, ...]:
    return (
        Column(
            id=NAME.id,
            title=mark("Columns", "Item"),
            value=NAME.value,
            text=NAME.text,
            kind=CellKind.NAME,
            shape=ask.shape,
            told=ask.text(_state),
            characters=20,
            rank=0,
        ),
        Column(
            id="state",
            title=mark("Columns", "State"),
            value=ask.value(_rank),
            text=ask.text(_state),
            kind=CellKind.STATUS,
            shape=ask.shape,
            told=ask.text(_state_and_reason),
            characters=28,
            rank=1,
        ),
        Column(
            id="host",
            title=mark("Columns", "Host"),
            value=lambda resource: (facts.parent(resource) or "").casefold() or None,
            text=lambda resource, _: facts.parent(resource) or MISSING,
            characters=15,
            rank=7,
        ),
        Column(
            id="type",
            title=mark("Columns", "Type"),
            value=lambda resource: str(facts.TYPE_TITLES[resource.type]).casefold(),
            text=lambda resource, p: p.formats.say(facts.TYPE_TITLES[resource.type]),
            characters=10,
            rank=9,
            shown=False,
        ),
    )


def _times(ask: _Asking) -> tuple[Column, ...]:
    return (
        Column(
            id="last_good",
            title=mark("Columns", "Last good"),
            value=ask.value(lambda s: _ms(_good_at(s))),
            text=ask.text(lambda s, p: p.formats.absolute(_good_at(s))),
            kind=CellKind.NUMBER,
            filed=ask.filed("UTC", lambda s, _: _iso(_good_at(s))),
            characters=19,
            rank=3,
        ),
        Column(
            id="age",
            title=mark("Columns", "Age"),
            value=ask.value(lambda s: _negative(_ms(_good_at(s)))),
            text=ask.text(_age),
            kind=CellKind.NUMBER,
            filed=ask.filed("s", _age_s),
            characters=9,
            rank=2,
        ),
        Column(
            id="next",
            title=mark("Columns", "Next"),
            value=ask.value(lambda s: _ms(s.next_at)),
            text=ask.text(lambda s, p: wording.next_run(s.next_at, p.now(), p.formats)),
            kind=CellKind.NUMBER,
            told=ask.text(lambda s, p: p.formats.absolute(s.next_at)),
            filed=ask.filed("UTC", lambda s, _: _iso(s.next_at)),
            characters=11,
            rank=8,
        ),
        Column(
            id="rhythm",
            title=mark("Columns", "Rhythm"),
            value=ask.value(lambda s: None if s.every is None else s.every.total_seconds()),
            text=ask.text(lambda s, p: wording.every(s.every, p.formats)),
            filed=ask.filed("s", lambda s, _: None if s.every is None else s.every.total_seconds()),
            characters=12,
            rank=9,
            shown=False,
        ),
    )


def _copies(ask: _Asking) -> tuple[Column, ...]:
    return (
        Column(
            id="chain",
            title=mark("Columns", "Chain"),
            value=ask.value(lambda s: None if s.count is None else _chain_order(s)),
            text=ask.text(lambda s, _: MISSING if s.count is None else wording.chain(s.chain)),
            told=ask.text(lambda s, p: wording.spoken_chain(s.chain, p.formats)),
            characters=12,
            rank=5,
        ),
        Column(
            id="store",
            title=mark("Columns", "Where"),
            value=ask.value(lambda s: _folded(wording.where(s.last_good))),
            text=ask.text(lambda s, _: wording.where(s.last_good)),
            characters=27,
            rank=5,
        ),
        Column(
            id="points",
            title=mark("Columns", "Copies"),
            value=ask.value(lambda s: None if s.count is None else float(s.count)),
            text=ask.text(lambda s, p: p.formats.number(s.count)),
            kind=CellKind.NUMBER,
            characters=7,
            rank=6,
        ),
        Column(
            id="size",
            title=mark("Columns", "Size"),
            value=ask.value(_size),
            text=ask.text(lambda s, p: p.formats.size(_size(s))),
            kind=CellKind.NUMBER,
            filed=ask.filed("B", lambda s, _: s.last_good.size_bytes if s.last_good else None),
            characters=10,
            rank=6,
        ),
        Column(
            id="verified",
            title=mark("Columns", "Verified"),
            value=ask.value(_verified_order),
            text=ask.text(lambda s, p: wording.verified(s.last_good, p.formats)),
            characters=15,
            rank=4,
        ),
    )


def _rank(standing: Standing) -> float:
    """What needs attention most comes first."""
    if standing.posture is Posture.PROTECTED and standing.has_failed:
        return _AFTER_FAILURE
    if standing.posture is Posture.PROTECTED and standing.is_snapshot_only:
        return _ONLY_SNAPSHOTS
    return _RANKS[standing.posture]


def _state(standing: Standing, presentation: Presentation) -> str:
    return presentation.formats.say(wording.state(standing))


def _state_and_reason(standing: Standing, presentation: Presentation) -> str:
    say = presentation.formats.say
    return f"{say(wording.state(standing))}. {say(wording.reason(standing))}"


def _good_at(standing: Standing) -> datetime | None:
    return None if standing.last_good is None else standing.last_good.at


def _age(standing: Standing, presentation: Presentation) -> str:
    at = _good_at(standing)
    return presentation.formats.uptime(None if at is None else presentation.now() - at)


def _age_s(standing: Standing, presentation: Presentation) -> Raw:
    at = _good_at(standing)
    return None if at is None else round((presentation.now() - at).total_seconds())


def _chain_order(standing: Standing) -> float:
    """By the copy that is furthest away, then by the nearer ones."""
    order = 0.0
    for mode in reversed(PointMode):
        order = 3 * order + _CHAIN_RANKS[standing.chain.get(mode)]
    return order


def _size(standing: Standing) -> float | None:
    good = standing.last_good
    return None if good is None or good.size_bytes is None else float(good.size_bytes)


def _verified_order(standing: Standing) -> float | None:
    good = standing.last_good
    if good is None or good.is_verified is None:
        return None
    return _ms(good.verified_at) or 0.0


def _folded(text: str) -> str | None:
    return None if text == MISSING else text.casefold()


def _ms(at: datetime | None) -> float | None:
    return None if at is None else float(epoch_ms(at))


def _negative(number: float | None) -> float | None:
    return None if number is None else -number


def _iso(at: datetime | None) -> Raw:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
