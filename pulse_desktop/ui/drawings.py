"""Where the program's drawings are: in the wheel, or beside the sources."""

from pathlib import Path

import pulse_desktop

_PACKAGE = Path(pulse_desktop.__file__).parent
_FOLDERS = (_PACKAGE / "_resources" / "icons", _PACKAGE.parent / "resources" / "icons")


def drawing(name: str) -> Path:
    """The SVG file of that name.

    Raises:
        FileNotFoundError: This installation lacks it.
    """
    found = (folder / f"{name}.svg" for folder in _FOLDERS)
    path = next((path for path in found if path.exists()), None)
    if path is None:
        raise FileNotFoundError(name)
    return path
