import asyncio
import json
import signal
import socket
import subprocess
import sys
import time

import httpx2 as httpx
import openai
import psutil
import pytest

from pipeline.params import read_params_file
from tests.model.serve.server import FRONT_DOOR, PROJECT, REFUSED, eventually, serving

LIVELY = {"temperature": 3.0, "spelling": 1.0, "min_p": 0.0}  # random weights soon say one letter for ever otherwise
BUDGET = read_params_file()["memory"]["budget"]


def complete(client, **more):
    return client.completions.create(model="miniature-memory", prompt="Ada came home. ", **{"seed": 1, **more})


def test_the_openai_client_gets_as_many_characters_as_it_asks_for(client):
    for count in (1, 16, 300):
        answer = complete(client, max_tokens=count)
        assert len(answer.choices[0].text) == count
        assert answer.choices[0].finish_reason == "length"
        assert answer.usage.completion_tokens == count
        assert answer.usage.prompt_tokens == len("Ada came home. ")


def test_a_stream_tells_the_same_story_and_says_why_it_ends(client):
    parts = list(complete(client, max_tokens=400, stream=True))
    assert "".join(part.choices[0].text for part in parts) == complete(client, max_tokens=400).choices[0].text
    assert [part.choices[0].finish_reason for part in parts] == [None] * (len(parts) - 1) + ["length"]


