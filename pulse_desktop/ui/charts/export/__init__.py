"""Charts as files, on paper and on the clipboard."""
