"""``estates``: list, create, rename or delete named sets of connections."""

import argparse
import json
import sys

from pulse_desktop.app.documents.systems import usage_document
from pulse_desktop.app.estate_count import tally
from pulse_desktop.app.estate_purge import purge_estate
from pulse_desktop.app.estates_document import estate_document
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.headless import complain, run_async, say
from pulse_desktop.app.local_socket import open_estate
from pulse_desktop.app.profile_choice import saved_estates, whole_profile
from pulse_desktop.model.errors import ProfileInUse, SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import mark
from pulse_desktop.monitoring.readiness import SystemUsage
from pulse_desktop.settings import connections_file, estates_file
from pulse_desktop.settings.estates import Estate, EstateList
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile, folders_in_use, make_directories
from pulse_desktop.settings.writer_lock import WriterLock
from pulse_desktop.ui.desk import EstateCount, Tally

_SCHEMA = 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="list estates; the current one is marked")
    creating = actions.add_parser("create", help="make an estate without connections")
    creating.add_argument("name", metavar="NAME")
    renaming = actions.add_parser("rename", help="give an estate another name")
    renaming.add_argument("name", metavar="NAME")
    renaming.add_argument("new_name", metavar="NEW")
    deleting = actions.add_parser(
        "delete", help="delete an estate: its connections, their secrets and its history"
    )
    deleting.add_argument("name", metavar="NAME")
    deleting.add_argument("--yes", action="store_true", help="do not ask; it cannot be undone")
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", help="print JSON (schema 1)")


def run(options: argparse.Namespace) -> ExitStatus:
    """Do what was asked for.

    Raises:
        SettingsError: There is no such estate, its name cannot be used, or it has to stay.
        ProfileInUse: Another process has the estate open that is to be deleted.
    """
    match options.action:
        case "list":
            return _list(options)
        case "create":
            return _create(options)
        case "rename":
            return _rename(options)
        case _:
            return _delete(options)


def _list(options: argparse.Namespace) -> ExitStatus:
    profile, estates = whole_profile(options), saved_estates(options)
    found = run_async(lambda: tally([profile.of_estate(each.id) for each in estates.living]))
    if options.json:
        say(json.dumps(_listing(estates, found), ensure_ascii=False))
        return ExitStatus.DONE
    for each in estates.living:
        current = "  (current)" if each.id == estates.current else ""
        say(f"{each.name}  {_counted(found.counts[each.id])}{current}")
    say(f"all estates  {_systems(found.total)}")
    return ExitStatus.DONE


def _listing(estates: EstateList, found: Tally) -> dict[str, object]:
    documents = []
    for each in estates.living:
        count = found.counts[each.id]
        document = estate_document(each, estates) | {"systems": usage_document(count.systems)}
        if count.connections is not None:
            document["connections"] = count.connections
        documents.append(document)
    return {"schema": _SCHEMA, "estates": documents, "total": usage_document(found.total)}


def _counted(count: EstateCount) -> str:
    return f"{_some(count.connections, 'connection')}, {_systems(count.systems)}"


def _systems(usage: SystemUsage) -> str:
    return _some(usage.count, "system")


def _some(count: int | None, noun: str) -> str:
    """A number, or a question mark where there is none: never a 0 that means unknown."""
    return f"{'?' if count is None else count} {noun}{'' if count == 1 else 's'}"


def _count(profile: Profile, estate: Estate) -> int | None:
    """How many connections it has; ``None`` where its file cannot be read."""
    try:
        return len(connections_file.load(profile.of_estate(estate.id).connections_file))
    except SettingsError as error:
        complain(error)
        return None


def _create(options: argparse.Namespace) -> ExitStatus:
    profile, before = whole_profile(options), saved_estates(options)
    make_directories(profile)
    after = before.with_new(options.name, taken=folders_in_use(profile))
    estates_file.save(profile.estates_file, after)
    return _told(options, after, after.living[-1])


def _rename(options: argparse.Namespace) -> ExitStatus:
    profile, before = whole_profile(options), saved_estates(options)
    make_directories(profile)
    estate = before.named(options.name)
    after = before.renamed(estate.id, options.new_name)
    estates_file.save(profile.estates_file, after)
    return _told(options, after, after.of(estate.id))


def _told(options: argparse.Namespace, estates: EstateList, estate: Estate) -> ExitStatus:
    if options.json:
        document = {"schema": _SCHEMA, "estate": estate_document(estate, estates)}
        say(json.dumps(document, ensure_ascii=False))
    return ExitStatus.DONE


def _delete(options: argparse.Namespace) -> ExitStatus:
    profile, estates = whole_profile(options), saved_estates(options)
    estate = estates.named(options.name)
    lock = WriterLock(profile.lock_file)
    make_directories(profile)
    remaining = _remaining(profile, lock, estates, estate)
    try:
        after = estates.without(estate.id, remaining)
        _agree(options, profile, estate)
        estates_file.save(profile.estates_file, after)
        return _purge(options, profile, after, estate)
    finally:
        lock.release()


def _remaining(profile: Profile, lock: WriterLock, estates: EstateList, gone: Estate) -> EstateId:
    """The estate that stays open: with whoever writes the profile, or for the next start.

    Nobody begins to write while ``lock`` is held.

    Raises:
        ProfileInUse: Another process writes the estate that is to be deleted.
    """
    try:
        lock.acquire()
    except ProfileInUse:
        opened = run_async(lambda: open_estate(profile.socket_file))
        if opened in {None, gone.id}:
            raise
        return EstateId(str(opened))
    except OSError:
        return estates.current  # nothing can be written: saving the list says so
    others = [each.id for each in estates.living if each.id != gone.id]
    return others[0] if estates.current == gone.id and others else estates.current


def _agree(options: argparse.Namespace, profile: Profile, estate: Estate) -> None:
    """Go on only if the user wants it.

    Raises:
        SettingsError: The user does not, or there is nobody to ask.
    """
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise SettingsError(
            mark(
                "Estates", "{name} was not deleted: that cannot be undone, so it needs --yes."
            ).given(name=estate.name)
        )
    count = _count(profile, estate)
    question = f"Delete {estate.name}, its {count} connections and its history for good? [y/N] "
    if _answer(question).strip().casefold() not in {"y", "yes"}:
        raise SettingsError(mark("Estates", "{name} was not deleted.").given(name=estate.name))


def _answer(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""


def _purge(
    options: argparse.Namespace, profile: Profile, estates: EstateList, gone: Estate
) -> ExitStatus:
    secrets = SecretStore()
    remaining = run_async(lambda: purge_estate(profile.of_estate(gone.id), secrets))
    estates_file.save(profile.estates_file, estates.purged(gone.id))
    if options.json:
        deleted = {"id": gone.id, "name": gone.name}
        document = {"schema": _SCHEMA, "deleted": deleted, "current": estates.current}
        say(json.dumps(document, ensure_ascii=False))
    if remaining is None:
        return ExitStatus.DONE
    complain(f"{gone.name} was deleted, but its secrets remain in the keyring. {remaining}")
    return ExitStatus.NO_KEYRING
