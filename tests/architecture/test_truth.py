"""T-01: one read model, made in one place; nothing else keeps resources of its own making.

A resource can only be read through the read state. A second way would have to make values of its
own, reach past the read state into the registry's parts, or keep resources from one state to the
next; each of the three is looked for in the syntax tree.
"""

import ast

import pytest

MAKERS = {
    "Resource": {"resources/"},
    "ReadState": {"resources/"},
    "Commit": {"resources/"},
    "Registry": {
        "app/runtime.py",
        "app/resource_choice.py",
        "app/estate_count.py",
        "demo/moment.py",
    },
    "Monitor": {"app/runtime.py", "app/resource_choice.py", "app/estate_count.py"},
}
"""Who may make a value of each kind: a package or a module. A command that names resources of
an earlier run folds what that run left behind through a registry of its own, and ends. So does the
count of an estate that is not open, of which only a number is kept. The demo estate is told for any
instant: each one is folded through a registry of its own, and is not kept."""

READABLE = {
    "commit",
    "contribution",
    "identity_card",
    "past",
    "read_state",
    "systems.group",
    "systems.surfaces",
    "views",
}
"""Modules of ``resources`` that anybody above may import: the read state, what it hands out, what
is a function of that alone, and what a commit says that sources said. ``past`` makes the read state
of an earlier instant from the present one and the timeline."""

DECIDING = {"candidates", "judgement", "operator_store", "salvage"}
"""Modules about what the user says of resources, and about getting that back from a damaged file.
They hold no resource."""

OWNERS_OF_THE_REGISTRY = MAKERS["Registry"] | {"monitoring/monitor.py"}

ROWS = {"ui/models/slots.py", "ui/models/arrangement.py"}
"""Who holds on to resources: the rows of a table and its sections, which are those of the newest
state. This list may only get shorter."""

MADE_BY_THE_READ_MODEL = {"SystemGroup", "ConnectedSystem", "Surface", "IdentityCard"}
CONTAINERS = {"dict", "list", "set", "tuple", "frozenset", "deque", "defaultdict", "OrderedDict"}
CONTAINERS |= {"Mapping", "MutableMapping", "Sequence", "MutableSequence", "Collection"}
LISTINGS = {"all", "of_type", "workloads", "infrastructure", "storage", "children", "named"}
"""Accessors of the read state that hand out resources."""


def makers(modules, *kinds):
    return {module.name for module in modules if made(module) & set(kinds)}


def made(module):
    """The names that a module calls."""
    calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    return {_spelling(call.func) for call in calls}


