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
import functools
import json
from pathlib import Path

import numpy as np
import onnx
from fetch import MINILM, fetch
from onnx import TensorProto, helper, numpy_helper
from packed import write_hashes
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parents[2]
HEADS, SHAPES = 12, 8
EPSILON = 1e-12
LONGEST = 256  # subtokens of one run, with the marks at its ends: what `twosource.encoder` gives at most
MPNET_MARKS, BERT_WORDS, CLS, SEP = 4, 30522, 101, 102
SEVEN_BITS = 63  # |weight| ≤ 63 uses 7 bits


class Graph:
    """A growing ONNX graph; each method adds nodes and gives back the name of what they yield."""

    def __init__(self, *, by_row: bool) -> None:
        """Start with nothing; `by_row`: what goes into a product is quantised with a scale for each row, else with one."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.by_row = by_row
        if by_row:
            self.constant("last", np.array([1], np.int64))
            self.constant("zero_at", np.array(128, np.uint8))
            for name, value in (("least", 1e-8), ("step", 1 / 127), ("middle", 128)):
                self.constant(name, np.array([value], np.float32))

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
        q, s, z = self._by_row(x) if self.by_row else self.node("DynamicQuantizeLinear", [x], 3).split("\0")
        product = self.node(
            "MatMulInteger", [q, self.constant(f"{name}.q", whole), z, self.constant(f"{name}.z", np.zeros(len(scale), np.int8))]
        )
        real, of_weights = (
            self.node("Cast", [product], to=TensorProto.FLOAT),
            self.constant(f"{name}.s", scale.astype(np.float32)),
        )
        if self.by_row:  # in this order: onnxruntime takes the product of both scales for a sign that x has only one
            real = self.node("Mul", [self.node("Mul", [real, s]), of_weights])
        else:
            real = self.node("Mul", [real, self.node("Mul", [s, of_weights])])
        return self.node("Add", [real, self.constant(f"{name}.b", bias)])

    def _by_row(self, x: str) -> tuple[str, str, str]:
        """X as uint8 around 128, a scale for each row: MPNet has subtokens so large that one scale would drown the others."""
        top = self.node("ReduceMax", [self.node("Abs", [x]), "last"], keepdims=1)
        scale = self.node("Mul", [self.node("Max", [top, "least"]), "step"])
        whole = self.node("Add", [self.node("Round", [self.node("Div", [x, scale])]), "middle"])
        return self.node("Cast", [whole], to=TensorProto.UINT8), scale, "zero_at"

    @staticmethod
    def whole(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """A table as int8 with a scale for each row."""
        scale = (np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127).astype(np.float32)
        return np.rint(table / scale).astype(np.int8), scale

    def rows(self, name: str, table: np.ndarray, index: str) -> str:
        """Rows of an embedding table kept as int8 with a scale for each row."""
        whole, scale = self.whole(table)
        picked = self.node("Cast", [self.node("Gather", [self.constant(f"{name}.q", whole), index])], to=TensorProto.FLOAT)
        return self.node("Mul", [picked, self.node("Gather", [self.constant(f"{name}.s", scale), index])])

    def norm(self, name: str, x: str, weights: dict[str, np.ndarray]) -> str:
        """Layer normalisation with the weights of that name."""
        scale, bias = (self.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", [x, scale, bias], axis=-1, epsilon=EPSILON)


def attention(graph: Graph, name: str, x: str, weights: dict[str, np.ndarray], apart: str) -> str:
    """Self-attention of one text: one product for query, key and value; the scale folded into the query.

    `apart` (heads, n, n) is added to the scores where the model knows how far apart two subtokens are; "" where not.
    """
    parts = [(weights[f"{name}.self.{p}.weight"].T, weights[f"{name}.self.{p}.bias"]) for p in ("query", "key", "value")]
    shrink = np.float32(1 / np.sqrt(len(parts[0][0]) // HEADS))
    parts[0] = (parts[0][0] * shrink, parts[0][1] * shrink)
    joint = graph.quantised_product(
        f"{name}.qkv", x, np.concatenate([w for w, _ in parts], 1), np.concatenate([b for _, b in parts])
    )
    split = graph.node("Reshape", [joint, "by_head"])  # token, part, head, width
    q, k, v = graph.node("Split", [split], 3, axis=1, num_outputs=3).split("\0")
    q, v = (graph.node("Transpose", [graph.node("Squeeze", [part, "part"])], perm=[1, 0, 2]) for part in (q, v))
    k = graph.node("Transpose", [graph.node("Squeeze", [k, "part"])], perm=[1, 2, 0])
    scores = graph.node("MatMul", [q, k])
    if apart:
        scores = graph.node("Add", [scores, apart])
    mixed = graph.node("MatMul", [graph.node("Softmax", [scores], axis=-1), v])
    flat = graph.node("Reshape", [graph.node("Transpose", [mixed], perm=[1, 0, 2]), "flat"])
    return graph.quantised_product(
        f"{name}.output", flat, weights[f"{name}.output.dense.weight"].T, weights[f"{name}.output.dense.bias"]
    )


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The whole encoder: ids (or words' vectors) and shapes, one a subtoken → vectors (float32, subtoken by width)."""
    graph = Graph(by_row="apart" in weights)
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    graph.constant("by_head", np.array([-1, 3, HEADS, width // HEADS], np.int64))
    graph.constant("flat", np.array([-1, width], np.int64))
    graph.constant("part", np.array([1], np.int64))
    positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    shared = "apart" in weights  # MPNet's words are in a table beside, and come looked up
    length = graph.node("Shape", ["shapes"])
    zero, one = graph.constant("zero", np.array([0], np.int64)), graph.constant("one", np.array([1], np.int64))
    place = graph.node("Slice", [graph.constant("positions", positions), zero, length, zero, one])
    apart = ""
    if "apart" in weights:
        starts, ends = graph.constant("corner", np.array([0, 0], np.int64)), graph.node("Concat", [length, length], axis=0)
        apart = graph.node(
            "Slice",
            [graph.constant("apart", weights["apart"]), starts, ends, graph.constant("sides", np.array([1, 2], np.int64))],
        )
    shape = graph.node(
        "Gather", [graph.constant("shapes.table", weights.get("shapes.weight", np.zeros((SHAPES, width), np.float32))), "shapes"]
    )
    words = "words" if shared else graph.rows("words", weights["embeddings.word_embeddings.weight"], "ids")
    x = graph.norm("embeddings.LayerNorm", graph.node("Add", [graph.node("Add", [words, place]), shape]), weights)
    for i in range(layers):
        at = f"encoder.layer.{i}"
        x = graph.norm(
            f"{at}.attention.output.LayerNorm",
            graph.node("Add", [attention(graph, f"{at}.attention", x, weights, apart), x]),
            weights,
        )
        wide = graph.quantised_product(
            f"{at}.wide", x, weights[f"{at}.intermediate.dense.weight"].T, weights[f"{at}.intermediate.dense.bias"]
        )
        back = graph.quantised_product(
            f"{at}.back", graph.node("Gelu", [wide]), weights[f"{at}.output.dense.weight"].T, weights[f"{at}.output.dense.bias"]
        )
        x = graph.norm(f"{at}.output.LayerNorm", graph.node("Add", [back, x]), weights)
    graph.nodes[-1].output[0] = "vectors"
    inputs = [helper.make_tensor_value_info("shapes", TensorProto.INT64, ["n"])]
    if shared:
        inputs.append(helper.make_tensor_value_info("words", TensorProto.FLOAT, ["n", width]))
    else:
        inputs.append(helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"]))
    outputs = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", width])]
    made = helper.make_graph(graph.nodes, "twosource-encoder", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="twosource")
    onnx.checker.check_model(model)
    return model


def as_bert(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """MPNet's weights under BERT's names, its rows of words in the order of BERT's vocabulary.

    MPNet has BERT's vocabulary behind four marks of its own; its rows for the two ends of a text are put where BERT has them.
    Positions start at two; beside them each two subtokens are told how far apart they stand (Song et al. 2020).
    """
    words = weights.pop("embeddings.word_embeddings.weight")
    ordered = words[MPNET_MARKS : MPNET_MARKS + BERT_WORDS].copy()
    ordered[[CLS, SEP]] = words[[0, 2]]
    weights["embeddings.word_embeddings.weight"] = ordered
    weights["embeddings.position_embeddings.weight"] = weights["embeddings.position_embeddings.weight"][2:]
    weights["embeddings.token_type_embeddings.weight"] = np.zeros_like(ordered[:1])
    distance = np.arange(LONGEST)[None, :] - np.arange(LONGEST)[:, None]
    bias = weights.pop("encoder.relative_attention_bias.weight")
    weights["apart"] = np.ascontiguousarray(bias[bucket(distance)].transpose(2, 0, 1))
    names = {"attn.q.": "self.query.", "attn.k.": "self.key.", "attn.v.": "self.value.", "attn.o.": "output.dense."}
    names |= {"attention.LayerNorm.": "attention.output.LayerNorm."}
    return {functools.reduce(lambda n, it: n.replace(*it), names.items(), name): it for name, it in weights.items()}


def bucket(distance: np.ndarray) -> np.ndarray:
    """The row of the table for how far a subtoken stands behind another: near distances each its own, far ones by logarithm."""
    half, far = 16, 128
    size = np.abs(distance)
    near = half // 2
    wide = near + (np.log(np.maximum(size, 1) / near) / np.log(far / near) * (half - near)).astype(int)
    return np.where(distance > 0, half, 0) + np.where(size < near, size, np.minimum(wide, half - 1))


def tokeniser() -> str:
    """The base tokeniser without its truncation and padding, as compact JSON."""
    data = json.loads((MINILM.to / "tokenizer.json").read_text(encoding="utf-8"))
    return json.dumps(data | {"truncation": None, "padding": None}, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--weights", type=Path, default=None, help="tuned weights; left out, the base weights as they are")
    options.add_argument("--to", type=Path, default=ROOT / "src/twosource/data/encoder")
    given = options.parse_args()
    base = fetch(MINILM)
    given.to.mkdir(parents=True, exist_ok=True)
    weights = {
        k.removeprefix("bert."): v.astype(np.float32)
        for k, v in load_file(given.weights or base / "model.safetensors").items()
        if v.dtype.kind == "f"
    }
    if "encoder.relative_attention_bias.weight" in weights:
        weights = as_bert(weights)
    name = "happenings.onnx" if given.weights else "encoder.onnx"
    (given.to / name).write_bytes(build(weights).SerializeToString())
    if given.weights:
        whole, scale = Graph.whole(weights["embeddings.word_embeddings.weight"])
        np.savez_compressed(given.to / "words.npz", whole=whole, scale=scale)
    (given.to / "tokenizer.json").write_text(tokeniser(), encoding="utf-8")  # MPNet has the same words; see `as_bert`
    (given.to / "LICENSE").write_bytes((base / "LICENSE").read_bytes())
    write_hashes(given.to)
    print(*(f"{p.name} {p.stat().st_size:,}" for p in sorted(given.to.iterdir())), sep="\n")


if __name__ == "__main__":
    main()
