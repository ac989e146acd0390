"""Notes that are not the text: an author's before, after and in between, a transcriber's corrections at the end."""

from collections.abc import Sequence

from stages.extract import phrases
from stages.extract.items import Item

MAX_NOTE_BLOCKS = 6  # blocks of an author's note
MAX_NOTE_TITLE = 40  # characters of a heading over one


def drop_notes(found: list[Item]) -> list[Item]:
    """Without author's notes, before the text, after it and in between."""
    kept: list[Item] = []
    n = 0
    while n < len(found):
        this = found[n]
        if this.kind != "break" and phrases.NOTE.match(this.text):
            n = note_end(found, n, sum(len(k.text) for k in kept))
        else:
            kept.append(this)
            n += 1
    return kept


def note_end(found: Sequence[Item], start: int, before: int) -> int:
    """Where the author's note that starts here ends.

    Under a heading it runs to the next heading or scene break, or to the end of the page; a note in one paragraph is
    that paragraph, and with a scene break or 'The End' before it, all that follows.
    """
    ahead = found[start + 1 : start + 1 + MAX_NOTE_BLOCKS]
    stop = next((n for n, this in enumerate(ahead) if this.kind in ("break", "heading")), None)
    to_end = start + 1 + len(ahead) == len(found) and stop is None
    after = sum(len(this.text) for this in ahead)
    alone = len(phrases.NOTE.sub("", found[start].text, count=1)) <= MAX_NOTE_TITLE and (
        found[start].kind == "heading" or len(found[start].text) <= MAX_NOTE_TITLE
    )
    closed = start > 0 and (
        found[start - 1].kind == "break" or phrases.END.fullmatch(found[start - 1].text) is not None
    )
    if to_end and (alone or closed) and before > after:
        return len(found)
    if alone and stop is not None:
        return start + 1 + stop + (ahead[stop].kind == "break")
    return start + 1
