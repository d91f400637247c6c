"""How much memory is in use, by the best of several figures that are not all true."""
