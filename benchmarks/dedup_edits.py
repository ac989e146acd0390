"""Copies that dedup must find and look-alikes that it must leave alone, made from real prose, the same every time."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SIZES = {100_000: 1, 7_000: 16, 1_000: 32}  # characters of a piece: pieces per novel
Edit = Callable[[str, random.Random], str]

HEADER = "You are reading {0} at the {1} archive. Stories are sorted by author, by title and by the month of posting. "
FOOTER = " Thank you for reading. {0} keeps {1} free of charge; write to the keeper before you copy a story elsewhere."
RECAP = (
    "In the chapters before: the letter was burnt, the bridge fell, and nobody at the inn would say who had paid for "
    "the second room. Maud kept the key. Her cousin took the early coach and left no word but a pair of gloves. "
)
EPIGRAPH = (
    "Who walks by night must learn the names of doors, and who opens one must not ask what stood behind it before. "
)
CHROME = (
    "Home Stories Authors Forum Log in Search this archive Next chapter Previous chapter Table of contents My shelf "
    "Report this story Text size smaller larger Share on every network All characters are adults, all events invented "
)


@dataclass
class Case:
    """A folder of texts: `origins[id]` are the pieces of prose that a text was made from."""

    name: str
    kind: str  # "copies" or "look-alikes"
    texts: dict[str, str] = field(default_factory=dict)
    origins: dict[str, set[str]] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)  # that must be linked

    def add(self, name: str, text: str, *origins: str) -> None:
        """One more text."""
        self.texts[name], self.origins[name] = text, set(origins)


def replace_words(share: float) -> Edit:
    """Replace, drop or double a share of the words."""

    def edit(text: str, rng: random.Random) -> str:
        words = text.split(" ")
        for place in range(len(words)):
            if rng.random() < share:
                words[place] = rng.choice(["", f"{words[place]} {rng.choice(words)}", rng.choice(words)])
        return " ".join(words)

    return edit


def excerpt(text: str, rng: random.Random) -> str:
    """30 % of the text, from anywhere."""
    start = rng.randrange(int(len(text) * 0.7))
    return text[start : start + int(len(text) * 0.3)]


def mojibake(text: str, rng: random.Random) -> str:
    """UTF-8 read as cp1252, with curly quotes to show for it."""
    curly = text.replace('"', "\u201d").replace("'", "\u2019").replace("--", "\u2014")
    return curly.encode().decode("cp1252", "replace")


def rename(text: str, rng: random.Random) -> str:
    """Each name (a word with a capital inside a sentence) becomes another name throughout."""
    names = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)))
    return re.sub(r"\b[A-Z][a-z]{3,}\b", lambda m: f"Ma{m[0][1:]}" if m[0] in names else m[0], text)


def ocr_noise(text: str, rng: random.Random) -> str:
    """One letter in 100 misread."""
    return "".join(rng.choice("ecoilt1") if c.isalpha() and rng.random() < 0.01 else c for c in text)


def dressed(text: str, name: str, site: str) -> str:
    """With one site's header and footer."""
    return HEADER.format(name, site) + text + FOOTER.format(name, site)


