"""Log-probabilities of a prompt that comes back: what lm-eval scores texts with."""

import json
from itertools import accumulate

import httpx2 as httpx
import pytest

TEXT = "Then Otto came home. It was Otto who said that Ada slept, and so Otto left her and went out."


@pytest.mark.parametrize("more", [{}, {"told": [[20, 50]]}, {"summary": "Bruno"}, {"memory": False}])
def test_each_row_of_a_prompt_is_what_its_story_would_see_there(server, more):
    (table,) = server.scored(TEXT, logprobs=20, **more)
    for place in (0, 1, 21, 40, 51, 90):  # the window holds 32 tokens
        answer = server.post(prompt=TEXT[:place], max_tokens=1, logprobs=20, **more).json()
        (seen,) = answer["choices"][0]["logprobs"]["top_logprobs"]
        assert table["top_logprobs"][place] == pytest.approx(seen, abs=1e-4), place


def test_rows_behind_what_the_model_told_itself_are_as_its_story_would_see_them(server):
    text, told = TEXT * 3, [[len(TEXT), 2 * len(TEXT)], [270, 272]]
    (table,) = server.scored(text, logprobs=20, told=told)
    (unaware,) = server.scored(text, logprobs=20)
    assert table["text_offset"][: len(text)] == list(range(len(text)))
    assert table["token_logprobs"][2 * len(TEXT) :] != unaware["token_logprobs"][2 * len(TEXT) :]
    for place in (230, 260, 273):
        answer = server.post(prompt=text[:place], max_tokens=1, logprobs=20, told=told).json()
        (seen,) = answer["choices"][0]["logprobs"]["top_logprobs"]
        assert table["top_logprobs"][place] == pytest.approx(seen, abs=1e-4), place


def test_a_prompt_and_what_follows_it_make_one_table(server):
    (table,) = server.scored(TEXT, max_tokens=10, ignore_eos=True)
    alone = server.post(prompt=TEXT, temperature=0, max_tokens=10, logprobs=1, seed=1234, ignore_eos=True).json()
    assert "".join(table["tokens"][: len(TEXT)]) == TEXT
    assert table["tokens"][len(TEXT) :] == alone["choices"][0]["logprobs"]["tokens"]
    assert table["token_logprobs"][len(TEXT) :] == alone["choices"][0]["logprobs"]["token_logprobs"]
    assert table["text_offset"] == [0, *accumulate(map(len, table["tokens"]))][:-1]  # a scene break is one row
    for token, logprob, top in zip(table["tokens"], table["token_logprobs"], table["top_logprobs"], strict=True):
        assert logprob <= max(top.values())
        assert token not in top or top[token] == logprob


def test_without_top_logprobs_the_rows_are_the_same(server):
    (with_top,), (without,) = server.scored(TEXT), server.scored(TEXT, logprobs=0)
    assert without["top_logprobs"] is None
    assert without["token_logprobs"] == with_top["token_logprobs"]


def test_a_prompt_has_a_row_for_each_token_so_that_bytes_count(server, tokenizer):
    text = "Ada 漢 left."
    (table,) = server.scored(text)
    assert table["tokens"][:8] == ["A", "d", "a", " ", "bytes:\\xe6", "bytes:\\xbc", "bytes:\\xa2", " "]
    assert table["text_offset"][:8] == [0, 1, 2, 3, 4, 4, 4, 5]
    assert len(table["tokens"]) == len(tokenizer.encode(text)) + 1
    assert server.scored(tokenizer.encode(text).tolist()) == [table]


def test_several_prompts_are_scored_as_each_alone(server, tokenizer):
    texts = [TEXT, "Ada slept."]
    assert server.scored(texts) == [*server.scored(TEXT), *server.scored("Ada slept.")]
    assert server.scored([tokenizer.encode(text).tolist() for text in texts]) == server.scored(texts)
    first, second = server.scored(TEXT, n=2)
    assert {name: rows[: len(TEXT)] for name, rows in first.items()} == {
        name: rows[: len(TEXT)] for name, rows in second.items()
    }


def test_a_stream_with_logprobs_brings_one_row_at_a_time(server):
    asked = {"prompt": TEXT, "max_tokens": 30, "logprobs": 2, "seed": 3, "ignore_eos": True}
    whole = server.post(**asked).json()["choices"][0]
    answer = server.post(**asked, stream=True)
    events = [json.loads(line[6:]) for line in answer.text.split("\n\n")[:-2]]
    parts = [event["choices"][0] for event in events]
    assert "".join(part["text"] for part in parts) == whole["text"]
    tables = [part["logprobs"] for part in parts if part["logprobs"]]
    assert [table["tokens"] for table in tables] == [[token] for token in whole["logprobs"]["tokens"]]
    assert [table["text_offset"] for table in tables] == [[place] for place in whole["logprobs"]["text_offset"]]


def test_clients_that_leave_end_the_scoring_of_their_prompts(server):
    address = f"{server.url}/v1/completions"
    for _ in range(2):  # as many as there are workers
        with pytest.raises(httpx.ReadTimeout):
            body = {"prompt": "Ada slept. " * 10_000, "echo": True, "logprobs": 1, "max_tokens": 0}
            httpx.post(address, json=body, timeout=2)
    assert httpx.post(address, json={"prompt": "a", "max_tokens": 1}, timeout=8).status_code == 200
