"""Taking charts and tables out of the window."""
