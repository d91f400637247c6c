"""Shared code branches on roles, fields and types, so no platform's name stands in it."""

import ast
import re

SHARED = {
    "model",
    "database",
    "provider",
    "resources",
    "history",
    "timeline",
    "settings",
    "monitoring",
    "ui",
}
PLATFORM = re.compile(
    r"proxmox|pve|docker|podman|moby|truenas|vmware|vsphere|(?<!Align)vcenter|esxi|kubernetes|k8s|workstation",
    re.IGNORECASE,
)
CONTRACT_WORDS = {
    "DOCKER_SERVICE",
    "K8S_CLUSTER",
    "K8S_NODE",
    "K8S_DEPLOYMENT",
    "DOCKER_HOST",
    "docker-service",
    "k8s-cluster",
    "k8s-node",
    "k8s-deployment",
    "docker-host",
    "k8s:",
}
"""Resource types, series families and a prefix that leave the program under these names."""


def words(tree):
    """Names and string literals with their lines; documentation is free to give examples."""
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in documentation:
                yield node.lineno, node.value
        else:
            yield from _names(node)


def _names(node):
    for field in ("id", "attr", "name", "arg", "module"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield getattr(node, "lineno", 0), value


def offences(tree):
    return [
        f"{line} {word}"
        for line, word in words(tree)
        if word not in CONTRACT_WORDS and PLATFORM.search(word)
    ]


def test_shared_code_names_no_platform(modules):
    shared = [one for one in modules if one.name.split("/")[0] in SHARED]
    found = {one.name: offences(one.tree) for one in shared}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_platform_in_a_name_or_a_literal_is_found():
    assert offences(ast.parse("if kind == 'docker':\n    open_proxmox()")) == [
        "1 docker",
        "2 open_proxmox",
    ]


def test_the_contracts_own_words_and_documentation_are_free():
    code = '"""Like docker."""\nkind = ResourceType.DOCKER_SERVICE\nname = "k8s-node"\n'
    assert offences(ast.parse(code)) == []
