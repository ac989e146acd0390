"""What authors say to their readers before and after a text: thanks, requests, where to pay, who they are."""

import re

from stages.extract.items import Item
from stages.extract.labels import is_speech
from stages.extract.vocabulary import any_of

FIRST, LAST = 3, 6  # blocks at the start and at the end in which such words stand
MAX_PLUG = 700  # characters
MAX_ABOUT_SHARE = 0.3  # of the text, for what stands behind 'About the author'
PLUG = re.compile(
    any_of(r"""
\b(?:patreon|ko-?fi|subscribestar|buy ?me ?a ?coffee)\b
^\W*+(?:thanks|thank you)(?: all| everyone| everybody| so much| very much| again| to everyone| guys)* for reading\b
^\W*+(?:if you|(?:i )?hope you(?: all)?) (?:like|liked|enjoy|enjoyed|loved)(?: reading)? (?:this|the|it|my)\b.{0,80}
    \b(?:comment|review|rate|rating|vote|share|follow|support|subscribe|kudos|like|inbox|newsletter|mailing list)
\b(?:leave|drop|post) (?:me |us )?(?:a |your |some )?(?:comments?|reviews?|kudos|ratings?|feedback)\b.{0,80}
    \b(?:below|thanks|thank you|if you|appreciat|love)
\b(?:comments?|reviews?|feedback|kudos|votes?|ratings?)(?: and \w+)? (?:is|are) (?:\w+ ){0,2}
    (?:welcome|appreciated|loved?)\b
^\W*+(?:please )?(?:rate|vote|comment|review|like)(?:,? (?:and|&|or|\+) |, )
    (?:rate|vote|comment|review|follow|share|subscribe)\b
\b(?:please )?support (?:us|me|my work|our work) (?:on|at|by|via|through)\b|\badvanced? (?:chapters|access)\b
^\W*+(?:next|new) (?:chapter|part|update)s? (?:will be|should be|is|are|goes|go|comes?|on|in|every)\b.{0,80}$
\b(?:follow|find|join) me on (?:twitter|tumblr|facebook|instagram|discord|bluesky|mastodon|wattpad)\b
^\W*+(?:chapters? \d+|advance(?:d)? chapters|early access|more chapters)\b.{0,80}\b(?:available|already up|patrons?)\b
"""),
    re.IGNORECASE,
)
SET_OFF = re.compile(  # the same, where a scene break sets it off from the text
    any_of(r"""
^\W*+(?:hey|hi|hello|greetings|welcome(?: back)?)\b[^.!?]{0,30}\b(?:everyone|everybody|guys
    |readers?|folks|friends|all|y['’]all)\b
\b(?:let me know|tell me) what you (?:all |guys )?(?:think|thought)\b
\bsorry (?:for|about|that) (?:the|this|it)\b.{0,20}\b(?:wait|delay|late|took so long|gap|hiatus)\b
\b(?:comments?|reviews?|kudos|feedback)\b.{0,20}\b(?:makes?|made|brightens?) my day\b
\bsee you (?:all |guys )?(?:next|in the next|soon|tomorrow)\b.{0,40}\b(?:chapter|part|update|week)
\b(?:this|last|next|the) (?:chapter|part|update)\b.{0,60}\b(?:was|is|took|will be|has been)\b.{0,40}
    \b(?:short|long|late|hard|fun|write|written|post|posted|up|done)\b
^\W*+(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) (?:lives|is|writes|was born|has)\b.{0,300}
    (?:\b(?:his|her|their) (?:first |debut |short )?(?:stories|poems|poetry|work|writing|fiction|novels?|collection)\b
    |\bauthor of\b|\bwrites (?:about|fiction|stories|poems|from)\b)
\b(?:my|our) (?:beta|betas|beta readers?|editor|patrons?|reviewers?|subscribers?)\b
"""),
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\W*+(?:about the (?:author|writer)|about me|author bio(?:graphy)?|bio"
    r"|(?:ü|ue)ber (?:den autor|die autorin)|(?:à|a) propos de l['’]auteure?"
    r"|sobre (?:el autor|la autora|o autor|a autora)"
    r"|sull['’]autore|sull['’]autrice|over de auteur)\b\s?(?:[:.—–-]|$)",
    re.IGNORECASE,
)


def drop_plugs(found: list[Item]) -> list[Item]:
    """Without what an author says to readers at either end of a text, and without who the author is."""
    found = without_about(without_signature(found))
    if len(found) <= FIRST:
        return found
    tail = max(FIRST, len(found) - LAST)
    return without_set_off([this for n, this in enumerate(found) if FIRST <= n < tail or not is_plug(this)])


def without_signature(found: list[Item]) -> list[Item]:
    """Without the lines that a mail or a post has under two dashes, who wrote it."""
    return found[:-1] if found and found[-1].text.startswith("--\n") else found


def without_set_off(found: list[Item]) -> list[Item]:
    """Without what an author says to readers before the first scene break, and after the last one."""
    breaks = [n for n, this in enumerate(found) if this.kind == "break"]
    if not breaks:
        return found
    start, end = breaks[0], breaks[-1]
    if 0 < start <= FIRST and is_address(found[:start]) and len(found) > 2 * start + 1:
        found, end = found[start + 1 :], end - start - 1
    if end >= 0 and 0 < len(found) - end - 1 <= FIRST and is_address(found[end + 1 :]):
        found = found[:end]
    return found


def is_address(told: list[Item]) -> bool:
    """True for blocks in which an author speaks to readers."""
    if any(is_speech(this.text) for this in told) or sum(len(this.text) for this in told) > MAX_PLUG:
        return False
    return any(SET_OFF.search(this.text) or PLUG.search(this.text) for this in told)


def is_plug(this: Item) -> bool:
    """True for a block, not speech, in which an author asks readers for something or thanks them."""
    if this.kind == "break" or len(this.text) > MAX_PLUG or is_speech(this.text):
        return False
    return PLUG.search(this.text) is not None


def without_about(found: list[Item]) -> list[Item]:
    """Without a short passage about the author at the end."""
    total = sum(len(this.text) for this in found)
    for n in range(max(1, len(found) - LAST), len(found)):
        rest = sum(len(this.text) for this in found[n:])
        if found[n].kind != "break" and ABOUT.match(found[n].text) and rest <= MAX_ABOUT_SHARE * total:
            return found[:n]
    return found
