"""What the documents promise is there."""

import re

import pytest

from pulse_desktop.app.cli import COMMANDS
from pulse_desktop.app.estate_schema import ESTATE_SCHEMA

DOCUMENTS = (
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/dependencies.md",
    "requirements/README.md",
)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_into_the_tree_leads_somewhere(root, document):
    path = root / document
    targets = _LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_readme_has_every_command(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [name for name, _ in COMMANDS if f"| `{name}" not in readme] == []


def test_every_dependency_says_why_it_is_there(root):
    listed = (root / "docs/dependencies.md").read_text(encoding="utf-8").casefold()
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    names = set(re.findall(r'^    "([\w-]+)', block, re.MULTILINE))
    assert {name for name in names if name.casefold() not in listed} == set()


def test_every_package_has_its_line_in_the_architecture(root):
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (root / "pulse_desktop").glob("*/__init__.py")}
    assert {name for name in packages if f"| `{name}` |" not in text} == set()


def test_every_table_of_the_database_is_explained(root):
    text = (root / "docs/architecture.md").read_text(encoding="utf-8")
    tables = re.findall(r"CREATE TABLE IF NOT EXISTS (\w+)", "".join(ESTATE_SCHEMA.pieces))
    assert tables
    assert [table for table in tables if f"`{table}`" not in text] == []
