"""The members of a cluster as ways to it."""
