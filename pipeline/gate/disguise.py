"""Words and numbers in disguise made plain: figures for letters, letters one by one, other numerals."""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from pipeline.gate import terms, young
from pipeline.gate.patterns import longest_first, one_of, words_of

Codes = NDArray[np.uint8]
Places = NDArray[np.intp]
NOWHERE: tuple[Places, Places] = (np.empty(0, np.intp), np.empty(0, np.intp))
ROMAN = {"xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17}
PROGRAMMED = {form: value for value in range(10, 18) for form in (f"0x{value:x}", f"0x{value:02x}", f"0b{value:b}")}
NUMERALS = {word: str(value).ljust(len(word)) for word, value in (ROMAN | PROGRAMMED).items()}
LONGEST_NUMERAL = max(map(len, NUMERALS))

# Words that are worth disguising.
DISGUISED = """
teen teens teenage teenager teenagers teenie teeny preteen preteens tween tweens underage underaged loli lolis lolita
lolicon shota shotacon jailbait minor minors child children kid kids girl girls boy boys girly daughter son schoolgirl
schoolgirls schoolboy schoolboys school highschool toddler infant pedo paedo pedophile years year old aged thirteen
fourteen fifteen sixteen seventeen eighteen twelve eleven treize quatorze quinze seize dreizehn vierzehn funfzehn
sechzehn siebzehn trece catorce quince dieciseis diecisiete tredici quattordici quindici sedici diciassette dezesseis
dezessete dertien veertien vijftien zestien zeventien birthday virgin lolitas nymphet incest minderjahrig mineure menor
minorenne sex sexual sexy porn porno pornography erotic erotica nude nudes naked penis vagina clit cock dick pussy cum
semen orgasm masturbate masturbating rape raped rapist intercourse fuck fucked fucking breasts nipple nipples blowjob
handjob anal orgy slut hentai
""".split()  # noqa: SIM905  # read as a text, not as a list
SPOKEN_IN = (terms.EXPLICIT, young.SCHOOL, young.AGE_CODED, young.BARELY_LEGAL, young.WEAK)
SPOKEN = frozenset(DISGUISED) | words_of(*SPOKEN_IN)
AS_I = str.maketrans("013456789@$!|+", "oieasgtbgasiit", "*~^")
AS_L = str.maketrans("013456789@$!|+", "oleasgtbgaslit", "*~^")
LETTERS, SIGNS = "abcdefghijklmnopqrstuvwxyz", "0123456789@$!|+*~^"
MAX_WORD = 24  # characters of a disguised word
MAX_GAP, MIN_SPELLED = 3, 3  # characters between letters that are spelt out, and how many letters
GAPS = " .*/|,~\n:()[]-"  # what may stand between letters that are spelt out
NO_GAPS = str.maketrans("", "", GAPS)
GAP = rf"[{re.escape(GAPS)}]{{1,{MAX_GAP}}}"
FIRST = rf"(?:[a-z]|[0-9](?={GAP}(?:[0-9]{GAP})?[a-z]))"  # "1 6 y o", but no list of figures
SPELLED = re.compile(rf"([^a-z0-9'])({FIRST}(?:{GAP}[a-z0-9]){{2,}})(?![a-z0-9'])")
ALPHANUMERIC = frozenset(LETTERS + "0123456789")
BROKEN = re.compile(r"(?<![a-z])([a-z]{2,20})-\n\s{0,8}([a-z]{2,20})(?![a-z])")
KNOWN = re.compile(rf"({one_of(longest_first(DISGUISED))}|1[0-7](?=y))")


def codes_with(characters: Iterable[str]) -> NDArray[np.bool_]:
    """For each code of a plain text, whether it is that of one of the characters."""
    found = np.zeros(0x80, np.bool_)
    found[[ord(character) for character in characters]] = True
    return found


SIGN_CODES, WORD_CODES, ALPHANUMERIC_CODES = (codes_with(chosen) for chosen in (SIGNS, LETTERS + SIGNS, ALPHANUMERIC))
IN_WORD_CODES = codes_with(ALPHANUMERIC | {"_"})


def undisguise(plain: str) -> str:
    """Words broken over lines, with figures or signs for letters, or letter by letter, made plain; lengths stay."""
    if "-\n" in plain:
        plain = BROKEN.sub(joined_line, plain)
    plain = replaced(plain, *mixed_words(codes_of(plain)), plain_word)
    return replaced(plain, *spelled_runs(codes_of(plain)), plain_runs)


def codes_of(plain: str) -> Codes:
    """The characters of a plain text."""
    return np.frombuffer(plain.encode("ascii"), np.uint8)


def replaced(plain: str, starts: Places, ends: Places, change: Callable[[str], str]) -> str:
    """A text with what stands between each start and end changed."""
    pieces: list[str] = []
    done = 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        before = plain[start:end]
        if (after := change(before)) != before:
            pieces += [plain[done:start], after]
            done = end
    return "".join([*pieces, plain[done:]]) if pieces else plain


def mixed_words(codes: Codes) -> tuple[Places, Places]:
    """Starts and ends of the words, none too long, that mix letters with figures or signs."""
    at = np.flatnonzero(np.take(SIGN_CODES, codes))
    starts, ends = stretches(np.take(WORD_CODES, codes))
    word, signs = np.unique(np.searchsorted(starts, at, "right") - 1, return_counts=True)
    starts, ends = starts[word], ends[word]
    mixed = (ends - starts > signs) & (ends - starts <= MAX_WORD)
    return starts[mixed], ends[mixed]


def spelled_runs(codes: Codes) -> tuple[Places, Places]:
    """Starts and ends of stretches with three letters or more that stand alone, a few characters apart."""
    letter = np.take(ALPHANUMERIC_CODES, codes)
    padded = np.concatenate(([False], letter, [False]))
    alone = np.flatnonzero(letter & ~padded[:-2] & ~padded[2:])
    if len(alone) < MIN_SPELLED:
        return NOWHERE
    first = np.concatenate(([True], np.diff(alone) > MAX_GAP + 1))
    last = np.concatenate((first[1:], [True]))
    starts, ends = alone[first], alone[last]
    long = np.diff(np.concatenate((np.flatnonzero(first), [len(alone)]))) >= MIN_SPELLED
    return np.maximum(starts[long] - 1, 0), np.minimum(ends[long] + 2, len(codes))


def stretches(inside: NDArray[np.bool_]) -> tuple[Places, Places]:
    """Starts and ends of the stretches that are inside."""
    change = np.flatnonzero(np.diff(np.concatenate(([False], inside, [False]))))
    return change[::2], change[1::2]


def joined_line(found: re.Match[str]) -> str:
    """`under-` and `age` on the next line as `underage`; what is no such word as it stands."""
    word = found[1] + found[2]
    return word.ljust(len(found[0])) if word in SPOKEN else found[0]


@lru_cache(maxsize=1 << 14)
def plain_word(word: str) -> str:
    """`s1xteen` as `sixteen`; anything that is no disguised word as it stands."""
    if len(word) <= MAX_WORD:
        if "*" in word and (starred := starred_words().get(word)):
            return starred
        for letters in (AS_I, AS_L):
            plain = word.translate(letters)
            if plain in SPOKEN:
                return plain.ljust(len(word))
    return word


@cache
def starred_words() -> dict[str, str]:
    """The words worth disguising by what one or two stars in place of letters make of them."""
    found: dict[str, str] = {}
    for word in DISGUISED:
        for first, last in combinations_with_replacement(range(1, len(word) - 1), 2):
            if len(word) > 4 or first == last:
                masked = "".join("*" if place in (first, last) else letter for place, letter in enumerate(word))
                found.setdefault(masked, word)
    return found


def plain_runs(stretch: str) -> str:
    """Every run of letters in a stretch made plain; a space stands before the text."""
    padded = stretch if stretch[0] not in ALPHANUMERIC else f" {stretch}"
    return SPELLED.sub(plain_run, padded)[len(padded) - len(stretch) :]


def plain_run(found: re.Match[str]) -> str:
    """`s i x t e e n` as `sixteen`; a run of letters that spells no such word as it stands."""
    before, run = found.groups()
    spelled = run.translate(NO_GAPS)
    if not KNOWN.search(spelled):
        return found[0]
    return before + KNOWN.sub(r" \1 ", spelled)[: len(run)].ljust(len(run))


def plain_numbers(plain: str) -> str:
    """Roman numerals from eleven to seventeen, and numbers as programs write them, in plain figures; lengths stay."""
    places = numeral_places(codes_of(plain))
    if not len(places):
        return plain
    codes = np.frombuffer(plain.encode("ascii") + b" " * (LONGEST_NUMERAL + 1), np.uint8).copy()
    behind = [codes[places + step] for step in range(LONGEST_NUMERAL + 1)]
    for word, value in NUMERALS.items():
        found = ~IN_WORD_CODES[behind[len(word)]]
        for letters, letter in zip(behind, word.encode("ascii"), strict=False):
            found &= letters == letter
        for step, figure in enumerate(value.encode("ascii")):
            codes[places[found] + step] = figure
    return codes[: len(plain)].tobytes().decode("ascii")


def numeral_places(codes: Codes) -> Places:
    """Where a word begins as the numerals do: `xi`, `xv`, `0x` or `0b`."""
    first, second = codes[:-1], codes[1:]
    starts = ((first == ord("x")) & ((second == ord("i")) | (second == ord("v")))) | (
        (first == ord("0")) & ((second == ord("x")) | (second == ord("b")))
    )
    places: Places = np.flatnonzero(starts)
    before = codes[places - 1]
    apart: NDArray[np.bool_] = (places == 0) | ~(IN_WORD_CODES[before] | (before == ord(".")))
    return places[apart]
