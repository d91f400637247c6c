"""What the configuration of a guest tells, and the addresses of a container."""