def test_a_stream_ends_with_done(server):
    body = {"prompt": "a", "max_tokens": 5, "stream": True}
    answer = httpx.post(f"{server.url}/v1/completions", json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.endswith("\n\ndata: [DONE]\n\n")


def test_the_seed_decides_and_is_told_when_the_server_chose_it(server, client):
    told = {seed: complete(client, max_tokens=50, seed=seed).choices[0].text for seed in (1, 1, 2)}
    assert told[1] != told[2]
    chosen = server.post(prompt="a", max_tokens=50).json()
    again = server.post(prompt="a", max_tokens=50, seed=chosen["seed"]).json()
    assert again["choices"] == chosen["choices"]


def test_choices_differ_and_the_first_is_the_one_alone(client):
    several = complete(client, max_tokens=40, n=3).choices
    assert [choice.index for choice in several] == [0, 1, 2]
    assert len({choice.text for choice in several}) == 3
    assert several[0].text == complete(client, max_tokens=40).choices[0].text


@pytest.mark.parametrize("stream", [False, True])
def test_it_stops_before_the_first_text_to_stop_at(client, stream):
    free = complete(client, max_tokens=200).choices[0].text
    early, late = free[60:63], free[90:94]
    answer = complete(client, max_tokens=200, stop=[late, early], stream=stream)
    parts = [part.choices[0] for part in answer] if stream else [answer.choices[0]]
    assert "".join(part.text for part in parts) == free[: free.index(early)]
    assert parts[-1].finish_reason == "stop"


def test_logprobs_are_those_of_what_was_told(client):
    choice = complete(client, max_tokens=60, logprobs=3, temperature=0).choices[0]
    table = choice.logprobs
    assert "".join(table.tokens) == choice.text
    assert len(table.token_logprobs) == len(table.top_logprobs) == len(table.text_offset) == len(table.tokens)
    for token, logprob, top in zip(table.tokens, table.token_logprobs, table.top_logprobs, strict=True):
        assert len(top) == 3
        assert logprob <= 0
        if token in top:
            assert top[token] == pytest.approx(logprob)
    streamed = list(complete(client, max_tokens=60, logprobs=3, temperature=0, stream=True))
    tables = [part.choices[0].logprobs for part in streamed if part.choices[0].logprobs]
    assert [offset for table in tables for offset in table.text_offset] == table.text_offset


def test_temperature_next_to_nothing_leaves_nothing_to_chance(client):
    told = {complete(client, max_tokens=80, seed=n, temperature=t).choices[0].text for n, t in ((1, 1e-30), (2, 1e-6))}
    assert len(told) == 1


def test_echo_puts_the_prompt_in_front(client):
    assert complete(client, max_tokens=5, echo=True).choices[0].text.startswith("Ada came home. ")
    assert complete(client, max_tokens=0, echo=True).choices[0].text == "Ada came home. "


def test_models_are_listed(client):
    assert [model.id for model in client.models.list()] == ["miniature-memory"]
    assert client.models.retrieve("miniature-memory").object == "model"
    with pytest.raises(openai.NotFoundError, match="model: 'gpt-9' is not here"):
        client.models.retrieve("gpt-9")


def test_the_summary_of_a_text_can_be_asked_for_and_edited(server):
    text = "Then Otto came home. It was Otto who said that Ada slept, and so Otto left. " * 3
    answer = httpx.post(f"{server.url}/v1/summary", json={"text": text}).json()
    assert answer == {"summary": "Ada Otto", "max_characters": BUDGET}

    def told(**more):
        return server.post(prompt=text, max_tokens=120, seed=1, **LIVELY, **more).json()["choices"][0]["text"]

    assert told(summary="Bruno Otto") != told() != told(summary="")
    assert told(memory=False) != told()


def test_what_the_model_told_itself_of_a_prompt_can_be_said(server):
    text = "Then Otto came home. It was Otto who said that Ada slept. " * 4

    def told(prompt=text, **more):
        return server.post(prompt=prompt, max_tokens=200, seed=1, **LIVELY, **more).json()["choices"][0]["text"]

    half = len(text) // 2
    aware = told(told=[[half, len(text)]])
    assert told(told=[[half + 10, 9999], [half, half + 20]]) == aware
    windows = text.replace(". It", ".\r\nIt")
    assert told(windows, told=[[0, len(windows)]]) == told(text.replace(". It", ".\nIt"), told=[[0, 9999]])
    assert told() == told(told=[]) == told(told=[[5, 5], [9, 2]]) != aware


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 400, "prompt: Field required"),
        ({"prompt": 5}, 400, "prompt: Input should be a valid string"),
        ({"prompt": []}, 400, "prompt: List should have at least 1 item"),
        ({"prompt": ["a"] * 33}, 400, "prompt: List should have at most 32 items"),
        ({"prompt": [[300]] * 33}, 400, "prompt: List should have at most 32 items"),
        ({"prompt": ["a", 5]}, 400, "prompt: Input should be a valid string"),
        ({"prompt": [300, "a"]}, 400, "prompt: Input should be a valid integer"),
        ({"prompt": [300.5]}, 400, "prompt: Input should be a valid integer"),
        ({"prompt": [-1]}, 400, "prompt: Input should be greater than or equal to 0"),
        ({"prompt": [[]]}, 400, "prompt: List should have at least 1 item"),
        ({"prompt": "a", "max_tokens": 100_000}, 400, "max_tokens: Input should be less than or equal to 8192"),
        ({"prompt": "a", "max_tokens": -1}, 400, "max_tokens: "),
        ({"prompt": "a", "max_tokens": "5"}, 400, "max_tokens: Input should be a valid integer"),
        ({"prompt": "a", "n": 33}, 400, "n: "),
        ({"prompt": "a", "n": 17, "max_tokens": 8192}, 400, "139264 characters to tell and score, more than 131072"),
        (
            {"prompt": ["a" * 8192] * 16, "echo": True, "logprobs": 0, "max_tokens": 1},
            400,
            "131088 characters to tell and score, more than 131072; ask for less at once",
        ),
        ({"prompt": "a", "temperature": -1}, 400, "temperature: "),
        ({"prompt": "a", "top_p": 1.5}, 400, "top_p: "),
        ({"prompt": "a", "stop": ["a"] * 33}, 400, "stop"),
        ({"prompt": "a", "stop": ""}, 400, "stop"),
        ({"prompt": "abc", "told": [[-1, 2]]}, 400, "told: Input should be greater than or equal to 0"),
        ({"prompt": "abc", "told": [[1]]}, 400, "told: List should have at least 2 items"),
        ({"prompt": "a", "presence_penalty": 0.5}, 400, "presence_penalty: 0.5 is not supported; leave it at 0"),
        ({"prompt": "a", "frequency_penalty": -1}, 400, "frequency_penalty: -1 is not supported; leave it at 0"),
        ({"prompt": "a", "logit_bias": {"1": 2}}, 400, "logit_bias: {'1': 2} is not supported; leave it out"),
        ({"prompt": "a", "suffix": "The end."}, 400, "suffix: 'The end.' is not supported; leave it out"),
        ({"prompt": "a", "best_of": 2}, 400, "best_of: 2 is more than n 1; leave it out"),
        ({"prompt": "a", "seed": 2**64}, 400, "seed: "),
        ({"prompt": "a", "logprobs": 21}, 400, "logprobs: "),
        ({"prompt": "a", "summary": "Ada " * BUDGET}, 400, f"summary: {4 * BUDGET - 1} characters, more than {BUDGET}"),
        ({"prompt": "x" * 200_001}, 400, "prompt: String should have at most 200000 characters"),
        ({"prompt": "a", "model": "gpt-9"}, 404, "model: 'gpt-9' is not here"),
        ({"prompt": REFUSED}, 400, "prompt: the adults-only gate refuses it (stated_age)"),
        ({"prompt": ["a", REFUSED]}, 400, "prompt: the adults-only gate refuses it (stated_age)"),
        ({"prompt": "She was 15 years old.", "summary": "sexual intercourse"}, 400, "prompt: the adults-only gate"),
        ({"prompt": "x" * 2_000_001}, 413, "body: over 2000000 bytes"),
    ],
)
def test_bad_requests_are_refused_with_a_clear_message(server, body, status, said):
    answer = server.post(**body)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert said in error["message"]
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"prompt": "a"', "application/json", 400),
        (b'{"prompt": "\\ud800"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"prompt": "a"}', "text/plain", 415),
        (b"prompt=a", "application/x-www-form-urlencoded", 415),
    ],
)
def test_bodies_that_are_no_json_are_refused(server, content, kind, status):
    answer = httpx.post(f"{server.url}/v1/completions", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}, {"origin": "null"}])
