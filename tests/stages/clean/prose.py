"""Plain sentences in any number, the same for the same seed."""

import random

SUBJECTS = ["the keeper", "her husband", "the baker", "a tall man", "the widow", "his old friend", "the doctor"]
VERBS = ["opened", "crossed", "forgot", "mended", "painted", "looked at", "remembered", "sold", "walked past"]
OBJECTS = [
    "the blue door",
    "a letter from the south",
    "the harbour wall",
    "an empty boat",
    "the last lamp",
    "their garden",
]


def prose(seed: int, sentences: int = 60) -> str:
    rng = random.Random(seed)
    lines = [
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} and {rng.choice(SUBJECTS)} "
        f"{rng.choice(VERBS)} {rng.choice(OBJECTS)} in the {rng.choice(['rain', 'sun', 'dark', 'wind'])}.".capitalize()
        for _ in range(sentences)
    ]
    return "\n\n".join(" ".join(lines[i : i + 4]) for i in range(0, sentences, 4))
