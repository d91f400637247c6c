"""The columns of the Storage tab: of pools and stores, of disks, and of storage clusters."""

from collections.abc import Callable

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.growth import wording
from pulse_desktop.ui.growth.trend import Outlook, Trend
from pulse_desktop.ui.models import disk_truth, facts, storage_facts
from pulse_desktop.ui.models.column import CellKind, Column, Filed, Raw
from pulse_desktop.ui.models.columns import STORAGE
from pulse_desktop.ui.models.suite import Suite
from pulse_desktop.ui.presentation import Presentation

Outlooks = Callable[[ResourceId], Outlook | None]

_BY_TREND = {Trend.STABLE: 1e6, Trend.SHRINKING: 2e6}
"""After all that fills, in days."""


def storage_columns(outlook_of: Outlooks) -> tuple[Column, ...]:
    """The columns of the tab, with what ``outlook_of`` says of each store."""
    at = [column.id for column in STORAGE].index("smart_temp")
    return (*STORAGE[:at], *_outlook(outlook_of), _ISSUE, *STORAGE[at:])


def _outlook(outlook_of: Outlooks) -> tuple[Column, Column]:
    def found(resource: Resource, presentation: Presentation) -> Outlook | None:
        return None if presentation.is_past else outlook_of(resource.id)

    def grown(resource: Resource) -> float | None:
        known = outlook_of(resource.id)
        return None if known is None else known.growth_bytes

    def days(resource: Resource) -> float | None:
        known = outlook_of(resource.id)
        if known is None or known.trend is Trend.SHORT:
            return None
        return _BY_TREND.get(known.trend, known.full_in_days)

    def days_filed(resource: Resource, _presentation: Presentation) -> Raw:
        known = outlook_of(resource.id)
        return None if known is None else known.full_in_days

    growth = Column(
        id="growth",
        title=mark("Columns", "Δ 30 d"),
        value=grown,
        text=lambda resource, p: wording.growth(found(resource, p), p.formats),
        told=lambda resource, p: wording.explained(found(resource, p), p.formats),
        kind=CellKind.NUMBER,
        filed=Filed("B", lambda resource, _: grown(resource)),
        characters=10,
        rank=5,
    )
    full_in = Column(
        id="full_in",
        title=mark("Columns", "Full in"),
        value=days,
        text=lambda resource, p: wording.full_in(found(resource, p), p.formats),
        told=lambda resource, p: wording.explained(found(resource, p), p.formats),
        filed=Filed("d", days_filed),
        characters=11,
        rank=3,
    )
    return growth, full_in


def _issue(resource: Resource, presentation: Presentation) -> str:
    say = presentation.formats.say
    found = (storage_facts.issue(resource), storage_facts.under_way(resource))
    words = (say(one) if isinstance(one, Text) else one for one in found if one is not None)
    return " · ".join(words) or MISSING


def _issue_order(resource: Resource) -> str | None:
    found = storage_facts.issue(resource) or storage_facts.under_way(resource)
    return None if found is None else str(found).casefold()


_ISSUE = Column(
    id="issue",
    title=mark("Columns", "Issue"),
    value=_issue_order,
    text=_issue,
    characters=22,
    rank=2,
)


def _word(name: str, title: Text, read: facts.Fact) -> Column:
    return Column(
        id=name,
        title=title,
        value=lambda resource: (read(resource) or "").casefold() or None,
        text=lambda resource, _: read(resource) or MISSING,
    )


def _disk_health(resource: Resource, presentation: Presentation) -> str:
    word = storage_facts.disk_word(resource)
    return MISSING if word is None else presentation.formats.say(word)


def _disk_told(resource: Resource, presentation: Presentation) -> str:
    issue, reason = _issue(resource, presentation), disk_truth.health_reason(resource)
    health, origin = _disk_health(resource, presentation), disk_truth.health_origin
    told = health if issue == MISSING else f"{health}: {issue}"
    because = presentation.formats.say(reason) if reason else origin(resource, presentation)
    return f"{told} — {because}" if because else told


def _figure(name: str, title: Text, read: facts.Figure) -> Column:
    return Column(
        id=name,
        title=title,
        value=read,
        text=lambda resource, p: p.formats.number(read(resource)),
        kind=CellKind.NUMBER,
    )


_EVERYWHERE = frozenset({"name", "status", "host", "last_seen", "source"})
_TRANSFER = frozenset({"diskread", "diskwrite"})

_DISKS = Suite(
    type=ResourceType.PHYSICAL_DISK,
    kept=_EVERYWHERE | _TRANSFER | {"kind", "total", "issue", "smart_temp"},
    instead={
        "full_in": Column(
            id="disk_health",
            title=mark("Columns", "Health"),
            value=lambda resource: str(storage_facts.disk_word(resource) or "").casefold() or None,
            text=_disk_health,
            told=_disk_told,
            kind=CellKind.STATUS,
        ),
        "usage": Column(
            id="wear",
            title=mark("Columns", "Wear"),
            value=storage_facts.wear,
            text=lambda resource, p: p.formats.percent(storage_facts.wear(resource)),
            share=storage_facts.wear,
            kind=CellKind.BAR,
            filed=Filed("%", lambda resource, _: _percent(storage_facts.wear(resource))),
        ),
        "avail": Column(
            id="warmth",
            title=mark("Columns", "Temp"),
            value=facts.warmth,
            text=lambda resource, p: p.formats.temperature(facts.warmth(resource)),
            kind=CellKind.NUMBER,
            filed=Filed("°C", lambda resource, _: facts.warmth(resource)),
        ),
        "growth": _figure("hours", mark("Columns", "Hours"), storage_facts.powered_hours),
        "protection": _word("belongs_to", mark("Columns", "Belongs to"), storage_facts.belongs_to),
        "used": _figure("remapped", mark("Columns", "Remapped"), storage_facts.remapped),
        "content": _word("role", mark("Columns", "Role"), storage_facts.role),
    },
)


def _percent(share: float | None) -> Raw:
    return None if share is None else share * 100


def _daemons(resource: Resource, _presentation: Presentation) -> str:
    known = storage_facts.daemons(resource)
    return MISSING if known is None else f"{known[0]}/{known[1]}"


def _missing_daemons(resource: Resource) -> float | None:
    known = storage_facts.daemons(resource)
    return None if known is None else float(known[0] - known[1])


_CLUSTERS = Suite(
    type=ResourceType.CEPH,
    kept=_EVERYWHERE
    | _TRANSFER
    | {"kind", "usage", "used", "avail", "total", "growth", "full_in", "issue"},
    instead={
        "host": _word("cluster_health", mark("Columns", "Health"), storage_facts.cluster_health),
        "protection": Column(
            id="osds",
            title=mark("Columns", "OSDs up"),
            value=_missing_daemons,
            text=_daemons,
        ),
    },
)

STORAGE_SUITES = (_DISKS, _CLUSTERS)
