"""What a guest agent tells of the system inside a virtual machine, and what its silence means."""
