import importlib
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from playwright.sync_api import sync_playwright

from model.export.web_patterns import javascript
from model.filters import probabilities
from model.sampler import STUDIED
from pipeline.adults_only import find_refusal
from stages.crawl.browser import find_chromium
from tests.model.tiny import story
from tests.model.web_site import site, vocabulary

ODD = (
    'Zoë Ünal met Mr. Ødegård, “Иван” and 日本 in Łódź 🙂. "So," McLeod’s O’Neil said, "ADA DiCaprio-Smith." '
    "Ǆ ² x\x1cy <|summary|>"
)
LONG = " ".join(story(seed, 400) for seed in range(2, 4))
SEEDS = [0, 1, 7, 2**40, 2**70, 2**200 + 5, 7**8000]  # the last has more words than the generator
ACT = "They had sexual intercourse."
SETTINGS = {
    "plain": {"temperature": 1.0, "min_p": 0.0},
    "filtered": {
        "temperature": 1.3,
        "top_k": 9,
        "top_p": 0.9,
        "min_p": 0.0,
        "repetition_penalty": 1.3,
        "no_repeat_ngram": 4,
    },
    "cold": {"temperature": 0.0},
    "spelled": {"temperature": 1.1, "spelling": 0.3, "min_p": 0.01},
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    with site(tmp_path_factory.mktemp("web"), vocabulary()) as found:
        yield found


@pytest.fixture(scope="module")
def page(exported):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()))
        page = browser.new_page()
        page.goto(f"{exported.url}/model/model.json")  # any address of the site: modules are imported from there
        yield page
        browser.close()


def run(page, script, argument=None):
    return page.evaluate(f"async (given) => {{ {script} }}", argument)


ENGINE = """
  const { engine, unpacked } = await import("/page/packed.js");
  globalThis.addresses ??= await engine(); // one module, one address
  const load = (name) => import(globalThis.addresses[`${name}.js`]);
"""
LOAD = (
    ENGINE
    + """
  const [{ Tokenizer }, { Network }, { readTensors }, { Mixture }, { RunningSummary }] =
    await Promise.all(["tokenizer", "network", "safetensors", "mixture", "memory"].map(load));
  const [{ Window }, { Speaker }, { probabilities }] = await Promise.all(["window", "sampler", "filters"].map(load));
  const model = await (await fetch("/model/model.json")).json();
  const tokenizer = new Tokenizer(model.characters);
  const weights = async () => readTensors(await (await fetch("/model/model.safetensors")).arrayBuffer());
"""
)
SPEAK = """
  const network = new Network(model.architecture, await weights());
  const memory = given.memory ? new RunningSummary(model.memory) : null;
  const size = model.architecture.block_size;
  const { NGram } = await load("ngram");
  const text = new NGram(readTensors(await (await fetch("/model/ngram.safetensors")).arrayBuffer()));
  const mixture = given.memory ? new Mixture(tokenizer, model.mixture, size, model.weights, text) : null;
  const params = { ...model.sampling, ...given.sampling };
  const window = new Window(network, tokenizer, memory, params.slide, mixture);
  const ids = [0, ...tokenizer.encode(given.prompt)];
  for (const _ of window.begin(ids));
  const speaker = new Speaker(window, params, given.seed, ids);
  const first = [...probabilities(window.distribution(), params, ids, [2], speaker.letters)];
  const tokens = [];
  while (tokens.length < given.count) {
    tokens.push(speaker.token());
    for (const _ of window.read(tokens.slice(-1)));
  }
  return { first, tokens, line: memory?.line() ?? "" };
"""


def test_random_numbers_are_pythons(page):
    script = (
        ENGINE
        + """
      const { Random } = await load("random");
      const randoms = given.map((seed) => new Random(BigInt(seed)));
      return randoms.map((random) => Array.from({ length: 700 }, () => random.next()));
    """
    )
    generators = [Random(seed) for seed in SEEDS]
    expected = [[generator.random() for _ in range(700)] for generator in generators]
    assert run(page, script, [hex(seed) for seed in SEEDS]) == expected


