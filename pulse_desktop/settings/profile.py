"""Where a profile keeps its files, and which of them may not be written."""

import hashlib
import os
import shutil
import stat
import tempfile
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.ids import EstateId
from pulse_desktop.model.text import mark

FIRST_ESTATE = EstateId("default")
"""The estate that a profile has before another one is made."""

_APP = "pulse-desktop"
_ESTATES = "estates"
_POLICY = "policy.toml"
_LONGEST_SOCKET_PATH = 100
"""Bytes; Linux allows 107 and a terminating zero, other systems less (``unix(7)``)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The directories of one user's configuration, data and state, seen from one estate."""

    config: Path
    data: Path
    state: Path
    runtime: Path
    estate: EstateId = FIRST_ESTATE
    """Whose connections and database are meant; all else is the profile's own."""

    beside: "Profile | None" = None
    """Of the demo estate's own profile the user's, seen from the estate to come back to."""

    demo_scale: int = 1
    """How many times over the demo estate is there, for load."""

    @classmethod
    def below(cls, directory: Path) -> "Profile":
        """Everything below one directory, as ``--profile`` asks for."""
        root = directory.expanduser().absolute()
        return cls(root / "config", root / "data", root / "state", root / "run")

    @classmethod
    def of_user(cls) -> "Profile":
        """The places the operating system names for this user."""
        dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
        return cls(
            dirs.user_config_path,
            dirs.user_data_path,
            dirs.user_state_path,
            _runtime_dir(dirs),
        )

    def of_estate(self, estate: EstateId) -> "Profile":
        """The same profile seen from another estate."""
        return replace(self, estate=estate)

    def demo(self, scale: int = 1) -> "Profile":
        """The demo estate's: all of it lies in one folder of this one's data."""
        made = Profile.below(self.live.data / "demo")
        return replace(made, beside=self.live, demo_scale=scale)

    @property
    def is_demo(self) -> bool:
        """Whether it is the demo estate's, in which nothing is the user's."""
        return self.beside is not None

    @property
    def live(self) -> "Profile":
        """The user's: this one, or the one that it lies in."""
        return self.beside or self

    @property
    def policy_files(self) -> tuple[Path, Path]:
        """What may forbid something: the user's own, and the computer's."""
        of_computer = platformdirs.PlatformDirs(_APP, appauthor=False).site_config_path
        return self.live.config / _POLICY, of_computer / _POLICY

    @property
    def estates_file(self) -> Path:
        """Which estates there are."""
        return self.config / "estates.toml"

    @property
    def estate_folders(self) -> tuple[Path, Path]:
        """What is the estate's alone: its configuration and its data."""
        return self.config / _ESTATES / self.estate, self.data / _ESTATES / self.estate

    @property
    def preferences_file(self) -> Path:
        """Theme, units, intervals, retention."""
        return self.config / "preferences.toml"

    @property
    def connections_file(self) -> Path:
        """The saved connections of the estate, without secrets."""
        return self.estate_folders[0] / "connections.toml"

    @property
    def charts_file(self) -> Path:
        """The estate's saved charts and chart windows."""
        return self.estate_folders[0] / "charts.toml"

    @property
    def database_file(self) -> Path:
        """History, timeline and last snapshots of the estate."""
        return self.estate_folders[1] / "estate.sqlite"

    @property
    def window_file(self) -> Path:
        """Sizes, columns and selection of the window."""
        return self.state / "window.ini"

    @property
    def log_file(self) -> Path:
        """The newest log; older ones stand beside it."""
        return self.state / "logs" / "pulse-desktop.log"

    @property
    def lock_file(self) -> Path:
        """What the one writer locks."""
        return self.state / "writer.lock"

    @property
    def socket_file(self) -> Path:
        """Where the one writer listens, in a folder of this user's.

        A path too long for a socket is replaced by one below the temporary folder. Where that is
        somebody else's the long one stays: to listen or connect there raises ``OSError``, and
        nobody is spoken to who only pretends to write this profile.
        """
        wanted = self.runtime / "pulse-desktop.sock"
        if len(os.fsencode(wanted)) <= _LONGEST_SOCKET_PATH:
            return wanted
        digest = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"pulse-desktop-{digest}"
        return wanted if _is_somebody_elses(folder) else folder / "pulse.sock"


def make_directories(profile: Profile) -> None:
    """Make what is missing, for this user alone. What cannot be made is left (S-01)."""
    for directory in (*_directories(profile), profile.socket_file.parent):
        try:
            _make(directory)
        except OSError:
            continue


def folders_in_use(profile: Profile) -> frozenset[str]:
    """Names of every estate's folders, also of such as no list knows any more."""
    parents = {folder.parent for folder in profile.estate_folders}
    return frozenset(
        each.name for parent in parents if parent.is_dir() for each in parent.iterdir()
    )


def delete_estate_folders(profile: Profile) -> None:
    """Delete all that is the estate's alone. What is not there is no failure.

    Raises:
        SettingsError: Something in it cannot be deleted.
    """
    for folder in profile.estate_folders:
        try:
            if folder.exists():
                shutil.rmtree(folder)
        except OSError as error:
            raise SettingsError(
                mark("Estates", "{path} cannot be deleted ({reason}). Delete it by hand.").given(
                    path=str(folder), reason=error.strerror or type(error).__name__
                )
            ) from error


def read_only_parts(profile: Profile) -> tuple[Path, ...]:
    """Files and directories of the profile that this user may not write (S-01).

    Asks the operating system only; changes no owner and no mode.
    """
    files = (
        profile.preferences_file,
        profile.estates_file,
        profile.connections_file,
        profile.charts_file,
        profile.database_file,
        profile.window_file,
        profile.log_file,
        profile.lock_file,
    )
    parts = [path for path in (*_directories(profile), *files) if os.path.lexists(path)]
    missing = [path for path in _directories(profile) if not os.path.lexists(path)]
    return tuple(path for path in parts if not os.access(path, os.W_OK)) + tuple(missing)


def _make(directory: Path) -> None:
    """With what is missing above it: left to ``parents=True``, that would be open to others."""
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def _is_somebody_elses(folder: Path) -> bool:
    """Whether there is something in its place that is no folder of this user's."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid()


def _runtime_dir(dirs: platformdirs.PlatformDirs) -> Path:
    """A session without one (ssh, cron) gets a folder of its own; nobody need be warned of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return dirs.user_runtime_path


def _directories(profile: Profile) -> tuple[Path, ...]:
    return (
        profile.config,
        profile.connections_file.parent,
        profile.database_file.parent,
        profile.state,
        profile.log_file.parent,
    )
