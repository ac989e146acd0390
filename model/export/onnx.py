"""ONNX: the network as one graph with a key-value cache, built node by node, so that torch is not asked to trace it.

Inputs   input_ids (B, t) int64; past_ids (B, up to n_previous) int64, the newest ids before, if n_previous is not 0;
         past_key_values.N.key and .value (B, H, p, D), with p = 0 at the start of a text
Outputs  logits (B, t, V); present_ids; present.N.key and .value (B, H, p + t, D): the next step's past
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, checker, helper, numpy_helper, save_model

from model.export.tokenizer_files import write_tokenizer
from model.export.trained import Trained
from model.network import GPTConfig

OPSET, IR_VERSION = 18, 10  # both are years old: any runtime in use reads them
EPSILON = 1e-6  # of RMSNorm
FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64


class Graph:
    """A graph in the making; every method returns the name of a value."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, NDArray[Any]] = {}
        self.weights = weights

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """One node with one output."""
        return self.ops(kind, 1, *inputs, **attributes)[0]

    def ops(self, kind: str, outputs: int, *inputs: str, **attributes: Any) -> list[str]:
        """One node."""
        names = [f"{kind.lower()}_{len(self.nodes)}_{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, **attributes))
        return names

    def constant(self, name: str, value: Any, dtype: Any = np.int64) -> str:
        """A value that stands in the file."""
        self.constants[name] = np.asarray(value, dtype)
        return name

    def numbers(self, *values: int) -> str:
        """A vector of whole numbers."""
        return self.constant("numbers_" + "_".join(map(str, values)), values)

    def weight(self, name: str, transposed: bool = False) -> str:
        """A learned tensor."""
        self.constants[name] = np.ascontiguousarray(self.weights[name].T if transposed else self.weights[name])
        return name

    def linear(self, x: str, name: str) -> str:
        """x times a matrix, which torch keeps transposed."""
        return self.op("MatMul", x, self.weight(f"{name}.weight", transposed=True))

    def rms_norm(self, x: str, name: str) -> str:
        """Unit mean square along the last axis, then a factor for each entry."""
        mean = self.op("ReduceMean", self.op("Mul", x, x), self.numbers(-1), keepdims=1)
        root = self.op("Sqrt", self.op("Add", mean, self.constant("epsilon", EPSILON, np.float32)))
        return self.op("Mul", self.op("Div", x, root), self.weight(f"{name}.weight"))

    def size(self, x: str, axis: int) -> str:
        """(1,) the length of one axis."""
        return self.op("Shape", x, start=axis, end=axis + 1)

    def cut(self, x: str, start: str, end: str, axis: int) -> str:
        """x from start to end along one axis."""
        return self.op("Slice", x, start, end, self.numbers(axis))

    def scalar(self, x: str) -> str:
        """(1,) as ()."""
        return self.op("Squeeze", x, self.numbers(0))

    def rename(self, x: str, name: str) -> None:
        """Give an output of the graph its name."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))


def export_onnx(trained: Trained, folder: Path) -> list[str]:
    """Write model.onnx, the vocabulary and the tokenizer; how the model card says to use them."""
    model = network(trained.config, trained.weights)
    properties = {"block_size": trained.config.block_size, "n_previous": trained.config.n_previous}
    helper.set_model_props(model, {name: str(value) for name, value in properties.items()})
    checker.check_model(model)
    save_model(model, str(folder / "model.onnx"))
    trained.tokenizer.save(folder / "vocabulary.json")
    write_tokenizer(trained.tokenizer, folder, trained.config.block_size)
    previous = ["- `past_ids`: the ids before `input_ids`, (1, 0) at first, then `present_ids`"]
    return [
        "`model.onnx` runs in onnxruntime, batch and time free, at most"
        f" {trained.config.block_size} tokens in all. Token ids come from `tokenizer.json`.",
        "",
        "- `input_ids`: (batch, time) int64",
        *(previous if trained.config.n_previous else []),
        f"- `past_key_values.N.key`, `.value`: (batch, {trained.config.n_head}, 0, {trained.config.head_dim}) float32"
        " at first, then `present.N.key`, `.value`",
        "- `logits`: (batch, time, vocabulary), of each next token",
    ]


def network(config: GPTConfig, weights: dict[str, NDArray[np.float32]]) -> Any:
    """The whole ModelProto."""
    graph = Graph(weights)
    time, past = graph.size("input_ids", 1), graph.size("past_key_values.0.key", 2)
    total = graph.op("Add", past, time)
    x = embed(graph, config, time)
    rotary = rotary_slices(graph, config, past, total)
    mask = causal_mask(graph, past, total)
    for layer in range(config.n_layer):
        x = block(graph, config, x, rotary, mask, layer)
    head = "embedding.weight" if config.tie_word_embeddings else "head.weight"
    out = graph.op("Transpose", graph.weight(head), perm=[1, 0])
    graph.rename(graph.op("MatMul", graph.rms_norm(x, "norm"), out), "logits")
    constants = [numpy_helper.from_array(value, name) for name, value in graph.constants.items()]
    made = helper.make_graph(graph.nodes, "miniature", *signature(config), constants)
    opset = [helper.make_opsetid("", OPSET)]
    return helper.make_model(made, opset_imports=opset, ir_version=IR_VERSION, producer_name="miniature-memory")


def signature(config: GPTConfig) -> tuple[list[Any], list[Any]]:
    """Inputs and outputs, with names for the axes that are free."""
    value = helper.make_tensor_value_info
    inputs = [value("input_ids", INT, ["batch", "time"])]
    outputs = [value("logits", FLOAT, ["batch", "time", config.vocab_size])]
    if config.n_previous:
        inputs.append(value("past_ids", INT, ["batch", "past_ids"]))
        outputs.append(value("present_ids", INT, ["batch", "present_ids"]))
    for layer in range(config.n_layer):
        for kind in ("key", "value"):
            shape = ("batch", config.n_head, "past", config.head_dim)
            inputs.append(value(f"past_key_values.{layer}.{kind}", FLOAT, shape))
            outputs.append(value(f"present.{layer}.{kind}", FLOAT, ("batch", config.n_head, "total", config.head_dim)))
    return inputs, outputs


def embed(graph: Graph, config: GPTConfig, time: str) -> str:
    """(B, t, C): each character's embedding plus those of the characters before it."""
    table = graph.weight("embedding.weight")
    if not config.n_previous:
        return graph.op("Gather", table, "input_ids")
    ids = graph.op("Concat", "past_ids", "input_ids", axis=1)
    length, zero = graph.size(ids, 1), graph.numbers(0)
    x = graph.op("Gather", table, ids)
    for distance in range(1, config.n_previous + 1):
        before = graph.op("Gather", graph.weight(f"previous.{distance - 1}.weight"), ids)
        padded = graph.op("Pad", before, graph.numbers(0, distance, 0, 0, 0, 0))
        x = graph.op("Add", x, graph.cut(padded, zero, length, 1))
    kept = graph.op("Max", graph.op("Sub", length, graph.numbers(config.n_previous)), zero)
    graph.rename(graph.cut(ids, kept, length, 1), "present_ids")
    return graph.cut(x, graph.op("Sub", length, time), length, 1)


def rotary_slices(graph: Graph, config: GPTConfig, past: str, total: str) -> tuple[str, str]:
    """Cosines and sines (t, D) of the positions that are read now."""
    frequencies = config.rope_theta ** (-np.arange(0, config.head_dim, 2, dtype=np.float32) / config.head_dim)
    angles = np.arange(config.block_size, dtype=np.float32)[:, None] * frequencies.astype(np.float32)
    angles = np.concatenate([angles, angles], axis=1)
    cos, sin = (graph.constant(name, f(angles), np.float32) for name, f in (("cos", np.cos), ("sin", np.sin)))
    return graph.cut(cos, past, total, 0), graph.cut(sin, past, total, 0)


def causal_mask(graph: Graph, past: str, total: str) -> str:
    """(t, n): 0 where a query may look, the least number where it may not."""
    start, end = graph.scalar(past), graph.scalar(total)
    one, zero = graph.constant("one", 1), graph.constant("zero", 0)
    queries = graph.op("Unsqueeze", graph.op("Range", start, end, one), graph.numbers(1))
    keys = graph.op("Range", zero, end, one)
    least = graph.constant("least", np.finfo(np.float32).min, np.float32)
    nothing = graph.constant("nothing", 0.0, np.float32)
    return graph.op("Where", graph.op("LessOrEqual", keys, queries), nothing, least)


def block(graph: Graph, config: GPTConfig, x: str, rotary: tuple[str, str], mask: str, layer: int) -> str:
    """Attention, then SwiGLU, each added to what passes through."""
    name = f"blocks.{layer}"
    h = graph.rms_norm(x, f"{name}.attention_norm")
    x = graph.op("Add", x, attention(graph, config, h, rotary, mask, layer))
    h = graph.rms_norm(x, f"{name}.hidden_norm")
    gate = graph.linear(h, f"{name}.hidden.gate")
    gated = graph.op("Mul", graph.op("Mul", gate, graph.op("Sigmoid", gate)), graph.linear(h, f"{name}.hidden.up"))
    return graph.op("Add", x, graph.linear(gated, f"{name}.hidden.down"))


def attention(graph: Graph, config: GPTConfig, h: str, rotary: tuple[str, str], mask: str, layer: int) -> str:
    """(B, t, C): causal self-attention over what is cached and what is new."""
    name = f"blocks.{layer}.attention"
    split = graph.numbers(0, 0, config.n_head, config.head_dim)
    q, k, v = (graph.op("Reshape", graph.linear(h, f"{name}.{part}"), split) for part in ("query", "key", "value"))
    q, k = graph.rms_norm(q, f"{name}.query_norm"), graph.rms_norm(k, f"{name}.key_norm")
    q, k, v = (graph.op("Transpose", part, perm=[0, 2, 1, 3]) for part in (q, k, v))
    q, k = rotate(graph, q, rotary), rotate(graph, k, rotary)
    k, v = (
        graph.op("Concat", f"past_key_values.{layer}.{kind}", new, axis=2) for kind, new in (("key", k), ("value", v))
    )
    graph.rename(k, f"present.{layer}.key")
    graph.rename(v, f"present.{layer}.value")
    scores = graph.op("MatMul", q, graph.op("Transpose", k, perm=[0, 1, 3, 2]))
    scaled = graph.op("Mul", scores, graph.constant("scale", config.head_dim**-0.5, np.float32))
    weights = graph.op("Softmax", graph.op("Add", scaled, mask), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", weights, v), perm=[0, 2, 1, 3])
    joined = graph.op("Reshape", mixed, graph.numbers(0, 0, config.n_embd))
    return graph.linear(joined, f"{name}.output")


def rotate(graph: Graph, x: str, rotary: tuple[str, str]) -> str:
    """Turn (B, H, t, D) by its positions' angles."""
    first, second = graph.ops("Split", 2, x, axis=-1, num_outputs=2)
    turned = graph.op("Concat", graph.op("Neg", second), first, axis=-1)
    return graph.op("Add", graph.op("Mul", x, rotary[0]), graph.op("Mul", turned, rotary[1]))
