"""Characters under other names: consistently, at the same length, and only whole names."""

import numpy as np
import pytest

from model.memory import SummaryTable
from model.renaming import Renaming
from model.tokenizer import Tokenizer

TOKENIZER = Tokenizer("\n '-,.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzé")


def table(lines):
    """A summary table of one document, a line for every ten tokens."""
    encoded = [f"{line}\n".encode() for line in lines]
    starts = np.cumsum([0, *map(len, encoded[:-1])])
    rows = np.array([(10 * number, start) for number, start in enumerate(starts)], dtype=np.int64)
    return SummaryTable(rows, np.frombuffer(b"".join(encoded), dtype=np.uint8))


RENAMING = Renaming(table(["", "Anna Ruth Edda", "Bertram Clement", "Zoé Ida"]), TOKENIZER)


def renamed(line, text, seed=0):
    prefix = np.concatenate([[TOKENIZER.summary], TOKENIZER.encode(line + "\n")]).astype(np.uint16)
    tokens = np.concatenate([prefix, TOKENIZER.encode(text)]).astype(np.int64)
    found = RENAMING.renamed(tokens, prefix, np.random.default_rng(seed))
    assert len(found) == len(tokens)
    assert found[0] == TOKENIZER.summary
    line, text = TOKENIZER.decode(found[1:].astype(np.uint16)).split("\n", 1)
    return line, text


def test_a_name_changes_in_the_summary_and_in_the_text_alike():
    line, text = renamed("Bertram Anna", "Anna saw Bertram. Anna's hat, Anna.")
    first, second = line.split()
    assert first == "Clement"
    assert second in ("Ruth", "Edda")
    assert text == f"{second} saw Clement. {second}'s hat, {second}."


def test_parts_of_longer_words_stay():
    _, text = renamed("Anna", "Annabel and Hanna, ANNA, anna and éAnna")
    assert text == "Annabel and Hanna, ANNA, anna and éAnna"


@pytest.mark.parametrize("seed", range(20))
def test_two_characters_never_become_one(seed):
    line, _ = renamed("Anna Ruth Edda", "", seed)
    assert len(set(line.split())) == 3


def test_a_name_without_a_fellow_of_its_length_stays():
    assert renamed("Maximilian", "Maximilian came.") == ("Maximilian", "Maximilian came.")


def test_letters_beyond_the_alphabet_do_not_shift_the_text():
    assert renamed("Bertram", "Ж Bertram") == ("Clement", "Ж Clement")


def test_the_seed_alone_decides():
    assert renamed("Anna Bertram", "Anna.", 5) == renamed("Anna Bertram", "Anna.", 5)
