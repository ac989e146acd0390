"""Which URLs show the same page, and which of them stands for it."""

import sqlite3

TABLE = "CREATE TEMP TABLE same (url TEXT PRIMARY KEY, same_as TEXT NOT NULL) WITHOUT ROWID"
REDIRECTED = """
INSERT INTO same SELECT one.url, one.final_url FROM urls AS one JOIN urls AS other ON other.url = one.final_url
WHERE one.status = 'fetched' AND one.final_url <> one.url AND other.status = 'fetched' AND other.final_url = other.url
"""
SAME_BYTES = """
INSERT INTO same SELECT url, first FROM (
  SELECT url, first_value(url) OVER (PARTITION BY page ORDER BY final_url IS NOT url, first_seen, url) AS first
  FROM urls WHERE status = 'fetched' AND url NOT IN (SELECT url FROM same)
    AND page IN (SELECT page FROM urls WHERE page IS NOT NULL GROUP BY page HAVING count(*) > 1)
) WHERE first <> url
"""
THROUGH = """
UPDATE same SET same_as = (SELECT target.same_as FROM same AS target WHERE target.url = same.same_as)
WHERE same_as IN (SELECT url FROM same)
"""


def find_same_pages(db: sqlite3.Connection) -> None:
    """Fill temp.same: a URL, and the URL that stands for it: reached without a redirect if one is, seen earliest.

    The same page: a redirect to a URL that was fetched itself, or the same bytes. Who stands for others stands for
    itself.
    """
    db.execute(TABLE)
    db.execute(REDIRECTED)
    db.execute(SAME_BYTES)
    db.execute(THROUGH)
