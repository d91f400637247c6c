"""The pictures of the documents, taken anew of the demo estate and compared."""

import re
from pathlib import Path

import pytest

from scripts.pictures import MOST_OFF, PICTURES, difference, take

ROOT = Path(__file__).parent.parent.parent
SHOWN = re.compile(r"!\[[^]]+\]\(([^)]+\.png)\)")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_still_shows_what_the_program_looks_like(picture, tmp_path):
    fresh = tmp_path / "fresh.png"
    take(picture, fresh)
    assert difference(picture.path, fresh) <= MOST_OFF


def test_pictures_of_different_tabs_are_not_taken_for_one_another():
    first, *others = PICTURES
    assert all(difference(first.path, other.path) > MOST_OFF for other in others)


def test_every_picture_of_the_documents_is_one_of_them():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        (page.parent / name).resolve()
        for page in pages
        for name in SHOWN.findall(page.read_text(encoding="utf-8"))
    }
    assert shown == {picture.path for picture in PICTURES}