COPIES: dict[str, tuple[Edit, float]] = {  # and the recall asked of each
    "exact": (lambda text, rng: text, 0.99),
    "white space": (lambda text, rng: text.replace("\n", "  \n "), 0.99),
    "case": (lambda text, rng: text.upper(), 0.99),
    "punctuation": (lambda text, rng: re.sub(r"[,;:.!?\"]", " ", text), 0.99),
    "mojibake": (mojibake, 0.99),
    "5 % of words": (replace_words(0.05), 0.99),
    "10 % of words": (replace_words(0.1), 0.95),
    "header and footer": (lambda text, rng: dressed(text, "The Watcher", "quiet lantern"), 0.95),
    "OCR noise": (ocr_noise, 0.95),
    "renamed characters": (rename, 0.95),
    "first half": (lambda text, rng: text[: len(text) // 2], 0.95),
    "30 % excerpt": (excerpt, 0.95),
}


def novels_of(corpus: Path) -> dict[str, list[str]]:
    """Text editions of each novel: a folder each, or a file each where there are no folders."""
    folders = sorted({path.parent for path in corpus.rglob("*.txt")})
    novels = {folder.name: [decode(path) for path in sorted(folder.glob("*.txt"))] for folder in folders}
    if folders == [corpus]:
        return {path.stem: [decode(path)] for path in sorted(corpus.glob("*.txt"))}
    return novels


def decode(path: Path) -> str:
    """A text edition, UTF-8 or Latin-1."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return content.decode("latin-1").replace("\r\n", "\n")


def pieces_of(novels: dict[str, list[str]]) -> dict[str, str]:
    """Pieces of several sizes that share no sentence, from the first edition of each novel."""
    pieces = {}
    for name, editions in novels.items():
        text, start = editions[0], 20_000
        for size, count in SIZES.items():
            for number in range(count):
                if start + size < len(text) - 20_000:
                    pieces[f"{size:06d}-{name}-{number:03d}"] = text[start : start + size]
                    start += size
    return pieces


def copies(pieces: dict[str, str]) -> list[Case]:
    """A case per kind of edit: each piece and its copy."""
    cases = []
    for kind, (edit, _) in COPIES.items():
        case, rng = Case(kind, "copies"), random.Random(kind)
        for name, text in pieces.items():
            original = dressed(text, "Night Post", "old harbour") if kind == "header and footer" else text
            case.add(f"{name}-a", original, name)
            case.add(f"{name}-b", edit(text, rng), name)
            case.pairs.append((f"{name}-a", f"{name}-b"))
        cases.append(case)
    return [*cases, concatenations(pieces)]


def concatenations(pieces: dict[str, str]) -> Case:
    """Five pieces of one size in one text."""
    case = Case("concatenation", "copies")
    for name, text in pieces.items():
        case.add(name, text, name)
    for size in SIZES:
        names = [name for name in pieces if name.startswith(f"{size:06d}")]
        for start in range(0, len(names) - 4, 5):
            parts = names[start : start + 5]
            case.add(f"{size:06d}-whole-{start:04d}", "\n\n".join(pieces[name] for name in parts), *parts)
            case.pairs += [(name, f"{size:06d}-whole-{start:04d}") for name in parts]
    return case


def editions(novels: dict[str, list[str]]) -> Case:
    """Whole editions of each novel, and their chapters where they have equally many."""
    case = Case("editions of a book", "copies")
    for name, texts in novels.items():
        for number, text in enumerate(texts):
            case.add(f"{name}-{number}", text, name)
            case.pairs += [(f"{name}-0", f"{name}-{number}")] if number else []
    return case


def look_alikes(pieces: dict[str, str], novels: dict[str, list[str]]) -> list[Case]:
    """Cases whose texts share something but repeat nothing."""
    frames: dict[str, Callable[[str, str], str]] = {
        "same author": lambda text, shared: text,
        "same template": lambda text, shared: CHROME[: len(text) // 3] + text + CHROME[: len(text) // 5],
        "same series, recap": lambda text, shared: RECAP * (1 + len(text) // 3000) + text,
        "same epigraph": lambda text, shared: EPIGRAPH + text,
        "fan fiction, one quotation": lambda text, shared: text[: len(text) // 3] + shared + text[len(text) // 3 :],
    }
    cases = []
    for kind, frame in frames.items():
        case = Case(kind, "look-alikes")
        for name, text in pieces.items():
            quotation = next(iter(novels.values()))[0][-19_000:][: len(text) // 3]
            case.add(name, frame(text, quotation), name)
        cases.append(case)
    return [*cases, windows(novels, 0.25)]


def windows(novels: dict[str, list[str]], overlap: float) -> Case:
    """Windows of each novel, each sharing a part with the next."""
    case = Case(f"windows, {overlap:.0%} shared", "look-alikes")
    for name, texts in novels.items():
        step = int(7000 * (1 - overlap))
        for number, start in enumerate(range(20_000, min(len(texts[0]) - 27_000, 220_000), step)):
            case.add(f"007000-{name}-{number:03d}", texts[0][start : start + 7000], f"{name}-{number}")
    return case


def all_cases(corpus: Path) -> Sequence[Case]:
    """Everything that is measured."""
    novels = novels_of(corpus)
    pieces = pieces_of(novels)
    return [*copies(pieces), editions(novels), *look_alikes(pieces, novels)]
