"""The page that shows, for each row of the monitoring contract, the tests that prove it.

A test proves a row when its docstring names it: ``P-03: the old session is closed.``
"""

import ast
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "contract.md"
ROWS = Path(__file__).with_suffix(".toml")

_ROW = re.compile(r"\b[A-Z]-\d\d\b")
_INTRODUCTION = """\
# The contract and its proofs

What the program promises, row by row, and the tests that show it. A test names the rows that it
proves in its docstring; `scripts/contract` writes this page from them, and a test fails when it is
out of date or when a covered row has lost its last test.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One group of rows; ``rows`` maps an id to its obligation in one line."""

    title: str
    rows: dict[str, str]


@dataclass(frozen=True, slots=True)
class Contract:
    """Every row there is, and those that must have a test from now on."""

    sections: tuple[Section, ...]
    covered: frozenset[str]

    @property
    def rows(self) -> frozenset[str]:
        """The id of every row."""
        return frozenset(row for section in self.sections for row in section.rows)


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """One test that names a row. ``path`` is relative to the root."""

    path: str
    name: str

    @property
    def sentence(self) -> str:
        """``test_a_gap_is_a_gap`` as ``A gap is a gap``."""
        words = self.name.removeprefix("test_").replace("_", " ")
        return words[:1].upper() + words[1:]


Proofs: TypeAlias = dict[str, list[Proof]]
"""The tests of each row that has any, by path, then as they stand in the file."""


def contract() -> Contract:
    """The rows as ``contract_page.toml`` lists them."""
    document = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    sections = tuple(Section(one["title"], one["rows"]) for one in document["sections"])
    return Contract(sections, frozenset(document["covered"]))


def proofs(tests: Path, root: Path = ROOT) -> Proofs:
    """What every test below ``tests`` says that it proves."""
    found: Proofs = {}
    for path in sorted(tests.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for test in _tests(tree):
            proof = Proof(path.relative_to(root).as_posix(), test.name)
            for row in dict.fromkeys(_ROW.findall(ast.get_docstring(test) or "")):
                found.setdefault(row, []).append(proof)
    return found


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and node.name.startswith("test_"):
            yield node


def page(promised: Contract, shown: Proofs) -> str:
    """The whole page, Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(one, shown) for one in promised.sections)])


def _section(section: Section, shown: Proofs) -> str:
    proved = [row for row in section.rows if row in shown]
    open_rows = [f"- {row}: {text}" for row, text in section.rows.items() if row not in shown]
    parts = [f"## {section.title}\n"]
    parts += [_row(row, section.rows[row], shown[row]) for row in proved]
    if open_rows:
        parts.append("No test yet:\n\n" + "\n".join(open_rows) + "\n")
    return "\n".join(parts)


def _row(row: str, obligation: str, tests: Iterable[Proof]) -> str:
    lines = [f"- [{one.sentence}]({_link(one.path)})" for one in tests]
    return "\n".join([f"### {row}\n", f"{obligation}\n", *lines, ""])


def _link(path: str) -> str:
    return Path(os.path.relpath(ROOT / path, PAGE.parent)).as_posix()


def main() -> None:
    """Write the page."""
    text = page(contract(), proofs(ROOT / "tests"))
    PAGE.write_text(text, encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
