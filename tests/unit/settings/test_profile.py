"""Where a profile keeps its files, and what may not be written."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.profile import (
    Profile,
    delete_estate_folders,
    folders_in_use,
    make_directories,
    read_only_parts,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture
def profile(tmp_path):
    made = Profile.below(tmp_path / "profile")
    make_directories(made)
    return made


def test_everything_lies_below_the_folder_that_was_named(tmp_path):
    profile = Profile.below(tmp_path)
    files = (
        profile.preferences_file,
        profile.connections_file,
        profile.database_file,
        profile.window_file,
        profile.log_file,
        profile.lock_file,
    )
    assert all(file.is_relative_to(tmp_path) for file in files)
    assert len(set(files)) == len(files)


def test_the_users_own_profile_follows_the_operating_system(monkeypatch, tmp_path):
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    profile = Profile.of_user()
    assert profile.preferences_file == tmp_path / "CONFIG" / "pulse-desktop" / "preferences.toml"
    assert profile.database_file.is_relative_to(tmp_path / "DATA" / "pulse-desktop")
    assert profile.window_file.is_relative_to(tmp_path / "STATE" / "pulse-desktop")


@pytest.mark.parametrize("depth", [1, 5, 30])
def test_the_socket_fits_however_deep_the_profile_lies(tmp_path, depth):
    folder = tmp_path.joinpath(*["a-long-folder-name"] * depth)
    assert len(os.fsencode(Profile.below(folder).socket_file)) <= 100


def test_two_deep_profiles_do_not_share_a_socket(tmp_path):
    folder = tmp_path.joinpath(*["a-long-folder-name"] * 10)
    one, other = (Profile.below(folder / name).socket_file for name in "ab")
    assert one != other


def test_folders_are_made_for_this_user_alone(profile):
    assert profile.database_file.parent.stat().st_mode & 0o777 == 0o700
    assert read_only_parts(profile) == ()


def test_every_folder_on_the_way_is_for_this_user_alone(tmp_path):
    profile = Profile.below(tmp_path / "new" / "profile")
    make_directories(profile)
    modes = {each.stat().st_mode & 0o777 for each in tmp_path.rglob("*")}
    assert modes == {0o700}


@pytest.fixture
def deep_profile(tmp_path, monkeypatch):
    """Its path is too long for a socket, so that lies in the temporary folder."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return Profile.below(tmp_path.joinpath(*["a-long-folder-name"] * 10))


def test_a_socket_in_the_temporary_folder_has_a_folder_of_its_own(deep_profile, tmp_path):
    make_directories(deep_profile)
    folder = deep_profile.socket_file.parent
    assert folder.parent == tmp_path / "temporary"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_socket_is_never_in_somebody_elses_folder(deep_profile, monkeypatch):
    make_directories(deep_profile)
    monkeypatch.setattr("os.getuid", lambda: 4711)
    assert deep_profile.socket_file.is_relative_to(deep_profile.runtime)


def test_a_link_in_the_temporary_folder_is_not_followed_to_a_socket(deep_profile, tmp_path):
    folder = deep_profile.socket_file.parent
    folder.symlink_to(tmp_path)
    assert deep_profile.socket_file.is_relative_to(deep_profile.runtime)


@pytest.fixture
def shared_profile():
    """A profile in a folder that every user may look into."""
    with TemporaryDirectory() as folder:
        made = Profile.below(Path(folder) / "profile")
        make_directories(made)
        for directory in (Path(folder), *Path(folder).rglob("*")):
            directory.chmod(0o755)
        yield made


def test_what_may_not_be_written_is_found_and_left_as_it_is(shared_profile):
    """S-01: start-up on a profile with read-only files changes no owner and no mode."""
    profile = shared_profile
    profile.preferences_file.write_text("version = 1\n")
    profile.preferences_file.chmod(0o444)
    profile.database_file.parent.chmod(0o555)
    found = _found_by_a_stranger(profile)
    assert str(profile.preferences_file) in found
    assert str(profile.database_file.parent) in found
    assert profile.preferences_file.stat().st_mode & 0o777 == 0o444
    assert profile.database_file.parent.stat().st_mode & 0o777 == 0o555


def test_a_folder_that_may_not_be_entered_is_told(shared_profile):
    """S-01: not even whether there are files in it can be seen."""
    shared_profile.config.chmod(0o700)
    assert str(shared_profile.config) in _found_by_a_stranger(shared_profile)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """S-01: a file stands in the way."""
    (tmp_path / "config").write_text("in the way")
    profile = Profile.below(tmp_path)
    make_directories(profile)
    assert profile.connections_file.parent in read_only_parts(profile)


def _found_by_a_stranger(profile):
    """Permissions mean nothing to root, so a child gives up its privileges first."""
    code = """
import os, sys
from pathlib import Path
from pulse_desktop.model.errors import SettingsError
from pulse_desktop.settings.profile import (
    Profile,
    delete_estate_folders,
    folders_in_use,
    make_directories,
    read_only_parts,
)
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
profile = Profile.below(Path(sys.argv[1]))
make_directories(profile)
print(*read_only_parts(profile), sep="\\n")
"""
    command = [sys.executable, "-c", code, str(profile.config.parent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_the_first_estate_keeps_the_folders_it_always_had(profile):
    assert profile.connections_file == profile.config / "estates" / "default" / "connections.toml"
    assert profile.database_file == profile.data / "estates" / "default" / "estate.sqlite"


def test_two_estates_share_nothing_but_the_profile(profile):
    cabin = profile.of_estate("cabin")
    assert not set(cabin.estate_folders) & set(profile.estate_folders)
    for shared in ("preferences_file", "estates_file", "lock_file", "socket_file", "log_file"):
        assert getattr(cabin, shared) == getattr(profile, shared)


def test_deleting_an_estate_leaves_the_others_alone(profile):
    cabin = profile.of_estate("cabin")
    make_directories(cabin)
    cabin.database_file.write_bytes(b"history")
    assert folders_in_use(profile) == {"default", "cabin"}
    delete_estate_folders(cabin)
    assert folders_in_use(profile) == {"default"}
    delete_estate_folders(cabin)


def test_an_estate_that_cannot_be_deleted_is_named(profile):
    """S-01: no mode and no owner is changed."""
    cabin = profile.of_estate("cabin")
    cabin.database_file.parent.parent.mkdir(parents=True, exist_ok=True)
    cabin.database_file.parent.symlink_to(profile.config)
    with pytest.raises(SettingsError, match="Delete it by hand"):
        delete_estate_folders(cabin)
    assert profile.config.exists()


def test_all_of_the_demo_lies_in_one_folder_of_its_own(profile):
    """M-13: and nothing of the user's does."""
    demo = profile.of_estate("cabin").demo(3)
    files = (
        demo.preferences_file,
        demo.estates_file,
        demo.connections_file,
        demo.charts_file,
        demo.database_file,
        demo.window_file,
        demo.log_file,
        demo.lock_file,
    )
    assert all(file.is_relative_to(profile.data / "demo") for file in files)
    assert demo.runtime.is_relative_to(profile.data / "demo")
    assert not profile.database_file.is_relative_to(profile.data / "demo")


def test_the_demo_knows_the_estate_to_come_back_to(profile):
    cabin = profile.of_estate("cabin")
    demo = cabin.demo(3)
    assert (demo.is_demo, demo.demo_scale, demo.live) == (True, 3, cabin)
    assert (cabin.is_demo, cabin.live) == (False, cabin)
    assert demo.demo(2).live == cabin
    assert demo.estate == profile.estate
