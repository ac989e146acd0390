"""The patterns of strong signs: every term, phrase and number that may be an age, and what says whether it is one."""

import re

from pipeline.gate import behind, leads, numbers, phrases, relative, young
from pipeline.gate.patterns import BEFORE_WORD, NO_LETTER, longest_first, one_of, split_terms, whole_words
from pipeline.gate.search import Alternatives, Search

STRONG_TERMS = {"school_years": young.SCHOOL, "age_coded": young.AGE_CODED, "barely_legal": young.BARELY_LEGAL}
NUMBER_WORDS = numbers.VALUES | dict.fromkeys(numbers.EIGHTEEN, 18)
NUMBER_END = r"(?:(?!\w)|(?=[jy]|einhalb))"  # of a number in words: seventeenyearold
BETWEEN = r"[\s)\]\"'-]*+"  # may stand between a number and what says that it is an age


def after_word() -> str:
    """What stands behind a number in words and says that it is an age."""
    age, years = (one_of(split_terms(found)) for found in (behind.AFTER_AGE, behind.AFTER_AGE_OR_DURATION))
    return f"{BETWEEN}(?:(?P<age>{age})|(?P<years>{years}))"


def may_be_age() -> str:
    """Numbers in words that what stands before or behind them can make an age."""
    words = one_of(longest_first(NUMBER_WORDS))
    may_have_lead = rf"(?:(?<![a-z][a-z][^a-z0-9])|(?<={leads.lead_ends()}[^a-z0-9]))"
    behind_it = after_word().replace("?P<age>", "?:").replace("?P<years>", "?:")
    from_two = one_of(longest_first(word for word, value in NUMBER_WORDS.items() if value > 1))
    return f"(?={words})(?:{may_have_lead}{from_two}{NUMBER_END}|{words}(?={behind_it}))"


def in_figures() -> str:
    """Every strong sign with figures, every number in figures that may be an age, and what is excused."""
    age, years = after_figure()
    second = r"(?:(?<=1)[0-9])?+(?!\d)"  # figure of a number up to nineteen
    half = r"(?:[.,]\d(?!\d))?+"
    near = rf"(?<=[a-z][\s:=<-].)(?<={leads.lead_ends()}[\s:=<-].)"
    far = (
        r"(?<!\d\s.)(?:(?<=[\s:=<-][\s(\[-].)|(?<=[a-z],\s.)|(?<=[:=<\"'*(\[].)|(?<=\d-.)"
        r"|(?<=\d\s(?:and|to\s|or\s)\s.))"
    )
    figure = (
        rf"[1-9](?=(?<=1)[0-9](?!\d)|(?!\d))"
        rf"(?>{second}{BETWEEN}(?=[a-z,./|(])(?:(?P<age>{age})|(?P<years>{years}))"
        rf"|(?:{near}|{far}){second}{half}(?P<figure>){no_age()})"
    )
    figured = rf"(?=[0-9]{{1,2}}(?:[a-z]|\.?[\s-]+[a-z]|\s[0-7]\s?y|/[a-z0-9])){one_of(terms(with_figures=True))}"
    return f"{BEFORE_WORD}(?:{figured}|{figure})"


def after_figure() -> tuple[str, str]:
    """What stands behind a number in figures that is an age: whatever stands before it, and unless a duration does."""
    age = one_of([*split_terms(behind.AFTER_AGE), *split_terms(behind.AFTER_FIGURE)])
    return age, one_of(split_terms(behind.AFTER_AGE_OR_DURATION))


def behind_figure() -> str:
    """Both, as one pattern."""
    return "|".join(after_figure())


def terms(with_figures: bool = False) -> list[str]:
    """Every strong sign and what is excused, as patterns: those in words or those with figures."""
    told = [part for choices in relative.TOLD.values() for part in split_terms(f"(?:{choices})")]
    strong = [f"{term}{NO_LETTER}" for fragments in STRONG_TERMS.values() for term in split_terms(fragments)]
    found = [*split_terms(phrases.EXCUSED), *told, *split_terms(phrases.PHRASES), *strong]
    return [term for term in found if (term[0] in "[0123456789") == with_figures]


def no_age() -> str:
    """What must not stand behind a number that may be an age."""
    return (
        rf"(?![\w%]|[.,:/']\d|[\s-]++(?:{one_of(split_terms(behind.NO_AGE))}|{behind.PLURAL})|[.][\s-]++{behind.DATES})"
    )


IN_WORDS = Search(Alternatives(terms(), one_of), Alternatives([may_be_age()], "".join, is_apart=True))
IN_FIGURES = re.compile(in_figures())
STRONG = {rule: Search(Alternatives(split_terms(fragments), whole_words)) for rule, fragments in STRONG_TERMS.items()}
EXCUSED = Search(Alternatives(split_terms(phrases.EXCUSED), one_of))
AFTER_WORD = re.compile(after_word())
NO_AGE = re.compile(no_age())
