"""The pictures of README and docs, taken of the demo estate by the program itself.

``python -m scripts.pictures`` takes them anew; ``--check`` takes them elsewhere and compares. The
demo's numbers go on with the time of day, so that only a gross change counts: another layout,
theme or size, a part of the window that stays empty.
"""

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parent.parent / "docs" / "images"

_COLUMNS, _ROWS = 34, 21
"""Squares that pictures are compared in: one is as large as a table's cell."""

MOST_OFF = 0.015
"""By how much of the way from black to white two pictures may differ, on the average."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and the options that it is taken with."""

    name: str
    options: tuple[str, ...]

    @property
    def path(self) -> Path:
        """Where the documents look for it."""
        return FOLDER / f"{self.name}.png"


PICTURES = (
    Picture(
        "infrastructure-light",
        ("--tab", "infrastructure", "--select", "archive-nas", "--theme", "light"),
    ),
    Picture(
        "workloads-dark",
        ("--tab", "workloads", "--select", "checkout-web-01", "--page", "charts"),
    ),
    Picture("charts-light", ("--tab", "charts", "--select", "west-b", "--theme", "light")),
    Picture(
        "recovery-dark",
        ("--tab", "recovery", "--select", "docs-wiki-01", "--page", "recovery"),
    ),
)


def take(picture: Picture, out: Path, wait_s: float = 8.0) -> None:
    """Take it, in a profile that is thrown away.

    Raises:
        subprocess.CalledProcessError: The program could not.
    """
    with tempfile.TemporaryDirectory() as profile:
        program = (sys.executable, "-m", "pulse_desktop", "--profile", profile, "--demo")
        theme = () if "--theme" in picture.options else ("--theme", "dark")
        order = ("screenshot", str(out), *picture.options, *theme, "--wait", str(wait_s))
        command = [*program, *order]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own


def difference(one: Path, other: Path) -> float:
    """0 for alike, 1 for black against white or for another size."""
    first, second = QImage(str(one)), QImage(str(other))
    if first.size() != second.size() or first.isNull():
        return 1.0
    pairs = zip(_squares(first), _squares(second), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (255 * _COLUMNS * _ROWS)


def _squares(image: QImage) -> list[int]:
    """How bright each square is, 0 to 255."""
    small = image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
        _COLUMNS,
        _ROWS,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return [small.pixelColor(x, y).value() for y in range(_ROWS) for x in range(_COLUMNS)]


def _is_alike(picture: Picture) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.png"
        take(picture, fresh)
        off = difference(picture.path, fresh)
    print(f"{picture.name}: {off:.3f}, at most {MOST_OFF}")
    return off <= MOST_OFF


def main() -> None:
    """Take the pictures, or compare them with what they would be now."""
    parser = argparse.ArgumentParser(prog="python -m scripts.pictures", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, change nothing")
    parser.add_argument("--only", choices=[picture.name for picture in PICTURES])
    options = parser.parse_args()
    chosen = [picture for picture in PICTURES if options.only in (None, picture.name)]
    if options.check:
        alike = [_is_alike(picture) for picture in chosen]
        raise SystemExit(0 if all(alike) else 1)
    for picture in chosen:
        take(picture, picture.path)


if __name__ == "__main__":
    main()
