"""What front ends and libraries send beyond what they need to: nothing of it breaks them."""

import httpx2 as httpx
import pytest

FRONT_END = {  # the fields that SillyTavern's text completion sends, with its usual values
    "model": "miniature-memory", "max_new_tokens": 40, "max_tokens": 40, "n_predict": 40, "num_predict": 40,
    "temperature": 1.5, "top_p": 0.9, "min_p": 0.05, "top_k": -1, "top_a": 0, "tfs": 1, "tfs_z": 1, "typical": 1,
    "typical_p": 1, "repetition_penalty": 1.1, "rep_pen": 1.1, "rep_pen_range": 0, "repetition_penalty_range": 0,
    "repeat_penalty": 1.1, "frequency_penalty": 0, "presence_penalty": 0, "seed": -1, "sampler_seed": -1, "skew":
    0, "min_tokens": 0, "min_length": 0, "add_bos_token": True, "ban_eos_token": False, "ignore_eos": False,
    "skip_special_tokens": True, "truncation_length": 8192, "num_ctx": 8192, "stop": [f"\nName {number}:" for
    number in range(9)], "stopping_strings": ["\nAda:"], "smoothing_factor": 0, "dry_multiplier": 0,
    "dry_sequence_breakers": ["\n", ":"], "xtc_threshold": 0.1, "mirostat_mode": 0, "custom_token_bans": "",
    "banned_strings": [], "guidance_scale": 1, "negative_prompt": "", "grammar_string": "", "sampler_priority":
    ["temperature"], "api_type": "ooba", "api_server": "http://127.0.0.1:8000/v1", "legacy_api": False, "n": 1,
    "best_of": 1, "logit_bias": {}, "logprobs": 10, "user": "someone", "cache_prompt": True, "json_schema": None,
}  # fmt: skip
OTHERS = """
    model max_tokens n best_of stop seed logprobs echo suffix logit_bias stream stream_options
    temperature top_p presence_penalty frequency_penalty ignore_eos
"""


RECORDED = {  # requests as these programs send them
    "SillyTavern 1.19.0, generic": {
        "max_tokens": 40, "temperature": 1, "top_p": 0.95, "frequency_penalty": 0, "presence_penalty": 0,
        "stop": ["\nMara:", "\n***"],
    },
    "SillyTavern 1.19.0, vLLM": {
        "model": "miniature-memory", "max_tokens": 40, "temperature": 1, "top_p": 0.95, "min_p": 0.01,
        "repetition_penalty": 1.1, "frequency_penalty": 0, "presence_penalty": 0, "top_k": -1, "min_tokens": 0,
        "stop": ["\nMara:", "\n***"], "skip_special_tokens": True, "n": 1, "ignore_eos": False,
        "spaces_between_special_tokens": True, "logprobs": 5,
    },
    "langchain-openai 1.7.3": {
        "model": "miniature-memory", "max_tokens": 40, "temperature": 0.7, "top_p": 1, "frequency_penalty": 0,
        "presence_penalty": 0, "n": 1, "logprobs": None,
    },
    "lm-eval 0.4.13, generate_until": {
        "model": "miniature-memory", "max_tokens": 40, "temperature": 0, "seed": 1234,
        "stop": ["\n\n", "<|end_of_text|>"],
    },
}  # fmt: skip


@pytest.mark.parametrize("sent", RECORDED.values(), ids=RECORDED)
@pytest.mark.parametrize("stream", [False, True])
def test_requests_of_real_programs_are_answered(server, sent, stream):
    answer = server.post(prompt="Mara: Is it late?\nAda:", stream=stream, **sent)
    assert answer.status_code == 200, answer.text
    reasons = ['"finish_reason":"length"', '"finish_reason":"stop"']
    assert any(reason in answer.text for reason in reasons)


def test_twenty_prompts_at_once_are_answered_in_their_order(server):
    prompts = [f"Chapter {number}. " for number in range(20)]  # as LangChain's batch sends them
    choices = server.post(prompt=prompts, max_tokens=8, echo=True).json()["choices"]
    assert [choice["text"][:12].split(".")[0] + ". " for choice in choices] == prompts


@pytest.mark.parametrize(
    ("sent", "length"), [(FRONT_END, 40), (dict.fromkeys(OTHERS.split()), 16), ({"model": "", "max_tokens": 5.0}, 5)]
)
def test_what_front_ends_send_unasked_breaks_nothing(server, sent, length):
    answer = server.post(prompt="Ada came home. ", **sent)
    assert answer.status_code == 200, answer.text
    told, reason = answer.json()["usage"]["completion_tokens"], answer.json()["choices"][0]["finish_reason"]
    assert (told == length and reason == "length") or (told < length and reason == "stop")


