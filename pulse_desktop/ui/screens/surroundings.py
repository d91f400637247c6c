"""What stands around the pages: lenses, banner, counts and the status bar."""

from typing import TYPE_CHECKING

from pulse_desktop.model.snapshot import ResourceType
from pulse_desktop.ui.models.tally import Tally
from pulse_desktop.ui.presentation import Presentation
from pulse_desktop.ui.screens import estate_view
from pulse_desktop.ui.screens.banner import Banner
from pulse_desktop.ui.screens.lens_bar import LensBar
from pulse_desktop.ui.screens.pages import Pages
from pulse_desktop.ui.screens.status_strip import StatusStrip
from pulse_desktop.ui.screens.top_bar import TopBar

if TYPE_CHECKING:
    from pulse_desktop.ui.desk import Published

_ALL_TYPES = frozenset(ResourceType)
"""Counted where no table is up."""


class Surroundings:
    """Keeps them true to what was published and to the page that is up."""

    def __init__(
        self, top: TopBar, lens_bar: LensBar, banner: Banner, strip: StatusStrip, pages: Pages
    ) -> None:
        self._top = top
        self._lens_bar = lens_bar
        self._banner = banner
        self._strip = strip
        self._pages = pages
        self._tally = Tally()
        self._published: Published | None = None

    def show_published(self, published: "Published", presentation: Presentation) -> None:
        """Take a newer state."""
        self._published = published
        self._tally.take(published.state.by_id, published.touched)
        self.show(presentation)

    def show(self, presentation: Presentation) -> None:
        """Say it all again: another page is up."""
        published = self._published
        if published is None:
            return
        page = self._pages.page
        types = page.tab.types if page is not None else _ALL_TYPES
        lenses = estate_view.lenses(published.connections, self._tally, types, presentation)
        self._lens_bar.show_lenses(lenses)
        self._banner.show_lines(estate_view.banner_lines(published, presentation))
        self._strip.show_published(published)
        self.tell_count()

    def tell_count(self) -> None:
        """Say how many rows there are."""
        page = self._pages.page
        if page is None:
            self._top.tell_count(0, 0)
        else:
            self._top.tell_count(page.model.count(), page.model.total())
