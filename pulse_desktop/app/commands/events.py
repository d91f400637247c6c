"""``events``: the timeline, newest first, read from the file beside whoever writes it."""

import argparse
import json
from datetime import datetime

from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.headless import say
from pulse_desktop.app.instant import instant
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.app.recorded import read_file
from pulse_desktop.app.resource_choice import chosen_resource, last_state
from pulse_desktop.database import Handle
from pulse_desktop.model.change import Change, ChangeKind
from pulse_desktop.model.clock import iso_utc, utc_now
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import ResourceId
from pulse_desktop.monitoring import last_seen
from pulse_desktop.timeline import store as timeline

_SCHEMA = 1
_MOST = 10_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--resource", metavar="R", help="only this resource: an id or a name")
    parser.add_argument(
        "--since",
        type=lambda text: instant(text, utc_now()),
        metavar="T",
        help="only newer ones: ISO 8601, or an age such as 2h",
    )
    parser.add_argument("--kind", choices=[kind.value for kind in ChangeKind], metavar="K")
    parser.add_argument("--json", action="store_true", help="print JSON (schema 1)")


def run(options: argparse.Namespace) -> ExitStatus:
    """Print the timeline.

    Raises:
        SettingsError: The resource is not known.
        StoreError: The file cannot be read.
    """
    profile = chosen_profile(options)
    changes = read_file(profile, lambda handle: _events(handle, options)) or ()
    if options.json:
        documents = [_document(change) for change in changes]
        say(json.dumps({"schema": _SCHEMA, "events": documents}, ensure_ascii=False))
    else:
        for change in changes:
            say(f"{_local(change.at)}  {change.resource_name}  {change.text}")
    return ExitStatus.DONE


def _events(handle: Handle, options: argparse.Namespace) -> tuple[Change, ...]:
    return timeline.events(
        handle,
        resource=_resource(handle, options.resource) if options.resource else None,
        since=options.since,
        kinds=(ChangeKind(options.kind),) if options.kind else (),
        limit=_MOST,
    )


def _resource(handle: Handle, name: str) -> ResourceId:
    """Of what is there now, or else of what the timeline remembers under that name or id.

    Raises:
        SettingsError: Nothing, or more than one thing, has that name.
    """
    try:
        return chosen_resource(last_state(last_seen.load(handle), utc_now()), name).id
    except SettingsError:
        remembered = {
            change.resource
            for change in timeline.events(handle, limit=_MOST)
            if name in {change.resource, change.resource_name}
        }
        if len(remembered) != 1:
            raise
        return remembered.pop()


def _document(change: Change) -> dict[str, object]:
    document: dict[str, object | None] = {
        "id": change.id,
        "at": iso_utc(change.at),
        "resource": change.resource,
        "resourceName": change.resource_name,
        "kind": change.kind,
        "source": change.source,
        "text": str(change.text),
        "from": change.from_state,
        "to": change.to_state,
        "metadata": dict(change.metadata) or None,
    }
    return {key: value for key, value in document.items() if value is not None}


def _local(at: datetime) -> str:
    return at.astimezone().isoformat(sep=" ", timespec="seconds")
