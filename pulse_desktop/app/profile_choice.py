"""From the command line's options to a profile and an estate, and what must be said about them."""

import argparse

from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings import estates_file
from pulse_desktop.settings.estates import EstateList
from pulse_desktop.settings.profile import Profile, make_directories, read_only_parts


def whole_profile(arguments: argparse.Namespace) -> Profile:
    """The profile that ``--profile`` names, else the user's own, whatever its estates."""
    directory = arguments.profile
    return Profile.of_user() if directory is None else Profile.below(directory)


def chosen_profile(arguments: argparse.Namespace) -> Profile:
    """The same, seen from the estate that ``--estate`` names, else from the current one.

    Raises:
        SettingsError: There is no such estate, or the list of them cannot be read.
    """
    estates, named = saved_estates(arguments), arguments.estate
    wanted = estates.current if named is None else estates.named(named).id
    return whole_profile(arguments).of_estate(wanted)


def saved_estates(arguments: argparse.Namespace) -> EstateList:
    """The estates of the profile.

    Raises:
        SettingsError: The list of them cannot be read.
    """
    return estates_file.load(whole_profile(arguments).estates_file)


def prepared(profile: Profile) -> tuple[Text, ...]:
    """Make missing directories; returns what the user must know about those that resist (S-01)."""
    make_directories(profile)
    return tuple(
        mark("Profile", "{path} may not be written; what would be kept there is lost.").given(
            path=str(p)
        )
        for p in read_only_parts(profile)
    )
