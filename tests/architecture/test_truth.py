"""T-01: one read model, made in one place; nothing else keeps resources of its own making."""

import ast

import pytest

MAKERS = {
    "Resource": {"resources/"},
    "ReadState": {"resources/"},
    "Commit": {"resources/"},
    "Registry": {"app/runtime.py", "app/resource_choice.py", "app/estate_count.py"},
    "Monitor": {"app/runtime.py", "app/resource_choice.py", "app/estate_count.py"},
}
"""Who may make a value of each kind: a package or a module. A command that names resources of
an earlier run folds what that run left behind through a registry of its own, and ends. So does the
count of an estate that is not open, of which only a number is kept."""


def makers(modules, kind):
    return {
        module.name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind
    }


@pytest.mark.parametrize("kind", MAKERS)
def test_only_its_owner_makes_a_part_of_the_truth(modules, kind):
    """T-01: a second registry or read state could only begin with making one."""
    found = makers(modules, kind)
    assert found
    assert {one for one in found if not one.startswith(tuple(MAKERS[kind]))} == set()


def test_snapshots_are_made_by_platforms_and_read_back_from_disk_only(modules):
    """P-12: a provider says what it saw, and nothing else says it for one."""
    found = makers(modules, "Snapshot")
    assert {one for one in found if not one.startswith("platforms/")} == set()
