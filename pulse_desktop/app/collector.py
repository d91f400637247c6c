"""The cyclic garbage collector, kept out of the window's way.

Loading the program makes some 100,000 objects that stay until it ends. A collection of the oldest
generation looks at each of them and stopped the window for 28 to 62 ms. So nothing is collected
while the program starts, what the start left is never looked at again, and what comes later is
looked at less often: readings and resources form no cycles, widgets and exceptions do.
"""

import gc

_THRESHOLDS = (50_000, 20, 50)
"""Objects made and not freed, then collections of each younger generation, until the next."""


def hold() -> None:
    """Collect nothing while the program starts. Commands that end soon never need to."""
    gc.disable()


def settle() -> None:
    """The program has started: set aside what there is, once, and collect what comes."""
    if not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


def let_go() -> None:
    """Much that was set aside is no longer needed: find it now, and set aside the rest."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
