"""benchmarks: one command per claim that the README makes."""
