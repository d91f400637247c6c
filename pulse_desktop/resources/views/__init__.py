"""Typed views: what one kind of resource has to say, read from the canonical value alone."""
