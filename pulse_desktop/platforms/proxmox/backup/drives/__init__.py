"""The physical disks of a backup server, and what these disks say of themselves."""
