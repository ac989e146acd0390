"""Ages that other numbers tell: a year of birth beside another year; an age as a share of another's, or apart from it.

Works on folded text. What is found decides nothing alone: the numbers within reach of it say whether someone is young.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from pipeline.gate.numbers import VALUES
from pipeline.gate.patterns import BEFORE_WORD, NO_LETTER, longest_first, one_of, spaced

Found = tuple[list[int], list[int]]  # places, values
NEAR = 80  # characters around in which another number tells an age
BEFORE_YEARS = 16  # characters in which the number of years stands
LOWEST = 10  # years; numbers that tell less are mostly of other things
PARTS = {"half": 2, "third": 3}
FROM_TWENTY = """
twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety; vingt, trente, quarante, cinquante, soixante; zwanzig,
dreissig, vierzig, funfzig, sechzig, siebzig, achtzig, neunzig; veinte, treinta, cuarenta, cincuenta, sesenta, setenta,
ochenta, noventa; venti, trenta, quaranta, cinquanta, sessanta, settanta, ottanta, novanta; vinte, trinta, quarenta,
cinquenta, sessenta, setenta, oitenta, noventa; twintig, dertig, veertig, vijftig, zestig, zeventig, tachtig, negentig;
veinti
"""
TWENTIES = {
    word: value
    for language in " ".join(FROM_TWENTY.split()).split("; ")
    for value, word in enumerate(language.split(", "), start=2)
}
UNITS = {word: value for word, value in VALUES.items() if value < 10}
WHOSE = r"(?:(?:(?:the|her|his|my|your|their) )?[a-z]+'s?|her|his|my|your|their|our)(?: own)?"
TOLD = {
    "born": (
        r"(?:born|b\.|dob|d\.o\.b\.?|date of birth|birth ?date|birth ?year|year of birth|nee? (?:en|le)|geboren"
        r"|nacid[oa]|nat[oa] (?:nel|il)|nascid[oa])\D{1,24}(?:(?<=')\d\d\b|(?:\d\d?\D{1,12}){0,2}(?:19|20)\d\d\b)"
    ),
    "half": (
        rf"(?:half|twice|double) (?:{WHOSE} (?:\w+ )?age|as old|the age of (?:her|him|me|them|the|his|my))"
        r"|half the age|half that(?=[.,;!?])"
        r"|(?:moitie|deux fois|double) (?:de )?(?:son|mon|ton|leur|votre) age|(?:halb|doppelt) so alt"
        r"|(?:mitad|doble) de (?:(?:su|mi|tu) )?edad|(?:meta|doppio) (?:dei (?:suoi|miei|tuoi|loro) anni"
        r"|(?:della sua|dell')\s?eta)|(?:metade|dobro) da (?:sua |minha )?idade|(?:half|twee keer|dubbel) zo oud"
        r"|helft van (?:zijn|haar|mijn) leeftijd"
    ),
    "third": (
        rf"(?:third|three times|triple|thrice) (?:of )?(?:{WHOSE} (?:\w+ )?age|as old)|tiers de (?:son|mon) age"
        r"|trois fois son age|dreimal so alt|triple de (?:su )?edad|triplo (?:dei suoi anni|da idade)|drie keer zo oud"
    ),
    "apart": (
        r"years (?:(?:her|his|my|your|their) (?:junior|senior)|(?:younger|older|elder) than)|years younger|younger"
        r"|ans (?:plus (?:jeune|age)|de (?:moins|plus))|jahre? (?:junger|alter)|anos (?:menor|mayor|mas (?:joven"
        r"|viej[oa])|mais (?:nov[oa]|velh[oa])|menos)|anni (?:piu (?:giovane|vecchi[oa])|(?:in|di) (?:meno|piu))"
        r"|jaar (?:jonger|ouder)"
    ),
}
RELATIVE = re.compile(
    BEFORE_WORD + "(?:" + "|".join(f"(?P<{kind}>{spaced(told)})" for kind, told in TOLD.items()) + ")" + NO_LETTER
)
YEAR = re.compile(r"(?<!\d)(?<!born\s)(?<!born\sin\s)(?<!\bb\.\s)(?:(?:19|20)\d\d|(?<=')\d\d)(?!\d)")
UNIT = one_of(longest_first(UNITS))
ADULT_AGE = re.compile(
    rf"(?<![\w.,:$#/-])(?P<figure>[2-9]\d|1[89])(?![\w%]|[.,:/]\d)"
    rf"|(?<![a-z])(?:(?P<before>{UNIT})[\s-]*(?:und|en|and)[\s-]*)?(?P<tens>{one_of(longest_first(TWENTIES))})"
    rf"(?:[\s-]*(?:(?:e|y|et)[\s-]+)?(?P<unit>{UNIT}))?(?![a-z])"
)
APART = re.compile(rf"(?<![a-z0-9])(?:(?P<figure>\d\d?)|(?P<word>{one_of(longest_first(VALUES))}))[\s-]*$")


class Numbers:
    """The years and the adult ages of a text, which tell what a match of RELATIVE means."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    def tell_young(self, found: re.Match[str]) -> bool:
        """Whether the numbers near a match make someone ten to seventeen."""
        return any(LOWEST <= age < 18 for age in self.ages(found))

    def ages(self, found: re.Match[str]) -> list[float]:
        """Every age that a number near a match may stand for."""
        kind = found.lastgroup or ""
        if kind == "born":
            birth = full_year(found[0].rpartition("'")[2][-4:])
            return [year - birth for year in near(self.years, found)]
        adults = near(self.adults, found)
        if kind == "apart":
            apart = APART.search(self.folded, max(0, found.start() - BEFORE_YEARS), found.start())
            told: list[float] = [age - number(apart) for age in adults] if apart else []
        else:
            told = [age / PARTS[kind] for age in adults]
        return [] if adults.intersection(told) else told  # both are named: `twice her age, sixty to her thirty`

    @cached_property
    def years(self) -> Found:
        """Place and value of each year."""
        found = [(year.start(), full_year(year[0])) for year in YEAR.finditer(self.folded)]
        return [place for place, _ in found], [year for _, year in found]

    @cached_property
    def adults(self) -> Found:
        """Place and value of each number that may be an adult's age."""
        found = [(age.start(), adult_age(age)) for age in ADULT_AGE.finditer(self.folded)]
        return [place for place, _ in found], [age for _, age in found]


def near(numbers: Found, found: re.Match[str]) -> set[int]:
    """The values of numbers near a match."""
    places, values = numbers
    return set(values[bisect_left(places, found.start() - NEAR) : bisect_right(places, found.end() + NEAR)])


def full_year(year: str) -> int:
    """A year of two or four figures in full: 99 is 1999."""
    return int(year) if len(year) > 2 else int(year) + (1900 if int(year) > 30 else 2000)


def adult_age(found: re.Match[str]) -> int:
    """The value of a match of ADULT_AGE."""
    if found["figure"]:
        return int(found["figure"])
    return 10 * TWENTIES[found["tens"]] + UNITS.get(found["unit"] or found["before"] or "", 0)


def number(found: re.Match[str]) -> int:
    """The value of a match of APART."""
    return int(found["figure"]) if found["figure"] else VALUES[" ".join(found["word"].replace("-", " ").split())]
