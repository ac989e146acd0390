"""The rules of the adults-only gate; pipeline/adults_only.py is the door to them."""
