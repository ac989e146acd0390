"""Exports run in the programs they are made for, with the logits and token ids of the network here."""

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.export.gguf import SPACE, export_gguf
from model.export.hf import MODELING, export_hf
from model.export.onnx import export_onnx
from model.export.trained import Trained
from model.gpt import GPT
from model.network import GPTConfig
from model.params import SamplingParams
from model.state import State
from model.tokenizer import CONTROL_TOKENS, Tokenizer
from pipeline.errors import DataError

CHARACTERS = "\n abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,;:!?'\"-—“”é"
TOKENIZER = Tokenizer(CHARACTERS)
SHAPE = {"block_size": 48, "n_layer": 2, "n_head": 3, "n_embd": 36, "n_hidden": 40, "rope_theta": 5000.0}
SAMPLING = SamplingParams(
    temperature=0.7, spelling=1.0, top_k=0, top_p=1.0, min_p=0.1, repetition_penalty=1.0, no_repeat_ngram=0, slide=0.25
)
TEXT = "“The ferry was late,” said Ada.\n\tÉtienne's café: 東京 🙂 <|end_of_text|>  two spaces"


def network(n_previous: int, *, tied: bool = False) -> GPT:
    torch.manual_seed(3)
    shape = {**SHAPE, "n_previous": n_previous, "tie_word_embeddings": tied}
    model = GPT(GPTConfig(vocab_size=TOKENIZER.vocab_size, **shape))
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return model.eval()


def trained(model: GPT) -> Trained:
    weights = {name: weight.numpy() for name, weight in model.state_dict().items()}
    return Trained(Path("checkpoints/best"), State.model_construct(), model.config, weights, TOKENIZER, SAMPLING)


def some_ids(batch: int, time: int) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(1).integers(0, TOKENIZER.vocab_size, (batch, time)))


@torch.inference_mode()
def expected(model: GPT, ids: torch.Tensor) -> np.ndarray:
    return model(ids).numpy()


@pytest.fixture(scope="module", params=[(0, False), (0, True), (3, False)], ids=["plain", "tied", "extras"])
def model(request) -> GPT:
    n_previous, tied = request.param
    return network(n_previous, tied=tied)


@pytest.fixture(scope="module")
def hf(model, tmp_path_factory):
    """The folder, and what transformers makes of it."""
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("hf")
    export_hf(trained(model), folder)
    trust = model.config.n_previous > 0
    loaded, info = transformers.AutoModelForCausalLM.from_pretrained(
        folder, trust_remote_code=trust, output_loading_info=True
    )
    assert not any(info[kind] for kind in ("missing_keys", "unexpected_keys", "mismatched_keys"))
    return folder, loaded.eval(), transformers.AutoTokenizer.from_pretrained(folder, trust_remote_code=trust)


def test_transformers_gives_the_same_logits(model, hf):
    ids = some_ids(2, 40)
    with torch.inference_mode():
        assert np.abs(hf[1](ids).logits.numpy() - expected(model, ids)).max() < 1e-4


def test_transformers_needs_no_code_of_ours_for_a_plain_network(model, hf):
    config = json.loads((hf[0] / "config.json").read_text())
    plain = model.config.n_previous == 0
    assert (hf[0] / MODELING.name).exists() is not plain
    assert config["model_type"] == ("qwen3" if plain else "miniature")
    assert ("auto_map" in config) is not plain


def test_transformers_generates_what_the_network_thinks_most_probable(model, hf):
    ids = some_ids(1, 7)
    with torch.inference_mode():
        made = hf[1].generate(ids, do_sample=False, max_length=30, eos_token_id=None, pad_token_id=0)
        want = ids
        while want.size(1) < 30:
            want = torch.cat([want, model(want)[:, -1:].argmax(-1)], dim=1)
    assert made.tolist() == want.tolist()


def test_transformers_searches_with_several_beams_and_padded_prompts(model, hf):
    short, long = some_ids(1, 5), some_ids(1, 9)
    padded = torch.cat([torch.cat([torch.zeros(1, 4, dtype=torch.long), short], 1), long])
    mask = torch.tensor([[0] * 4 + [1] * 5, [1] * 9])
    options = {"do_sample": False, "num_beams": 3, "max_new_tokens": 8, "eos_token_id": None, "pad_token_id": 0}
    with torch.inference_mode():
        both = hf[1].generate(padded, attention_mask=mask, **options)
        alone = hf[1].generate(short, **options)
    assert both[0, 9:].tolist() == alone[0, 5:].tolist()


def test_cached_use_without_the_characters_before_is_refused(model, hf):
    if model.config.n_previous == 0:
        pytest.skip("a plain network needs none")
    with torch.inference_mode():
        past = hf[1](some_ids(1, 5), use_cache=True).past_key_values
        with pytest.raises(ValueError, match="give previous_ids"):
            hf[1](some_ids(1, 1), past_key_values=past)


def test_weights_saved_again_by_transformers_are_read_again(model, hf, tmp_path):
    transformers = pytest.importorskip("transformers")
    hf[1].save_pretrained(tmp_path)
    trust = model.config.n_previous > 0
    again = transformers.AutoModelForCausalLM.from_pretrained(tmp_path, trust_remote_code=trust).eval()
    ids = some_ids(1, 20)
    with torch.inference_mode():
        assert torch.equal(again(ids).logits, hf[1](ids).logits)