def test_text_becomes_the_same_tokens_and_comes_back(page, exported):
    ids, text = run(page, LOAD + "const ids = tokenizer.encode(given); return [ids, tokenizer.decode(ids)];", ODD)
    assert ids == exported.tokenizer.encode(ODD).tolist()
    assert text == ODD


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_running_summary_is_pythons_however_the_text_is_cut(page, exported, size):
    text = (ODD + " " + LONG[:600] + " Then Zoë and Иван met O’Neil, Ada, and Łódź. " + "x" * 150) * 2
    summary = exported.summary()
    summary.feed(text)
    script = (
        LOAD
        + """
      const summary = new RunningSummary(model.memory);
      const letters = [...given.text];
      for (let at = 0; at < letters.length; at += given.size) summary.feed(letters.slice(at, at + given.size).join(""));
      return summary.line();
    """
    )
    assert run(page, script, {"text": text, "size": size}) == summary.line() != ""


def test_the_running_summary_of_a_long_text_is_pythons_also_where_it_is_cut_inside_a_character(page, exported):
    text = "x" + "🙂" * 1500 + (" Then Zoë and Иван met O’Neil, Ada, and Łódź. " + LONG[:300]) * 20
    summary = exported.summary()
    summary.feed(text)
    script = LOAD + "const summary = new RunningSummary(model.memory); summary.feed(given); return summary.line();"
    assert run(page, script, text) == summary.line() != ""


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("memory", [True, False])
@pytest.mark.parametrize("prompt", ["", ODD, LONG], ids=["empty", "odd", "long"])
def test_the_same_seed_goes_on_as_in_python(page, exported, prompt, memory, settings):
    sampling = SETTINGS[settings]
    if prompt is LONG:
        assert len(exported.tokenizer.encode(prompt)) > STUDIED + 500
    names = exported.summary() if memory else None
    speaker = exported.speaker(7, names, **sampling)
    draws = speaker.draws(prompt)
    drawn = [next(draws) for _ in range(150)]
    given = {"prompt": prompt, "memory": memory, "sampling": sampling, "seed": 7, "count": 150}
    found = run(page, LOAD + SPEAK, given)
    story_ids = [0, *exported.tokenizer.encode(prompt).tolist()]
    first = probabilities(drawn[0].logits, speaker.params, story_ids, [2], speaker.letters)
    assert np.abs(first - found["first"]).max() < 1e-4
    assert found["tokens"] == [draw.token for draw in drawn]
    assert found["line"] == (names.line() if names else "")


@pytest.mark.parametrize("memory", [True, False])
@pytest.mark.parametrize("slide", [0.1, 0.25, 0.9])
def test_while_a_story_is_told_the_next_window_is_read_beside_it(page, exported, memory, slide):
    given = {"prompt": LONG[:700], "memory": memory, "sampling": {"slide": slide}, "seed": 7, "count": 200}
    watched = (LOAD + SPEAK).replace(
        "const tokens = [];",
        """const tokens = [];
        const anew = [];
        const read = network.read.bind(network);
        network.read = (ids, wanted, take) => {
          if (wanted === "none") anew.push(ids.length);
          read(ids, wanted, take);
        };
        """,
    )
    found = run(page, watched.replace("return {", "return { anew,"), given)
    ahead = found["anew"]
    assert len(ahead) > 2
    assert sum(ahead) == 0, "tokens read in a pass of their own when the window slid"
    speaker = exported.speaker(7, exported.summary() if memory else None, slide=slide)
    draws = speaker.draws(LONG[:700])
    assert found["tokens"] == [next(draws).token for _ in range(200)]


