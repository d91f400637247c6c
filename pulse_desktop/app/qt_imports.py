"""Loading Qt without what its Python binding does to every import after it.

PySide6 reads and keeps the source text of each module that is imported once it is loaded, to find
out whether the module mentions it and may switch ``__feature__`` names on. Nothing here does, and
the reading costs a third of the time to the first frame and 20 MB.
"""

import importlib
import sys


def load_qt() -> None:
    """Import Qt's widgets, and let modules be imported unread from then on.

    A binding that is built otherwise is left as it is.
    """
    importlib.import_module("PySide6.QtWidgets")
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, _QUESTION):
        setattr(feature, _QUESTION, _never)


def _never(_module: object) -> bool:
    """No module switches names: what the binding assumes of those that do not mention it."""
    return False


_QUESTION = "_mod_uses_pyside"
"""The binding's own function (PySide6 6.11, ``shibokensupport/feature.py``)."""
