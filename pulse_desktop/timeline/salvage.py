"""The timeline out of a damaged file: which rows are entries."""

from collections.abc import Mapping

from pulse_desktop.database import Check, Value
from pulse_desktop.timeline import row as rows


def _is_change(row: Mapping[str, Value]) -> bool:
    """Whether it can be read as every entry is."""
    try:
        rows.change(row)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return False
    return True


def _is_pruned(row: Mapping[str, Value]) -> bool:
    newest_ms = row["newest_ms"]
    return isinstance(newest_ms, int) and newest_ms >= 0


CHECKS: Mapping[str, Check] = {"change": _is_change, "pruned": _is_pruned}
