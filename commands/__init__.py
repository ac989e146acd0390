"""commands: what a person asks for at the front door; run.py dispatches here."""
