"""The list of places knows every file with text of a project; what is forgotten is gone from them."""

import hashlib
from pathlib import Path

import pytest

from qualwb import user_folders
from qualwb.acts import purging, sources, tracing
from qualwb.acts.files import import_transcript
from qualwb.acts.projects import back_up
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.store.leak_search import search
from qualwb.store.project_file import ProjectFile
from qualwb.store.traces import Kind
from qualwb.workbench.state import ProjectState
from tests.conftest import transcript_of
from tests.encrypted import encrypted_engine

pytestmark = pytest.mark.file_only

TALK = (("Eva", "Vad hände sen?"), ("Ada", "Lillemor sjöng bakfram i hissen."))
TEXT = transcript_of(TALK).text
ELSEWHERE = "Ett helt annat projekt talar också om Lillemor."


@pytest.fixture
def used(material: Researcher) -> Researcher:
    """A project that was parsed, worked on in the workbench and backed up; another one was parsed too."""
    cache.clear()
    import_transcript(material, transcript_of(TALK), name="Lillemors grupp", group="Grupp 2")
    for text in (TEXT, ELSEWHERE):
        cache.parsed(text)
    cache.derived(TEXT, "rule", lambda parsed: [token.text for token in parsed.tokens])
    state = ProjectState.load(material.project.path)
    state.source = "Lillemors grupp"
    state.save(material.project.path)
    back_up(material.project)
    return material


def kinds(researcher: Researcher) -> list[Kind]:
    return [trace.kind for trace in tracing.places(researcher.project)]


def paths(researcher: Researcher) -> list[Path]:
    return [trace.path for trace in tracing.places(researcher.project)]


def parsed_texts_with(words: str) -> set[str]:
    return {leak.path.name[:64] for leak in search([cache.folder()], [words]).leaks}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_place_of_a_project_is_known(used: Researcher) -> None:
    assert kinds(used)[0] is Kind.PROJECT
    assert set(kinds(used)) >= {Kind.PROJECT, Kind.MANUAL, Kind.PARSED, Kind.STATE}
    assert kinds(used).count(Kind.PARSED) == 2
    everything = [used.project.path.parent, cache.folder(), user_folders.state_of(used.project.path).parent]
    holding = {leak.path for leak in search(everything, ["Lillemor"]).leaks}
    others = {path for path in cache.folder().iterdir() if path.name.startswith(sha256(ELSEWHERE))}
    assert holding - others <= {trace.path for trace in tracing.places(used.project)}
    assert others <= holding


def test_a_half_written_file_is_known(used: Researcher) -> None:
    (whole, *_rest) = [trace.path for trace in tracing.places(used.project) if trace.kind is Kind.PARSED]
    half = whole.with_name(f"{whole.stem}.abc{user_folders.UNFINISHED}")
    half.write_bytes(b"Lillemor")
    assert half in {trace.path for trace in tracing.places(used.project)}


def test_all_of_a_project_is_forgotten_and_nothing_of_others(used: Researcher) -> None:
    assert tracing.forget(used.project) == 3
    assert not set(kinds(used)) & {Kind.PARSED, Kind.STATE}
    assert parsed_texts_with("Lillemor") == {sha256(ELSEWHERE)}


def test_one_text_is_forgotten(used: Researcher) -> None:
    assert tracing.forget(used.project, {sha256(TEXT)}) == 2
    assert Kind.STATE in kinds(used)
    assert parsed_texts_with("Lillemor") == {sha256(ELSEWHERE)}
    assert tracing.forget(used.project, set()) == 0


def test_deleting_a_source_forgets_its_parsed_text(used: Researcher) -> None:
    assert sha256(TEXT) in parsed_texts_with("Lillemor")
    sources.delete_source(used, "Lillemors grupp")
    assert parsed_texts_with("Lillemor") == {sha256(ELSEWHERE)}


def test_deleting_a_group_forgets_its_parsed_texts(used: Researcher) -> None:
    sources.delete_group(used, "Grupp 2")
    assert parsed_texts_with("Lillemor") == {sha256(ELSEWHERE)}


def test_a_purge_forgets_the_texts_that_it_erases(used: Researcher) -> None:
    sources.delete_source(used, "Lillemors grupp")
    cache.parsed(TEXT)
    purging.purge(used)
    assert parsed_texts_with("Lillemor") == {sha256(ELSEWHERE)}


def test_after_a_purge_no_place_has_a_word_of_the_text(used: Researcher) -> None:
    sources.delete_source(used, "Lillemors grupp")
    cache.parsed(TEXT)
    where = {leak.where for leak in search(paths(used), ["bakfram"]).leaks}
    assert {"text_content.text", "pages"} <= where
    purging.purge(used, backups=True, caches=True)
    done = search(paths(used), ["bakfram", "hissen", "Vad hände sen"])
    assert (done.leaks, done.unread) == ((), ())
    assert Kind.STATE not in kinds(used)
    (kept,) = {leak.word for leak in search(paths(used), ["otydligt", "bakfram"]).leaks}
    assert kept == "otydligt"


def test_what_an_older_version_named_otherwise_is_forgotten_too(tmp_path: Path) -> None:
    older = tmp_path / f"{sha256('another naming')}.spacy"
    older.write_bytes(b"Lillemor")
    cache.parsed("En text.", tmp_path)
    assert cache.forget({sha256("Ingen av dem.")}, tmp_path) == 1
    assert not older.exists()
    assert cache.count(tmp_path) == 1


def test_what_is_encrypted_is_told_of_each_file_and_nothing_half_made_is_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "hemlig.qwb"
    with ProjectFile.create(path, engine=encrypted_engine()) as project:
        back_up(project)
        path.with_name("hemlig.qwb.abc.partial").write_bytes(b"Lillemor")
        told = {one.kind: one.encrypted for one in tracing.inspected(project)}
    assert told["project"]
    assert told["manual"]
    assert not told["unfinished"]
