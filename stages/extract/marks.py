"""Sentences that a site puts into the middle of a text against copying."""

import re

from stages.extract.items import Item
from stages.extract.vocabulary import any_of

MARK_WORDS = (  # one of them is in whatever MARK matches; looked for first, since patterns are slow
    *(
        "stolen",
        "steal",
        "theft",
        "unlawful",
        "illegal",
        "wrongful",
        "improper",
        "unauthori",
        "amazon",
        "illicit",
        "misappropriat",
        "pirate",
        "purloin",
        "pilfer",
    ),
    *("permission", "consent", "royalroad", "royal road", "report", "original", "genuine", "official"),
    *("preferred platform", "preferred site", "belongs on", "of this content", "google search", "authorized"),
    *(".com", ".net", ".org", ".info", ".io", ".co", ".me", ".site", ".online", ".example"),
)
SITE = r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,40})?\.(?:com|net|org|info|io|co|me|site|online|example)\b"
TEXT = r"(?:story|narrative|tale|content|novel|text|chapter|fiction|author['’]s (?:work|story|content|tale|narrative))"
THEFT = "(?:stolen|misappropriated|pirated|pilfered|purloined)"
MARK = re.compile(
    any_of(rf"""
(?:this|the) {TEXT} (?:has been|was|is being|is|may have been|might be|had been) (?:\w+ ){{0,3}}?{THEFT}\b
(?:this|the) {TEXT} (?:has been|was|is being|is|may have been|might be) (?:\w+ ){{0,3}}?
    (?:taken|lifted|obtained|reproduced|posted|hosted|published|copied)\b
    .{{0,40}}?(?:without (?:\w+ )?(?:permission|consent|approval|authori|leave)|royal ?road|amazon|\b{SITE})
(?:this|the) {TEXT} (?:has been|was|is being|is) (?:unlawfully|illegally|illicitly|wrongfully|improperly) \w+
(?:{THEFT}|unauthori[sz]ed|illicit) (?:\w+ ){{0,3}}?(?:{TEXT}|usage|use|reproduction|duplication|copy|copies|version)
    \b.{{0,80}}\b(?:report|amazon|site|permission|appear)
(?:if|should) you (?:\w+ )?(?:encounter|spot|find|discover|see|come across|stumble upon|are reading)
    \b.{{0,60}}\b(?:amazon|this {TEXT}|elsewhere|anywhere else|another site)
    \b.{{0,120}}\b(?:report|stolen|copied|taken|without|violation|support|theft)
report (?:any|the|all) (?:\w+ )?(?:instances?|sightings?|occurrences?|appearances?|violations?|infringements?)\b
(?:read|find|visit|support|enjoy|follow|check out)\b.{{0,80}}\b(?:on|at|visit|to)
     (?:the )?(?:royal ?road|original (?:site|source|platform)|{SITE})
(?:visit|read (?:it )?(?:first )?(?:on|at)|(?:first|originally|only) (?:published|posted|available) (?:on|at)
    |(?:latest|more|new|full) chapters?\b.{{0,30}} (?:on|at))\b.{{0,20}}{SITE}
(?:ensure|support)\b.{{0,50}}\b(?:author|writer)s?\b.{{0,80}}\b(?:original|genuine|royal ?road|official)
(?:genuine|original|official|authori[sz]ed) (?:version|copy|release|chapters?|story|text) (?:\w+ ){{0,3}}?(?:on|at|from)
    \b.{{0,20}}\b(?:author|writer|creator|platform|site|website)
(?:author|writer|creator)['’]?s['’]? (?:preferred|original|official) (?:platform|site|website)
(?:stolen|unauthori[sz]ed|pirated) (?:content|story|text|copy) (?:warning|alert|notice|detected)\b
(?:this|the) {TEXT} (?:belongs|is meant to be|should be|is only) (?:\w+ )?(?:on|at) (?:royal ?road|amazon|{SITE})
(?:source|origin) of (?:this|the) (?:content|chapter|story|text|novel) is\b.{{0,20}}{SITE}
(?:this|the|all|new) (?:content|chapters?|novels?|updates?|version|story)\b.{{0,40}}\b(?:from|on|by|at)\b.{{0,12}}{SITE}
(?:updated?|taken|copied|source[ds]?) (?:from|by|at|on)\b.{{0,8}}{SITE}
google search\b.{{0,10}}{SITE}
(?:literary|intellectual|content) theft\b.{{0,160}}\breport\b
^report (?:any |all )?(?:sightings?|occurrences?|violations?)\b
"""),
    re.IGNORECASE,
)
BEFORE_MARK = re.compile(
    r"(?:do you |did you )?(?:love|loving|like|liking|enjoy|enjoying|reading)\w*(?: reading)? (?:this|the|that) "
    r"(?:story|book|novel|tale|chapter|fiction)\W*",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")


def drop_marks(found: list[Item]) -> list[Item]:
    """Without sentences that a site puts in against copying."""
    lowered = "\n".join([this.text for this in found]).lower()
    if not any(word in lowered for word in MARK_WORDS):
        return found
    return [this for this in map(without_marks, found) if this.text]


def without_marks(this: Item) -> Item:
    """The block without sentences that a site puts in against copying."""
    if this.kind == "break" or not MARK.search(this.text):
        return this
    sentences = SENTENCE.split(this.text)
    marked = [MARK.search(sentence) is not None for sentence in sentences]
    for n, sentence in enumerate(sentences[:-1]):
        marked[n] |= marked[n + 1] and BEFORE_MARK.fullmatch(sentence) is not None
    left = " ".join(sentence for sentence, mark in zip(sentences, marked, strict=True) if not mark)
    return Item(left if any(marked) else "", this.kind, this.link_share, this.in_header)
