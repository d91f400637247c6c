"""How many guests the Infrastructure tab counts on a machine."""

from dataclasses import replace

from pulse_desktop.model.snapshot import ResourceType


def guests(page, name):
    """What the cell says."""
    machine = next(row for row in page._rows() if row.name == name)
    (column,) = (each for each in page.model.columns if each.id == "guests")
    return column.text(machine, page.model.presentation)


def on(machine, state):
    """The workloads on a machine."""
    return [r for r in state.workloads() if r.parent_id == machine]


def test_a_machine_counts_what_runs_on_it(systems, estate):
    node = next(row for row in systems._rows() if row.name == "pve1")
    running = on(node.id, systems._published.state)
    assert running
    assert guests(systems, "pve1") == str(len(running))


def test_a_storage_of_a_machine_is_no_guest(systems, estate):
    node = next(row for row in systems._rows() if row.name == "pve1")
    before = guests(systems, "pve1")
    local = replace(estate.resource("local", ResourceType.STORAGE), parent_id=node.id)
    shown = (*systems._published.state.by_id.values(), local)
    systems.show_published(estate.published(estate.read_state(shown)))
    assert guests(systems, "pve1") == before


def test_a_machine_on_which_nothing_runs_has_none(systems):
    assert guests(systems, "edge-pi") == "0"
