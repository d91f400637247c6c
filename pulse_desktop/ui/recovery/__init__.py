"""How well workloads are protected, worked out beside the window and put into words."""