def test_what_the_model_told_itself_is_heard_alike(page, exported):
    prompt, told = ODD + " " + LONG[:900], [[100, 400], [700, 800]]
    speaker = exported.speaker(7, exported.summary())
    expected = next(speaker.draws(prompt, told))
    unaware = next(exported.speaker(7, exported.summary()).draws(prompt))
    given = {"prompt": prompt, "memory": True, "sampling": {}, "seed": 7, "count": 1, "told": told}
    script = (LOAD + SPEAK).replace(
        "const ids = [0, ...tokenizer.encode(given.prompt)];",
        """const { Teller } = await load("teller");
        const units = given.told.map((span) => span.map((at) => [...given.prompt].slice(0, at).join("").length));
        const [ids, own] = Teller.prototype.encoded.call({ tokenizer }, given.prompt, units);""",
    )
    found = run(page, script.replace("window.begin(ids)", "window.begin(ids, own)"), given)
    story_ids = [0, *exported.tokenizer.encode(prompt).tolist()]
    first = probabilities(expected.logits, speaker.params, story_ids, [2], speaker.letters)
    assert np.abs(first - found["first"]).max() < 1e-4
    assert np.abs(expected.logits - unaware.logits).max() > 1e-3


def test_the_network_gives_the_logits_of_torch(page, exported):
    ids = [0, *exported.tokenizer.encode(LONG[:60]).tolist()]
    script = (
        LOAD
        + """
      const network = new Network(model.architecture, await weights());
      const rows = [];
      for (const piece of [given.slice(0, 35), given.slice(35, 36), given.slice(36)])
        network.read(piece, "all", (_, logits) => rows.push([...logits]));
      return rows;
    """
    )
    with torch.inference_mode():
        expected = exported.model(torch.tensor([ids]))[0].numpy()
    np.testing.assert_allclose(np.array(run(page, script, ids)), expected, atol=1e-4)


@pytest.mark.parametrize(
    ("python", "javascript_one"),
    [
        (r"a(?P<age>b)$", r"a(?<age>b)(?=\n?$)"),
        (r"[\s-]*+x", r"(?:(?=(?<a1>[\s-]*))\k<a1>)x"),
        (r"(?:ab)?+c", r"(?:(?=(?<a1>(?:ab)?))\k<a1>)c"),
        (r"x(?>a|(?>b)c++)d", r"x(?:(?=(?<a3>a|(?:(?=(?<a1>b))\k<a1>)(?:(?=(?<a2>c+))\k<a2>)))\k<a3>)d"),
        (r"\(+(?<=[)+]a{2,3})", r"\(+(?<=[)+]a{2,3})"),
    ],
)
def test_patterns_are_put_into_javascripts_notation(python, javascript_one):
    assert javascript(python) == javascript_one


def strings(found):
    if isinstance(found, str):
        yield found
    elif isinstance(found, (list, tuple)):
        for one in found:
            yield from strings(one)
    elif hasattr(found, "marks"):
        yield from strings(list(found.values))


def gate_cases():
    """Every text that the gate's own tests know, alone and beside an act."""
    texts = set()
    for path in sorted(Path(__file__).parent.parent.glob("pipeline/test_adults_only*.py")):
        module = importlib.import_module(f"tests.pipeline.{path.stem}")
        for member in vars(module).values():
            texts |= set(strings(member))
            for mark in getattr(member, "pytestmark", []):
                texts |= set(strings(mark.args))
    texts = sorted({text[:3000] for text in texts})
    return [*texts, *(f"{text} {ACT}" for text in texts), "a\x1cb\x00 \ud800", ""]


def test_the_gate_refuses_what_python_refuses_by_the_same_rule_at_the_same_place(page):
    cases = gate_cases()
    refusals = [find_refusal(text) for text in cases]
    expected = [
        [found.rule, found.where if text.isascii() else None] if found else None
        for text, found in zip(cases, refusals, strict=True)
    ]
    assert sum(found is not None for found in refusals) > 300
    script = (
        ENGINE
        + """
      const { Gate } = await load("gate");
      const gate = new Gate(await unpacked("/model/gate.json.gz"));
      return given.map((codes) => {
        const text = codes.map((code) => String.fromCodePoint(code)).join("");
        const found = gate.refusal(text);
        return found && [found.rule, /^[\\0-\\x7f]*$/.test(text) ? found.where : null];
      });
    """
    )
    found = run(page, script, [[ord(character) for character in text] for text in cases])
    differing = [(text, one, other) for text, one, other in zip(cases, expected, found, strict=True) if one != other]
    assert differing == []
