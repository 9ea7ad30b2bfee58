"""A published model is fetched whole, goes on where it was cut off, and is what was published or nothing."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.language.meaning import fetching
from qualwb.language.meaning.encoder import EncoderError
from qualwb.language.meaning.fetching import PublishedFile, PublishedModel, fetch
from qualwb.language.meaning.onnx_model import OnnxEncoder
from tests.tiny_encoder import tiny_encoder


class Hub:
    """A hub on this machine: what it has, what it was asked for, and after how many bytes it breaks off."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.breaks_off: int | None = None
        self.knows_ranges = True
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def _handler(hub) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                hub.asked.append((self.path, wanted))
                whole = hub.files.get(self.path)
                if whole is None:
                    self.send_error(404)
                    return
                start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.knows_ranges else 0
                data = whole[start:]
                self.send_response(206 if start else 200)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data if hub.breaks_off is None else data[: hub.breaks_off])

            def log_message(self, *_said: object) -> None:
                pass

        return Handler


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub()
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


@pytest.fixture
def model(hub: Hub, tmp_path: Path) -> PublishedModel:
    """The tiny encoder, published."""
    folder = tiny_encoder(tmp_path / "published", place="onnx/model.onnx")
    files = []
    for path in ("tokenizer.json", "onnx/model.onnx"):
        data = (folder / path).read_bytes()
        hub.files[f"/lab/tiny/resolve/abc/{path}"] = data
        files.append(PublishedFile(path, len(data), hashlib.sha256(data).hexdigest()))
    return PublishedModel(
        "lab/tiny", "abc", "mit", tuple(files), prefix="passage: ", longest=20, dimensions=6
    )


def test_a_model_is_fetched_and_can_be_used(hub: Hub, model: PublishedModel) -> None:
    told: list[tuple[int, int]] = []
    folder = fetch(model, lambda done, of_all: told.append((done, of_all)))
    assert told[-1] == (model.size, model.size)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    encoder = OnnxEncoder(folder)
    assert (encoder.name, encoder.dimensions, encoder.facts.licence) == ("tiny", 6, "mit")
    assert encoder.encode(["det var"]).any()
    assert [path.name for path in user_folders.encoders().iterdir()] == ["tiny"]
    asked = len(hub.asked)
    assert fetch(model) == folder
    assert len(hub.asked) == asked


@pytest.mark.parametrize("knows_ranges", [True, False])
def test_what_was_cut_off_is_gone_on_with(hub: Hub, model: PublishedModel, knows_ranges: bool) -> None:
    hub.breaks_off, hub.knows_ranges = 100, knows_ranges
    with pytest.raises(EncoderError, match=r"cut off.*goes on"):
        fetch(model)
    assert not (user_folders.encoders() / "tiny").exists()
    hub.breaks_off = None
    assert OnnxEncoder(fetch(model)).encode(["det"]).any()
    assert hub.asked[1] == ("/lab/tiny/resolve/abc/tokenizer.json", "bytes=100-")


def test_another_file_than_the_published_one_is_refused(hub: Hub, model: PublishedModel) -> None:
    path = "/lab/tiny/resolve/abc/onnx/model.onnx"
    good = hub.files[path]
    hub.files[path] = good[:-1] + bytes([good[-1] ^ 1])
    with pytest.raises(EncoderError, match="not the file that was published"):
        fetch(model)
    hub.files[path] = good + b"more"
    assert fetch(model).is_dir()


def test_a_hub_without_the_file_is_told_in_one_line(hub: Hub, model: PublishedModel) -> None:
    hub.files.clear()
    with pytest.raises(EncoderError, match="the hub answers 404") as caught:
        fetch(model)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "file:///etc"])
def test_without_a_network_it_is_told_in_one_line(
    model: PublishedModel, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", address)
    with pytest.raises(EncoderError) as caught:
        fetch(model)
    assert "\n" not in str(caught.value)


def test_what_is_fetched_is_pinned() -> None:
    model = fetching.MULTILINGUAL_E5_SMALL
    assert len(model.revision) == 40
    assert all(len(file.sha256) == 64 and file.size > 1_000_000 for file in model.files)
