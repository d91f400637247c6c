"""ZFS pools of the nodes: how they stand, and every device in them."""
