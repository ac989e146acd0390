"""A checkpoint in the formats that other programs load."""
