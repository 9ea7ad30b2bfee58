"""A model that the user has is read as its folder says, or refused in one line."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.language.meaning import model_folder
from qualwb.language.meaning.encoder import EncoderError
from qualwb.language.meaning.onnx_model import OnnxEncoder
from tests.tiny_encoder import SPECIAL, WORDS, tiny_encoder, write_json

PARTS = ("det ", "var ", "x ", "\0", "\ud800", " ", ".")
SENTENCES = ["Det var otydligt .", "Ingen visste vad vi skulle göra .", "Det"]


def by_hand(table: np.ndarray, text: str, *, cls: bool = False) -> np.ndarray:
    """The vector of a text as the folder's papers say that it is made."""
    known = (*SPECIAL, *WORDS)
    words = ["[CLS]", *text.lower().split(), "[SEP]"]
    rows = table[[known.index(word) if word in known else 1 for word in words]]
    found = rows[0] if cls else rows.mean(axis=0)
    return found / np.linalg.norm(found)


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(8).standard_normal((len(SPECIAL) + len(WORDS), 5)).astype(np.float32)


def test_the_mean_of_a_texts_pieces_is_its_vector(tmp_path: Path, table: np.ndarray) -> None:
    made = OnnxEncoder(tiny_encoder(tmp_path / "tiny", table=table)).encode(["", *SENTENCES, " \n"])
    assert made.dtype == np.float32
    assert not made[[0, -1]].any()
    assert np.allclose(made[1:-1], [by_hand(table, text) for text in SENTENCES], atol=1e-6)


def test_the_first_piece_stands_for_the_text_where_the_folder_says_so(
    tmp_path: Path, table: np.ndarray
) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table)
    for said in (
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
        {"pooling_mode": "cls"},
    ):
        write_json(folder / "1_Pooling" / "config.json", {**said, "word_embedding_dimension": 5})
        encoder = OnnxEncoder(folder)
        assert np.allclose(encoder.encode(SENTENCES)[0], by_hand(table, "", cls=True), atol=1e-6)
        assert encoder.dimensions == 5


def test_what_the_folder_puts_before_each_text_is_put_there(tmp_path: Path, table: np.ndarray) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table)
    prompts = {"query": "query: ", "passage": "passage: "}
    write_json(folder / "config_sentence_transformers.json", {"prompts": prompts})
    made = OnnxEncoder(folder).encode(SENTENCES)
    assert np.allclose(made, [by_hand(table, f"passage: {text}") for text in SENTENCES], atol=1e-6)


def test_a_text_is_cut_where_the_model_reads_no_further(tmp_path: Path, table: np.ndarray) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 5})
    made = OnnxEncoder(folder).encode(["det var otydligt från början", "det var otydligt"])
    assert np.allclose(made[0], made[1])
    long = OnnxEncoder(tiny_encoder(tmp_path / "long", table=table)).encode(["det " * 5000])
    assert np.isclose(np.linalg.norm(long), 1)


@pytest.mark.parametrize(
    "made",
    [
        {"inputs": ("input_ids",)},
        {"inputs": ("input_ids", "attention_mask"), "integers": "INT32"},
        {"place": "onnx/model.onnx"},
        {"place": "model_quantized.onnx"},
    ],
)
def test_models_are_given_what_they_ask_for(tmp_path: Path, table: np.ndarray, made: dict) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table, **made)
    for path in (folder, folder / made.get("place", "model.onnx")):
        encoder = OnnxEncoder(path)
        assert encoder.name == "tiny"
        assert np.allclose(encoder.encode(SENTENCES)[1], by_hand(table, SENTENCES[1]), atol=1e-6)


def test_a_model_that_makes_one_vector_itself_is_believed(tmp_path: Path, table: np.ndarray) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table, output="sentence_embedding")
    write_json(folder / "1_Pooling" / "config.json", {"pooling_mode": "max"})
    encoder = OnnxEncoder(folder)
    assert encoder.dimensions == 5
    assert np.isclose(np.linalg.norm(encoder.encode(["det var"])), 1)


