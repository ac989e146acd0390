"""The Hugging Face folder: `AutoModelForCausalLM` and `AutoTokenizer` load it.

Without embeddings of previous characters the weights are a plain Qwen3's. With them the folder brings its own code,
`modeling_miniature.py`, which transformers runs only for someone who passes `trust_remote_code=True`.
"""

import shutil
from pathlib import Path
from typing import Any

from safetensors.numpy import save

from model.export.tokenizer_files import write_json, write_tokenizer
from model.export.trained import Trained
from pipeline.files import write_bytes

MODELING = Path(__file__).with_name("modeling_miniature.py")
PARTS = {  # ours: Qwen3's, inside a block
    "attention_norm": "input_layernorm",
    "attention.query": "self_attn.q_proj",
    "attention.key": "self_attn.k_proj",
    "attention.value": "self_attn.v_proj",
    "attention.output": "self_attn.o_proj",
    "attention.query_norm": "self_attn.q_norm",
    "attention.key_norm": "self_attn.k_norm",
    "hidden_norm": "post_attention_layernorm",
    "hidden.gate": "mlp.gate_proj",
    "hidden.up": "mlp.up_proj",
    "hidden.down": "mlp.down_proj",
}
WHOLE = {
    "embedding.weight": "model.embed_tokens.weight",
    "norm.weight": "model.norm.weight",
    "head.weight": "lm_head.weight",
}


def export_hf(trained: Trained, folder: Path) -> list[str]:
    """Write the folder; how the model card says to use it."""
    tensors = {hf_name(name): weight for name, weight in trained.weights.items()}
    write_bytes(folder / "model.safetensors", save(tensors, metadata={"format": "pt"}))
    write_json(folder / "config.json", config(trained))
    write_json(folder / "generation_config.json", generation_config(trained))
    write_tokenizer(trained.tokenizer, folder, trained.config.block_size)
    trust = ""
    if trained.config.n_previous:
        shutil.copyfile(MODELING, folder / MODELING.name)
        trust = ", trust_remote_code=True"
    return [
        "```python",
        "from transformers import AutoModelForCausalLM, AutoTokenizer",
        "",
        f'tokenizer = AutoTokenizer.from_pretrained("FOLDER"{trust})',
        f'model = AutoModelForCausalLM.from_pretrained("FOLDER"{trust})',
        'ids = tokenizer("The ferry was late.", return_tensors="pt")',
        "print(tokenizer.decode(model.generate(**ids, max_new_tokens=200)[0]))",
        "```",
    ]


def hf_name(name: str) -> str:
    """Our name of a tensor as transformers has it."""
    if name.startswith("blocks."):
        _, layer, part = name.split(".", 2)
        return f"model.layers.{layer}.{PARTS[part.removesuffix('.weight')]}.weight"
    return WHOLE.get(name, name)  # `previous.N.weight` belongs to our own class


def config(trained: Trained) -> dict[str, Any]:
    """config.json; nothing that matters is left to a default, which may change between versions of transformers."""
    shape = trained.config
    own = {
        "architectures": ["MiniatureForCausalLM"],
        "model_type": "miniature",
        "auto_map": {
            "AutoConfig": f"{MODELING.stem}.MiniatureConfig",
            "AutoModelForCausalLM": f"{MODELING.stem}.MiniatureForCausalLM",
        },
        "n_previous": shape.n_previous,
    }
    plain = {"architectures": ["Qwen3ForCausalLM"], "model_type": "qwen3"}
    return {
        **(own if shape.n_previous else plain),
        "vocab_size": shape.vocab_size,
        "hidden_size": shape.n_embd,
        "intermediate_size": shape.n_hidden,
        "num_hidden_layers": shape.n_layer,
        "num_attention_heads": shape.n_head,
        "num_key_value_heads": shape.n_head,
        "head_dim": shape.head_dim,
        "hidden_act": "silu",
        "max_position_embeddings": shape.block_size,
        "rms_norm_eps": 1e-6,
        "rope_theta": shape.rope_theta,  # transformers 4
        "rope_parameters": {"rope_type": "default", "rope_theta": shape.rope_theta},  # transformers 5
        "attention_bias": False,
        "attention_dropout": 0.0,
        "use_sliding_window": False,
        "tie_word_embeddings": shape.tie_word_embeddings,
        "use_cache": True,
        "bos_token_id": None,
        "eos_token_id": trained.tokenizer.end_of_text,
        "pad_token_id": trained.tokenizer.end_of_text,
        "torch_dtype": "float32",  # transformers 4
        "dtype": "float32",  # transformers 5
    }


def generation_config(trained: Trained) -> dict[str, Any]:
    """generation_config.json: params.yaml's sampling, as far as transformers has the same filters."""
    sampling, end = trained.sampling, trained.tokenizer.end_of_text
    common = {"eos_token_id": end, "pad_token_id": end, "max_length": trained.config.block_size}
    if sampling.temperature == 0:
        return {**common, "do_sample": False}
    between = sampling.temperature * sampling.spelling**0.5  # there is one temperature for choosing and for spelling
    filters = {"temperature": between, "top_k": sampling.top_k, "top_p": sampling.top_p}
    return {**common, "do_sample": True, **filters, "min_p": sampling.min_p}
