"""A tab's table as it was left, and back again."""

from pulse_desktop.model.ids import ResourceId
from pulse_desktop.ui.models.grouping import Grouping
from pulse_desktop.ui.screens.resource_page import ResourcePage
from pulse_desktop.ui.screens.window_state import TableState
from pulse_desktop.ui.table.resource_table import Layout


def remembered(page: ResourcePage) -> TableState:
    """What is worth finding again."""
    query, layout = page.model.query, page.table.layout_choice
    return TableState(
        sort_by=query.sort_by,
        descending=query.descending,
        grouping=query.grouping,
        shown=tuple(sorted(layout.shown)),
        widths=layout.widths,
        selected=page.table.wanted or "",
        is_strip_shown=page.is_strip_wanted,
    )


def restore(page: ResourcePage, state: TableState) -> None:
    """Arrange the table as it was; what is no longer known is left out."""
    known = {column.id for column in page.tab.columns}
    if state.shown is not None:
        page.table.arrange(Layout(frozenset(state.shown) & known, state.widths))
    page.table.sort_as(state.sort_by, descending=state.descending)
    if state.grouping in list(Grouping):
        page.group(Grouping(state.grouping))
    page.want_strip(wanted=state.is_strip_shown)
    page.table.select(ResourceId(state.selected) if state.selected else None)
