"""There is one log of what happened, and every list of it is a selection from it."""

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[3] / "pulse_desktop"
OF_THE_LOG = re.compile(r"\b(?:INTO|FROM|UPDATE|TABLE|ON)\s+(?:IF NOT EXISTS\s+)?change\b")


def statements(path):
    """The literals of a module that name the log's table."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return [one for one in literals if isinstance(one, str) and OF_THE_LOG.search(one)]


def test_only_the_timeline_writes_or_reads_the_log():
    """L-03: incidents and alerts are asked of the timeline, since nobody else keeps any."""
    found = {
        path.relative_to(PACKAGE).parts[0] for path in PACKAGE.rglob("*.py") if statements(path)
    }
    assert found == {"timeline"}


def test_no_other_table_keeps_kinds_of_changes():
    """L-03: a second timeline would need a table of its own."""
    from pulse_desktop.app.estate_schema import ESTATE_SCHEMA

    tables = re.findall(
        r"CREATE TABLE IF NOT EXISTS (\w+) \(([^;]+)\)", "".join(ESTATE_SCHEMA.pieces)
    )
    logs = [name for name, columns in tables if "at_ms" in columns and " kind " in columns]
    assert logs == ["change"]
