"""Names and sizes that readers feel."""

import ast
import re

MAX_FUNCTION_LINES = 50
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "base", "core", "misc"}
"""Names that say nothing of what is inside."""

CATCH_ALL = {"Exception", "BaseException"}


def functions(module):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(module.tree) if isinstance(node, kinds)]


def length(node):
    return node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_a_screen(modules):
    found = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in modules
        for node in functions(module)
        if length(node) > MAX_FUNCTION_LINES
    ]
    assert found == []


def test_every_module_is_named_by_what_is_in_it(modules):
    found = [one.name for one in modules if set(one.path.parts) & EMPTY_NAMES]
    found += [one.name for one in modules if one.path.stem in EMPTY_NAMES]
    assert found == []


def test_no_module_is_a_numbered_part_of_another(modules):
    assert [one.name for one in modules if re.search(r"_\d+$", one.path.stem)] == []


def test_every_package_is_one_sentence(modules):
    packages = [one for one in modules if one.path.name == "__init__.py"]
    sentences = {one.name: ast.get_docstring(one.tree) or "" for one in packages}
    assert {n: s for n, s in sentences.items() if not re.fullmatch(r"[^.\n]+\.", s)} == {}


def test_the_model_never_says_any(modules):
    names = [
        f"{module.name}:{node.lineno}"
        for module in modules
        if module.name.startswith("model/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.alias) and _spelling(node) == "Any"
    ]
    assert names == []


def _spelling(node):
    return node.id if isinstance(node, ast.Name) else node.name


def test_one_place_at_most_swallows_every_exception(modules):
    """Out of a session any defect becomes its connection's health; nothing else hides one."""
    found = {
        module.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises(node)
    }
    assert found <= {"monitoring/session.py"}


def _catches_all(handler):
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in CATCH_ALL for kind in kinds)


def _raises(handler):
    """Whether it ends by raising again what it caught, after some clean-up."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
