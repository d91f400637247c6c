"""It has to do with other things than before, or other things may be asked of it."""

from collections.abc import Iterator

from pulse_desktop.model.change import ChangeKind, excerpt
from pulse_desktop.model.resource import Resource
from pulse_desktop.model.snapshot import RelationKind
from pulse_desktop.model.text import mark
from pulse_desktop.resources.change.finding import NONE, Finding, Seen

_LABELS = {
    RelationKind.RUNS_ON: "Runs on",
    RelationKind.DEPENDS_ON: "Depends on",
    RelationKind.MOUNTED_TO: "Mounted to",
    RelationKind.EXPOSED_BY: "Exposed by",
    RelationKind.OWNED_BY: "Owned by",
}
"""As they leave the program, so they are not translated."""


def moves(old: Seen, new: Seen) -> Iterator[Finding]:
    """It runs on, or belongs to, something else."""
    before, after = old.resource, new.resource
    if before.parent_id == after.parent_id:
        return
    if after.parent_name is None:
        text = mark("Timeline", "No longer on {parent}").given(parent=before.parent_name or "")
    else:
        text = mark("Timeline", "Now on {parent}").given(parent=after.parent_name)
    kind = ChangeKind.RELATIONSHIP_CHANGE
    yield Finding("parentId", kind, text, before.parent_id or NONE, after.parent_id or NONE)


def relations(old: Seen, new: Seen) -> Iterator[Finding]:
    """Its relationships are other ones, whoever tells of them."""
    before, after = _edges(old.resource), _edges(new.resource)
    if before == after:
        return
    text = mark("Timeline", "Relationships changed, {n} now").given(n=len(after))
    kind = ChangeKind.RELATIONSHIP_CHANGE
    yield Finding("relationships", kind, text, _listed(before), _listed(after))


def capabilities(old: Seen, new: Seen) -> Iterator[Finding]:
    """More, less or something else may be asked of it."""
    before, after = set(old.resource.capabilities), set(new.resource.capabilities)
    if before == after:
        return
    gained, lost = ", ".join(sorted(after - before)), ", ".join(sorted(before - after))
    if gained:
        text = mark("Timeline", "Can now: {capabilities}").given(capabilities=gained)
    else:
        text = mark("Timeline", "Can no longer: {capabilities}").given(capabilities=lost)
    kind = ChangeKind.CAPABILITY_CHANGE
    yield Finding("capabilities", kind, text, str(len(before)), str(len(after)))


def _edges(resource: Resource) -> frozenset[str]:
    return frozenset(
        f"{resource.id}->{one.target}[{_LABELS[one.kind]}]" for one in resource.relationships
    )


def _listed(edges: frozenset[str]) -> str:
    return excerpt(", ".join(sorted(edges)) or NONE)
