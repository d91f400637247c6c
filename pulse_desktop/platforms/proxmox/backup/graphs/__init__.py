"""What a backup server itself recorded, for the history before this program looked."""
