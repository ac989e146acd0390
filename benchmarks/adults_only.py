"""How many megabytes a second the adults-only gate judges on one core, for texts of every kind; CPU time alone counts.

    python -m benchmarks.adults_only --corpus DIR [--megabytes N]

DIR holds a folder per novel with .txt editions. The other texts are made here, each full of one thing that the gate has
to look at closely, and none of them refused before its end. Exit code 1 where a kind is below the floor.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.adults_only import Refusal, find_refusal

MIN_MEGABYTES_PER_SECOND = 5
REPEATS = 5
ACT = "The two nurses had sexual intercourse. "
FAR = "The ferry crossed the bay in the rain and came back with the mail before the evening. "
REPEATED = {
    "adult prose": "She was thirty-four, a doctor; he had turned forty. They had sex and were in no hurry. ",
    "numbers": "In 2015 there were 37 items, 12 boxes and 14 crates; 9 of 11 were sold for $15 by 17:30. ",
    "figures alone": "17 1 16 2 15 3 14 4 13 5 12 6 11 7 10 8 9 ",
    "lists of figures": "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, ",
    "numbers in words": "Sixteen ships sailed with fifteen captains, twelve cooks, seventeen hundred casks. ",
    "adult ages": "She was thirty-seven, he was forty-six years old, and their friend had just turned fifty-two. ",
    "near misses": "It was 12 when she was ten minutes late; of 16 guests, only 14 people were there. ",
    "sexual terms": "The clinic recorded intercourse, erection, ejaculation and orgasm of each adult patient. ",
    "suggestive words": "Naked, she felt desire; naked, she felt desire. ",
    "many words with signs": "b4n4n4 gr8 l33tsp3ak p4ssw0rd m8 ",
    "spelled out": "a b c d e f g h i j k l m n o p. ",
    "invisible characters": "The nu\u200brse and the doc\u00adtor went ho\u2060me. ",
    "full width": "\uff34\uff48\uff45 \uff4e\uff55\uff52\uff53\uff45 \uff57\uff45\uff4e\uff54. ",
    "French": "Elle avait trente-sept ans, mariée depuis seize ans; ils ont fait l'amour à l'hôtel. ",
    "German": "Sie war siebenunddreißig Jahre alt, seit sechzehn Jahren verheiratet; sie hatten Sex im Hotel. ",
    "Spanish": "Tenía treinta y siete años, casada desde hacía dieciséis años; hicieron el amor en casa. ",
    "Italian": "Aveva trentasette anni, sposata da sedici anni; fecero l'amore nella camera dell'albergo. ",
    "Portuguese": "Tinha trinta e sete anos, casada durante dezesseis anos; fizeram amor no quarto do hotel. ",
    "Dutch": "Ze was zevenendertig jaar oud, al zestien jaar getrouwd; ze hadden seks in de hotelkamer. ",
    "Russian": "Она была врачом и жила в городе у моря. ",
    "one long word": "abcdefghij",
    "one long number": "1234567890",
    "one line of words and figures": "he17was16at15her,",
    "nothing but invisible characters": "\u200b",
    "an invisible character behind each letter": "t\u200bh\u200be\u200b \u200bb\u200be\u200bd\u200b \u200b",
    "marks upon marks": "a" + "\u0301\u0302\u0303" * 10 + " ",
    "one character for many": "\ufdfa\u3316\ufb03",
    "pictures": "\U0001f469\u200d\U0001f469\u200d\U0001f467",
    "Chinese": "\u6f22\u5b57\u5341\u516b\u3002",
    "words that hold teen": "Canteens, velveteen, seventeenth; teenyboppish thirteenfold. ",
    "roman numerals": "Louis XV, Louis XVI and Pius XII; chapters XI, XIII and XVII of book XIV. ",
    "ages by another's": "He was sixty, double her age; she, thirty, was six years younger than her friend of 36. ",
    "years of birth": "Born in 1970, she was hired in 2010; born in 1982, he came in 2012. ",
    "grown children": "Her son was thirty, a lawyer; the girl at the bar was forty; they had no children. ",
    "eighteen": "They were not eighteen guests until eighteen more came; she had to be over eighteen to serve. ",
}


def texts(corpus: Path, size: int) -> Iterator[tuple[str, str]]:
    """(kind, text): the novels as they are and with sexual content in front, then what is made here."""
    for path in sorted(corpus.glob("*/*.txt")):
        novel = path.read_text(encoding="utf-8", errors="replace")
        yield f"{path.parent.name}/{path.name}", novel
    for name, sentence in REPEATED.items():
        yield name, ACT + sentence * (size // len(sentence.encode()) + 1)
    weak, sexual = "The girl waved. " * (size // 32), ACT * (size // 78)
    yield "weak signs far from sexual terms", f"{weak}{FAR * 40}{sexual}"
    stretch = f"The boy waved. {FAR * 40}{ACT}{FAR * 40}"
    yield "weak signs and sexual terms in turn", stretch * (size // len(stretch) + 1)
    alone = f"He undressed. {FAR * 8}The teenager left. {FAR * 8}"
    yield "suggestive words far from strong signs", alone * (size // len(alone) + 1)


def judged(text: str) -> tuple[Refusal | None, float]:
    """The verdict, and the CPU seconds it took: the fewest of a few, since other programs only add to them."""
    seconds = []
    for _ in range(REPEATS):
        started = time.process_time()
        refusal = find_refusal(text)
        seconds.append(time.process_time() - started)
    return refusal, min(seconds)


def main() -> int:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder per novel with .txt editions")
    parser.add_argument("--megabytes", type=float, default=2, help="of each text made here (default 2)")
    options = parser.parse_args()
    find_refusal(f"{ACT}é")  # loads what is loaded once
    slow = []
    for kind, text in texts(options.corpus, int(options.megabytes * 1e6)):
        refusal, seconds = judged(text)
        read = len((text if refusal is None else text[: refusal.where]).encode()) / 1e6
        rate = read / seconds
        slow += [kind] if refusal is None and rate < MIN_MEGABYTES_PER_SECOND else []
        print(f"{kind:40} {rate:7.1f} MB/s  {f'refused: {refusal.rule}' if refusal else ''}")
    if slow:
        print(f"below {MIN_MEGABYTES_PER_SECOND} MB/s: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
