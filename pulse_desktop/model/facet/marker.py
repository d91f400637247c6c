"""What all facets have in common: that they are facets."""


class Facet:
    """Marker of a role's typed facts; holds nothing."""

    __slots__ = ()
