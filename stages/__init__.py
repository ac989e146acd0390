"""stages: what happens, one module or package per DVC stage, run as `python -m stages.<name>`."""
