"""The user's words out of a damaged file: which rows are what was kept."""

import json
from collections.abc import Mapping

from pulse_desktop.database import Check, Value


def _is_annotation(row: Mapping[str, Value]) -> bool:
    tags = row.get("tags")
    if tags is None:
        return True
    try:
        found = json.loads(str(tags))
    except ValueError:
        return False
    return isinstance(found, list) and all(isinstance(tag, str) for tag in found)


def _is_verdict(row: Mapping[str, Value]) -> bool:
    return row["kind"] in {"link", "split"}


CHECKS: Mapping[str, Check] = {"annotation": _is_annotation, "verdict": _is_verdict}
