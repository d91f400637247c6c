"""What the nodes themselves recorded, for the history before this program looked."""