def fuzz_texts() -> list[str]:
    rng = random.Random(1)
    alphabet = CHARACTERS + "\t\x00\x7f<|>_▁ßЖ東🙂\u200d\u0301" + "".join(CONTROL_TOKENS)
    return [TEXT, "", *("".join(rng.choices(alphabet, k=rng.randrange(60))) for _ in range(300))]


def test_transformers_tokenizer_gives_the_same_ids_and_the_text_back(hf):
    for text in fuzz_texts():
        ids = TOKENIZER.encode(text).tolist()
        assert hf[2](text)["input_ids"] == ids, text
        assert hf[2].decode(ids) == text
    assert hf[2].eos_token_id == TOKENIZER.end_of_text


@pytest.fixture(scope="module")
def session(model, tmp_path_factory):
    onnxruntime = pytest.importorskip("onnxruntime")
    folder = tmp_path_factory.mktemp("onnx")
    export_onnx(trained(model), folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "model.onnx",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocabulary.json",
    ]
    return onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])


def beginning(model: GPT, batch: int) -> dict[str, np.ndarray]:
    """The past of a text that has none."""
    shape = (batch, model.config.n_head, 0, model.config.head_dim)
    names = [f"past_key_values.{layer}.{kind}" for layer in range(model.config.n_layer) for kind in ("key", "value")]
    past = {name: np.zeros(shape, np.float32) for name in names}
    return past | ({"past_ids": np.zeros((batch, 0), np.int64)} if model.config.n_previous else {})


def read_on(session, ids: np.ndarray, past: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    names = [output.name for output in session.get_outputs()]
    outputs = dict(zip(names, session.run(None, {"input_ids": ids, **past}), strict=True))
    logits = outputs.pop("logits")
    return logits, {
        name.replace("present", "past_key_values", 1).replace("key_values_ids", "ids"): value
        for name, value in outputs.items()
    }


@pytest.mark.parametrize(("batch", "time"), [(1, 1), (1, 48), (3, 20)])
def test_onnxruntime_gives_the_same_logits(model, session, batch, time):
    ids = some_ids(batch, time)
    logits, _ = read_on(session, ids.numpy(), beginning(model, batch))
    assert np.abs(logits - expected(model, ids)).max() < 1e-4


def test_onnxruntime_gives_the_same_logits_piece_by_piece(model, session):
    ids = some_ids(2, 30)
    past, got, start = beginning(model, 2), [], 0
    for size in (1, 1, 1, 2, 10, 1, 14):
        logits, past = read_on(session, ids[:, start : start + size].numpy(), past)
        got.append(logits)
        start += size
    assert start == 30
    assert np.abs(np.concatenate(got, axis=1) - expected(model, ids)).max() < 1e-4


@pytest.fixture(scope="module", params=[False, True], ids=["own head", "tied"])
def gguf_file(request, tmp_path_factory) -> tuple[GPT, Path]:
    model, folder = network(0, tied=request.param), tmp_path_factory.mktemp("gguf")
    export_gguf(trained(model), folder)
    return model, folder / "model.gguf"


def test_gguf_holds_the_shape_the_vocabulary_and_the_weights(gguf_file):
    from gguf import GGUFReader

    model, path = gguf_file
    reader = GGUFReader(path)
    fields = {name: field.contents() for name, field in reader.fields.items() if not name.startswith("GGUF.")}
    assert fields["general.architecture"] == "qwen3"
    assert fields["qwen3.context_length"] == SHAPE["block_size"]
    assert fields["qwen3.rope.freq_base"] == SHAPE["rope_theta"]
    assert (fields["tokenizer.ggml.add_space_prefix"], fields["tokenizer.ggml.add_bos_token"]) == (False, False)
    assert fields["tokenizer.ggml.tokens"][260] == SPACE
    assert len(fields["tokenizer.ggml.tokens"]) == TOKENIZER.vocab_size
    tensors = {tensor.name: tensor.data for tensor in reader.tensors}
    assert len(tensors) == len(list(model.parameters()))
    assert np.array_equal(tensors["blk.1.ffn_down.weight"], model.blocks[1].hidden.down.weight.detach().numpy())
    assert np.array_equal(tensors["token_embd.weight"], model.embedding.weight.detach().numpy())


def test_llama_cpp_gives_the_same_logits_and_ids(gguf_file):
    llama_cpp = pytest.importorskip("llama_cpp")
    model, path = gguf_file
    exact = {"type_k": 0, "type_v": 0, "flash_attn": False}  # keys and values in float32, which is type 0
    llama = llama_cpp.Llama(str(path), n_ctx=48, logits_all=True, verbose=False, n_threads=1, **exact)
    ids = some_ids(1, 40)
    ids = torch.where(ids < 3, 70, ids)
    llama.eval(ids[0].tolist())
    assert np.abs(np.array(llama.scores[:40]) - expected(model, ids)[0]).max() < 1e-4
    for text in fuzz_texts():
        if "\x00" not in text and SPACE not in text:
            assert llama.tokenize(text.encode(), add_bos=False, special=False) == TOKENIZER.encode(text).tolist(), text


def test_gguf_refuses_what_llama_cpp_would_drop(tmp_path):
    with pytest.raises(DataError, match=r"embeddings of 3 previous characters.*model.n_previous 0"):
        export_gguf(trained(network(3)), tmp_path)
    plain = trained(network(0))
    with pytest.raises(DataError, match="GGUF spells a space"):
        export_gguf(replace(plain, tokenizer=Tokenizer(CHARACTERS + SPACE)), tmp_path)
    assert list(tmp_path.iterdir()) == []
