"""What a backup server tells of its own upkeep and disks, asked beside the polls."""
