"""Loads pyqtgraph without what it does to Qt, for whoever draws with it.

pyqtgraph copies every name of Qt's modules into modules of its own. The binding makes a class when
it is first asked for, so the copying makes all 900, where the program needs a few; that costs 8 MB
and more than half of the time that the library takes to load.
"""

import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType

_COPIED = ("QtCore", "QtGui", "QtWidgets")


def _loaded() -> ModuleType:
    """The library, with mirrors of Qt's modules that look a name up when it is asked for."""
    library = "pyqtgraph"
    if library in sys.modules:
        return sys.modules[library]
    sources = [importlib.import_module(f"PySide6.{name}") for name in _COPIED]
    for name, source in zip(_COPIED, sources, strict=True):
        mirror = ModuleType(f"{library}.Qt.{name}")
        mirror.__dict__["__getattr__"] = partial(getattr, source)
        sys.modules[mirror.__name__] = mirror
    with _listing_nothing(sources):
        return importlib.import_module(library)


@contextmanager
def _listing_nothing(modules: Iterable[ModuleType]) -> Iterator[None]:
    """``dir()`` of the modules is empty, so that who goes by it copies nothing."""
    listings = [(module, module.__dict__.get("__dir__")) for module in modules]
    for module, _ in listings:
        module.__dict__["__dir__"] = tuple
    try:
        yield
    finally:
        for module, listing in listings:
            if listing is None:
                del module.__dict__["__dir__"]
            else:
                module.__dict__["__dir__"] = listing


pg = _loaded()
"""pyqtgraph itself."""
