"""A sentence encoder of a few kilobytes in the layout of sentence-transformers, made anew by each test."""

import json
from pathlib import Path

import numpy as np
import pytest

WORDS = (
    "det",
    "var",
    "otydligt",
    "från",
    "början",
    "ingen",
    "visste",
    "vad",
    "vi",
    "skulle",
    "göra",
    ".",
    "passage:",
)
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def tiny_encoder(
    folder: Path,
    *,
    size: int = 6,
    inputs: tuple[str, ...] = ("input_ids", "attention_mask", "token_type_ids"),
    integers: str = "INT64",
    output: str = "last_hidden_state",
    table: np.ndarray | None = None,
    place: str = "model.onnx",
) -> Path:
    """Write the folder: each word has a vector of its own, which the model looks up."""
    onnx = pytest.importorskip("onnx", reason="needs onnx")
    pytest.importorskip("onnxruntime", reason="needs the extra 'onnx'")
    if table is None:
        table = np.random.default_rng(5).standard_normal((len(SPECIAL) + len(WORDS), size)).astype(np.float32)
    helper, kind = onnx.helper, getattr(onnx.TensorProto, integers)
    nodes = [helper.make_node("Gather", ["table", inputs[0]], ["last_hidden_state"])]
    shape: list[str | int] = ["batch", "length", table.shape[1]]
    if output != "last_hidden_state":
        nodes.append(helper.make_node("ReduceMax", ["last_hidden_state"], [output], axes=[1], keepdims=0))
        shape = ["batch", table.shape[1]]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, kind, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, shape)],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / place))
    tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "README.md").write_text("---\nlanguage: sv\nlicense: cc0-1.0\n---\n# Tiny\n", encoding="utf-8")
    return folder


def tokenizer():
    """A tokenizer of whole words."""
    tokenizers = pytest.importorskip("tokenizers", reason="needs the extra 'onnx'")
    vocabulary = {word: n for n, word in enumerate((*SPECIAL, *WORDS))}
    made = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.normalizer = tokenizers.normalizers.Lowercase()
    made.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [
            tokenizers.pre_tokenizers.WhitespaceSplit(),
            tokenizers.pre_tokenizers.Split(tokenizers.Regex(r"\."), "isolated"),
        ]
    )
    made.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    made.enable_padding(length=64)
    return made


def write_json(path: Path, content: object) -> None:
    """Write a file of settings, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
