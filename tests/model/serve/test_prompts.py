"""Prompts in token ids, as lm-eval sends them."""

import pytest

from tests.model.serve.server import REFUSED

TEXT = "Then Otto came home. It was Otto who said that Ada slept, and so Otto left her and went out."


def test_ids_of_the_own_tokenizer_score_as_their_text(server, tokenizer):
    ids = tokenizer.encode(TEXT).tolist()
    assert server.scored(ids) == server.scored([ids]) == server.scored(TEXT)


def test_the_token_that_opens_a_story_has_a_row_without_a_probability(server, tokenizer):
    ids = [tokenizer.end_of_text, *tokenizer.encode(TEXT).tolist()]
    (opened,), (plain,) = server.scored(ids), server.scored(TEXT)
    first = [opened[name][0] for name in ("tokens", "token_logprobs", "top_logprobs", "text_offset")]
    assert first == ["<|end_of_text|>", None, None, 0]
    for name in ("tokens", "token_logprobs", "top_logprobs", "text_offset"):
        assert opened[name][1:] == plain[name], name
    (alone,) = server.scored([tokenizer.end_of_text])
    assert (alone["tokens"][0], len(alone["tokens"]), alone["text_offset"]) == ("<|end_of_text|>", 2, [0, 0])


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([15496, 11, 995], "prompt: id 15496 is no character of this model; send text, or the ids of the tokenizer"),
        ([0, 0], "prompt: id 0 is no character"),
        ([300, 1], "prompt: id 1 is no character"),
        ([[300], [2]], "prompt: id 2 is no character"),
        ([3 + 0xC3], "prompt: these ids are not how this model writes '\ufffd'"),  # half of a character
        ([3 + ord("A")], "prompt: these ids are not how this model writes 'A'"),  # which has an id of its own
    ],
)
def test_ids_of_another_tokenizer_are_refused(server, ids, said):
    answer = server.post(prompt=ids)
    assert answer.status_code == 400
    assert said in answer.json()["error"]["message"]


def test_ids_of_a_line_end_that_would_be_rewritten_are_refused(server, tokenizer):
    answer = server.post(prompt=tokenizer.encode("a\r\nb").tolist())
    assert answer.json()["error"]["message"].startswith("prompt: these ids are not how this model writes 'a\\r\\nb'")


def test_the_gate_reads_ids_as_it_reads_text(server, tokenizer):
    for prompt in (tokenizer.encode(REFUSED).tolist(), [[300], [0, *tokenizer.encode(REFUSED).tolist()]]):
        answer = server.post(prompt=prompt, echo=True, logprobs=1, max_tokens=0)
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "content_filter"
