"""What pages say that keep a reader out: they ask for an age, a login, a browser, or tell of a fault."""

import re

from stages.extract.items import Item, is_prose
from stages.extract.vocabulary import any_of

MAX_GATED_REST = 300  # characters beside the words of a gate, on a page that is one
AT_ENDS = 4  # blocks at either end of a text in which a page asks for something
MAX_GATE_PAGE = 3000  # characters: a longer page is a text in which somebody is asked for an age
AGE = r"(?:at least |over |above )?(?:the age of )?(?:18|19|20|21|eighteen|twenty[- ]one|of legal age)"
GATE = re.compile(
    any_of(rf"""
\b(?:you )?(?:must|need to|have to|should) be {AGE}
\b(?:are you|confirm (?:that )?you are|certify (?:that )?(?:you|I)(?: are| am)|verify (?:that )?you are|I am|I['’]m
    |you are|you['’]re) {AGE}\b
\bage (?:verification|gate|check|confirmation|restricted)
(?:verify|confirm|enter) your (?:age|date of birth|birth ?date)
\b(?:adult|mature|explicit|restricted) (?:content|material|themes?|audiences?|readers?)
     ?(?:warning|ahead|only|notice|website|site)?\b.{{0,160}}\b(?:18|21|years|age|adults?|proceed|continue|enter|leave|agree)
\b(?:intended|suitable|only) for (?:adults?|mature (?:audiences?|readers?)|readers over)
\b(?:please |you must |you need to )?(?:log|sign) ?(?:in|on|up) (?:to|or|with|before|for)\b|\bmust be logged in
\b(?:create|register(?: for)?|need) (?:an? |your )?(?:free )?(?:account|membership|subscription)\b
\b(?:members?|subscribers?|patrons?|registered (?:users|members|readers)) only\b
\bonly (?:available|visible|accessible) to (?:registered|logged|members|subscribers|patrons|users)
\b(?:become|join as) an? (?:patron|member|subscriber)|\bsubscribe (?:to|now to) (?:read|continue|unlock|keep)
\bunlock this (?:story|chapter|post|content)
\b(?:already|not yet|not) (?:have|having|a) (?:an )?(?:account|member)\b
\bforgot(?:ten)? (?:your )?password|\bremember me\b
\b(?:enable|requires?|turn on|activate|without|supports?) javascript
javascript (?:is |to be |must be )?(?:required|disabled|enabled|not enabled)
\b(?:checking|verifying) (?:your browser|you are (?:a )?human|if the site connection)
\bplease (?:wait|stand by) while|\bjust a moment\b|\bddos protection
\bcomplete the captcha|\b(?:prove|verify) (?:that )?you are (?:(?:a )?human|not a (?:ro)?bot)
\bsecurity of your connection|\bunusual traffic|\bray id\b
\b(?:404|403|500|502|503)\b.{{0,20}}\b(?:error|not found|forbidden|unavailable|page)
\b(?:page|story|chapter|file|document|content) (?:\w+ ){{0,5}}?
    (?:(?:could )?not (?:be )?found|does not exist|(?:has|have|may have|might have) been (?:removed|deleted))
\b(?:could not|couldn['’]t|can(?:not|['’]t)|unable to) find
     (?:the|that|this|your|any) (?:page|story|chapter|file|document)
\bno (?:stories|results|posts|works|entries|matches)\b.{{0,30}}\b(?:match(?:ed)?|found)\b|\bnothing (?:was )?found\b
\baccess (?:denied|forbidden)|\bforbidden\b.{{0,40}}\bpermission|\bunder (?:construction|maintenance)\b
\bthis (?:domain|site) (?:is for sale|has been suspended|is parked)
\byour browser (?:is|does|doesn)|\bupdate your browser
\bby (?:entering|continuing|clicking|proceeding)\b.{{0,80}}\b(?:agree|confirm|certify|accept)
"""),
    re.IGNORECASE,
)
GATE_WORDS = (  # one of them is in whatever GATE matches, in lower case; few are in a story
    *("18", "19", "20", "21", "eighteen", "twenty-one", "twenty one", "legal age", "age verif", "age gate"),
    "age check",
    *("age confirm", "age restrict", "your age", "your date of", "your birth", "adult ", "mature ", "explicit "),
    *("restricted ", "for adult", "for mature", "for readers over", "login ", "logon ", "logup ", "signin ", "signon "),
    *("signup ", "log in ", "log on ", "log up ", "sign in ", "sign on ", "sign up ", "be logged in", "account"),
    *("membership", "subscription", "member only", "members only", " member", "subscriber", "patron", "users only"),
    *("readers only", "to registered", "to logged", "to users", "subscribe to", "now to", "unlock this", "password"),
    *("remember me", "javascript", "your browser", "human", "site connection", "wait while", "stand by while"),
    *("just a moment", "ddos protection", "captcha", "unusual traffic", "ray id", "404", "403", "500", "502", "503"),
    *(
        "not found",
        "not a robot",
        "not a bot",
        "no stories",
        "no results",
        "no posts",
        "no works",
        "no entries",
        "no matches",
        "nothing ",
        "not be found",
        "n't find",
        "n’t find",
        "not find",
        "unable to find",
        "security of your",
        "does not exist",
        "been removed",
        "been deleted",
        "access denied",
    ),
    *("forbidden", "under construction", "under maintenance", "this domain", "this site", "by entering"),
    *("by continuing", "by clicking", "by proceeding"),
)


def drop_gate(found: list[Item]) -> list[Item]:
    """Nothing of a page that asks for an age, a login or a browser; of other pages all but such requests."""
    total = sum(len(this.text) for this in found if this.kind != "break")
    if total > MAX_GATE_PAGE:
        return found
    asks = [is_gate(this) for this in found]
    rest = sum(len(this.text) for this, ask in zip(found, asks, strict=True) if is_prose(this) and not ask)
    if any(asks) and rest <= MAX_GATED_REST:
        return []
    return [this for n, this in enumerate(found) if not asks[n] or AT_ENDS <= n < len(found) - AT_ENDS]


def is_gate(this: Item) -> bool:
    """True for words that keep a reader out; never for speech."""
    if this.text[:1] in "\"'“‘«„—–":
        return False
    lowered = this.text.lower()
    return any(word in lowered for word in GATE_WORDS) and GATE.search(this.text) is not None
