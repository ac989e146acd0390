"""Ages under eighteen, stated in figures or words; durations, times of day and adult ages are none.

Works on folded text (see `pipeline.adults_only.fold`): lower case, no accents, straight apostrophes, plain hyphens.
"""

import re
from collections.abc import Iterator

from pipeline.adults_only_patterns import BEFORE_WORD, group_by_start

FIGURE = r"(?<![\w$£€#])(?<!\d[.,:])(?:1[0-7]|[1-9])(?!\d|[.,:]\d)"
TEN_FIGURE = r"(?<![\w$£€#])(?<!\d[.,:])1[0-7](?!\d|[.,:]\d)"
TEN_TO_SEVENTEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
ENGLISH = f"one|two|three|four|five|six|seven|eight|nine|{TEN_TO_SEVENTEEN}"
FRENCH = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix-sept|dix|onze|douze|treize|quatorze|quinze|seize"
SPANISH = "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete"
ITALIAN = (
    "due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette"
)
PORTUGUESE = (
    "dois|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze|quinze"
    "|dezesseis|dezasseis|dezessete|dezassete"
)
GERMAN = (
    "zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn"
    "|sechszehn|siebenzehn"
)
DUTCH = "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien"
ORDINALS = (
    "fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
)
EARLIER_TENS = (  # what makes a larger number of the word behind it: thirty-seven, treinta y siete, vingt et un
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|hundred and|vingt|trente|quarante|cinquante|soixante"
    "|cent|et|einta y|renta y|uenta y|senta y|tenta y|henta y|venta y|vinte e|rinta e|renta e|uenta e|senta e|tenta e"
    "|itenta e|venta e|cento|cento e|ciento"
)
NOT_AFTER_TENS = "".join(rf"(?<!{tens}[\s-])" for tens in EARLIER_TENS.split("|"))
DURATION_BEFORE = (  # depuis seize ans, hace 16 anos
    "depuis|pendant|durant|y a|apres|dans|les|fait|hace|durante|tras|da|per|dopo|ha|por|em|en|faz|sono"
)
NOT_A_DURATION = "".join(rf"(?<!\b{word}\s)" for word in DURATION_BEFORE.split("|"))
DURATION_AFTER = (
    r"(?! (?:plus|apres|auparavant|de (?!moins)|d'|ensemble|avant|despues|antes|atras|juntos|mas|dopo|prima|fa|insieme"
    r"|depois|di |passe|later|que|che|passaram)\b)"
)
DRINKS = "(?:single )?(?:malt|whiske?y|scotch|bourbon|cognac|rum|brandy|wine|port|marriage|mortgage)"
UNITS = (
    r"(?:months?|hours?|minutes?|seconds?|days?|weeks?|inch\w*|feet|foot|miles?|yards?|pounds?|dollars?|percent"
    r"|per cent|hundred|thousand|million|people|men|women|times|pages?|euros?|degrees|kilos?|stone|corners?|o'clock"
    r"|[ap]\.?m|of (?:us|them|the|his|her|my)|years?(?! (?:old|of age)))"
)
SUBJECT_OF_AGE = "girl|boy|lad|lass|child|maid|maiden|youth|kid|daughter|son|woman|man|student|pupil|virgin|beauty"
SOFTENERS = (
    r"(?:(?:only|just|barely|still|about|almost|nearly|maybe|perhaps|hardly|scarcely|then|now|like|even|merely) )"
)
TO_BE = "(?:was|were|is|am|are|be|been|being)"
END = (  # an age stands at the end of a phrase: "she was sixteen when", not "she was sixteen miles away"
    r"(?=\s*[.,;:!?)\"'\]]|\s*$|\s-|\s(?:when|and|at|but|or|then|now|that|so|to|going|if|as|while|last|this|next|today"
    r"|yesterday|on|before|after|he|she|i|they|you|we|years old|because|though|although|for|still|too|in)\b)"
)

