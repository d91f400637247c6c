"""The physical disks of the nodes, and what these disks say of themselves."""
