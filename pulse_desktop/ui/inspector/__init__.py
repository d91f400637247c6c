"""The panel that shows one resource from every side."""
