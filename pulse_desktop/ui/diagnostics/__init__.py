"""The window that says of every memory and disk figure where it is from, and instead of what."""
