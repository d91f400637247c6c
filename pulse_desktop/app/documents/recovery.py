"""How well a workload is protected: the contract's rollup of one subject."""

from pulse_desktop.app.documents.fields import Json, without_absent
from pulse_desktop.model.clock import iso_utc
from pulse_desktop.model.recovery import PointOutcome, RecoveryPoint
from pulse_desktop.recovery.standing import Standing


def recovery_document(standing: Standing | None) -> Json | None:
    """Posture and rollup of a workload; the posture alone where nobody looked."""
    if standing is None:
        return None
    if not standing.evidence.looks:
        return {"posture": standing.posture}
    told = standing.evidence.histories
    return without_absent(
        {
            "posture": standing.posture,
            "lastAttempt": _time(standing.last_try),
            "lastSuccess": _time(_last_success(standing)),
            "lastOutcome": standing.last_try.outcome if standing.last_try else None,
            "providers": sorted({history.source.name for history in told}),
            "points": standing.count,
        }
    )


def _last_success(standing: Standing) -> RecoveryPoint | None:
    points = (point for _, point in standing.points())
    return next((p for p in points if p.outcome is PointOutcome.SUCCESS), None)


def _time(point: RecoveryPoint | None) -> str | None:
    return None if point is None or point.at is None else iso_utc(point.at)
