"""The cyclic garbage collector, kept out of the window's way.

Loading the program makes some 100,000 objects that stay until it ends. A collection of the oldest
generation looks at each of them and stopped the window for 28 to 62 ms. So nothing is collected
while the program starts, and what the start left is never looked at again.

What comes later is looked at while it is young, in small steps, and set aside when it has lived
through the second one: the resources of a large estate are a million objects that would stop the
window for half a second, and they form no cycles. Widgets and exceptions do, and mostly die young.
"""

import gc
from collections.abc import Mapping

_THRESHOLDS = (10_000, 2, 1_000_000)
"""Objects made and not freed until the young are looked at (3 ms), and how often that happens
until those that lived are looked at (10 ms). The third generation stays empty."""

_SECOND = 1


def hold() -> None:
    """Collect nothing while the program starts. Commands that end soon never need to."""
    gc.disable()


def settle() -> None:
    """The program has started: set aside what there is, once, and collect what comes."""
    if not gc.get_freeze_count():
        gc.freeze()
    if _set_aside not in gc.callbacks:
        gc.callbacks.append(_set_aside)
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


def let_go() -> None:
    """Much that was set aside is no longer needed: find it now, and set aside the rest."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _set_aside(phase: str, found: Mapping[str, int]) -> None:
    """Never look again at what lived through a second look."""
    if phase == "stop" and found["generation"] == _SECOND:
        gc.freeze()
