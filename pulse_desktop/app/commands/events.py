"""``events``: the timeline, newest first, read from the file beside whoever writes it."""

import argparse
import json
from collections.abc import Callable
from datetime import datetime

from pulse_desktop.app.argument_type import whole_number
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.ground import authored_estate
from pulse_desktop.app.headless import say
from pulse_desktop.app.instant import instant
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.app.recorded import read_file
from pulse_desktop.app.resource_choice import chosen_resource, last_state
from pulse_desktop.app.told_events import told_timeline
from pulse_desktop.database import Handle
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import iso_utc, utc_now
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ResourceId, SourceName
from pulse_desktop.model.operator import NOTHING_KEPT
from pulse_desktop.resources.read_state import ReadState
from pulse_desktop.timeline import store as timeline
from pulse_desktop.timeline.selection import Selection

State = Callable[[], ReadState]

_SCHEMA = 1
_MOST = 10_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    kinds = ", ".join(kind.value for kind in ChangeKind)
    parser.add_argument(
        "--resource", metavar="R", help="only this resource: an id, or a name that only it has"
    )
    for option, meaning in (("--since", "only from then on"), ("--until", "only before that")):
        parser.add_argument(
            option,
            type=lambda text: instant(text, utc_now()),
            metavar="T",
            help=f"{meaning}: ISO 8601, or an age such as 2h",
        )
    parser.add_argument(
        "--kind", type=_kind, action="append", default=[], metavar="K", help=f"one of {kinds}"
    )
    parser.add_argument(
        "--source", action="append", default=[], metavar="S", help="only what this source told"
    )
    parser.add_argument(
        "--limit",
        type=whole_number(1, _MOST),
        default=_MOST,
        metavar="N",
        help=f"the newest N; {_MOST:,}",
    )
    parser.add_argument("--json", action="store_true", help=f"print JSON (schema {_SCHEMA})")


def run(options: argparse.Namespace) -> ExitStatus:
    """Print the timeline.

    Raises:
        SettingsError: The resource is not known.
        StoreError: The file cannot be read.
    """
    changes = _read(options)
    if options.json:
        documents = [_document(change) for change in changes]
        say(json.dumps({"schema": _SCHEMA, "events": documents}, ensure_ascii=False))
    else:
        for change in changes:
            say(f"{_local(change.at)}  {change.resource_name}  {change.text}")
    return ExitStatus.DONE


def _read(options: argparse.Namespace) -> tuple[Change, ...]:
    profile, now = chosen_profile(options), utc_now()
    authored = authored_estate(profile)
    if authored is None:
        return read_file(profile, lambda h: _events(options, h, lambda: last_state(h, now))) or ()
    with told_timeline(profile, authored, now) as handle:
        return _events(options, handle, lambda: authored.at(now, NOTHING_KEPT))


def _kind(text: str) -> ChangeKind:
    try:
        return ChangeKind(text.strip().lower())
    except ValueError as error:
        known = ", ".join(kind.value for kind in ChangeKind)
        raise argparse.ArgumentTypeError(f"{text!r} is none of {known}") from error


def _events(options: argparse.Namespace, handle: Handle, state: State) -> tuple[Change, ...]:
    return timeline.events(
        handle,
        Selection(
            resources=_resources(handle, state, options.resource) if options.resource else (),
            kinds=tuple(options.kind),
            sources=tuple(SourceName(source) for source in options.source),
            since=options.since,
            until=options.until,
            limit=options.limit,
        ),
    )


def _resources(handle: Handle, state: State, name: str) -> tuple[ResourceId, ...]:
    """The ids and aliases of what is there now, or else of what the timeline remembers.

    Raises:
        SettingsError: Nothing, or more than one thing, has that name.
    """
    try:
        chosen = chosen_resource(state(), name)
    except SettingsError:
        remembered = timeline.known_as(handle, name)
        if len(remembered) != 1:
            raise
        return remembered
    return (chosen.id, *chosen.aliases)


def _document(change: Change) -> dict[str, object]:
    document: dict[str, object | None] = {
        "id": change.id,
        "at": iso_utc(change.at),
        "observedAt": iso_utc(change.observed_at or change.at),
        "resource": change.resource,
        "resourceName": change.resource_name,
        "kind": change.kind,
        "source": change.source,
        "sourceType": change.origin,
        "adapter": change.adapter,
        "actor": change.actor,
        "confidence": change.confidence,
        "text": str(change.text),
        "reason": None if change.reason is None else str(change.reason),
        "from": change.from_state,
        "to": change.to_state,
        "relatedResources": change.related or None,
        "metadata": dict(change.metadata) or None,
    }
    return {key: value for key, value in document.items() if value is not None}


def _local(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
