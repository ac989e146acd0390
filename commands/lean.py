"""Imported before all else by what tells stories, so that it stays small: for its effects alone.

NumPy computes with one thread: the products of a story are too small for more, and stories share the cores already. The
adults-only gate comes first: compiling its patterns takes 20 MB for a moment, which what is loaded later can use.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

import pipeline.adults_only  # noqa: F401
