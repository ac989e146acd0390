"""The parts of one story, in order, from the links that its pages gave."""

import sqlite3
from dataclasses import dataclass

RESTORED = "restored"  # a neighbour that only the manifest tells of: any page knows better


@dataclass(frozen=True)
class Link:
    """One page named another: as its next part, its previous part, or (`chapter`) the n-th of its chapters."""

    parent: str
    kind: str  # next, previous, chapter or RESTORED
    position: int
    child: str


TABLES = """
CREATE TEMP TABLE following (part TEXT PRIMARY KEY, next TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TEMP TABLE places (url TEXT PRIMARY KEY, head TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE parts (url TEXT PRIMARY KEY, story TEXT NOT NULL, part INTEGER NOT NULL) WITHOUT ROWID;
"""
# Each part has one next part and each next part one before it: of two claims the more telling comes first and stays.
NEIGHBOURS = """
WITH known AS (
  SELECT kind, parent AS teller, position, ifnull(one.same_as, parent) AS parent, ifnull(other.same_as, child) AS child
  FROM links LEFT JOIN same AS one ON one.url = parent LEFT JOIN same AS other ON other.url = child
  WHERE EXISTS (SELECT 1 FROM urls WHERE url = parent) AND EXISTS (SELECT 1 FROM urls WHERE url = child)
), pairs AS (
  SELECT 0 AS place, teller, position, parent AS part, child AS next FROM known WHERE kind = 'next'
  UNION ALL SELECT 1, teller, position, child, parent FROM known WHERE kind = 'previous'
  UNION ALL SELECT 2, teller, position, child, lead(child) OVER (PARTITION BY teller ORDER BY position)
    FROM known WHERE kind = 'chapter'
  UNION ALL SELECT 3, teller, position, parent, child FROM known WHERE kind = 'restored'
)
INSERT OR IGNORE INTO following
  SELECT part, next FROM pairs WHERE next IS NOT NULL AND part <> next ORDER BY place, teller, position
"""
WALK = """
WITH RECURSIVE walk (url, head, place) AS (
  {start}
  UNION ALL SELECT following.next, head, place + 1 FROM walk JOIN following ON part = url WHERE following.next <> head
)
INSERT INTO places SELECT * FROM walk
"""
HEADS = "SELECT part, part, 1 FROM following WHERE part NOT IN (SELECT next FROM following)"
IN_A_RING = """
SELECT part FROM following WHERE part > ? AND part NOT IN (SELECT url FROM places) ORDER BY part LIMIT 1
"""
PARTS = """
INSERT INTO parts SELECT url, first_value(url) OVER story, row_number() OVER story
FROM places JOIN urls USING (url) WHERE status = 'fetched' AND url NOT IN (SELECT url FROM same)
WINDOW story AS (PARTITION BY head ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
"""


def order_parts(db: sqlite3.Connection) -> None:
    """Fill temp.parts with each fetched part's story (the URL of its first part) and its place among them, from 1.

    Reads `links`, `urls` and temp.same (a URL, and the URL of the same page that stands for it). The result depends
    on what the pages said, never on when. All of it is SQL: the links of a million URLs do not fit the memory.
    """
    for statement in TABLES.strip().split("\n"):
        db.execute(statement)
    db.execute(NEIGHBOURS)
    db.execute(WALK.format(start=HEADS))
    head = ""
    while ring := db.execute(IN_A_RING, (head,)).fetchone():  # it has no head: its smallest URL begins it
        head = ring[0]
        db.execute(WALK.format(start="VALUES (?, ?, 1)"), (head, head))
    db.execute(PARTS)
