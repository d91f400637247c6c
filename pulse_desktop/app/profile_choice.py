"""From the command line's options to a profile, and what must be said about it."""

import argparse

from pulse_desktop.model.text import Text, mark
from pulse_desktop.settings.profile import Profile, make_directories, read_only_parts


def chosen_profile(arguments: argparse.Namespace) -> Profile:
    """The profile that ``--profile`` names, else the user's own."""
    directory = arguments.profile
    return Profile.of_user() if directory is None else Profile.below(directory)


def prepared(profile: Profile) -> tuple[Text, ...]:
    """Make missing directories; returns what the user must know about those that resist (S-01)."""
    make_directories(profile)
    return tuple(
        mark("Profile", "{path} may not be written; what would be kept there is lost.").given(
            path=str(p)
        )
        for p in read_only_parts(profile)
    )
