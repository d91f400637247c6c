"""How well workloads are protected: recovery points, whose they are, and what follows from them."""
