"""What sites leave between the lines of a story. Lines are judged whole; nothing inside a sentence is touched."""

import re

MAX_ARTIFACT = 140  # characters of a line that may be one
ARTIFACTS = (
    r"advertisements?|sponsored(?: content| links?)?|story continues below(?: advertisement)?|ad",
    r"continue reading.{0,60}|(?:click (?:here )?to )?read more.{0,40}|keep reading|loading",
    r"(?:please )?share (?:this|on|via|with your friends).{0,60}|share|tweet|pin it|like this|like loading",
    r"click to (?:share|email|print|tweet).{0,80}",
    r"(?:chapter|part|page|section) (?:\d+|[ivxlc]+) ?(?:of|/) ?(?:\d+|[ivxlc]+)",
    r"(?:(?:previous|prev|next|first|last) (?:chapter|part|page|story|post))"
    r"(?:\W+(?:(?:previous|prev|next|first|last) (?:chapter|part|page|story|post)|index|contents|table of contents))*",
    r"(?:previous|prev)\W+(?:index\W+|contents\W+|table of contents\W+|home\W+)?next",
    r"(?:back|return|go|jump) to (?:the )?(?:top|index|contents|table of contents|home|story list|archive)",
    r"(?:please )?(?:leave|post|write|add) a (?:comment|review|reply).{0,40}|no comments(?: yet)?",
    r"\d[\d,.]* (?:comments?|reviews?|replies|likes|votes|views|reads|kudos|shares)",
    r"(?:please )?(?:rate|report|bookmark|flag) this (?:story|chapter|post|page).{0,40}",
    r"(?:please )?(?:vote|rate|review|comment|subscribe)"
    r"(?:,? (?:and|or|&) (?:vote|rate|review|comment|subscribe|share))+",
    r"(?:sign up|subscribe) (?:for|to|now|here).{0,80}|skip to (?:main )?content|(?:log|sign) (?:in|up|out)",
    r"(?:copyright|\(c\)|©) ?(?:\(c\)|©)? ?\d{4}.{0,80}|.{0,60}all rights reserved.{0,20}",
    r"(?:source|posted|published|originally (?:posted|published)|read (?:it|more)) ?(?:at|on|from|in|:)+ ?"
    r"(?:https?://|www\.)\S+",
    r"(?:https?://|www\.)\S+(?: .{0,20})?|filed under.{0,80}|tags?: .{0,100}|word count: [\d,.]+",
    r"page \d{1,4}(?: of \d{1,4})?|- ?\d{1,4} ?-|\[?\{?pg? ?\d{1,4}\}?\]?",
    r"this (?:site|website) uses cookies.{0,80}|(?:privacy policy|terms of (?:use|service))(?:\W+.{0,60})?",
)
# What comes before the words is passed over for good (*+): given back mark by mark it would be tried again each time.
ARTIFACT = re.compile(
    rf"(?:[^\w©(\[{{-]|\((?!c\))|[-\[{{](?!\W{{0,3}}\d))*+(?:{'|'.join(ARTIFACTS)})\W*", re.IGNORECASE
)
QUOTES = "\"'\u2018\u2019\u201c\u201d"
URL = re.compile(r" ?[(\[<]?(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?')\]][)\]>]?", re.IGNORECASE)


def is_artifact(line: str) -> bool:
    """True for a line that a site, not a story, says; what stands in quotes is said by somebody."""
    return len(line) <= MAX_ARTIFACT and not line.startswith(tuple(QUOTES)) and ARTIFACT.fullmatch(line) is not None


def strip_urls(line: str) -> str:
    """The line without addresses of pages."""
    if "://" not in line and "www." not in line.lower():
        return line
    return URL.sub("", line).strip(" ")
