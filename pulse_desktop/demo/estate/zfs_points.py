"""What can be restored from the large appliance: snapshots of its datasets, and their replicas."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pulse_desktop.demo.estate import number
from pulse_desktop.demo.estate.appliance import ARCHIVE_NAS, Dataset
from pulse_desktop.demo.estate.calendar import beginnings
from pulse_desktop.demo.estate.size import MIB
from pulse_desktop.demo.estate.upkeep import REPLICA, REPLICATED, REPLICATION
from pulse_desktop.demo.story import Recurring
from pulse_desktop.model.ids import NativeId
from pulse_desktop.model.recovery import (
    Plan,
    PointKind,
    PointMode,
    PointOutcome,
    PointSubject,
    RecoveryPoint,
    Survey,
)
from pulse_desktop.model.resource_type import ResourceType

_DAY = timedelta(days=1)
_MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC)
_SUNDAY = datetime(1970, 1, 4, 0, 30, tzinfo=UTC)
_MOMENT = timedelta(seconds=2)
"""A snapshot is made at once."""

_DAILY = Recurring(_MIDNIGHT, _DAY, _MOMENT)
_WEEKLY = Recurring(_SUNDAY, 7 * _DAY, _MOMENT)
_KEPT = (("daily", _DAILY, 14 * _DAY), ("weekly", _WEEKLY, 56 * _DAY))
"""What is kept for how long."""

_REPLICAS_KEPT = 30 * _DAY
_LEAST_MIB, _MORE_MIB = 40, 9000
"""What a day changes of a dataset."""


def survey(at: datetime) -> Survey:
    """All that the appliance knows of by ``at``."""
    newest = _DAILY.began(at - _MOMENT), REPLICATION.began(at - REPLICATION.lasts)
    return Survey(
        at=at,
        points=_points(*newest),
        stores=tuple(pool.name for pool in ARCHIVE_NAS.pools),
        plans=tuple(_plan(dataset, at) for dataset in REPLICATED),
    )


@lru_cache(maxsize=2)
def _points(midnight: datetime, replicated: datetime) -> tuple[RecoveryPoint, ...]:
    """The same tuple until the next snapshot or replica, so that nobody looks through it twice."""
    kept = _kept_points(midnight + _MOMENT)
    return (*kept, *_replicas(replicated + _MOMENT))


def _kept_points(at: datetime) -> Iterator[RecoveryPoint]:
    for dataset in ARCHIVE_NAS.datasets:
        for name, when, lasts in _KEPT:
            for began in beginnings(when, at - lasts, at):
                yield _snapshot(dataset, name, began)


def _snapshot(dataset: Dataset, name: str, began: datetime) -> RecoveryPoint:
    pool = dataset.id.partition("/")[0]
    return RecoveryPoint(
        id=f"{dataset.id}@{name}-{began:%Y-%m-%d_%H-%M}",
        kind=PointKind.SNAPSHOT,
        mode=PointMode.SNAPSHOT,
        outcome=PointOutcome.SUCCESS,
        subject=_subject(dataset.id),
        started_at=began,
        completed_at=began + _MOMENT,
        size_bytes=_changed(dataset.id, began),
        store=pool,
        store_id=NativeId(f"pool:{pool}"),
    )


def _replicas(at: datetime) -> Iterator[RecoveryPoint]:
    for dataset in REPLICATED:
        for began in beginnings(REPLICATION, at - _REPLICAS_KEPT, at):
            yield RecoveryPoint(
                id=f"replica:{dataset}:{began:%Y-%m-%d}",
                kind=PointKind.BACKUP,
                mode=PointMode.REMOTE,
                outcome=PointOutcome.SUCCESS,
                subject=_subject(dataset),
                started_at=began,
                completed_at=began + REPLICATION.lasts,
                size_bytes=_changed(dataset, began),
                store=REPLICA,
            )


def _plan(dataset: str, at: datetime) -> Plan:
    return Plan(
        subject=_subject(dataset),
        next_at=REPLICATION.began(at) + REPLICATION.every,
        every=REPLICATION.every,
    )


def _subject(dataset: str) -> PointSubject:
    return PointSubject(
        native_id=NativeId(f"dataset:{dataset}"), type=ResourceType.STORAGE, name=dataset
    )


def _changed(dataset: str, at: datetime) -> int:
    """Bytes that differ from the one before."""
    return (_LEAST_MIB + number.whole(_MORE_MIB, dataset, f"{at:%Y%m%d}")) * MIB
