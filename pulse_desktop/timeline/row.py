"""A change as a row, and a row as a change again. Rows of older files lack some columns."""

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pulse_desktop.model.change import Change, ChangeKind, Confidence, Detail, Origin
from pulse_desktop.model.clock import epoch_ms, from_epoch_ms
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.text import Text

Row = Mapping[str, Any]
"""By name of column."""


def row(change: Change) -> dict[str, str | int | None]:
    """The columns of ``change``."""
    return {
        "id": change.id,
        "at_ms": epoch_ms(change.at),
        "resource": change.resource,
        "resource_name": change.resource_name,
        "kind": change.kind.value,
        "source": change.source,
        "text": _dumped(_plain(change.text)),
        "from_state": change.from_state,
        "to_state": change.to_state,
        "metadata": _dumped(dict(change.metadata)),
        "observed_ms": None if change.observed_at is None else epoch_ms(change.observed_at),
        "origin": change.origin.value,
        "adapter": change.adapter,
        "actor": change.actor,
        "confidence": change.confidence.value,
        "reason": None if change.reason is None else _dumped(_plain(change.reason)),
        "related": _dumped(list(change.related)),
    }


def change(columns: Row) -> Change:
    """The change behind ``row``."""
    reason = columns.get("reason")
    return Change(
        id=columns["id"],
        at=from_epoch_ms(columns["at_ms"]),
        observed_at=_instant(columns.get("observed_ms")),
        resource=ResourceId(columns["resource"]),
        resource_name=columns["resource_name"],
        kind=ChangeKind(columns["kind"]),
        source=SourceName(columns["source"]),
        text=_text(json.loads(columns["text"])),
        from_state=columns["from_state"],
        to_state=columns["to_state"],
        origin=Origin(columns.get("origin", Origin.PULSE_DIFF)),
        adapter=columns.get("adapter"),
        actor=columns.get("actor"),
        confidence=Confidence(columns.get("confidence", Confidence.HIGH)),
        reason=None if reason is None else _text(json.loads(reason)),
        related=tuple(ResourceId(one) for one in json.loads(columns.get("related", "[]"))),
        metadata=_details(json.loads(columns["metadata"])),
    )


def _instant(ms: int | None) -> datetime | None:
    return None if ms is None else from_epoch_ms(ms)


def _plain(text: Text) -> list[object]:
    """A sentence as a list of three, and so is a sentence within it."""
    parameters = {
        name: _plain(value) if isinstance(value, Text) else value
        for name, value in text.parameters.items()
    }
    return [text.context, text.template, parameters]


def _text(plain: list[Any]) -> Text:
    context, template, parameters = plain
    return Text(
        context,
        template,
        MappingProxyType(
            {
                name: _text(value) if isinstance(value, list) else value
                for name, value in parameters.items()
            }
        ),
    )


def _details(plain: Mapping[str, Any]) -> Mapping[str, Detail]:
    return MappingProxyType(
        {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
