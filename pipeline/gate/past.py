"""A childhood left behind: `when he was ten they had moved to Leeds; he was fifty now`.

Works on folded text. A young age or word counts as past only where its clause looks back, the same person is said to be
grown right behind it, nothing sexual stands before that, and nothing leads back to it before what is sexual.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from pipeline.gate.grown import ADULT, CLOSE, YEARS_OLD
from pipeline.gate.patterns import spaced
from pipeline.gate.relative import PRONOUN

LEAD = 40  # characters before a young age or word that say that it is past
AFTER = 160  # characters behind it in which someone is grown again
BEFORE = 120  # characters before it in which nothing sexual may stand
MEMORY = 300  # characters behind all that in which nothing may lead back
WHO = "(?:s?he|i|they|il|elle|er|sie|ich|el|ella|lui|lei|ele|ela|hij|ze|zij|ik)"
IS = "(?:'s|'m|'re| (?:was|were|is|am|are|war|ist|en avait|avait|tenia|ne aveva|aveva|tinha|had turned))"
TODAY = "(?:now|today|by now|maintenant|a present|ahora|ora|adesso|agora|nun|jetzt|nu|inmiddels)"
THEN = (
    "(?:when|since|until|till|before|after|als|toen|lorsqu'|quand|cuando|desde que|quando)"
    f" ?(?P<who>{WHO})(?: (?:was|were|had been|avait|tenia|aveva|tinha))?"
)
SMALL = "(?: (?:only|just|about|still|small|young|little|shy|quiet|lonely|wild|head|keen|happy|an?|los|apenas))*"
FRAME = re.compile(  # of an age
    spaced(
        rf"(?<![a-z])(?:{THEN}|(?:at|as|a|at the age of|had been an?|de|da|em|als|mit|met|op)(?: (?:his|her|my))?)"
        rf"{SMALL}[\s\"'-]*$"
    )
)
WORD_FRAME = re.compile(  # of a word: `de` and `a` are articles, too
    spaced(
        rf"(?<![a-z])(?:{THEN}|at|as|als|had been|since|(?:since|in|at) (?:his|her|my|their)"
        rf"|(?:met|friends|together|known each other) (?:in|at)){SMALL}[\s\"'-]*$"
    )
)
WHEN_FRAME = re.compile(spaced(rf"(?<![a-z])(?P<who>{WHO})(?: was| were|'d been| had been){SMALL}[\s-]*$"))
WHEN = re.compile(spaced(r"[a-z0-9-]+(?: years? old)? when (?![a-z]+ (?:was|were) born)"))  # `she was sixteen when`
AT_FRAME = re.compile(
    spaced(
        rf"(?:(?:when|als|toen|lorsqu'|quand|cuando|quando) ?(?P<who>{WHO})(?![a-z])|als kind|in (?:his|her|my)"
        r"(?: [a-z]+)? teens(?![a-z])"
        r"|(?<=[^a-z][de][em]\s)(?:crianca|(?:nin|menin|chic|muchach|garot|pequen)[ao])(?![a-z]))"
    )
)
SINCE = re.compile(spaced(rf"(?:{ADULT}) years (?:ago|gone|earlier|before|since|behind)(?!\w)"))
GROWN_AGAIN = re.compile(
    spaced(
        rf"(?<![a-z])(?:(?P<who>{WHO}){IS}(?: (?:{TODAY}|both|all|already|well|past|over|nearly|almost))*"
        r"(?: an? [a-z]+ of)?"
        rf"|{TODAY}(?: (?:war|ist|was|is) (?P<whom>{WHO})| (?:tenia|ne aveva|aveva|tinha))"
        rf"|and(?: [a-z]+){{0,3}} at|and (?:was|were|is|am|are)(?: {TODAY})?(?: an? [a-z]+ of)?)"
        rf" (?:{ADULT}){YEARS_OLD}{CLOSE}|(?:at|aged) (?:{ADULT})[,]? (?P<whose>{WHO})(?![a-z])"
    )
)
TOLD = re.compile(spaced(rf"(?:{ADULT}){YEARS_OLD}{CLOSE}"))
SENTENCE_END = re.compile(r"[.!?]")
CLAUSE_END = re.compile(r"[.!?]|;(?! (?:el|ella|lui|lei|ele|ela)\b)")
MEMORIES = re.compile(
    r"(?<![a-z])(?:remember\w*|recall\w*|memor(?:y|ies)|back then|in those days|at that age|used to|had been|first time"
    r"|that[\s-]+(?:night|summer|winter|spring|year|day|time)|years before|dream\w*|flashback)(?![a-z])"
)


def is_past(folded: str, start: int, end: int, sexual: Callable[[], Sequence[int]], kind: str = "age") -> bool:
    """Whether a young age or word between two places is a childhood left behind before anything sexual.

    Args:
        sexual: the places of sexual content, sorted.
        kind: `age`, `word` or `weak`; for a weak word it is enough that an adult age stands before it in its sentence.
    """
    frame = AT_FRAME.match(folded, start + 1) or frame_before(folded, start, kind)
    if frame is None:
        return False
    who = frame["who"] if "who" in frame.re.groupindex else None
    grown = grown_again(folded, end, who or subject(folded, frame.start()))
    if grown is None and kind == "weak":
        grown = grown_before(folded, frame.start(), end)
    if grown is None:
        return False
    places = sexual()
    following = bisect_left(places, start - BEFORE)
    limit = places[following] if following < len(places) else len(folded)
    return limit > grown and MEMORIES.search(folded, grown, min(grown + MEMORY, limit)) is None


def frame_before(folded: str, start: int, kind: str) -> re.Match[str] | None:
    """What says right before a place that what stands there is past."""
    low, pattern = max(0, start - LEAD), FRAME if kind == "age" else WORD_FRAME
    if found := pattern.search(folded, low, start + 1):
        return found
    return WHEN_FRAME.search(folded, low, start + 1) if kind == "age" and WHEN.match(folded, start + 1) else None


def subject(folded: str, place: int) -> str | None:
    """The pronoun that the clause at a place is about; None where it has none."""
    low = max(0, place - BEFORE)
    start = max(low, *(folded.rfind(sign, low, place) for sign in ".!?;"))
    found = PRONOUN.findall(folded, start, place)
    closing = CLAUSE_END.search(folded, place, place + LEAD)
    after = PRONOUN.search(folded, place, closing.start() if closing else place + LEAD)
    return found[-1] if found else after and after[0]


def grown_again(folded: str, end: int, who: str | None) -> int | None:
    """Where the same person is said to be of an adult age, shortly behind a place; None where nothing says so."""
    if since := SINCE.search(folded, end, end + AFTER):
        return since.end()
    found = GROWN_AGAIN.finditer(folded, end, end + AFTER)
    return next((now.end() for now in found if (now["who"] or now["whom"] or now["whose"] or who) == who), None)


def grown_before(folded: str, start: int, end: int) -> int | None:
    """The end of a sentence that tells an adult age before a place; None where it tells none."""
    low = max(0, start - BEFORE)
    sentence = max(low, *(folded.rfind(sign, low, start) for sign in ".!?"))
    if TOLD.search(folded, sentence, start) is None:
        return None
    closing = SENTENCE_END.search(folded, end, end + AFTER)
    return closing and closing.start()
