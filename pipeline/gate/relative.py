"""Ages that other numbers tell: a year of birth beside another year; an age as a share of another's, or apart from it.

Works on folded text. What is found decides nothing alone: the numbers within reach of it say whether someone is young.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import NamedTuple

from pipeline.gate.numbers import VALUES
from pipeline.gate.patterns import BEFORE_WORD, NO_LETTER, longest_first, one_of, spaced
from pipeline.gate.search import Alternatives, Search
from pipeline.gate.starts import Words

NEAR = 80  # characters around in which another number tells an age
BEFORE_YEARS = 24  # characters in which the number of years stands, and whose age it is
LOWEST = 10  # years; numbers that tell less are mostly of other things
PARTS = {"half": 2, "third": 3}
FROM_TWENTY = """
twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety; vingt, trente, quarante, cinquante, soixante; zwanzig,
dreissig, vierzig, funfzig, sechzig, siebzig, achtzig, neunzig; veinte, treinta, cuarenta, cincuenta, sesenta, setenta,
ochenta, noventa; venti, trenta, quaranta, cinquanta, sessanta, settanta, ottanta, novanta; vent'anni, trent'anni,
quarant'anni, cinquant'anni, sessant'anni, settant'anni, ottant'anni, novant'anni; vinte, trinta, quarenta,
cinquenta, sessenta, setenta, oitenta, noventa; twintig, dertig, veertig, vijftig, zestig, zeventig, tachtig, negentig;
veinti
"""
TWENTIES = {
    word: value
    for language in " ".join(FROM_TWENTY.split()).split("; ")
    for value, word in enumerate(language.split(", "), start=2)
}
ONE = dict.fromkeys(("un", "une", "uno", "una", "um", "uma", "ein", "een"), 1)
UNITS = ONE | {word: value for word, value in VALUES.items() if value < 10}
WHOSE = r"(?:(?:(?:the|her|his|my|your|their) )?[a-z]+'s?|her|his|my|your|their|our)(?: own)?"
NOT_THAN = r"(?: (?:her|his|my|their) (?:1[0-7]|ten|eleven|twelve|(?:thir|four|fif|six|seven)teen)(?=[.,;!?]))"
NOT_HER_TEENS = f"(?!{NOT_THAN})"  # older than her fifteen: a phrase of its own
TOLD = {
    "born": (
        r"(?:born|(?:child|baby|girl|boy|kid) of|b\.|dob|d\.o\.b\.?|date of birth|birth ?date|birth ?year|year of birth"
        r"|nee? (?:en|le)|geboren"
        r"|jahrgang|nacid[oa]|nacio|nat[oa] (?:nel|il)|nascid[oa]|nasc(?:eu|era)|came into the world"
        r"|(?:birth certificate|passport|papers|licen[cs]e|id(?: card)?)"
        r" (?:said|says|gave|gives|reads?|showed|shows|had))"
        r"\D{1,24}(?:(?<=')\d\d\b|(?:\d\d?\D{1,12}){0,2}(?:19|20)\d\d\b)"
        r"(?:[,;]?(?: and| but)? s?he in (?:19|20)\d\d\b)?|(?:wurde|war|in|im jahr|an?) (?:19|20)\d\d (?:geboren|baby)"
    ),
    "half": (
        rf"(?:half|twice|double) (?:{WHOSE} (?:\w+ )?age|as old|the age of (?:her|him|me|them|the|his|my))"
        r"|half the age|half that(?=[.,;!?])|deux fois plus (?:age|vieux)"
        r"|(?:moitie|deux fois|double) (?:de )?(?:son|mon|ton|leur|votre) age|(?:halb|doppelt) so alt"
        r"|(?:mitad|doble) de (?:(?:su|mi|tu) )?edad|dobl(?:aba|a|o) la edad|doble que (?:ella|el|yo)"
        r"|(?:doppio di|dobro d)(?: lei| lui|ela|ele)|(?:meta|doppio) (?:dei (?:suoi|miei|tuoi|loro) anni"
        r"|(?:della sua|dell')\s?eta)|(?:metade|dobro) da (?:sua |minha )?idade|(?:half|twee keer|dubbel) zo oud"
        r"|helft van (?:zijn|haar|mijn) leeftijd"
    ),
    "third": (
        rf"(?:third|three times|triple|thrice) (?:of )?(?:{WHOSE} (?:\w+ )?age|as old)|tiers de (?:son|mon) age"
        r"|trois fois son age|dreimal so alt|triple de (?:su )?edad|triplo (?:dei suoi anni|da idade)|drie keer zo oud"
    ),
    "apart": (
        rf"years (?:(?:her|his|my|your|their) (?:junior|senior)|(?:younger|older|elder) than{NOT_HER_TEENS})"
        rf"|years (?:younger(?! than{NOT_THAN})|(?:less|fewer)(?=[.,;!?]))"
        r"|(?:younger|older|elder) by (?:\d\d?|[a-z]+(?: [a-z]+)?) years?"
        rf"|younger(?! than (?:the law|allowed|legal))(?! than{NOT_THAN})"
        r"|ans (?:plus (?:jeune|age)|de (?:moins|plus))|jahre? (?:junger|alter)|anos (?:menor|mayor|mas (?:joven"
        r"|viej[oa])|mais (?:nov[oa]|velh[oa])|menos)|anni (?:piu (?:giovane|vecchi[oa])|(?:in|di) (?:meno|piu))"
        r"|(?:menos|(?:di|in) meno)(?=[.,;!?])|de (?:plus|moins)(?= qu[e'])"
        r"|jaar (?:jonger|ouder)"
    ),
}
RELATIVE = re.compile(
    BEFORE_WORD + "(?:" + "|".join(f"(?P<{kind}>{spaced(told)})" for kind, told in TOLD.items()) + ")" + NO_LETTER
)
YEAR = re.compile(r"(?<!\d)(?<!born\s)(?<!born\sin\s)(?<!\bb\.\s)(?:(?:19|20)\d\d|(?<=')\d\d)(?!\d)")
UNIT = one_of(longest_first(UNITS))
SPELT = (
    rf"(?:(?P<before>{UNIT})[\s-]*(?:und|en|and)[\s-]*)?(?P<tens>{one_of(longest_first(TWENTIES))})"
    rf"(?:[\s-]*(?:(?:e|y|et)[\s-]+)?(?P<unit>{UNIT}))?(?![a-z])"
)
ADULT_AGE = (
    rf"(?<![\w.,:$#/-])(?P<figure>[2-9]\d|1[89])(?![\w%]|[.,:/]\d)"
    rf"|(?<![a-z])(?:{SPELT}|(?P<teens>eighteen|nineteen)(?![a-z]))"
)
WORD = one_of(longest_first(VALUES))
YEARS_APART = rf"(?:(?P<figure>\d\d?)|{SPELT}|(?P<word>{WORD})(?![a-z])|(?P<teens>eighteen|nineteen)(?![a-z]))"
APART = re.compile(rf"(?<![a-z0-9]){YEARS_APART}[\s-]*$")
BY = re.compile(rf"\bby[\s-]+{YEARS_APART}")
ADULTS = Search(Alternatives([ADULT_AGE], "".join))
BIRTH_YEAR = re.compile(r"(?:19|20)\d\d|(?<=')\d\d")
TEENS = {"eighteen": 18, "nineteen": 19}
YOUNGER = re.compile("young|juni|less|fewer|jeune|moins|jung|menor|joven|menos|nov|giovane|meno|jong")
PRONOUN = re.compile(
    r"(?<![a-z'])(?:s?he|i|they|ils?|elles?|je|er|sie|ich|el|ella|yo|lui|lei|io|ele|ela|eu|hij|ze|zij|ik)(?![a-z])"
)
SAME_PERSON = re.compile(  # thirty-two years old, fifteen years his junior
    r"[\s,;(-]*(?:(?:and|about|some|almost|nearly|only|a|full|good|perhaps|exactly|just|years? old|was|is|ans|anos|anni"
    r"|jahre|jaar)[\s,-]+)*$"
)


class Value(NamedTuple):
    """A year or an age and where it stands."""

    start: int
    end: int
    value: int


class Values:
    """Numbers of a text, in order."""

    def __init__(self, values: Iterable[Value]) -> None:
        self.values = list(values)
        self.starts = [value.start for value in self.values]
        self.distinct = {value.value for value in self.values}

    def near(self, found: re.Match[str]) -> list[Value]:
        """Those near a match, none in it."""
        start, end = found.span()
        low, high = bisect_left(self.starts, start - NEAR), bisect_right(self.starts, end + NEAR)
        return [value for value in self.values[low:high] if not start <= value.start < end]


class Numbers:
    """The years and the adult ages of a text, which tell what a match of RELATIVE means."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.folded = words.folded
        self.young_since: dict[str, int | None] = {}  # for years of birth, see birth_of_young

    def tell_young(self, found: re.Match[str]) -> bool:
        """Whether the numbers near a match make someone ten to seventeen."""
        kind = found.lastgroup or ""
        if kind == "born":
            return self.is_born_late(found)
        if kind == "apart":
            return self.is_younger(found)
        part = PARTS[kind]
        if self.adults.distinct.isdisjoint(range(LOWEST * part, 18 * part)):
            return False
        adults = {value for _, _, value in self.adults.near(found)}
        return told_young(adults, {age / part for age in adults})

    def is_born_late(self, found: re.Match[str]) -> bool:
        """Whether a year near is that of someone young who was born in a year of a match."""
        for year in BIRTH_YEAR.findall(found[0]):
            birth = self.birth_of_young(year)
            if birth is not None and self.is_young_in_a_year(birth, found):
                return True
        return False

    def birth_of_young(self, year: str) -> int | None:
        """A year of birth; none where no year of the text is that of someone young who was born then."""
        if year not in self.young_since:
            birth = full_year(year)
            is_old = self.every_year.isdisjoint(range(birth + LOWEST, birth + 18))
            self.young_since[year] = None if is_old else birth
        return self.young_since[year]

    def is_young_in_a_year(self, birth: int, found: re.Match[str]) -> bool:
        """Whether a year near is that of someone young who was born in another."""
        return any(is_young(year.value - birth) for year in self.years.near(found))

    def is_younger(self, found: re.Match[str]) -> bool:
        """Whether someone is younger, by the years of a match, than someone near, and young."""
        apart = APART.search(self.folded, max(0, found.start() - BEFORE_YEARS), found.start()) or BY.search(found[0])
        if apart is None or self.adults.distinct.isdisjoint(range(number(apart) + LOWEST, number(apart) + 18)):
            return False
        adults = self.adults.near(found)
        return told_young({value for _, _, value in adults}, self.ages_apart(found, apart, adults))

    def ages_apart(self, found: re.Match[str], apart: re.Match[str], adults: list[Value]) -> set[float]:
        """The ages of who is younger by a number of years than someone whose age is near."""
        start = apart.start() if apart.re is APART else found.start()
        younger, years = YOUNGER.search(found[0]) is not None, number(apart)
        return {
            age.value - years
            for age in adults
            if not start <= age.start < found.start() and self.is_of_older(age, younger, start, found)
        }

    def is_of_older(self, age: Value, younger: bool, start: int, found: re.Match[str]) -> bool:
        """Whether an age may be that of the older of two, of whom one is `years younger` or `older`."""
        if age.start > found.start():
            return younger or self.is_of_subject(age, start, found)
        between = self.folded[age.end : start]
        subject, own = (
            PRONOUN.findall(between),
            PRONOUN.findall(self.folded, max(0, age.start - BEFORE_YEARS), age.start),
        )
        same = subject[-1:] == own[-1:] if subject else SAME_PERSON.match(between) is not None
        return younger != same or not (same or subject)

    def is_of_subject(self, age: Value, start: int, found: re.Match[str]) -> bool:
        """Whether an age behind `years his senior` may be that of who is older."""
        subject = PRONOUN.findall(self.folded, max(0, start - BEFORE_YEARS), start)
        own = PRONOUN.findall(self.folded, found.end(), age.start)
        return subject[-1] == own[-1] if subject and own else not found[0].endswith("than")

    @cached_property
    def every_year(self) -> set[int]:
        """The years that the text names."""
        return {full_year(year) for year in {year[0] for year in self.year_matches()}}

    def year_matches(self) -> Iterator[re.Match[str]]:
        """The matches of YEAR, looked for only where figures begin."""
        return filter(None, map(partial(YEAR.match, self.folded), self.words.numbers.tolist()))

    @cached_property
    def years(self) -> Values:
        """Each year."""
        return Values(Value(year.start(), year.end(), full_year(year[0])) for year in self.year_matches())

    @cached_property
    def adults(self) -> Values:
        """Each number that may be an adult's age."""
        values: list[Value] = []
        known: dict[str, int] = {}  # by how they are written
        for age in ADULTS.finditer(self.words):
            value = known.get(age[0])
            if value is None:
                value = known[age[0]] = adult_age(age)
            values.append(Value(age.start() + 1, age.end(), value))
        return Values(values)


def is_young(age: float) -> bool:
    """Whether an age is one that is told by others and under eighteen."""
    return LOWEST <= age < 18


def told_young(adults: set[int], told: set[float]) -> bool:
    """Whether someone young is told of; not where both are named: `twice her age, sixty to her thirty`."""
    return any(map(is_young, told)) and not adults & told


def full_year(year: str) -> int:
    """A year of two or four figures in full: 99 is 1999."""
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) > 30 else 2000)


def number(found: re.Match[str]) -> int:
    """The value of a match of APART or BY."""
    return VALUES[" ".join(word.replace("-", " ").split())] if (word := found["word"]) else adult_age(found)


def adult_age(found: re.Match[str]) -> int:
    """The value of a match of ADULTS."""
    if figure := found["figure"]:
        return int(figure)
    return TEENS[teens] if (teens := found["teens"]) else spelt_out(found)


def spelt_out(found: re.Match[str]) -> int:
    """The value of SPELT in a match."""
    return 10 * TWENTIES[found["tens"]] + UNITS.get(found["unit"] or found["before"] or "", 0)
