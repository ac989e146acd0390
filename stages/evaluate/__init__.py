"""evaluate: what the trained network is worth, and a page that shows it."""