def test_other_hosts_and_pages_from_elsewhere_are_refused(server, headers):
    for path in ("/", "/v1/models", "/healthz"):
        assert httpx.get(server.url + path, headers=headers).status_code == 403
    answer = httpx.post(f"{server.url}/v1/completions", json={"prompt": "a"}, headers=headers)
    assert answer.status_code == 403


def test_its_own_page_may_ask(server):
    own = {"origin": server.url}
    assert httpx.post(f"{server.url}/v1/completions", json={"prompt": "a"}, headers=own).status_code == 200


def test_the_page_is_served_with_a_strict_policy_and_nothing_else_is(server):
    page = httpx.get(server.url)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for path in ("/page/../app.py", "/page/%2e%2e%2fapp.py", "/page/none.js", "/params.yaml", "/docs"):
        assert httpx.get(server.url + path).status_code == 404


def test_a_client_that_leaves_frees_its_slot(server):
    body = {"prompt": "a", "max_tokens": 8192, "n": 4, "stream": True, "temperature": 2.0}
    for _ in range(11):  # more than workers and waiting places together
        with httpx.stream("POST", f"{server.url}/v1/completions", json=body, timeout=60) as answer:
            assert answer.status_code == 200
            next(answer.iter_bytes())
    eventually(lambda: server.figure("requests_in_progress") == 0)
    before = server.figure("generated_characters_total")
    assert server.post(prompt="a", max_tokens=10).status_code == 200
    assert server.figure("generated_characters_total") == before + 10


def test_a_client_that_leaves_before_its_answer_frees_its_slot_too(server):
    for _ in range(12):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{server.url}/v1/completions", json={"prompt": "a", "max_tokens": 8192, "n": 4}, timeout=0.2)
    eventually(lambda: server.figure("requests_in_progress") == 0)