# One pattern per line: {n} an age from 1 to 17, {t} from 10 to 17, {fr} ... the same in other languages.
STATED = r"""
(?P<disclaimer>\b(?:if you(?: are|'re)|no ?(?:one|body|characters?)|not for \w+|anyone|visitors|readers)
     (?:(?:who )?(?:is|are) )?(?:under|below) (?:the age of )?{eighteen}(?! {units}\b))
{n} (?:and a half )?(?:years?|yrs?\.?|months?) (?:olds?|of age)\b(?! {drinks}\b)
{figure} ?(?:years?|yrs?\.?|y) ?/?(?:olds?|of age)\b(?! {drinks}\b)
{figure} ?(?:yo|y/o|y\.o\.?|yrs|/? ?[mf])(?!\w)
[(\[][mf] ?/? ?1[0-7](?!\d)
\bage[ds]? ?(?::|=|-|of|is|was|about|only|just|between|from)? ?(?:only |just |about )?{n}(?! {units}\b)(?! years in\b)
\bturn(?:ed|s|ing)? (?:just |only )?{n}(?! {units}\b)
\b(?:{subject}) (?:of|aged?) {softener}?{n}(?! {units}\b)
(?<!\bit\s)(?<!here\s)\b{be} (?:not (?:yet )?)?{softener}{{0,2}}{t}{end}
\b(?:he|she|i|they|you|we)(?: {be}|'s|'m|'re|'d been| had been| became) {softener}{{0,2}}{n}{end}
\b(?:only|just|barely|still|scarcely|hardly|merely) (?:turned )?{t}{end}
[a-z]+, {t}(?=,)
\({t}\)
\bborn {n} years ago
{t} (?:summers|winters|years young)\b
\b(?:would|will|ll|she'd|he'd) (?:be|turn) {eighteen}(?! {units}\b)
[a-z]+n't (?:yet )?turned {eighteen}(?! {units}\b)
\b(?:at|since|by|of) {softener}?(?:thirteen|fourteen|fifteen|sixteen|seventeen){end}
\b(?:at|since|by) {softener}?1[1-7],? (?:he|she|i|they|her|his|my)\b
\bages? (?:\d+ ?)?(?:-|to|and) {n}
{n} summers old
\b(?:her|his|my|your|their|'s|a) (?:own )?{ordinal} (?:birthday|year(?! (?:of|as|at|in|on|with|running)\b))
\b{ordinal} birthday
\bin (?:her|his|my|their|your) (?:early |mid |middle |late )?teens\b
\b(?:not(?: yet| quite| even)?|almost|nearly|under|less than|below|younger than|shy of|short of|isn't|wasn't|away from)
     (?:turned |quite )?(?:the age of )?{eighteen}(?! {units}\b)
\b(?:before|until|till) (?:she|he|i|they|you) (?:is |was |turn(?:s|ed)? ){eighteen}(?! {units}\b)
{fr} ans\b{not_after}
{es} anos\b{not_after}
{it} anni\b{not_after}
{pt} anos\b{not_after}
{de} jahre?n? (?:alt|jung)\b
\bmit {de}(?: jahren)?(?= jahren|{end})
{nl} jaar (?:oud|jong)\b
(?<!\bal\s)(?<!\bna\s)(?<!sinds\s)(?<!over\s){nl} jaar{end}
\b(?:meisje|jongen|kind|dochter|zoon) van {nl}\b
\b(?:madchen|jungen?|kind|tochter|sohn) (?:von|mit) {de}\b
\b(?:er|sie|ich) (?:ist|war|bin) (?:erst |gerade )?{de}(?: jahre)?{end}
\b(?:is|was|werd|wordt) (?:pas |nog maar |net )?{nl}(?: jaar)?{end}
(?<!\w)(?:{german}|{dutch}|1[0-7]|[1-9]) ?(?:jahrig|jarig)\w*
\b(?:quattordic|quindic|sedic|diciassett|tredic|dodic|1[2-7] ?)enn[ei]\b
"""


