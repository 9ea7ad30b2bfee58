import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.language import cache, loading
from qualwb.language.parsing import parse
from qualwb.language.spacy_document import from_spacy, to_spacy

from .conftest import TALK


def files(folder):
    return sorted(folder.glob("*.spacy"))


def test_round_trip_through_a_spacy_document(talk):
    doc = to_spacy(talk)
    assert doc.text == talk.text
    assert from_spacy(doc) == talk


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("abå .,:\n[](-é😀\t\u00a0"), max_size=40))
def test_any_text_comes_back(nlp, text):
    parsed = parse(text, nlp)
    doc = to_spacy(parsed)
    assert doc.text == text
    assert from_spacy(doc) == parsed


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


def words_of(parsed):
    return [token.text for token in parsed.tokens]


def never(_parsed):
    raise AssertionError("worked out anew")


def test_what_is_worked_out_of_a_text_is_kept_beside_it(tmp_path):
    assert cache.derived("En text.", "rule", words_of, tmp_path) == ["En", "text", "."]
    assert cache.derived("En text.", "rule", never, tmp_path) == ["En", "text", "."]
    assert {path.suffix for path in tmp_path.iterdir()} == {".spacy", ".json"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in tmp_path.iterdir())


def test_what_another_rule_worked_out_is_replaced(tmp_path):
    cache.derived("En text.", "rule", words_of, tmp_path)
    assert cache.derived("En text.", "changed rule", lambda _parsed: ["new"], tmp_path) == ["new"]
    assert cache.derived("En text.", "changed rule", never, tmp_path) == ["new"]
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_what_different_code_makes_of_one_text_is_kept_side_by_side(tmp_path: Path) -> None:
    cache.derived("En text.", "rule", words_of, tmp_path, what="words")
    assert cache.derived("En text.", "rule", lambda _parsed: ["new"], tmp_path, what="names") == ["new"]
    assert cache.derived("En text.", "rule", never, tmp_path, what="words") == ["En", "text", "."]
    assert cache.derived("En text.", "rule", never, tmp_path, what="names") == ["new"]
    assert cache.count(tmp_path) == 1
    assert cache.clear(tmp_path) == 1


def test_what_is_worked_out_keeps_no_text(tmp_path: Path) -> None:
    assert cache.worked_out("En text.", "rule", lambda: [1, 2], tmp_path, what="names") == [1, 2]
    assert cache.worked_out("En text.", "rule", lambda: [3], tmp_path, what="names") == [1, 2]
    (path,) = tmp_path.iterdir()
    assert b"text" not in path.read_bytes()


def test_what_was_worked_out_of_another_parse_is_not_believed(tmp_path, monkeypatch):
    cache.derived("En text.", "rule", words_of, tmp_path)
    monkeypatch.setattr(cache, "PARSING_VERSION", cache.PARSING_VERSION + 1)
    assert cache.derived("En text.", "rule", lambda _parsed: ["new"], tmp_path) == ["new"]


@pytest.mark.parametrize("damage", [b"", b"nothing", b"[]", b"3", None])
def test_what_is_damaged_is_worked_out_anew(tmp_path, damage):
    cache.derived("En text.", "rule", words_of, tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert cache.derived("En text.", "rule", words_of, tmp_path) == ["En", "text", "."]
    assert cache.derived("En text.", "rule", never, tmp_path) == ["En", "text", "."]


def test_what_was_worked_out_of_another_text_is_not_believed(tmp_path):
    cache.derived("En text.", "rule", words_of, tmp_path)
    (path,) = tmp_path.glob("*.json")
    data = path.read_bytes()
    cache.derived("En annan text.", "rule", words_of, tmp_path)
    for one in tmp_path.glob("*.json"):
        one.write_bytes(data)
    assert cache.derived("En annan text.", "rule", words_of, tmp_path) == ["En", "annan", "text", "."]


def test_rule_is_another_when_its_code_or_this_room_is(tmp_path, monkeypatch):
    room = tmp_path / "language"
    room.mkdir()
    monkeypatch.setattr(cache, "__file__", str(room / "cache.py"))
    code = tmp_path / "mentions.py"
    changing = (code, room / "cache.py", room / "phrases.py", room / "data" / "vocabulary.tsv")
    (room / "data").mkdir()
    for file in changing:
        file.write_text("one")
    rules = {cache.rule_of.__wrapped__(code)}
    for file in changing:
        file.write_text("two")
        rules.add(cache.rule_of.__wrapped__(code))
    assert len(rules) == 1 + len(changing)
    assert cache.rule_of.__wrapped__(code) in rules


def test_a_text_with_what_was_worked_out_of_it_counts_once_and_goes_whole(tmp_path):
    cache.derived("En text.", "rule", words_of, tmp_path)
    cache.parsed("En till.", tmp_path)
    assert cache.count(tmp_path) == 2
    assert cache.clear(tmp_path) == 2
    assert list(tmp_path.iterdir()) == []
