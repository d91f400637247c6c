"""Rows and columns: what a table shows, as data, and the one model that shows it."""
