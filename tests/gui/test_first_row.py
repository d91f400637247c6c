"""Which row is current while connections are read for the first time."""

from dataclasses import replace

import pytest

from pulse_desktop.model.poll import ConnectionState
from pulse_desktop.resources.read_state import WORKLOAD_TYPES
from pulse_desktop.ui.screens.tab import TabId


@pytest.fixture
def filling(estate):
    """The estate as it is when one connection has still to answer, and then whole."""

    def publish(everything):
        late = replace(everything.connections[0], state=ConnectionState.WAITING)
        some = estate.read_state(everything.state.of_type(WORKLOAD_TYPES)[-4:])
        part = replace(some, surveys=everything.state.surveys)
        return replace(everything, state=part, connections=(late, *everything.connections[1:]))

    return publish


def first(page):
    return next(iter(page._rows())).id


def test_the_first_row_is_current_also_after_the_last_connection_answered(window, estate, filling):
    everything = estate.published()
    window.show_published(filling(everything))
    window.turn_to(TabId.WORKLOADS)
    page = window.contents._pages.page
    assert page.table.wanted == first(page)
    window.show_published(everything)
    assert page.table.wanted == first(page)


def test_a_row_that_was_chosen_meanwhile_stays_current(window, estate, filling):
    everything = estate.published()
    window.show_published(filling(everything))
    window.turn_to(TabId.WORKLOADS)
    page = window.contents._pages.page
    chosen = list(page._rows())[-1].id
    page.table.select(chosen)
    window.show_published(everything)
    assert page.table.wanted == chosen
