"""``screenshot``: a picture of the real window, off-screen."""

import argparse
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pulse_desktop.app.argument_type import decimal, seconds, whole_number
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.instant import instant
from pulse_desktop.app.profile_choice import chosen_profile
from pulse_desktop.model.clock import utc_now
from pulse_desktop.settings import preferences_file
from pulse_desktop.settings.preferences import Theme

DIALOGS = ("connections", "test", "first-run")
PAGES = ("overview", "charts", "events", "recovery", "details")
TABS = ("infrastructure", "workloads", "storage", "recovery", "charts")
_LARGEST = 8000
_SMALLEST_SCALE = 0.5
_LARGEST_SCALE = 4.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("out", type=Path, metavar="OUT.png")
    parser.add_argument("--tab", choices=TABS, default=TABS[0])
    parser.add_argument(
        "--select",
        metavar="NAME",
        help="make this resource the current one, or draw it with --tab charts; "
        "with --dialog test, the connection to test",
    )
    parser.add_argument("--page", choices=PAGES, help="of the inspector, of the current resource")
    parser.add_argument(
        "--at", type=_past, metavar="T", help="as everything was then: ISO 8601, or 90m, 2h, 7d"
    )
    parser.add_argument("--dialog", choices=DIALOGS, help="picture this dialog instead")
    parser.add_argument("--theme", choices=["dark", "light"])
    parser.add_argument("--size", type=_size, default=(1360, 840), metavar="WxH")
    parser.add_argument(
        "--scale", type=decimal(_SMALLEST_SCALE, _LARGEST_SCALE), default=1.0, metavar="F"
    )
    parser.add_argument(
        "--wait", type=seconds, default=5.0, metavar="S", help="let the window live S seconds (5)"
    )


def run(options: argparse.Namespace) -> ExitStatus:
    """Show the window without a display, wait, and save what it shows.

    Raises:
        SettingsError: The picture cannot be saved, nothing has the name to select, or nothing is
            known of that time.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from pulse_desktop.app.picture import Order, take  # Qt reads the environment when it loads

    profile = chosen_profile(options)
    preferences = preferences_file.load(profile.preferences_file)
    if options.theme:
        preferences = replace(preferences, theme=Theme(options.theme))
    order = Order(
        out=options.out,
        tab=options.tab,
        select=options.select,
        page=options.page,
        at=options.at,
        dialog=options.dialog,
        size=options.size,
        wait_s=options.wait,
    )
    take(profile, preferences, order)
    return ExitStatus.DONE


def _past(text: str) -> datetime:
    now = utc_now()
    found = instant(text, now)
    if found > now:
        raise argparse.ArgumentTypeError(f"{text!r} is still to come")
    return found


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    side = whole_number(1, _LARGEST)
    try:
        return side(width), side(height)
    except argparse.ArgumentTypeError as error:
        sentence = f"{text!r} is no size: give WIDTHxHEIGHT, each at most {_LARGEST:,}"
        raise argparse.ArgumentTypeError(sentence) from error
