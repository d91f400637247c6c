"""The demo estate at rest: a window that is calm, so that a mark means something."""

from datetime import UTC, datetime

import pytest

from pulse_desktop.demo.graph import fixture_graph
from pulse_desktop.demo.moment import state_at
from pulse_desktop.model.condition import Shape
from pulse_desktop.model.poll import ConnectionState, ConnectionStatus, PollRecord
from pulse_desktop.ui import shapes
from pulse_desktop.ui.models.columns import INFRASTRUCTURE
from pulse_desktop.ui.severity import Severity
from pulse_desktop.ui.standing import shape_of

AT_REST = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday at noon: no backup, no incident."""

MOST = 5
COLOURED = frozenset({Shape.WARNING, Shape.CRITICAL, Shape.CHANGING, Shape.UNKNOWN})


@pytest.fixture(scope="module")
def graph():
    return fixture_graph()


@pytest.fixture(scope="module")
def state(graph):
    return state_at(graph, AT_REST)


@pytest.fixture
def connections(graph):
    """As the program finds them: one of them could not read everything."""
    return tuple(
        ConnectionStatus(
            site.connection,
            PollRecord(interval_s=site.connection.interval_s, last_success_at=AT_REST),
            ConnectionState.DEGRADED if site.issues(AT_REST) else ConnectionState.LIVE,
        )
        for site in graph.sites
    )


@pytest.fixture
def calm(window, estate, state, connections):
    """The window over the demo estate, with everything around its table."""
    told = {"connections": connections, "is_demo": True}
    window.show_published(estate.published(state, **told))
    return window


def bars(state, presentation):
    """Bars in a colour, of the whole table, also what is not in sight."""
    cells = [
        column.cell(row, presentation)
        for row in state.infrastructure()
        for column in INFRASTRUCTURE
    ]
    return [cell for cell in cells if cell.severity is not Severity.NORMAL]


def test_at_rest_at_most_five_marks_are_coloured(calm, state, connections, presentation):
    """Of lens bar, table and status bar together; the rest of the window bears none."""
    lenses = [lens.shape for lens in calm.contents._lens_bar._lenses]
    rows = [one.condition.shape for one in state.infrastructure()]
    foot = shapes.worst([shape_of(status.state) for status in connections])
    marks = [shape for shape in (*lenses, *rows, foot) if shape in COLOURED]
    assert foot in COLOURED
    assert len(marks) + len(bars(state, presentation)) <= MOST
