"""Words for young people that are said of grown ones: a son of thirty, the new girl in accounts who is twenty-nine.

Works on folded text. An adult age must stand right beside the word; for a while the same word then means the same one.
"""

import re

from pipeline.gate.patterns import spaced
from pipeline.gate.relative import ADULT_AGE

BEFORE = 40  # characters before a word for a young person in which it stands
BEHIND = 90  # characters behind a word for a young person in which the age of a grown one stands
AGAIN = 1500  # characters in which the same word speaks of the same grown person
ADULT = re.sub(r"\?P<\w+>", "?:", ADULT_AGE)
SOFT = (
    "(?:now|both|all|each|already|just|only|about|almost|nearly|over|past|well|by then|recently|deja|bien|ya|schon|gia"
    "|ja|al|bereits|uber|plus de|mas de|piu di|mais de|meer dan|tous|todos|tutti|alle|allemaal|boven|beide|aged"
    "|entramb[ie]|amb[oa]s|tous les deux|i|os|los|sui|rond de|um die|dans les|environ|circa|pushing|rising|nearing"
    "|approaching|turning|jetzt|heute|nun|inzwischen|nu|inmiddels|ahora|adesso|ora|agora|maintenant|today|the age of)"
)
PLACE = (  # the girl in accounts; la fille de Paul; la hija mayor
    "(?: (?:ainee?|cadette?|unique|mayor|maggiore|minore|mais (?:velh|nov)[oa]))?"
    "(?:[,]? (?:from|in|at|of|de|della|di|da|do|du|des|von|van|del|dela|dele|der|dem|aus|bei|an|aan|am|au"
    "|chez|eines|einer|next|behind|beside|opposite|upstairs|downstairs|achter|naast|op|uit|derriere|dans|detras|tras"
    "|dietro|al|alla|nel|nella|atras|no|na|hinter|im|neben|en)"
    " (?:(?:the|la|le|el|il|o|der|de|het|das|dem|den) )?[a-z]+|(?: (?:from|in|at) the [a-z]+ [a-z]+)"
    "| della porta accanto| de al lado| d'a cote| ao lado){0,2}?"
)
IS_OF_AGE = (
    "(?:[,]? (?:who |que |die |qui |che )?(?:(?:was|were|is|are|war|waren|ist|sind|era|eran|eram|erano|'s|would be)"
    "(?: an? [a-z]+ of)?|(?:had|has)(?: \\w+)? (?:turned|been)|turned)|[,](?: (?:an?|the|une?|eine?|una|um|uma|een))?"
    "(?: [a-z]+){0,2}? (?:of|de|di|von|van|mit)| (?:of|aged|de|di|von|van|mit)|[,])"
)
DECADES = (
    "(?: (?:both|all|each|now|well))*(?: in (?:his|her|their|my|our))(?: (?:early|mid|middle|late))?"
    " (?:twenties|thirties|forties|fifties|sixties|seventies|eighties)"
)
TRADE = (  # her daughter was a judge
    "(?:accountant|architect|banker|barrister|bishop|bus driver|cardiologist|chemist|civil servant|colonel"
    "|consultant|coroner|dentist|detective|diplomat|doctor|economist|electrician|engineer|estate agent"
    "|firefighter|fireman|grandfather|grandmother|historian|journalist|judge|lawyer|lecturer|librarian"
    "|lorry driver|mayor|mechanic|midwife|notary|nurse|optician|paramedic|pharmacist|physician|physicist|pilot"
    "|plumber|police officer|policeman|policewoman|politician|priest|professor|prosecutor|psychiatrist"
    "|psychologist|scientist|senator|sergeant|social worker|solicitor|surgeon|therapist|vet|vicar|widow"
    "|widower)s?(?![a-z'-])"
)
YEARS_OLD = "(?: ?(?:ans|anos|anni|years? old|jahre(?: alt)?|jaar(?: oud)?))?"
HAS_YEARS = "(?:avait|a|ont|avaient|tenia|tenian|tiene|aveva|avevano|ha|tinha|tinham|tem)"
CLOSE = (
    r"(?=\s*[.,;:!?)\"']|\s(?:and|but|or|when|now|then|today|a present|maintenant|ahora|ora|agora|jetzt|nu|y|e|et|und"
    r"|en|years? old|jahre? alt|jaar oud|last|that|in (?:march|april|may|june|july|august|september|october|november"
    r"|december|january|february|spring|summer|autumn|winter))\b)"
)
GROWN_BEHIND = re.compile(
    spaced(
        f"{PLACE}(?:{IS_OF_AGE}(?: {SOFT}){{0,3}} (?:{ADULT})(?:{YEARS_OLD}{CLOSE})"
        f"|{PLACE} {HAS_YEARS}(?: {SOFT}){{0,3}} (?:{ADULT})(?:(?<=anni)|(?: ans| anos| anni))"
        f"(?! (?:de|di|mas|mais|piu|plus)\\b)"
        f"|(?: who)? (?:was|were|is|are){DECADES}|[,]{DECADES}"
        f"| (?:who|that) (?:[a-z]+ ){{1,5}}?(?:was|were|is|are)(?: an?)? (?:man|woman|men|women) of (?:{ADULT})"
        f"|(?:[,]|[,]? (?:who )?(?:was|is|were|are|became|had become)(?: (?:now|already|also|both))?)(?: an?)? {TRADE}"
        f"|(?: that| whom?)? (?:he|she|i|they)(?: had|'d)? (?:married|wed) (?:{ADULT}) years (?:ago|before|earlier))"
    )
)
PREDICATE = re.compile(  # she was the daughter
    spaced(
        r"(?:(?<![a-z])(?:was|is|were|am|are|been)(?: (?:the|an?|his|her|my|their|our))?(?: [a-z]+)?"
        r"|[.!?;\"'][\s\"']*(?:the|an?|his|her)) $|^ (?:the|an?|his|her) $"
    )
)
GROWN_TOO = re.compile(  # of a judge and had turned thirty
    spaced(
        "(?: (?:of|in|at|from) (?:(?:the|an?|his|her) )?[a-z]+)?"
        "(?:[,]? and(?: (?:was|is|were|had(?: just)? turned|turned))?"
        "|[,](?: (?:and )?(?:s?he|they) (?:was|is|were|had(?: just)? turned|turned)| at)?)"
        f"(?: {SOFT}){{0,3}} (?:{ADULT}){YEARS_OLD}{CLOSE}"
    )
)
NEGATED = re.compile(spaced("(?<![a-z])(?:no|not|no longer|hardly|never)(?: (?:an?|the))? $"))  # no girl: she was forty
GROWN_INSTEAD = re.compile(
    spaced(
        r"(?:(?<=girl)[.:;,]* she|(?<=boy)[.:;,]* he)(?: (?:was|is)|'s)"
        rf"(?: {SOFT}){{0,3}} (?:{ADULT}){YEARS_OLD}{CLOSE}"
        rf"|[:;,] (?:{ADULT}){YEARS_OLD}{CLOSE}"
    )
)
GROWN_BEFORE = re.compile(spaced(rf"(?:{ADULT}) (?:years? old|jahrige[nrsm]?|jarige)(?: [a-z]+)?$"))
OBLIQUE = re.compile(  # the mother of the child was thirty
    r"(?<![a-z])(?:of|with|to|for|by|from|de|du|des|von|mit|van|met|di|del|della|con|do|da|com|avec)[\s-]+"
    r"(?:(?:the|an?|her|his|my|your|our|their|la|le|les|el|los|las|il|lo|o|der|dem|den|de|het|een)[\s-]+)?$"
)
TOKENS = re.compile(r"[a-z']+")
DEFINITE = frozenset("the la le el il lo het das der die de o".split())  # noqa: SIM905  # read as a text, not as a list


