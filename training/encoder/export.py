"""Encoder weights (a safetensors file with BERT's names) → int8 ONNX, tokeniser and hashes in the package.

    python training/encoder/export.py [--weights build/encoder/tuned.safetensors] [--to src/twosource/data/encoder]

Without `--weights` it writes `encoder.onnx` from the base weights, with them `happenings.onnx`.

The graph is put together by hand, one text a run (no padding, no mask): the vectors of a text then depend on
that text alone, not on what shared its batch. Weights of every matrix product are int8 with a scale for each
output channel, kept to 7 bits so that no CPU's 16-bit accumulator overflows (VNNI or not); the embedding table
is int8 with a scale for each row; activations are quantised as they come.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from fetch import BASE, fetch
from onnx import TensorProto, helper, numpy_helper
from packed import write_hashes
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[2]
LAYERS, HEADS, WIDTH, SHAPES = 6, 12, 384, 8
EPSILON = 1e-12
SEVEN_BITS = 63  # |weight| ≤ 63 uses 7 bits


class Graph:
    """A growing ONNX graph; each method adds nodes and gives back the name of what they yield."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep a constant array under a name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], outputs: int = 1, **attributes: object) -> str:
        """Add one operation; of several outputs the names come joined by a zero byte."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"{kind}_{len(self.nodes)}", **attributes))
        return names[0] if outputs == 1 else "\0".join(names)

    def quantised_product(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """X · weight (in, out) + bias; the weight int8 by output channel, x as uint8 with its own scale."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / SEVEN_BITS
        whole = np.clip(np.rint(weight / scale), -SEVEN_BITS, SEVEN_BITS).astype(np.int8)
        q, s, z = self.node("DynamicQuantizeLinear", [x], 3).split("\0")
        product = self.node(
            "MatMulInteger", [q, self.constant(f"{name}.q", whole), z, self.constant(f"{name}.z", np.zeros(len(scale), np.int8))]
        )
        scales = self.node("Mul", [s, self.constant(f"{name}.s", scale.astype(np.float32))])
        return self.node(
            "Add",
            [self.node("Mul", [self.node("Cast", [product], to=TensorProto.FLOAT), scales]), self.constant(f"{name}.b", bias)],
        )

    def rows(self, name: str, table: np.ndarray, index: str) -> str:
        """Rows of an embedding table kept as int8 with a scale for each row."""
        scale = (np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127).astype(np.float32)
        whole = np.rint(table / scale).astype(np.int8)
        picked = self.node("Cast", [self.node("Gather", [self.constant(f"{name}.q", whole), index])], to=TensorProto.FLOAT)
        return self.node("Mul", [picked, self.node("Gather", [self.constant(f"{name}.s", scale), index])])

    def norm(self, name: str, x: str, weights: dict[str, np.ndarray]) -> str:
        """Layer normalisation with the weights of that name."""
        scale, bias = (self.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", [x, scale, bias], axis=-1, epsilon=EPSILON)


def attention(graph: Graph, name: str, x: str, weights: dict[str, np.ndarray]) -> str:
    """Self-attention of one text: one product for query, key and value; the scale folded into the query."""
    parts = [(weights[f"{name}.self.{p}.weight"].T, weights[f"{name}.self.{p}.bias"]) for p in ("query", "key", "value")]
    shrink = np.float32(1 / np.sqrt(WIDTH // HEADS))
    parts[0] = (parts[0][0] * shrink, parts[0][1] * shrink)
    joint = graph.quantised_product(
        f"{name}.qkv", x, np.concatenate([w for w, _ in parts], 1), np.concatenate([b for _, b in parts])
    )
    split = graph.node("Reshape", [joint, "by_head"])  # token, part, head, width
    q, k, v = graph.node("Split", [split], 3, axis=1, num_outputs=3).split("\0")
    q, v = (graph.node("Transpose", [graph.node("Squeeze", [part, "part"])], perm=[1, 0, 2]) for part in (q, v))
    k = graph.node("Transpose", [graph.node("Squeeze", [k, "part"])], perm=[1, 2, 0])
    mixed = graph.node("MatMul", [graph.node("Softmax", [graph.node("MatMul", [q, k])], axis=-1), v])
    flat = graph.node("Reshape", [graph.node("Transpose", [mixed], perm=[1, 0, 2]), "flat"])
    return graph.quantised_product(
        f"{name}.output", flat, weights[f"{name}.output.dense.weight"].T, weights[f"{name}.output.dense.bias"]
    )


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The whole encoder: ids and shapes (both int64, one a subtoken) → vectors (float32, subtoken by 384)."""
    graph = Graph()
    graph.constant("by_head", np.array([-1, 3, HEADS, WIDTH // HEADS], np.int64))
    graph.constant("flat", np.array([-1, WIDTH], np.int64))
    graph.constant("part", np.array([1], np.int64))
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    length = graph.node("Shape", ["ids"])
    zero, one = graph.constant("zero", np.array([0], np.int64)), graph.constant("one", np.array([1], np.int64))
    place = graph.node("Slice", [graph.constant("positions", positions), zero, length, zero, one])
    shape = graph.node(
        "Gather", [graph.constant("shapes.table", weights.get("shapes.weight", np.zeros((SHAPES, WIDTH), np.float32))), "shapes"]
    )
    words = graph.rows("words", weights["embeddings.word_embeddings.weight"], "ids")
    x = graph.norm("embeddings.LayerNorm", graph.node("Add", [graph.node("Add", [words, place]), shape]), weights)
    for i in range(LAYERS):
        at = f"encoder.layer.{i}"
        x = graph.norm(
            f"{at}.attention.output.LayerNorm", graph.node("Add", [attention(graph, f"{at}.attention", x, weights), x]), weights
        )
        wide = graph.quantised_product(
            f"{at}.wide", x, weights[f"{at}.intermediate.dense.weight"].T, weights[f"{at}.intermediate.dense.bias"]
        )
        back = graph.quantised_product(
            f"{at}.back", graph.node("Gelu", [wide]), weights[f"{at}.output.dense.weight"].T, weights[f"{at}.output.dense.bias"]
        )
        x = graph.norm(f"{at}.output.LayerNorm", graph.node("Add", [back, x]), weights)
    graph.nodes[-1].output[0] = "vectors"
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["n"]) for name in ("ids", "shapes")]
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", WIDTH])]
    made = helper.make_graph(graph.nodes, "twosource-encoder", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="twosource")
    onnx.checker.check_model(model)
    return model


def tokeniser() -> str:
    """The base tokeniser without its truncation and padding, as compact JSON."""
    data = json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8"))
    return json.dumps(data | {"truncation": None, "padding": None}, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--weights", type=Path, default=None, help="tuned weights; left out, the base weights as they are")
    options.add_argument("--to", type=Path, default=ROOT / "src/twosource/data/encoder")
    given = options.parse_args()
    fetch()
    given.to.mkdir(parents=True, exist_ok=True)
    weights = {
        k.removeprefix("bert."): v.astype(np.float32)
        for k, v in load_file(given.weights or BASE / "model.safetensors").items()
        if v.dtype.kind == "f"
    }
    name = "happenings.onnx" if given.weights else "encoder.onnx"
    (given.to / name).write_bytes(build(weights).SerializeToString())
    (given.to / "tokenizer.json").write_text(tokeniser(), encoding="utf-8")
    (given.to / "LICENSE").write_bytes((BASE / "LICENSE").read_bytes())
    write_hashes(given.to)
    print(*(f"{p.name} {p.stat().st_size:,}" for p in sorted(given.to.iterdir())), sep="\n")


if __name__ == "__main__":
    main()
