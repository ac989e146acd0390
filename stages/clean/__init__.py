"""clean: one spelling, no leftovers, and a reason for every document that is not kept."""
