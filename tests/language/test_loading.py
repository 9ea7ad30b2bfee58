import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qualwb.errors import QualwbError
from qualwb.language import loading
from qualwb.language.loading import PipelineError, PipelineWarning
from qualwb.language.training.scores import GOAL_BELOW, PUBLISHED

SIZE_LIMIT = 15_000_000


@pytest.fixture
def fresh():
    loading.forget()
    yield
    loading.forget()


@pytest.fixture
def installed(tmp_path, monkeypatch, request):
    """A package sv_core_news_sm as spaCy's download leaves it, with the embedded model's data."""
    request.getfixturevalue("fresh")

    def make(**meta: str) -> Path:
        folder = tmp_path / loading.OFFICIAL / f"{loading.OFFICIAL}-3.8.0"
        shutil.copytree(loading.EMBEDDED_FOLDER, folder)
        (folder.parent / "__init__.py").write_text("")
        path = folder / "meta.json"
        known = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**known, "name": "core_news_sm", "version": "3.8.0", **meta}), "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        return folder

    return make


def test_embedded_pipeline_is_described_with_scores_that_reach_the_goals():
    info = loading.describe(loading.EMBEDDED)
    assert (info.name, info.source, info.licence) == ("sv_qualwb_sm", "embedded", "CC BY-SA 4.0")
    assert set(info.components) >= loading.NEEDED
    for score, published in PUBLISHED.items():
        assert info.scores[score] >= published - GOAL_BELOW.get(score, 0), score
    assert any("Talbanken" in source for source in info.sources)


def test_embedded_pipeline_carries_its_licence_and_is_small():
    assert "Attribution-ShareAlike 4.0" in (loading.EMBEDDED_FOLDER / "LICENSE").read_text("utf-8")
    assert "Talbanken" in (loading.EMBEDDED_FOLDER / "ATTRIBUTION.md").read_text("utf-8")
    assert all(path.stat().st_size < SIZE_LIMIT for path in loading.EMBEDDED_FOLDER.rglob("*"))


def test_describing_loads_no_spacy():
    code = (
        "import sys\n"
        "from qualwb.language import cache, compounds, disfluencies, lemmas\n"
        "from qualwb.language import loading, names, parsing, phrases\n"
        "loading.describe(); assert not {'spacy', 'simplemma', 'numpy'} & set(sys.modules), 'heavy'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.usefixtures("fresh")
def test_loads_once_for_all_threads():
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(lambda _: loading.load(loading.EMBEDDED), range(4))
    assert all(other is first for other in others)


def test_installed_model_is_preferred(installed):
    folder = installed()
    info = loading.describe()
    assert (info.name, info.source, info.path) == ("sv_core_news_sm", "installed", folder)
    assert loading.load().meta["name"] == "core_news_sm"
    assert loading.describe(loading.EMBEDDED).source == "embedded"


def test_model_of_another_spacy_gives_way_to_the_embedded_one(installed):
    installed(spacy_version=">=3.7.0,<3.8.0")
    info = loading.describe()
    assert info.source == "embedded"
    assert "needs spaCy >=3.7.0,<3.8.0" in info.notice
    with pytest.warns(PipelineWarning, match=r">=3\.7\.0"):
        assert loading.load().meta["name"] == "qualwb_sm"
    with pytest.raises(PipelineError, match=r">=3\.7\.0"):
        loading.describe("sv_core_news_sm")


@pytest.mark.parametrize("damaged", ["meta.json", "config.cfg", "tok2vec/model", "vocab/strings.json"])
def test_damaged_installed_model_gives_way_to_the_embedded_one(installed, damaged):
    path = installed() / damaged
    path.write_bytes(path.read_bytes()[:100])
    with pytest.warns(PipelineWarning, match="damaged"):
        assert loading.load().meta["name"] == "qualwb_sm"


def test_model_without_a_needed_component_gives_way(installed):
    folder = installed()
    config = folder / "config.cfg"
    config.write_text(re.sub(r',\s*"ner"\]', "]", config.read_text("utf-8")), "utf-8")
    with pytest.warns(PipelineWarning, match="ner"):
        assert "ner" in loading.load().pipe_names


@pytest.mark.usefixtures("fresh")
def test_damaged_embedded_pipeline_is_a_plain_error(tmp_path, monkeypatch):
    broken = tmp_path / "pipeline"
    shutil.copytree(loading.EMBEDDED_FOLDER, broken)
    (broken / "tagger" / "model").write_bytes(b"nothing")
    monkeypatch.setattr(loading, "EMBEDDED_FOLDER", broken)
    with pytest.raises(QualwbError, match="damaged") as error:
        loading.load(loading.EMBEDDED)
    assert "\n" not in str(error.value)
    shutil.rmtree(broken)
    with pytest.raises(QualwbError, match="damaged"):
        loading.describe(loading.EMBEDDED)


def test_absent_model_says_how_to_get_it():
    with pytest.raises(PipelineError, match="not installed") as error:
        loading.describe("sv_core_news_zz")
    assert "qualwb model install" in error.value.hint


def test_install_without_network_says_so(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(PipelineError, match="no connection to") as error:
        loading.install()
    assert "embedded" in error.value.hint


def test_key_changes_with_the_files(tmp_path, monkeypatch):
    before = loading.describe(loading.EMBEDDED).key
    other = tmp_path / "pipeline"
    shutil.copytree(loading.EMBEDDED_FOLDER, other)
    (other / "ner" / "model").write_bytes(b"other")
    monkeypatch.setattr(loading, "EMBEDDED_FOLDER", other)
    assert loading.describe(loading.EMBEDDED).key != before
