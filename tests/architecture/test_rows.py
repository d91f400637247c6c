"""Tests say which row of the monitoring contract they prove; no row is made up."""

import re

from scripts import contract_page

_ROW = re.compile(r"\b[A-Z]-\d\d\b")


def test_every_row_that_a_test_names_exists(root):
    named = {
        (path.name, row)
        for path in sorted((root / "tests").rglob("*.py"))
        if path.name != "test_contract_page.py"
        for row in _ROW.findall(path.read_text(encoding="utf-8"))
    }
    rows = contract_page.contract().rows
    assert sorted(one for one in named if one[1] not in rows) == []


def test_the_rows_of_a_section_count_from_one_without_a_gap():
    for section in contract_page.contract().sections:
        (letter,) = {row[0] for row in section.rows}
        assert list(section.rows) == [f"{letter}-{n:02}" for n in range(1, len(section.rows) + 1)]
