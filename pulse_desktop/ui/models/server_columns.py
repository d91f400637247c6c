"""What the table of systems shows of backup servers and of mail gateways."""

from collections.abc import Callable
from datetime import UTC, datetime

from pulse_desktop.model.clock import epoch_ms
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.facet import BackupJob, MailGatewayFacet
from pulse_desktop.model.metric import Metric
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.model.text import Text, mark
from pulse_desktop.ui.formatting import MISSING
from pulse_desktop.ui.models import server_facts as facts
from pulse_desktop.ui.models.column import CellKind, Column, Filed, Raw
from pulse_desktop.ui.models.suite import Suite
from pulse_desktop.ui.presentation import Presentation

_GOOD, _BAD = "✓", "▲"
_KEPT = frozenset(
    {
        "name",
        "status",
        "uptime",
        "version",
        "kernel",
        "updates",
        "address",
        "tags",
        "last_seen",
        "source",
    }
)


def _stores(resource: Resource, presentation: Presentation) -> str:
    return presentation.formats.number(len(facts.stores(resource)) or None)


def _stores_told(resource: Resource, presentation: Presentation) -> str:
    formats = presentation.formats
    told = (
        f"{store.name}: {store.error or formats.percent(store.usage)}"
        for store in facts.stores(resource)
    )
    return ", ".join(told) or MISSING


def _room_told(resource: Resource, presentation: Presentation) -> str:
    known, formats = facts.room(resource), presentation.formats
    if known is None:
        return MISSING
    used, total = map(formats.size, known)
    amount = formats.say(mark("Columns", "{used} of {total}").given(used=used, total=total))
    return f"{formats.percent(facts.fullness(resource))} · {amount}"


def _jobs(resource: Resource, _presentation: Presentation) -> str:
    count = facts.job_count(resource)
    if count is None:
        return MISSING
    good = f"{_GOOD} {count.good}"
    return f"{good}  {_BAD} {count.bad}" if count.bad else good


def _jobs_told(resource: Resource, presentation: Presentation) -> str:
    count = facts.job_count(resource)
    if count is None:
        return MISSING
    sentence = mark("Columns", "{good} jobs ended well, {bad} did not")
    return presentation.formats.say(sentence.given(good=count.good, bad=count.bad))


def _jobs_order(resource: Resource) -> float | None:
    count = facts.job_count(resource)
    return None if count is None else float(count.bad)


def _bad_jobs(resource: Resource) -> Shape:
    count = facts.job_count(resource)
    return Shape.WARNING if count is not None and count.bad else Shape.OK


class _Ended:
    """Makes a column of when a job of one kind last ran, and how that ended."""

    def __init__(self, find: Callable[[Resource], BackupJob | None]) -> None:
        self._find = find

    def column(self, name: str, title: Text) -> Column:
        return Column(
            id=name,
            title=title,
            value=lambda resource: _ms(self._at(resource)),
            text=self._text,
            told=self._told,
            shape=self._shape,
            kind=CellKind.STATUS,
            filed=Filed("UTC", self._filed),
        )

    def _at(self, resource: Resource) -> datetime | None:
        job = self._find(resource)
        return None if job is None else job.last_run_at

    def _end(self, resource: Resource) -> bool | None:
        job = self._find(resource)
        return None if job is None else facts.went_well(job)

    def _text(self, resource: Resource, presentation: Presentation) -> str:
        ago = presentation.formats.ago(self._at(resource), presentation.now())
        end = self._end(resource)
        if end is None or ago == MISSING:
            return ago
        return f"{_GOOD if end else _BAD} {ago}"

    def _told(self, resource: Resource, presentation: Presentation) -> str:
        job = self._find(resource)
        if job is None or job.last_run_at is None:
            return MISSING
        at = presentation.formats.absolute(job.last_run_at)
        return ", ".join(part for part in (job.store, at, job.error or job.status) if part)

    def _shape(self, resource: Resource) -> Shape:
        return Shape.WARNING if self._end(resource) is False else Shape.OK

    def _filed(self, resource: Resource, _presentation: Presentation) -> Raw:
        at = self._at(resource)
        return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds")


