"""Tests say which row of the monitoring contract they prove; no row is made up."""

import re

LAST_ROW = {
    "A": 3,
    "D": 5,
    "H": 12,
    "L": 5,
    "M": 13,
    "N": 9,
    "P": 12,
    "S": 2,
    "T": 15,
    "V": 7,
    "X": 15,
}
"""The contract's sections and the last row of each; rows count from 1 without a gap."""

_ROW = re.compile(r"\b([A-Z])-(\d\d)\b")


def test_every_row_that_a_test_names_exists(root):
    named = {
        (path.name, section, int(number))
        for path in sorted((root / "tests").rglob("*.py"))
        for section, number in _ROW.findall(path.read_text(encoding="utf-8"))
    }
    unknown = [one for one in named if not 1 <= one[2] <= LAST_ROW.get(one[1], 0)]
    assert unknown == []
