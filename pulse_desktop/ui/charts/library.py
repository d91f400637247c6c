"""Loads pyqtgraph without what it brings along, for whoever draws with it.

It copies every name of Qt's modules into modules of its own. The binding makes a class when it is
first asked for, so the copying makes all 900, where the program needs a few: 8 MB, and more than
half of the time that the library takes to load. And it loads Qt for OpenGL and for tests, image
viewers, editors of gradients and regions, trees of parameters and processes that draw: another 6 MB
that nothing here uses.
"""

import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import ModuleType, SimpleNamespace

from PySide6.QtWidgets import QWidget

_LIBRARY = "pyqtgraph"
_COPIED = ("QtCore", "QtGui", "QtWidgets")


class _NeverShown(QWidget):
    """In the place of a widget that draws with OpenGL, for who asks whether a widget is one."""


_LEFT_OUT: Mapping[str, Mapping[str, object]] = {
    "PySide6.QtOpenGL": {},
    "PySide6.QtOpenGLWidgets": {"QOpenGLWidget": _NeverShown},
    "PySide6.QtTest": {"QTest": SimpleNamespace()},
    "pyqtgraph.graphicsItems.ColorBarItem": {},
    "pyqtgraph.graphicsItems.DateAxisItem": {},
    "pyqtgraph.graphicsItems.GradientEditorItem": {},
    "pyqtgraph.graphicsItems.HistogramLUTItem": {},
    "pyqtgraph.graphicsItems.PColorMeshItem": {},
    "pyqtgraph.graphicsItems.ROI": {},
    "pyqtgraph.graphicsItems.TargetItem": {},
    "pyqtgraph.imageview": {},
    "pyqtgraph.widgets.ColorMapWidget": {},
    "pyqtgraph.widgets.DataFilterWidget": {},
    "pyqtgraph.widgets.DataTreeWidget": {},
    "pyqtgraph.widgets.DiffTreeWidget": {},
    "pyqtgraph.widgets.GradientWidget": {},
    "pyqtgraph.widgets.HistogramLUTWidget": {},
    "pyqtgraph.widgets.RawImageWidget": {},
    "pyqtgraph.widgets.RemoteGraphicsView": {"RemoteGraphicsView": None},
    "pyqtgraph.widgets.ScatterPlotWidget": {},
    "pyqtgraph.widgets.SpinBox": {},
    "pyqtgraph.widgets.TableWidget": {},
}
"""What pyqtgraph 0.14 imports and charts do not need, with the names that it asks of each."""


def _loaded() -> ModuleType:
    """The library, with mirrors of Qt's modules that look a name up when it is asked for."""
    if _LIBRARY in sys.modules:
        return sys.modules[_LIBRARY]
    sources = [importlib.import_module(f"PySide6.{name}") for name in _COPIED]
    for name, source in zip(_COPIED, sources, strict=True):
        mirror = ModuleType(f"{_LIBRARY}.Qt.{name}")
        mirror.__dict__["__getattr__"] = partial(getattr, source)
        sys.modules[mirror.__name__] = mirror
    with _listing_nothing(sources), _standing_in(_LEFT_OUT):
        return importlib.import_module(_LIBRARY)


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


@contextmanager
def _standing_in(parts: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
    """Modules that are not loaded yet seem to be, with these names in them and no others."""
    absent = [name for name in parts if name not in sys.modules]
    for name in absent:
        sys.modules[name] = stand_in = ModuleType(name)
        stand_in.__dict__.update(parts[name])
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


pg = _loaded()
"""pyqtgraph itself."""
