"""What a process holds: counted before and after, so that nothing is left behind unseen."""

import asyncio
import threading
from collections import Counter
from pathlib import Path

_DESCRIPTORS = Path("/proc/self/fd")
_LENT = ("asyncio_",)
"""Threads of the loop's own pool, which grows to a few and stays until the loop is closed."""


def census():
    """How many tasks, threads and open files there are, each by its name."""
    return Counter({**_counted("task", _tasks()), **_counted("thread", _threads()), **_files()})


def sockets():
    """How many sockets are open."""
    return _files()["file", "socket"]


def open_below(*folders):
    """The files in these folders that are open."""
    return sorted(
        name for _, name in _files() if any(name.startswith(f"{folder}/") for folder in folders)
    )


async def settled(expected, patience_s=20.0):
    """The census once it is as ``expected``, or as it is when that does not come about.

    Threads end and sockets close a moment after they were told to, and nobody tells when.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience_s
    while (now := census()) != expected and loop.time() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    return now


async def until_soon(condition, patience_s=60.0):
    """Let the program work until ``condition()`` holds."""
    async with asyncio.timeout(patience_s):
        while not condition():  # noqa: ASYNC110 - no event tells of all that is asked for here
            await asyncio.sleep(0.02)


def _tasks():
    return [task.get_name() for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def _threads():
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if not name.startswith(_LENT)]


def _files():
    return _counted("file", [name.split(":[")[0] for name in _targets()])


def _targets():
    for descriptor in tuple(_DESCRIPTORS.iterdir()):
        try:
            yield str(descriptor.readlink())
        except FileNotFoundError:  # that of the listing itself
            continue


def _counted(kind, names):
    return Counter((kind, name) for name in names)