def view_kinds(modules):
    """Every class that the read state hands out: its views, and what is a function of it."""
    return MADE_BY_THE_READ_MODEL | {
        node.name
        for module in modules
        if module.name.startswith("resources/views/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }


def reached(tree):
    """The modules of ``resources`` that a file imports, without the package's name."""
    package = "pulse_desktop.resources"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (a.name.removeprefix(f"{package}.") for a in node.names if package in a.name)
        elif isinstance(node, ast.ImportFrom) and node.module == package:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
            yield node.module.removeprefix(f"{package}.")


def is_open(name):
    allowed = READABLE | DECIDING
    return name in allowed or name.split(".")[0] in allowed


def kept_resources(tree):
    """Lines that keep several resources beyond one call: in attributes, fields or globals."""
    names = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and _holds_resources(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node, is_local in _nodes(tree, is_local=False):
        if isinstance(node, ast.AnnAssign):
            stays = isinstance(node.target, ast.Attribute) or not is_local
            if stays and _holds_resources(_unquoted(node.annotation), names):
                yield node.lineno
        elif isinstance(node, ast.Assign):
            stays = any(isinstance(target, ast.Attribute) for target in node.targets)
            if stays and _gathers_resources(node.value):
                yield node.lineno


def _nodes(tree, *, is_local):
    """Every node, and whether it is inside a function."""
    for node in ast.iter_child_nodes(tree):
        yield node, is_local
        begins = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from _nodes(node, is_local=is_local or begins)


def _unquoted(annotation):
    is_quoted = isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
    return ast.parse(annotation.value, mode="eval").body if is_quoted else annotation


def _holds_resources(annotation, names):
    """``dict[ResourceId, Resource]``, also in a union or under a name given to it."""
    for node in _values(annotation):
        if isinstance(node, ast.Name) and node.id in names:
            return True
        is_container = isinstance(node, ast.Subscript) and _spelling(node.value) in CONTAINERS
        if is_container and "Resource" in map(_spelling, _values(node.slice)):
            return True
    return False


def _values(annotation):
    """The parts of an annotation, but not those of a function's: it is given what it works on."""
    yield annotation
    if _spelling(getattr(annotation, "value", None)) != "Callable":
        for node in ast.iter_child_nodes(annotation):
            yield from _values(node)


def _gathers_resources(value):
    """``tuple(state.all())`` or ``{r.id: r for r in state.all()}``: a copy of a list."""
    calls = [node for node in ast.walk(value) if isinstance(node, ast.Call)]
    lists = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in LISTINGS]
    read = [node for node in ast.walk(value) if getattr(node, "attr", "") == "by_id"]
    gathering = (ast.DictComp, ast.ListComp, ast.SetComp)
    if isinstance(value, gathering):
        element = value.value if isinstance(value, ast.DictComp) else value.elt
        return isinstance(element, ast.Name) and bool(lists or read)
    if isinstance(value, ast.Call) and value not in lists:
        return _spelling(value.func) in CONTAINERS and bool(lists or read)
    return value in lists or value in read


def _spelling(node):
    return getattr(node, "id", None) or getattr(node, "attr", None) or ""


@pytest.fixture(scope="module")
def outside(modules):
    """Every module above the read model."""
    return [module for module in modules if not module.name.startswith("resources/")]


@pytest.mark.parametrize("kind", MAKERS)
def test_only_its_owner_makes_a_part_of_the_truth(modules, kind):
    """T-01: a second registry or read state could only begin with making one."""
    found = makers(modules, kind)
    assert found
    assert {one for one in found if not one.startswith(tuple(MAKERS[kind]))} == set()


def test_snapshots_are_made_by_platforms_and_read_back_from_disk_only(modules):
    """P-12: a provider says what it saw, and nothing else says it for one."""
    found = {one for one in makers(modules, "Snapshot") if not one.startswith("platforms/")}
    assert found == {"monitoring/last_seen.py", "demo/reader.py"}


def test_views_and_systems_are_made_by_the_read_model_only(modules, outside):
    """T-01: whoever shows something asks the read state for it."""
    kinds = view_kinds(modules)
    assert {"View", "NodeView", "BackupServerView"} <= kinds
    assert {m.name: found for m in outside if (found := made(m) & kinds)} == {}


def test_nobody_above_reaches_past_the_read_state(outside):
    """T-01: what the registry is made of is nobody else's; it has one writer and few owners."""
    found = [
        f"{module.name} imports {name}"
        for module in outside
        for name in reached(module.tree)
        if not is_open(name) and not (name == "registry" and module.name in OWNERS_OF_THE_REGISTRY)
    ]
    assert found == []


def test_nobody_above_keeps_resources(outside):
    """T-01: a list that outlives its state would be a second opinion."""
    found = {module.name for module in outside if any(kept_resources(module.tree))}
    assert found == ROWS


@pytest.mark.parametrize(
    "line",
    [
        "self._known: dict[ResourceId, Resource] = {}",
        "self._known: 'list[Resource]' = []",
        "self._known: Mapping[str, tuple[Resource, ...]] | None = None",
        "self._known: Known = {}",
        "self._known = {r.id: r for r in state.all()}",
        "self._known = [r for r in state.by_id.values()]",
        "self._known = tuple(state.workloads())",
        "self._known = dict(state.by_id)",
        "self._known = state.of_type(TYPES)",
        "self._known = state.by_id",
    ],
)
def test_a_planted_copy_of_the_truth_is_found(line):
    code = f"Known = dict[str, Resource]\ndef keep(self, state):\n    {line}\n"
    assert list(kept_resources(ast.parse(code))) == [3]


@pytest.mark.parametrize(
    "line",
    [
        "shown: list[Resource] = []",
        "self._rank: dict[str, Callable[[Resource], int]] = {}",
        "self._names: dict[ResourceId, str] = {}",
        "self._names = {r.id: r.name for r in state.all()}",
        "self._count = len(state.all())",
        "self._state = state",
    ],
)
def test_what_ends_with_the_call_or_is_no_resource_is_free(line):
    code = f"def look(self, state):\n    {line}\n"
    assert list(kept_resources(ast.parse(code))) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("from pulse_desktop.resources.merge import merge", "merge"),
        ("from pulse_desktop.resources import grouping", "grouping"),
        ("import pulse_desktop.resources.registry", "registry"),
        ("def later():\n    from pulse_desktop.resources.ledger import Ledger", "ledger"),
        ("from pulse_desktop.resources.systems.resolver import system_groups", "systems.resolver"),
    ],
)
def test_a_planted_reach_into_the_registry_is_found(line, name):
    assert list(reached(ast.parse(line))) == [name]
    assert not is_open(name)


def test_a_planted_view_is_found(modules):
    module = type(modules[0])(modules[0].path, "", ast.parse("rows = views.NodeView(resource)"))
    assert makers([module], "NodeView") == {module.name}
