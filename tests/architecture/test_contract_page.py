"""docs/contract.md shows which tests prove which row of the contract, as they are now."""

import pytest

from scripts import contract_page
from scripts.contract_page import Contract, Proof, Section, page, proofs

ROWS = {"Z-01": "Doors close.", "Z-02": "Windows open."}
SMALL = Contract((Section("House", ROWS),), covered=frozenset(ROWS))


@pytest.fixture
def written(tmp_path):
    """Reads a test module of the given text for proofs."""

    def read(text):
        (tmp_path / "test_house.py").write_text(text, encoding="utf-8")
        return proofs(tmp_path, tmp_path)

    return read


@pytest.fixture(scope="module")
def shown(root):
    return proofs(root / "tests")


def test_the_page_is_as_the_tests_are(shown):
    """When this fails, run scripts/contract."""
    on_disk = contract_page.PAGE.read_text(encoding="utf-8")
    assert on_disk == page(contract_page.contract(), shown)


def test_every_covered_row_has_a_test(shown):
    """The list of covered rows only grows."""
    assert sorted(contract_page.contract().covered - shown.keys()) == []


def test_every_covered_row_is_a_row():
    assert contract_page.contract().covered <= contract_page.contract().rows


def test_a_test_proves_the_rows_that_its_docstring_names(written):
    found = written('async def test_it_shuts():\n    """Z-01, Z-02: at night; see Z-01."""')
    proof = Proof("test_house.py", "test_it_shuts")
    assert found == {"Z-01": [proof], "Z-02": [proof]}


def test_a_row_named_outside_a_tests_docstring_is_not_proved_by_it(written):
    text = '"""Z-01."""\ndef helper():\n    """Z-01."""\ndef test_it():\n    "Door"  # Z-01\n'
    assert written(text) == {}


def test_a_covered_row_that_lost_its_test_is_missed(written):
    found = written('def test_it_shuts():\n    """Z-01."""')
    assert SMALL.covered - found.keys() == {"Z-02"}


def test_a_row_is_followed_by_links_to_its_tests_as_sentences():
    text = page(SMALL, {"Z-01": [Proof("tests/test_house.py", "test_a_door_shuts")]})
    assert "### Z-01\n\nDoors close.\n\n- [A door shuts](../tests/test_house.py)\n" in text
    assert "No test yet:\n\n- Z-02: Windows open.\n" in text
