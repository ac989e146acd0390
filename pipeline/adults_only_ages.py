"""Strong signs of someone under eighteen: stated ages, school years, age-coded terms, "barely legal" coding.

Works on folded text (see `pipeline.adults_only_fold`). Durations, times of day and
adult ages are none: every number that may be an age is found first, and is one when
what stands behind it says so ("years old"), or when what stands before it does ("she was") and nothing behind it speaks
against that ("miles"). What stands before is read from the number backwards, so that each number costs the same.
"""

import re
from collections.abc import Iterable, Iterator
from heapq import merge

import numpy as np

from pipeline import adults_only_numbers as numbers
from pipeline import adults_only_phrases as phrases
from pipeline import adults_only_young as young
from pipeline.adults_only_figures import Places, figure_places
from pipeline.adults_only_patterns import BEFORE_WORD, NO_LETTER, compile_terms, one_of, spaced, split_terms

STATED_AGE = "stated_age"
STRONG_TERMS = {"school_years": young.SCHOOL, "age_coded": young.AGE_CODED, "barely_legal": young.BARELY_LEGAL}

NEAR_BIRTH = 80  # characters around a year of birth in which another year tells an age
REACH = 48  # characters before a number that say whether it is an age
VALUES = numbers.OTHER_LANGUAGES | numbers.ENGLISH
NUMBER_WORDS = VALUES | dict.fromkeys(numbers.EIGHTEEN, 18)
FIRST_FIGURE = re.compile(r"\d+")
ENDS = {  # lowest age, and what must stand behind it
    "any": (2, numbers.PLAIN_END),
    "subject": (2, numbers.STRICT_END),
    "ten": (10, numbers.PLAIN_END),
    "plural": (10, numbers.STRICT_END),
    "late": (13, numbers.STRICT_END),
    "elsewhere": (13, numbers.STRICT_END_ELSEWHERE),
    "elsewhere_ten": (10, numbers.STRICT_END_ELSEWHERE),
    "bracket": (10, numbers.BRACKET),  # Anna (16)
    "comma": (10, numbers.COMMA),  # Anna, 16, left
}