def test_two_hundred_clients_are_served_or_told_to_come_again(server):
    async def ask(client, number):
        answer = await client.post("/v1/completions", json={"prompt": "word " * 200, "max_tokens": 20, "seed": number})
        return answer.status_code, answer.headers.get("retry-after")

    async def crowd():
        limits = httpx.Limits(max_connections=200)
        async with httpx.AsyncClient(base_url=server.url, limits=limits, timeout=120) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(200)))

    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss
    answers = asyncio.run(crowd())
    assert set(answers) <= {(200, None), (429, "1")}
    assert answers.count((200, None)) >= 10
    assert process.memory_info().rss - before < 60e6
    assert server.post(prompt="a", max_tokens=5).status_code == 200


def test_a_body_that_never_comes_holds_nothing(server):
    port = int(server.url.rsplit(":", 1)[1])
    head = f"POST /v1/completions HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(f"{head}Content-Length: 50\r\n\r\n{{".encode())
        assert server.post(prompt="a", max_tokens=5).status_code == 200
    eventually(lambda: server.figure("requests_in_progress") == 0)


@pytest.mark.full
def test_a_client_that_stops_reading_is_given_up_and_frees_its_slot(server):
    port = int(server.url.rsplit(":", 1)[1])
    content = json.dumps(
        {"prompt": "a", "max_tokens": 8192, "n": 4, "stream": True, "logprobs": 5, "ignore_eos": True}
    ).encode()
    head = f"POST /v1/completions HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
    with socket.socket() as stuck:
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stuck.connect(("127.0.0.1", port))
        stuck.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        eventually(lambda: server.figure("requests_in_progress") == 1)
        assert server.post(prompt="a", max_tokens=5).status_code == 200
        eventually(lambda: server.figure("requests_in_progress") == 0, seconds=120)
        received = b""
        stuck.settimeout(10)
        while piece := stuck.recv(1 << 16):
            received += piece
        assert b"[DONE]" not in received  # it was cut off; it had not ended


def test_beyond_loopback_a_token_is_needed(folder):
    command = [sys.executable, "-c", FRONT_DOOR, "serve", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(PROJECT)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("serve: 0.0.0.0 is not loopback and MINIATURE_TOKEN is not set; set it")
    assert done.stderr.count("\n") == 1


def test_with_a_token_nobody_is_answered_without_it(folder):
    token = "a-token-of-some-length"
    with serving(folder, "--host", "0.0.0.0", MINIATURE_TOKEN=token) as server:
        for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": token}):
            answer = httpx.get(f"{server.url}/v1/models", headers=headers)
            assert (answer.status_code, answer.json()["error"]["type"]) == (401, "authentication_error")
        assert httpx.get(f"{server.url}/v1/models", headers={"authorization": f"Bearer {token}"}).status_code == 200
        assert httpx.get(server.url).status_code == 200
        assert httpx.get(f"{server.url}/metrics").status_code == 401
        named = {"host": "story.example", "authorization": f"Bearer {token}"}
        assert httpx.get(f"{server.url}/v1/models", headers=named).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_seconds_though_a_story_is_being_told(folder, number):
    with serving(folder) as server:
        body = {"prompt": "a", "max_tokens": 8192, "n": 4, "stream": True}
        with httpx.stream("POST", f"{server.url}/v1/completions", json=body, timeout=60) as answer:
            next(answer.iter_bytes())
            started = time.monotonic()
            server.process.send_signal(number)
            server.process.wait(20)
            assert time.monotonic() - started < 10


def test_no_torch_is_loaded_to_serve_or_to_generate(folder):
    code = (
        "import sys, model.serve.app, commands.serve, commands.generate; from model.teller import Teller\n"
        "commands.generate.main(['--chars', '5'])\n"
        "print(sorted(name for name in ('torch', 'numkong', 'scipy') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env={"PYTHONPATH": str(PROJECT)}, capture_output=True, text=True
    )
    assert done.stdout.endswith("\n[]\n"), done.stderr


def test_the_description_of_the_interface_can_be_read(server):
    described = httpx.get(f"{server.url}/openapi.json").json()
    v1 = {f"/v1/{name}" for name in ("completions", "summary", "models", "models/{name}", "defaults")}
    assert set(described["paths"]) == v1 | {"/healthz", "/metrics"}
    assert "422" not in json.dumps(described["paths"])