@settings(max_examples=30)
@given(texts=st.lists(st.lists(st.sampled_from(PARTS)).map("".join), max_size=9))
def test_a_text_has_the_same_vector_in_any_company(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    encoder = OnnxEncoder(tiny_encoder(tmp_path_factory.mktemp("tiny")))
    together = encoder.encode(texts)
    assert together.shape == (len(texts), 6)
    for text, row in zip(texts, together, strict=True):
        assert np.allclose(encoder.encode([text])[0], row, atol=1e-6)
        assert np.isclose(np.linalg.norm(row), bool(text.strip()), atol=1e-5)


def test_what_is_not_finite_is_no_vector(tmp_path: Path, table: np.ndarray) -> None:
    table[len(SPECIAL) + WORDS.index("otydligt")] = np.nan
    made = OnnxEncoder(tiny_encoder(tmp_path / "tiny", table=table)).encode(["det var", "det otydligt"])
    assert made[0].any()
    assert not made[1].any()


def test_the_version_is_that_of_the_files(tmp_path: Path, table: np.ndarray) -> None:
    folder = tiny_encoder(tmp_path / "tiny", table=table)
    first = OnnxEncoder(folder).version
    assert OnnxEncoder(folder).version == first
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": 5})
    second = OnnxEncoder(folder).version
    other = OnnxEncoder(tiny_encoder(tmp_path / "other", table=table + 1)).version
    assert len({first, second, other}) == 3
    assert OnnxEncoder(tiny_encoder(tmp_path / "moved" / "tiny", table=table)).version == first


def test_what_is_told_of_it(tmp_path: Path, table: np.ndarray) -> None:
    facts = OnnxEncoder(tiny_encoder(tmp_path / "tiny", table=table)).facts
    assert (facts.name, facts.dimensions, facts.licence) == ("tiny", 5, "cc0-1.0")
    assert facts.origin == str(tmp_path / "tiny")


def refused(path: Path) -> str:
    with pytest.raises(EncoderError) as caught:
        OnnxEncoder(path).encode(SENTENCES)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_encoder_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "there is no such folder" in refused(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    assert "holds no ONNX model" in refused(tmp_path / "empty")
    (tmp_path / "notes.txt").write_text("Hej")
    assert "is no ONNX model" in refused(tmp_path / "notes.txt")
    several = tiny_encoder(tmp_path / "several", place="a.onnx")
    tiny_encoder(several, place="b.onnx")
    assert "a.onnx, b.onnx" in refused(several)
    assert OnnxEncoder(several / "b.onnx").encode(SENTENCES).any()


def test_a_folder_that_tells_another_size_than_the_model_has_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = tiny_encoder(tmp_path / "tiny", output="sentence_embedding", size=6)
    write_json(folder / "config.json", {"hidden_size": 12})
    assert "6" in refused(folder)


def test_what_is_damaged_is_refused_in_one_line(tmp_path: Path) -> None:
    without = tiny_encoder(tmp_path / "without")
    (without / "tokenizer.json").unlink()
    assert "no tokenizer.json" in refused(without)
    (without / "tokenizer.json").write_text("{}")
    assert "tokenizer.json" in refused(without)
    cut = tiny_encoder(tmp_path / "cut")
    (cut / "model.onnx").write_bytes((cut / "model.onnx").read_bytes()[:200])
    assert "can't be used" in refused(cut)
    (cut / "model.onnx").write_text("version https://git-lfs.github.com/spec/v1\n")
    assert "can't be used" in refused(cut)


def test_what_asks_for_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "pixel_values" in refused(tiny_encoder(tmp_path / "image", inputs=("pixel_values",)))
    small = np.zeros((2, 4), dtype=np.float32)  # fewer words than the tokenizer knows
    assert "can't be used" in refused(tiny_encoder(tmp_path / "small", table=small))
    folder = tiny_encoder(tmp_path / "pooled")
    write_json(folder / "1_Pooling" / "config.json", {"pooling_mode_max_tokens": True})
    assert "max" in refused(folder)
    dense = tiny_encoder(tmp_path / "dense")
    write_json(dense / "modules.json", [{"type": "sentence_transformers.models.Dense"}])
    assert "Dense" in refused(dense)


def test_the_digest_is_read_anew_when_a_file_changed_and_no_sooner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_encoder(tmp_path / "tiny")
    first = model_folder.read(folder).digest()
    opened: list[object] = []
    monkeypatch.setattr(model_folder.hashlib, "file_digest", lambda *given: opened.append(given))
    assert model_folder.read(folder).digest() == first
    assert opened == []
