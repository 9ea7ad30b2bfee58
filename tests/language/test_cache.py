import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.language import cache, loading
from qualwb.language.parsing import parse

from .conftest import TALK


def files(folder):
    return sorted(folder.glob("*.spacy"))


def test_round_trip_through_a_spacy_document(talk):
    doc = cache.to_spacy(talk)
    assert doc.text == talk.text
    assert cache.from_spacy(doc) == talk


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("abå .,:\n[](-é😀\t\u00a0"), max_size=40))
def test_any_text_comes_back(nlp, text):
    parsed = parse(text, nlp)
    doc = cache.to_spacy(parsed)
    assert doc.text == text
    assert cache.from_spacy(doc) == parsed


def test_second_time_comes_from_the_cache(tmp_path):
    where = tmp_path / "parsed"
    first = cache.parsed(TALK, where)
    (path,) = files(where)
    stamp = path.stat().st_mtime_ns
    assert cache.parsed(TALK, where) == first
    assert path.stat().st_mtime_ns == stamp
    assert [p.name for p in where.iterdir()] == [path.name]


def test_only_its_owner_may_read(tmp_path):
    where = tmp_path / "parsed"
    cache.parsed("Dom e trötta.", where)
    assert stat.S_IMODE(where.stat().st_mode) == 0o700
    assert stat.S_IMODE(files(where)[0].stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"nothing", None])
def test_damaged_file_is_parsed_anew(tmp_path, damage):
    first = cache.parsed(TALK, tmp_path)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert cache.parsed(TALK, tmp_path) == first
    assert len(path.read_bytes()) == len(whole)


def test_file_of_another_text_is_not_believed(tmp_path):
    cache.parsed("En text.", tmp_path)
    cache.parsed("En annan text.", tmp_path)
    one, other = files(tmp_path)
    one.write_bytes(other.read_bytes())
    assert {cache.parsed(text, tmp_path).text for text in ("En text.", "En annan text.")} == {
        "En text.",
        "En annan text.",
    }


def test_other_pipeline_or_way_of_parsing_finds_nothing(tmp_path, monkeypatch):
    cache.parsed("En text.", tmp_path)
    monkeypatch.setattr(cache, "PARSING_VERSION", cache.PARSING_VERSION + 1)
    cache.parsed("En text.", tmp_path)
    assert len(files(tmp_path)) == 2


def test_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    assert cache.parsed("Hej hej.", tmp_path / "file" / "parsed").tokens


def test_all_are_cleared(tmp_path):
    for text in ("En text.", "En till.", "Den sista."):
        cache.parsed(text, tmp_path)
    assert cache.clear(tmp_path) == 3
    assert cache.clear(tmp_path) == 0


def test_default_folder_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.folder().name == "parsed"
    assert loading.describe().key
