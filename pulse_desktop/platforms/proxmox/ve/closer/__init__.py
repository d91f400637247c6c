"""A closer look at nodes and guests, taken in the background and without hurry."""
