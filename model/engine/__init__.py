"""The network in NumPy, for telling stories without the library that trained it."""
