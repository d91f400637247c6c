"""The parts of the JSON that leaves the program: field names are the contract's."""
