"""Documents out of a seed, as much text as is asked for: a small grammar, names that recur, scene breaks."""

import random
from collections.abc import Iterator

NAMES = ["Anna", "Tomas", "Clara", "Ivo", "Mira", "Hugo", "Rosa", "Łucja", "O'Brien", "Zoë", "Marek", "Ines"]
SUBJECTS = [
    "the keeper",
    "her husband",
    "the baker",
    "a tall man",
    "the widow",
    "his old friend",
    "the doctor",
    "nobody",
]
VERBS = ["opened", "crossed", "forgot", "mended", "painted", "looked at", "remembered", "sold", "walked past", "lost"]
OBJECTS = ["the blue door", "a letter", "the harbour wall", "an empty boat", "the last lamp", "their garden", "the sea"]
ENDS = ["in the rain", "before the war", "without a word", "at the end of May", "for the second time", "and laughed"]
PASSAGES = 4000  # different ones; documents are drawn from them in every order


def passage(rng: random.Random) -> str:
    """A paragraph of some sentences, one of them spoken."""
    names = rng.sample(NAMES, 2)
    sentences = [
        f"{rng.choice([*SUBJECTS, *names])} {rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(ENDS)}, and "
        f"{rng.choice(names)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}."
        for _ in range(rng.randrange(2, 7))
    ]
    spoken = f'"{rng.choice(names)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}," said {rng.choice(names)}.'
    return " ".join([sentence[0].upper() + sentence[1:] for sentence in sentences] + [spoken])


def documents(characters: int, each: int, seed: int = 1) -> Iterator[str]:
    """Documents of about `each` characters, `characters` in all."""
    rng = random.Random(seed)
    passages = [passage(rng) for _ in range(PASSAGES)]
    number = 0
    while characters > 0:
        number += 1
        parts = [f"Document {number}"]
        size = 0
        while size < each:
            parts.append("***" if rng.random() < 0.02 else rng.choice(passages))
            size += len(parts[-1]) + 2
        characters -= size
        yield "\n\n".join(parts) + "\n"
