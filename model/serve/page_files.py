"""The files of the writing page."""

from pathlib import Path

PAGE = Path(__file__).resolve().parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}


def page_files() -> dict[str, tuple[bytes, str]]:
    """Content and type of each file by name."""
    found = sorted(path for path in PAGE.glob("*") if path.suffix in KINDS)
    return {path.name: (path.read_bytes(), KINDS[path.suffix]) for path in found}
