import json
import pickle
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.tokenizer import CONTROL_TOKENS, Tokenizer, TokenizerParams, escape, unescape
from pipeline.errors import DataError, ParamsError
from pipeline.params import load_params

TOKENIZER = Tokenizer("".join(load_params("tokenizer", TokenizerParams).characters))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MARKS = st.lists(st.one_of(TEXT, st.sampled_from([*CONTROL_TOKENS, "<", "\\", "|", "<|", "<\\|", "|>", "end_of_text"])))


@given(TEXT)
def test_any_text_comes_back_as_it_was(text):
    assert TOKENIZER.decode(TOKENIZER.encode(text)) == text


@given(TEXT)
def test_plain_text_never_becomes_a_control_token(text):
    for whole in (text, text.join(CONTROL_TOKENS)):
        assert (TOKENIZER.encode(whole) >= len(CONTROL_TOKENS)).all()


@given(MARKS)
def test_escaping_is_lossless_and_leaves_no_control_token(parts):
    text = "".join(parts)
    assert unescape(escape(text)) == text
    assert "<|" not in escape(text)


@given(st.lists(MARKS.map("".join), min_size=1))
def test_marked_text_and_ids_give_each_other_back(texts):
    marked = "<|scene_break|>".join(map(escape, texts))
    ids = TOKENIZER.encode_marked(marked)
    assert TOKENIZER.decode_marked(ids) == marked
    assert int((ids == TOKENIZER.scene_break).sum()) == len(texts) - 1


def test_a_control_token_is_one_id_in_marked_text_and_characters_in_plain_text():
    assert TOKENIZER.encode_marked("a<|scene_break|>b").tolist() == [
        *TOKENIZER.encode("a"),
        TOKENIZER.scene_break,
        *TOKENIZER.encode("b"),
    ]
    assert len(TOKENIZER.encode("<|scene_break|>")) == len("<|scene_break|>")


def test_control_tokens_come_first_then_the_bytes_then_the_characters():
    assert (TOKENIZER.end_of_text, TOKENIZER.scene_break, TOKENIZER.summary) == (0, 1, 2)
    assert TOKENIZER.encode("\x00").tolist() == [3]
    assert Tokenizer("ab").encode("ba").tolist() == [260, 259]
    assert Tokenizer("ab").vocab_size == 261


def test_a_character_outside_the_vocabulary_is_its_bytes():
    assert Tokenizer("ab").encode("ß").tolist() == [3 + byte for byte in "ß".encode()]


def test_english_and_western_european_prose_needs_no_bytes():
    text = "“Où est-il?” she asked – 'Straße', mañana, smørrebrød, ‘naïve’… £5 (100%)!\nÀ bientôt—João: «já»; ¿qué?"
    assert TOKENIZER.fallback_counts(TOKENIZER.encode(text)) == 0


@given(TEXT)
def test_characters_are_counted_whatever_writes_them(text):
    ids = TOKENIZER.encode_marked(f"<|summary|>{escape(text)}<|end_of_text|>")
    assert TOKENIZER.character_counts(ids) == len(text)
    assert len(TOKENIZER.starts(ids)) == len(text) + 2


def test_sampled_bytes_that_are_no_utf8_are_replaced_and_spare_their_neighbours():
    ids = [*TOKENIZER.encode("é"), 3 + 0x80, *TOKENIZER.encode("a"), 3 + 0xE2, *TOKENIZER.encode("é")]
    assert TOKENIZER.decode(ids) == "é\ufffda\ufffdé"


@given(st.lists(st.integers(0, TOKENIZER.vocab_size - 1)))
def test_any_ids_can_be_decoded(ids):
    assert isinstance(TOKENIZER.decode(ids), str)
    assert isinstance(TOKENIZER.decode_marked(ids), str)


def test_the_decoded_control_tokens_are_readable():
    assert TOKENIZER.decode([0, 1, 2]) == "<|end_of_text|><|scene_break|><|summary|>"


def test_an_unknown_control_token_in_marked_text_is_refused():
    with pytest.raises(DataError, match="'<\\|user\\|>' is no control token"):
        TOKENIZER.encode_marked("a <|user|>")


def test_half_a_surrogate_pair_is_refused_by_name():
    with pytest.raises(DataError, match="U\\+D800"):
        TOKENIZER.encode("a\ud800b")


@pytest.mark.parametrize(("characters", "problem"), [("aba", "repeats 'a'"), ("\udc00", "half of a pair")])
def test_characters_that_cannot_be_tokens_are_refused(characters, problem):
    with pytest.raises(ParamsError, match=problem):
        Tokenizer(characters)


def test_the_saved_vocabulary_loads_as_the_same_tokenizer(tmp_path):
    TOKENIZER.save(tmp_path / "vocabulary.json")
    loaded = Tokenizer.load(tmp_path / "vocabulary.json")
    assert loaded.hash == TOKENIZER.hash
    assert (loaded.encode("Anna, ö 漢\n") == TOKENIZER.encode("Anna, ö 漢\n")).all()
    assert Tokenizer("ab").hash != Tokenizer("ba").hash


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', json.dumps({"format": 9, "control_tokens": []})])
def test_a_damaged_vocabulary_is_refused_by_name(tmp_path, content):
    path = tmp_path / "vocabulary.json"
    path.write_text(content)
    with pytest.raises(DataError, match=r"vocabulary\.json"):
        Tokenizer.load(path)


def test_a_missing_vocabulary_names_the_command(tmp_path):
    with pytest.raises(DataError, match="missing; run `dvc repro prepare`"):
        Tokenizer.load(tmp_path / "vocabulary.json")


def test_a_tokenizer_travels_to_a_worker_as_its_characters():
    content = pickle.dumps(TOKENIZER)
    assert len(content) < 2000
    assert pickle.loads(content).hash == TOKENIZER.hash
    assert pickle.loads(content) is pickle.loads(content), "the tables are built once"


def test_nothing_is_lost_where_the_working_chunks_meet():
    text = ("é漢a" * 50_000)[: 3 * (1 << 16) // 2 + 1]
    assert TOKENIZER.decode(TOKENIZER.encode(text)) == text


def test_encoding_and_decoding_are_fast():
    text = "She said “no”, and closed the door — softly. " * 100_000
    started = time.process_time()
    ids = TOKENIZER.encode(text)
    TOKENIZER.decode(ids)
    seconds = time.process_time() - started
    assert len(text) / seconds > 10e6  # both ways together; each alone is beyond 20 MB/s on an idle machine
    assert ids.dtype == np.uint16
