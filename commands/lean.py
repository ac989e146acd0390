"""Imported before all else by what tells stories, so that it stays small: for its effects alone.

NumPy computes with one thread: the products of a story are too small for more, and stories share the cores already.
"""

import os
import sys
from importlib.util import find_spec

if find_spec("_sha256") or find_spec("_sha2"):  # Python's own hashes: OpenSSL's take 3 MB
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # none is used; looking for them reads every package's metadata
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported
