"""From the command line's options to a profile and an estate, and what must be said about them."""

import argparse
import contextlib

from pulse_desktop.model.errors import SettingsError
from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings import estates_file
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.policy import expect_demo_allowed
from pulse_desktop.settings.profile import Profile, make_directories, read_only_parts


def whole_profile(arguments: argparse.Namespace) -> Profile:
    """The profile that ``--profile`` names, else the user's own, whatever its estates."""
    directory = arguments.profile
    return Profile.of_user() if directory is None else Profile.below(directory)


def chosen_profile(arguments: argparse.Namespace) -> Profile:
    """The same, seen from the estate that ``--estate`` names, else from the current one.

    With ``--demo`` the demo estate's own.

    Raises:
        SettingsError: There is no such estate, the list of them cannot be read, or a policy
            forbids the demo estate.
    """
    if arguments.demo:
        return _demo_profile(arguments)
    estates, named = saved_estates(arguments), arguments.estate
    wanted = estates.current if named is None else estates.named(named).id
    return whole_profile(arguments).of_estate(wanted)


def saved_estates(arguments: argparse.Namespace) -> EstateList:
    """The estates of the profile.

    Raises:
        SettingsError: The list of them cannot be read.
    """
    return estates_file.load(whole_profile(arguments).estates_file)


def _demo_profile(arguments: argparse.Namespace) -> Profile:
    live = whole_profile(arguments)
    expect_demo_allowed(live.policy_files)
    with contextlib.suppress(SettingsError):  # it is not what is asked for now
        live = live.of_estate(saved_estates(arguments).current)
    return live.demo(arguments.demo_scale or 1)


def prepared(profile: Profile) -> tuple[Text, ...]:
    """Make missing directories; returns what the user must know about those that resist (S-01)."""
    make_directories(profile)
    return tuple(
        mark("Profile", "{path} may not be written; what would be kept there is lost.").given(
            path=str(p)
        )
        for p in read_only_parts(profile)
    )
