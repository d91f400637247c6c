"""What recorded history takes on disk, and the user's say in it."""