def test_several_prompts_get_what_each_gets_alone(server):
    def told(prompt, **more):
        answer = server.post(prompt=prompt, n=2, best_of=2, seed=1, max_tokens=30, ignore_eos=True, echo=True, **more)
        return answer.json()

    prompts = ["Ada came home. ", "Otto slept.\r\n"]
    both = told(prompts)
    alone = [choice for prompt in prompts for choice in told(prompt)["choices"]]
    assert [choice["index"] for choice in both["choices"]] == [0, 1, 2, 3]
    assert [choice["text"] for choice in both["choices"]] == [choice["text"] for choice in alone]
    assert [choice["text"][:5] for choice in both["choices"]] == ["Ada c", "Ada c", "Otto ", "Otto "]
    assert both["usage"] == {"prompt_tokens": 27, "completion_tokens": 120, "total_tokens": 147}


def test_a_stream_ends_with_its_usage_where_it_is_asked_for(client):
    asked = {"model": "miniature-memory", "prompt": "Ada came home. ", "max_tokens": 30, "n": 2, "echo": True}
    asked |= {"seed": 1, "extra_body": {"ignore_eos": True}}
    *parts, last = client.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    assert all(part.usage is None and part.choices for part in parts)
    assert (last.choices, last.usage.prompt_tokens, last.usage.completion_tokens) == ([], 15, 60)
    for options in (None, {}, {"include_usage": False}):
        parts = client.completions.create(**asked, stream=True, stream_options=options)
        assert all(part.usage is None and part.choices for part in parts)


def test_no_seed_and_the_seed_minus_one_are_drawn_by_the_server(server):
    seeds = [server.post(prompt="a", max_tokens=1, **sent).json()["seed"] for sent in ({}, {"seed": -1}, {"seed": -1})]
    assert len(set(seeds)) == 3
    assert min(seeds) >= 0


@pytest.mark.parametrize("seed", [-(2**63), -2, 2**53 + 1, 2**63 - 1])
def test_any_seed_of_64_bits_tells_its_story_again(server, seed):
    told = [server.post(prompt="a", max_tokens=40, seed=seed, temperature=3.0).json() for _ in range(2)]
    assert told[0]["choices"] == told[1]["choices"]
    assert told[0]["seed"] == seed


def test_a_top_p_of_0_leaves_the_most_probable_alone(server):
    told = [server.post(prompt="a", max_tokens=40, seed=seed, temperature=3.0, top_p=0).json() for seed in (1, 2)]
    assert told[0]["choices"] == told[1]["choices"]


def test_no_top_k_is_the_same_written_as_0_and_as_minus_one(server):
    told = [server.post(prompt="a", max_tokens=80, seed=1, temperature=3.0, top_k=k).json() for k in (0, -1)]
    assert told[0]["choices"] == told[1]["choices"]


@pytest.mark.parametrize(
    "path", ["/v1/models/", "//v1/models", "/v1//models", "/v1/models/miniature-memory/", "/healthz/"]
)
def test_a_slash_too_many_leads_to_the_same_place(server, path):
    clean = "/" + "/".join(filter(None, path.split("/")))
    answer, wanted = httpx.get(server.url + path), httpx.get(server.url + clean)
    assert (answer.status_code, answer.json()) == (200, wanted.json())


def test_a_prompt_may_be_posted_with_a_slash_too_many(server):
    for path in ("/v1/completions/", "/v1//completions"):
        answer = httpx.post(server.url + path, json={"prompt": "a", "max_tokens": 3})
        assert (answer.status_code, len(answer.json()["choices"][0]["text"])) == (200, 3)
        assert httpx.post(server.url + path, content=b"x" * 2_000_001).status_code == 413


@pytest.mark.parametrize("path", ["/", "/healthz", "/metrics", "/v1/models", "/v1/models/none", "/none"])
def test_head_answers_as_get_without_the_body(server, path):
    head, get = httpx.head(server.url + path), httpx.get(server.url + path)
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.content == b""


def test_what_is_not_served_says_so_in_the_shape_of_an_error(server):
    chat = httpx.post(f"{server.url}/v1/chat/completions", json={"messages": [{"role": "user", "content": "Hello"}]})
    assert chat.status_code == 404
    assert chat.json()["error"]["message"].endswith("choose text completion, or send text to /v1/completions")
    nowhere = "no such path; text goes to OpenAI's /v1/completions"
    for method, path, status, said in (
        ("POST", "/v1/embeddings", 404, nowhere),
        ("POST", "/completion", 404, nowhere),  # llama.cpp's own
        ("GET", "/page/none.js", 404, "no such file"),
        ("GET", "/v1/completions", 405, "Method Not Allowed"),
        ("OPTIONS", "/v1/models", 405, "Method Not Allowed"),
    ):
        answer = httpx.request(method, server.url + path)
        assert answer.status_code == status
        assert answer.json()["error"]["message"] == f"{method} {path}: {said}"


def test_a_page_from_elsewhere_is_not_let_in_by_its_preflight(server):
    asks = {"origin": "http://elsewhere.example", "access-control-request-method": "POST"}
    answer = httpx.options(f"{server.url}/v1/completions", headers=asks)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]
