"""A walk through an estate, stop by stop, beside what each stop shows."""
