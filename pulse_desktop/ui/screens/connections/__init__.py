"""Saved connections: their list, their form, their staged test, and the first run."""
