"""A strict Engine API with any number of containers, for tests and benchmarks."""