def number(words: str, guards: str = "", figures: bool = True) -> str:
    """A pattern for a number under eighteen: one of `words`, or figures; the cheap test stands first."""
    grouped = group_by_start(words.split("|"), depth=3)
    spelled = rf"(?=(?:{grouped})\b)(?<![\w-]){guards}{NOT_AFTER_TENS}(?:{grouped})\b"
    return rf"(?:(?=\d){guards}{FIGURE}|{spelled})" if figures else f"(?:{spelled})"


def compile_ages() -> re.Pattern[str]:
    """Every line of STATED in one alternation; a space stands for white space or hyphens."""
    lines = [
        line.replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+")
        for line in STATED.strip().replace("\n    ", "").splitlines()
    ]
    pieces = {
        "n": number(ENGLISH),
        "t": rf"(?:(?=1){TEN_FIGURE}|{number(TEN_TO_SEVENTEEN, figures=False)})",
        "figure": rf"(?=\d){FIGURE}",
        "drinks": DRINKS,
        "units": UNITS,
        "subject": SUBJECT_OF_AGE,
        "softener": SOFTENERS,
        "be": TO_BE,
        "end": END,
        "ordinal": f"(?:{ORDINALS}|(?:[5-9]|1[0-7])th)",
        "eighteen": r"(?:18|eighteen)(?!\w|[.,:]\d|-\w)",
        "not_after": DURATION_AFTER,
        "german": GERMAN,
        "dutch": DUTCH,
    }
    romance = {"fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE}
    pieces |= {language: number(words, NOT_A_DURATION) for language, words in romance.items()}
    pieces["it"] = number(ITALIAN, r"(?<!\bda\s)(?<!\bper\s)(?<!\bdopo\s)(?<!\btra\s)(?<!\bfra\s)")
    pieces |= {"de": number(GERMAN), "nl": number(DUTCH)}
    for name in ("softener", "units", "drinks", "end", "not_after"):
        pieces[name] = pieces[name].replace(" ", r"[\s-]+")
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(line.format(**pieces) for line in lines)})")


AGES = compile_ages()
COMMON_WORDS = {"one", "once", "due", "seize", "six", "dos", "tres", "sei"}  # mostly not numbers, or not ages
WORDS = sorted(set(f"{ENGLISH}|{FRENCH}|{SPANISH}|{ITALIAN}|{PORTUGUESE}|{ORDINALS}".split("|")) - COMMON_WORDS)
ANCHOR = re.compile(
    rf"{BEFORE_WORD}(?:1?[0-9](?!\d)|(?:{group_by_start([*WORDS, 'eighteen', 'teens', 'six'], depth=3)})\b"
    rf"|(?:{'|'.join(sorted(COMMON_WORDS))})(?=[\s-]+(?:year|yr|month|and[\s-]a|an[ons]))"
    r"|(?:drei|vier|funf|sech|sieb)zehn\b|(?:der|veer|vijf|zes|zeven)tien\b"
    rf"|(?:{group_by_start(f'{GERMAN}|{DUTCH}'.split('|'), depth=3)})(?=[\s-]*(?:jahr|jaar|jarig))"
    r"|[fm][\s/-]*1[0-7]\b|(?:quattordic|quindic|sedic|diciassett|tredic|dodic)enn)"
)
REACH = 48  # characters around a number within which its sentence says whether it is an age


def find_stated_ages(folded: str) -> Iterator[int]:
    """Offsets of stated ages under eighteen."""
    for start, end in windows(folded):
        for found in AGES.finditer(folded, start, end):
            if found["disclaimer"] is None:
                yield found.start()


def windows(folded: str) -> Iterator[tuple[int, int]]:
    """Where the numbers stand, with their surroundings; overlapping ones joined."""
    start = end = -1
    for found in ANCHOR.finditer(folded):
        low, high = max(0, found.start() - REACH), min(len(folded), found.end() + REACH)
        if low > end and end >= 0:
            yield start, end
        start, end = (low if low > end else start), high
    if end >= 0:
        yield start, end
