"""Curves over time: the only user of pyqtgraph, imported when a chart is first shown."""