def _ms(at: datetime | None) -> float | None:
    return None if at is None else float(epoch_ms(at))


def _dedup(resource: Resource, presentation: Presentation) -> str:
    factor = facts.deduplication(resource)
    return MISSING if factor is None else f"{presentation.formats.number(factor, 1)}×"


_BACKUP_SERVERS = Suite(
    type=ResourceType.PBS,
    kept=_KEPT,
    instead={
        "cpu": Column(
            id="datastores",
            title=mark("Columns", "Datastores"),
            value=lambda resource: float(len(facts.stores(resource))) or None,
            text=_stores,
            told=_stores_told,
            kind=CellKind.NUMBER,
        ),
        "memory": Column(
            id="store_usage",
            title=mark("Columns", "Used"),
            value=facts.fullness,
            text=lambda resource, p: p.formats.percent(facts.fullness(resource)),
            told=_room_told,
            share=facts.fullness,
            kind=CellKind.BAR,
            metric=Metric.USAGE,
        ),
        "disk": Column(
            id="jobs",
            title=mark("Columns", "Jobs"),
            value=_jobs_order,
            text=_jobs,
            told=_jobs_told,
            shape=_bad_jobs,
            kind=CellKind.STATUS,
        ),
        "netin": _Ended(facts.collection).column("last_gc", mark("Columns", "Last GC")),
        "netout": _Ended(facts.verification).column("last_verify", mark("Columns", "Verify")),
        "temperature": Column(
            id="dedup",
            title=mark("Columns", "Dedup"),
            value=facts.deduplication,
            text=_dedup,
            kind=CellKind.NUMBER,
        ),
    },
)


def _counted(name: str, title: Text, read: Callable[[MailGatewayFacet], int | None]) -> Column:
    """A number of messages."""

    def value(resource: Resource) -> float | None:
        facet = facts.mail(resource)
        number = None if facet is None else read(facet)
        return None if number is None else float(number)

    return Column(
        id=name,
        title=title,
        value=value,
        text=lambda resource, p: p.formats.number(value(resource)),
        kind=CellKind.NUMBER,
    )


def _spam(resource: Resource) -> float | None:
    facet = facts.mail(resource)
    return None if facet is None else facts.spam_share(facet)


def _nodes(resource: Resource, _presentation: Presentation) -> str:
    facet = facts.mail(resource)
    known = None if facet is None else facts.nodes_up(facet)
    return MISSING if known is None else f"{known[0]}/{known[1]}"


def _nodes_order(resource: Resource) -> float | None:
    facet = facts.mail(resource)
    known = None if facet is None else facts.nodes_up(facet)
    return None if known is None else float(known[0] - known[1])


_MAIL_GATEWAYS = Suite(
    type=ResourceType.PMG,
    kept=_KEPT,
    instead={
        "cpu": _counted("queue", mark("Columns", "Queue"), lambda facet: facet.queue_total),
        "memory": _counted(
            "deferred", mark("Columns", "Deferred"), lambda facet: facet.queue_deferred
        ),
        "disk": _counted("hold", mark("Columns", "Hold"), lambda facet: facet.queue_hold),
        "netin": _counted("quarantine", mark("Columns", "Quarantine"), facts.held_back),
        "netout": Column(
            id="spam",
            title=mark("Columns", "Spam 24 h"),
            value=_spam,
            text=lambda resource, p: p.formats.percent(_spam(resource)),
            kind=CellKind.NUMBER,
        ),
        "temperature": Column(
            id="mail_nodes",
            title=mark("Columns", "Nodes"),
            value=_nodes_order,
            text=_nodes,
        ),
    },
)

SERVER_SUITES = (_BACKUP_SERVERS, _MAIL_GATEWAYS)