def compile_signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Every strong sign, every number that may be an age, and what is excused: those in words, and those in figures."""
    age = one_of([*split_terms(numbers.AFTER_AGE), *split_terms(numbers.AFTER_FIGURE)])
    years = one_of(split_terms(numbers.AFTER_AGE_OR_DURATION))
    second = r"(?:(?<=1)[0-9])?+(?!\d)"  # figure of a number up to nineteen
    near = rf"(?<=[a-z][\s:=<-].)(?<={lead_ends()}[\s:=<-].)"
    far = (
        r"(?<!\d\s.)(?:(?<=[\s:=<-][\s(\[-].)|(?<=[a-z],\s.)|(?<=[:=<\"'*(\[].)|(?<=\d-.)"
        r"|(?<=\d\s(?:and|to\s|or\s)\s.))"
    )
    figure = (
        rf"[1-9](?=(?<=1)[0-9](?!\d)|(?!\d))"
        rf"(?>{second}[\s-]*+(?=[a-z,./])(?:(?P<age>{age})|(?P<years>{years}))"
        rf"|(?:{near}|{far}){second}(?P<figure>){no_age()})"
    )
    words = [f"{word}(?:(?!\\w)|(?=[jy]|einhalb))" for word in longest_first([*VALUES, *numbers.EIGHTEEN])]
    terms = [f"{term}{NO_LETTER}" for fragments in STRONG_TERMS.values() for term in split_terms(fragments)]
    terms = [*split_terms(phrases.EXCUSED), *split_terms(phrases.PHRASES), *terms, *words]
    with_figures = [term for term in terms if term[0] in "[0123456789"]
    in_words = one_of([term for term in terms if term not in with_figures])
    figured = rf"(?=[0-9]{{1,2}}(?:[a-z]|\.?[\s-]+[a-z]|\s[0-7]\s?y|/[a-z0-9])){one_of(with_figures)}"
    return re.compile(BEFORE_WORD + in_words), re.compile(f"{BEFORE_WORD}(?:{figured}|{figure})")


def longest_first(words: Iterable[str]) -> list[str]:
    """Words as patterns, none before a longer one that begins with it."""
    return [spaced(word) for word in sorted(words, key=len, reverse=True)]


def lead_words() -> list[str]:
    """Every word that may stand right before an age."""
    tables = (*numbers.LEADS.values(), numbers.SOFTENERS, numbers.BEFORE_EIGHTEEN)
    return [word for table in tables for word in plain_words(table)]


def lead_ends() -> str:
    """A pattern for the last two characters of those words: most others are told from ages by these alone."""
    ends: dict[str, set[str]] = {}
    for word in lead_words():
        before = word[-2] if len(word) > 1 else "[^a-z0-9]"
        ends.setdefault(before, set()).add(word[-1])
    return one_of([f"{before}[{''.join(sorted(lasts))}]" for before, lasts in sorted(ends.items())])


def no_age() -> str:
    """What must not stand behind a number that may be an age."""
    return rf"(?![\w%]|[.,:/']\d|[\s-]++(?:{one_of(split_terms(numbers.NO_AGE))}|{numbers.PLURAL}))"


def compile_leads() -> re.Pattern[str]:
    """What stands before an age, backwards: `saw ehs` for `she was`; a first age of two may stand between."""
    leads = one_of(backwards([*KINDS, *plain_words(numbers.NO_LEAD)]))
    counted = one_of(backwards(VALUES))
    softeners = one_of(backwards(plain_words(numbers.SOFTENERS)))
    first_age = r"(?:(?:(?:ot|ro|dna)[\s-]+)?\d{1,2}[\s-]+)?"
    return re.compile(
        rf"[\s-]*+(?:[:=<\"'*][\s-]*+)?{first_age}(?:{softeners}(?:[\s-]++|(?=[(\[]))){{0,3}}"
        rf"(?:(?P<lead>{leads})(?![a-z0-9])|(?P<bracket>[(\[])|(?P<comma>,(?=[a-z])(?!{counted}(?![a-z]))))"
    )


def plain_words(words: str) -> list[str]:
    """A list of words separated by commas."""
    return " ".join(words.split()).split(", ")


def backwards(words: Iterable[str]) -> list[str]:
    """Words letter by letter from their ends, as patterns, none before a longer one that begins with it."""
    return longest_first(word[::-1] for word in words)


def kinds_of_leads() -> dict[str, list[str]]:
    """The kinds, in ENDS, of each word that makes a number an age."""
    kinds: dict[str, list[str]] = {}
    for kind, words in numbers.LEADS.items():
        for word in plain_words(words):
            kinds.setdefault(word, []).append(kind)
    for word, own in kinds.items():  # `she was` tells what `was` tells, too; `they were` tells less than `were`
        if "plural" not in own:
            own += [
                kind for other, more in kinds.items() if word.endswith(f" {other}") for kind in more if kind not in own
            ]
    return kinds


KINDS = kinds_of_leads()
LEAD_ENDS = {word[-2:] for word in lead_words() if len(word) > 1}
IN_WORDS, IN_FIGURES = compile_signs()
STRONG = {rule: compile_terms(terms) for rule, terms in STRONG_TERMS.items()}
EXCUSED = re.compile(BEFORE_WORD + one_of(split_terms(phrases.EXCUSED)))
AFTER_WORD = re.compile(
    rf"[\s-]*+(?:(?P<age>{one_of(split_terms(numbers.AFTER_AGE))})"
    rf"|(?P<years>{one_of(split_terms(numbers.AFTER_AGE_OR_DURATION))}))"
)
BORN = re.compile(BEFORE_WORD + spaced(phrases.BORN))
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NO_AGE = re.compile(no_age())
LEAD = compile_leads()
LEAD_OF_EIGHTEEN = re.compile(rf"[\s-]*+{one_of(backwards(plain_words(numbers.BEFORE_EIGHTEEN)))}(?![a-z0-9])")
DURATION = re.compile(rf"[\s-]*{one_of(backwards(plain_words(numbers.DURATION_BEFORE)))}(?![a-z0-9])")


THING = re.compile(  # the house was sixteen years old
    rf"[\s-]*+(?:{one_of(backwards(plain_words(numbers.SOFTENERS)))}[\s-]++)?(?:saw|si|neeb d?[ae]h|erew|era)[\s-]++"
    rf"s?{one_of(backwards(plain_words(numbers.THINGS_OF_AN_AGE)))}(?![a-z0-9])"
)


def find_strong_signs(
    folded: str, figures: Places | None = None, start: int = 0, end: int | None = None
) -> Iterator[tuple[str, int]]:
    """The rule and the place of each strong sign between two places, in order.

    Args:
        figures: what `figure_places` finds in `folded`, for those who ask more than once.
    """
    places = figure_places(folded) if figures is None else figures
    end = len(folded) if end is None else end
    low, high = np.searchsorted(places, (start, end))
    in_figures = (found for place in places[low:high].tolist() if (found := IN_FIGURES.match(folded, place, end)))
    done = 0
    for found in merge(IN_WORDS.finditer(folded, start, end), in_figures, key=re.Match.start):
        if found.start() >= done and (rule := rule_of(folded, found)):
            yield rule, found.start()
        done = max(done, found.end())


def rule_of(folded: str, found: re.Match[str]) -> str | None:
    """The rule behind a match of IN_WORDS or IN_FIGURES; None for what is excused, and for a number that is no age."""
    place, kind, number = found.start(), found.lastgroup, found[0][1:]
    if kind is not None:
        figure = FIRST_FIGURE.match(number)
        assert figure is not None
        age = is_age(folded, place + 1, found.end(), figure[0], kind, number[figure.end() :])
        return STATED_AGE if age else None
    if number in NUMBER_WORDS or (number := " ".join(number.replace("-", " ").split())) in NUMBER_WORDS:
        return STATED_AGE if is_worded_age(folded, place + 1, found.end(), number) else None
    if EXCUSED.match(folded, place):
        return None
    if born := BORN.match(folded, place):
        return STATED_AGE if is_young_between(folded, born) else None
    return next((rule for rule, pattern in STRONG.items() if pattern.match(folded, place)), STATED_AGE)


def is_young_between(folded: str, born: re.Match[str]) -> bool:
    """Whether a year close to a year of birth makes someone ten to seventeen."""
    near = YEAR.findall(folded, max(0, born.start() - NEAR_BIRTH), born.end() + NEAR_BIRTH)
    return any(10 <= int(year) - int(born[0][-4:]) < 18 for year in near)


def is_worded_age(folded: str, start: int, end: int, number: str) -> bool:
    """Whether a number in words is an age under eighteen."""
    if behind := AFTER_WORD.match(folded, end):
        return is_age(folded, start, end, number, behind.lastgroup, behind[0])
    near = may_have_lead(folded, start) and NO_AGE.match(folded, end) is not None
    return near and is_age(folded, start, end, number, None, "")


def is_age(folded: str, start: int, end: int, number: str, kind: str | None, tail: str) -> bool:
    """Whether a number, with what stands behind it, is an age under eighteen.

    Args:
        kind: `age` or `years` where what stands behind says so; anything else where it does not.
    """
    value = int(number) if number.isdigit() else NUMBER_WORDS[number]
    if "month" in tail:
        return True
    if kind == "age" and value < 18:
        return THING.match(before_number(folded, start)) is None
    if kind == "years" and value < 18:
        return not is_duration(folded, start, tail)
    return has_lead(folded, start, end, number, value)


def may_have_lead(folded: str, start: int) -> bool:
    """Whether the last characters before a number can be those of a word that makes it an age: a cheap first look."""
    return folded[start - 3 : start - 1] in LEAD_ENDS or not folded[start - 3 : start - 1].isalpha()


def is_duration(folded: str, start: int, tail: str) -> bool:
    """Whether what stands before a number of years makes them a duration; `ha 15 anni` tells an age."""
    before = DURATION.match(before_number(folded, start))
    return before is not None and not (before[0].strip() == "ah" and tail.endswith("anni"))


def before_number(folded: str, start: int) -> str:
    """What stands before a number, backwards."""
    return folded[max(0, start - REACH) : start][::-1]


def has_lead(folded: str, start: int, end: int, number: str, value: int) -> bool:
    """Whether what stands before a number makes it an age under eighteen."""
    before = before_number(folded, start)
    if value == 18:
        return LEAD_OF_EIGHTEEN.match(before) is not None
    lead = LEAD.match(before)
    if lead is None:
        return False
    if lead["lead"] is None:
        kinds = [lead.lastgroup or ""]
    else:
        kinds = KINDS.get(" ".join(lead["lead"][::-1].replace("-", " ").split()), [])
    return any(fits(folded, end, number, value, kind) for kind in kinds)


def fits(folded: str, end: int, number: str, value: int, kind: str) -> bool:
    """Whether a number behind a lead of this kind is an age under eighteen."""
    lowest, closing = ENDS[kind]
    known = number.isdigit() or number in (numbers.OTHER_LANGUAGES if kind.startswith("elsewhere") else numbers.ENGLISH)
    return known and lowest <= value < 18 and closing.match(folded, end) is not None
