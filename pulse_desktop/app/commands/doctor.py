"""``doctor``: what this installation and profile can do, and what stands in the way."""

import argparse
import asyncio
import importlib.util
import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pulse_desktop import __version__
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.ground import authored_estate
from pulse_desktop.app.headless import run_async, say
from pulse_desktop.app.profile_choice import chosen_profile, saved_estates, whole_profile
from pulse_desktop.database import read_only
from pulse_desktop.model.errors import PulseError, SettingsError, StoreError
from pulse_desktop.settings import connections_file, preferences_file
from pulse_desktop.settings.keyring_store import SecretStore
from pulse_desktop.settings.profile import Profile, read_only_parts

_ANSWER_S = 2.0
"""Whoever listens accepts at once; more is a process that was stopped."""


class Verdict(StrEnum):
    """How one finding stands."""

    FINE = "ok"
    NOTE = "note"
    """Works, with something to know."""

    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    verdict: Verdict
    text: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print JSON (schema 1)")


def run(options: argparse.Namespace) -> ExitStatus:
    """Look at everything, contact nothing but the keyring, and print what was found.

    Raises:
        SettingsError: The demo estate is forbidden.
    """
    estates, profile = _estates(options)
    findings = [*(look(profile) for look in _LOOKS), estates]
    if options.json:
        documents = [{"subject": f.subject, "verdict": f.verdict, "text": f.text} for f in findings]
        say(json.dumps({"schema": 1, "findings": documents}, ensure_ascii=False))
    else:
        width = max(len(finding.subject) for finding in findings)
        for finding in findings:
            say(f"{finding.verdict:6}  {finding.subject:{width}}  {finding.text}")
    return _status(findings)


def _estates(options: argparse.Namespace) -> tuple[Finding, Profile]:
    """What the list of them says, and the profile seen from the one that is chosen."""
    try:
        profile = chosen_profile(options)
        if profile.is_demo:
            return Finding("estates", Verdict.FINE, "This is the demo estate."), profile
        estates = saved_estates(options)
    except SettingsError as error:
        if options.demo:
            raise
        return Finding("estates", Verdict.BROKEN, str(error)), whole_profile(options)
    text = f"{len(estates.living)}; this is {estates.of(profile.estate).name}"
    return Finding("estates", Verdict.FINE, text), profile


def _program(_profile: Profile) -> Finding:
    python = platform.python_version()
    text = f"Pulse Desktop {__version__}, Python {python}, {platform.platform(terse=True)}"
    return Finding("program", Verdict.FINE, text)


def _qt(_profile: Profile) -> Finding:
    found = importlib.util.find_spec("PySide6")
    if found is None:
        return Finding("window", Verdict.BROKEN, "PySide6 is not installed.")
    return Finding("window", Verdict.FINE, "PySide6 is installed.")


def _files(profile: Profile) -> Finding:
    blocked = [str(path) for path in read_only_parts(profile) if path.exists()]
    if blocked:
        return Finding("profile", Verdict.NOTE, f"May not be written: {', '.join(blocked)}")
    return Finding("profile", Verdict.FINE, str(profile.config))


def _settings(profile: Profile) -> Finding:
    try:
        preferences_file.load(profile.preferences_file)
        authored = authored_estate(profile)
        saved = (
            connections_file.load(profile.connections_file)
            if authored is None
            else authored.connections()
        )
    except SettingsError as error:
        return Finding("settings", Verdict.BROKEN, str(error))
    paused = sum(not connection.enabled for connection in saved)
    return Finding("settings", Verdict.FINE, f"{len(saved)} connections, {paused} paused")


def _database(profile: Profile) -> Finding:
    try:
        with read_only(profile.database_file, ESTATE_SCHEMA) as handle:
            (verdict,) = handle.execute("PRAGMA quick_check(1)").fetchone()
    except FileNotFoundError:
        return Finding("database", Verdict.FINE, "Nothing was recorded yet.")
    except StoreError as error:
        return Finding("database", Verdict.BROKEN, str(error))
    size_mb = profile.database_file.stat().st_size / 1e6
    if verdict != "ok":
        return Finding("database", Verdict.BROKEN, f"{profile.database_file}: {verdict}")
    return Finding("database", Verdict.FINE, f"{profile.database_file}, {size_mb:.1f} MB")


def _writer(profile: Profile) -> Finding:
    """Asked over the socket: taking the lock, however briefly, could turn a writer away."""
    if run_async(lambda: _is_answered(profile.socket_file)):
        return Finding("recorder", Verdict.FINE, "A window or a recorder writes this profile.")
    return Finding("recorder", Verdict.FINE, "Nobody answers on this profile's socket.")


async def _is_answered(socket_file: Path) -> bool:
    try:
        async with asyncio.timeout(_ANSWER_S):
            _, writer = await asyncio.open_unix_connection(socket_file)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


def _keyring(profile: Profile) -> Finding:
    if profile.is_demo:
        return Finding("keyring", Verdict.FINE, "The demo estate has no secrets.")
    problem = run_async(_keyring_problem)
    if problem is not None:
        return Finding("keyring", Verdict.NOTE, str(problem))
    return Finding("keyring", Verdict.FINE, "Secrets can be kept.")


async def _keyring_problem() -> PulseError | None:
    store = SecretStore(patience_s=5.0)
    try:
        return await store.obstacle()
    finally:
        store.close()


_LOOKS: tuple[Callable[[Profile], Finding], ...] = (
    _program,
    _qt,
    _files,
    _settings,
    _database,
    _writer,
    _keyring,
)


def _status(findings: list[Finding]) -> ExitStatus:
    broken = {finding.subject for finding in findings if finding.verdict is Verdict.BROKEN}
    if "database" in broken:
        return ExitStatus.DATABASE
    return ExitStatus.USAGE if broken else ExitStatus.DONE
