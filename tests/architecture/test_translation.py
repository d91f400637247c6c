"""Every sentence for people can be translated: ``lupdate`` finds what the window looks up."""

import ast
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

PACKAGE = Path(__file__).parents[2] / "pulse_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
DEFINITION = PACKAGE / "model" / "text.py"


def marked(path):
    """The calls of ``mark`` in a file, as nodes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "mark"
    ]


def is_literal(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_marked_sentence_is_written_out_where_it_is_marked(path):
    hidden = [call.lineno for call in marked(path) if not all(map(is_literal, call.args[:2]))]
    assert path == DEFINITION or hidden == []


def test_lupdate_finds_every_marked_sentence(tmp_path):
    found = tmp_path / "found.ts"
    command = [Path(sys.executable).with_name("pyside6-lupdate"), "-no-obsolete", "-silent"]
    command += ["-tr-function-alias", "QT_TRANSLATE_NOOP+=mark", *SOURCES, "-ts", found]
    subprocess.run(command, check=True, capture_output=True)
    known = {
        (context.findtext("name"), message.findtext("source"))
        for context in ET.parse(found).getroot().iter("context")
        for message in context.iter("message")
    }
    calls = [call for path in SOURCES if path != DEFINITION for call in marked(path)]
    wanted = {tuple(a.value for a in call.args[:2]) for call in calls if is_literal(call.args[1])}
    assert wanted - known == set()
