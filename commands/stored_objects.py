"""DVC's cache and remotes: which objects hold what was forgotten, in the present version or any earlier one."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.files import sha256
from pipeline.tombstones import Tombstones

LISTING = ".dir"  # ends the name of an object that lists a folder
PACKED = "documents.jsonl"  # in a listing: says which documents the other files of that folder were made of
URL = re.compile(rb'"(https?://[^"\\]+)"')
IDENTITY = re.compile(r"[0-9a-f]{64}")

Store = Any  # dvc_objects.db.ObjectDB, which has no types


def remove_objects(store: Store, stones: Tombstones) -> int:
    """Delete from a cache or a remote every object that holds what was forgotten; how many.

    Checkpoints stay: they are marked. Listings stay, too: they hold hashes alone.
    """
    found = sorted(holding(store, stones))
    for oid in found:
        store.delete(oid)
    return len(found)


def holding(store: Store, stones: Tombstones) -> set[str]:
    """Objects that hold a forgotten page, text, row, or a corpus packed with it."""
    names = set(store.all())
    listings = {name: json.loads(read(store, name)) for name in names if name.endswith(LISTING)}
    listed = {entry["md5"] for entries in listings.values() for entry in entries}
    found = {name for name in names - listed - listings.keys() if mentions(read(store, name), stones)}
    clean: set[str] = set()
    for entries in listings.values():
        packed = next((entry["md5"] for entry in entries if entry["relpath"] == PACKED), None)
        if packed in names and mentions(read(store, str(packed)), stones):
            found |= {entry["md5"] for entry in entries}
        elif packed is not None:
            clean |= {entry["md5"] for entry in entries}
        found |= set(named(entries, stones))
    return (found - clean) & names


def named(entries: Iterable[dict[str, str]], stones: Tombstones) -> Iterator[str]:
    """Objects that a listing names by the id of a forgotten page or document."""
    for entry in entries:
        identity = IDENTITY.match(entry["relpath"].rsplit("/", 1)[-1])
        if identity and (identity[0] in stones.pages or identity[0] in stones.documents):
            yield entry["md5"]


def mentions(content: bytes, stones: Tombstones) -> bool:
    """Whether a file of rows names a forgotten page, document or URL."""
    if any(identity.encode() in content for identity in (*stones.pages, *stones.documents)):
        return True
    return any(sha256(url) in stones.urls for url in URL.findall(content))


def read(store: Store, oid: str) -> bytes:
    """An object's content."""
    with store.fs.open(store.oid_to_path(oid), "rb") as file:
        content: bytes = file.read()
        return content