class Grown:
    """Who of those called young was said to be grown; ask in the order of the text."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.told: dict[str, tuple[int, str]] = {}  # where a word was last said of someone grown, with what before it

    def is_grown(self, found: re.Match[str]) -> bool:
        """Whether a match of WEAK speaks of someone who is said to be grown, here or shortly before."""
        start = found.start()
        before = self.folded[max(0, start - BEFORE) : start + 1]
        *_, which, word = ["", *TOKENS.findall(before)[-1:], *TOKENS.findall(found[0])]
        if not self.is_told(found.end(), before) and not self.is_meant_again(word, start, which):
            return False
        self.told[word] = (start, which)
        return True

    def is_told(self, end: int, before: str) -> bool:
        """Whether an adult age stands right behind a place or in what stands before it."""
        if GROWN_BEHIND.match(self.folded, end, end + BEHIND) and not OBLIQUE.search(before):
            return True
        for behind, told in ((GROWN_TOO, PREDICATE), (GROWN_INSTEAD, NEGATED)):
            if behind.match(self.folded, end, end + BEHIND) and told.search(before):
                return True
        return ("old" in before or "jarig" in before or "jahrig" in before) and GROWN_BEFORE.search(before) is not None

    def is_meant_again(self, word: str, start: int, which: str) -> bool:
        """Whether the same word, with the same or a definite article, was said of someone grown shortly before."""
        place, first = self.told.get(word, (-AGAIN - 1, ""))
        return start - place <= AGAIN and (which in DEFINITE or which == first)
