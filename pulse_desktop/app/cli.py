"""The command line: global options, then a command, or the window when there is none.

Only the modules of the command that runs are imported, so that none but the window,
``screenshot`` and ``export-chart`` loads Qt.
"""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from pulse_desktop import __version__
from pulse_desktop.app.argument_type import is_text, whole_number
from pulse_desktop.app.exit_status import ExitStatus
from pulse_desktop.app.qt_imports import load_qt
from pulse_desktop.model.errors import (
    ProfileInUse,
    PulseError,
    SecretError,
    SettingsError,
    StoreError,
)
from pulse_desktop.model.text import mark

COMMANDS: tuple[tuple[str, str], ...] = (
    ("connections", "list, add, edit, remove or test saved connections"),
    ("estates", "list, create, rename or delete estates: named sets of connections"),
    ("state", "poll every connection and print what was found"),
    ("record", "record without a window until SIGTERM or SIGINT"),
    ("history", "print the recorded history of one metric"),
    ("events", "print the timeline"),
    ("export-chart", "save recorded series as a picture, a table or a document"),
    ("screenshot", "save a picture of the window"),
    ("doctor", "check this installation and profile"),
)
"""Name and summary; each is a module of ``app.commands`` with ``arguments`` and ``run``."""


_LARGEST_SCALE = 64

_WINDOW = "window"
"""The command where none is given."""


def run(argv: Sequence[str]) -> int:
    """Parse ``argv``, run its command and return the exit status."""
    parser = _parser(argv)
    arguments = parser.parse_args(argv)
    _expect_one_estate(parser, arguments)
    try:
        _expect_text(arguments)
        return int(_command(arguments.command or _WINDOW).run(arguments))
    except PulseError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line's way to speak
        return _status(error)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return ExitStatus.DONE
    except BrokenPipeError:
        sys.stderr.close()
        return ExitStatus.DONE


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pulse-desktop",
        description="Watch a whole homelab from one native window. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"Pulse Desktop {__version__}")
    parser.add_argument(
        "--profile",
        type=Path,
        metavar="DIR",
        help="keep configuration, database, logs and locks below DIR",
    )
    parser.add_argument(
        "--estate",
        metavar="NAME",
        help="use this estate instead of the current one",
    )
    parser.add_argument(
        "--demo", action="store_true", help="the demo estate: offline, apart from all that is yours"
    )
    parser.add_argument(
        "--demo-scale",
        type=whole_number(1, _LARGEST_SCALE),
        metavar="N",
        help=f"the demo estate N times over, {_LARGEST_SCALE} at most",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS:
        command = commands.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
        if name in argv:
            _command(name).arguments(command)
    return parser


def _expect_one_estate(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if arguments.demo and arguments.estate is not None:
        parser.error("argument --estate: not allowed with argument --demo")
    if arguments.demo and arguments.command == "estates":
        parser.error("argument --demo: the demo estate is none of these estates")
    if arguments.demo and getattr(arguments, "all_estates", False):
        parser.error("argument --all-estates: not allowed with argument --demo")
    if arguments.demo_scale is not None and not arguments.demo:
        parser.error("argument --demo-scale: only with --demo")


def _expect_text(arguments: argparse.Namespace) -> None:
    """A path may be any bytes; everything else is looked up, saved or printed as text.

    Raises:
        SettingsError: One of ``arguments`` is none.
    """
    for given in vars(arguments).values():
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, str) and not is_text(one):
                raise SettingsError(
                    mark("CommandLine", "{argument} is not written in UTF-8.").given(
                        argument=repr(one)
                    )
                )


def _command(name: str) -> ModuleType:
    if name == _WINDOW:
        load_qt()
    return importlib.import_module(f"pulse_desktop.app.commands.{name.replace('-', '_')}")


def _status(error: PulseError) -> ExitStatus:
    if isinstance(error, SecretError):
        return ExitStatus.NO_KEYRING
    if isinstance(error, ProfileInUse):
        return ExitStatus.PROFILE_IN_USE
    if isinstance(error, StoreError):
        return ExitStatus.DATABASE
    return ExitStatus.USAGE
