"""A purge leaves no byte of a deleted text in any file that it reaches, and the journal verifiable."""

import sqlite3
from pathlib import Path

import pytest

from qualwb.acts import codes, codings, corrections, memos, print_versions, projects, purging, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.tracing import names_of
from qualwb.analysis.log import log_entries
from qualwb.language import cache
from qualwb.store.check import check
from qualwb.store.errors import AlteredChange, ErasedChange
from qualwb.store.project_file import ProjectFile
from qualwb.store.search import refresh_index
from qualwb.store.traces import Kind, beside
from tests.conftest import transcript_of
from tests.states import rows, state

pytestmark = pytest.mark.file_only

SECRET = "Lillemor sjöng bakfram i hissen"
SECRET_TALK = (("Eva", "Vad hände sen?"), ("Ada", f"{SECRET} hela förmiddagen."))


@pytest.fixture
def deleted(material: Researcher) -> Researcher:
    """A project with a source kept and one worked on, corrected and deleted, whose text lies everywhere."""
    import_transcript(material, transcript_of(SECRET_TALK), name="Hemligt", group="Grupp 2")
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Hemligt", SECRET)
        kept = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, kept, ["ovisshet"], create=True)
    codings.apply(material, passage, ["sång"], create=True)
    memos.write(material, "Vem?", target="passage", passage=passage)
    print_versions.write(material, passage, f"{SECRET}!")
    corrections.replace(material, "Hemligt", 0, 3, "Men vad")
    projects.back_up(material.project)
    sources.delete_source(material, "Hemligt", "bad om det")
    codes.create(material, "efteråt")
    refresh_index(material.project)
    return material


def holding(folder: Path, words: str = SECRET) -> list[str]:
    """The files in a folder that have these words in their bytes."""
    return sorted(path.name for path in folder.iterdir() if words.encode() in path.read_bytes())


def test_what_names_meant_is_forgotten_with_no_word_of_caches(deleted: Researcher) -> None:
    """The file holds names that were changed or deleted too; it is made anew when it is wanted."""
    with deleted.project.reading() as connection:
        digest = names_of(connection)
    kept = cache.place_of(digest, f"0.1{cache.VECTORS}")
    cache.write(kept, b"what names mean")
    assert cache.files_of({digest}) == [kept]
    purging.purge(deleted)
    assert cache.files_of({digest}) == []


def test_what_holds_a_deleted_text_is_told(deleted: Researcher) -> None:
    found = purging.holdings(deleted.project)
    assert found.texts == 2
    assert {copy.kind for copy in found.copies} == {Kind.MANUAL, Kind.AUTOMATIC}
    assert {copy.path.name for copy in found.copies} <= set(holding(deleted.project.path.parent))
    acts = rows(deleted, f"SELECT act FROM change WHERE id IN ({', '.join(map(str, found.changes))})")
    assert acts == [
        *("source.import", "coding.apply", "memo.new", "print.save", "source.correct", "source.delete"),
    ]
    assert found.since == rows(deleted, "SELECT min(at) FROM change")[0]
    assert purging.holdings(deleted.project) == found


def test_no_byte_is_left_in_any_file(deleted: Researcher) -> None:
    folder = deleted.project.path.parent
    cache.folder().mkdir(parents=True, exist_ok=True)
    for name in ("halv.tmp", "hel.spacy", "hel.json"):
        (cache.folder() / name).write_text(SECRET, encoding="utf-8")
    assert len(holding(folder)) >= 3
    before = state(deleted.project)
    done = purging.purge(deleted, backups=True, caches=True)
    assert done.log_emptied
    assert not done.left.in_words()
    assert len(done.erased.copies) == 2
    for words in (SECRET, "Lillemor", "bakfram"):
        assert holding(folder, words) == []
        assert holding(cache.folder(), words) == []
    assert state(deleted.project) == before
    assert check(deleted.project) == []
    deleted.project.close()
    assert [path.name for path in folder.iterdir() if path.is_file()] == [deleted.project.path.name]


def test_backups_that_hold_nothing_of_it_and_other_projects_stay(deleted: Researcher) -> None:
    folder = deleted.project.path.parent
    purging.purge(deleted)
    assert {copy.kind for copy in purging.holdings(deleted.project).copies} == {Kind.MANUAL, Kind.AUTOMATIC}
    clean = projects.back_up(deleted.project)
    other = folder / "annat.qwb"
    with ProjectFile.create(other) as project:
        import_transcript(Researcher(project, "Mia"), transcript_of(SECRET_TALK), name="Annan")
    purging.purge(deleted, backups=True)
    assert clean.exists()
    assert holding(folder) == ["annat.qwb"]


def test_the_blocks_of_a_backup_are_overwritten(deleted: Researcher) -> None:
    (backup, *_others) = [copy.path for copy in purging.holdings(deleted.project).copies]
    with backup.open("rb") as file:
        assert SECRET.encode() in file.read()
        purging.purge(deleted, backups=True)
        assert not backup.exists()
        file.seek(0)
        assert not any(file.read())


def test_every_kind_of_trace_beside_a_project_is_known(material: Researcher) -> None:
    path = material.project.path
    stamp = "20270101T101500000000"
    kinds = {
        "-wal": Kind.LOG,
        f".{stamp}.manual.bak": Kind.MANUAL,
        f".{stamp}.delete-source.bak": Kind.AUTOMATIC,
        f".{stamp}.before-restore.bak": Kind.AUTOMATIC,
        f".{stamp}.manual.bak-wal": Kind.PART,
        f".{stamp}.before-restore.damaged": Kind.PART,
        f".{stamp}.before-restore.damaged-wal": Kind.PART,
        f".{stamp}.manual.bak.x7.partial": Kind.UNFINISHED,
        ".x7.partial-journal": Kind.UNFINISHED,
        ".712.making": Kind.UNFINISHED,
        ".712.restoring": Kind.UNFINISHED,
    }
    material.project.close()
    for rest in (*kinds, ".egen.kopia", "2.txt"):
        path.with_name(path.name + rest).touch()
    found = {trace.path.name[len(path.name) :]: trace.kind for trace in beside(path)}
    assert found == kinds


def test_a_second_purge_finds_nothing_and_search_finds_what_is_left(deleted: Researcher) -> None:
    purging.purge(deleted, backups=True, caches=True)
    revision = deleted.project.revision()
    done = purging.purge(deleted, backups=True, caches=True)
    assert not done.erased.in_words()
    assert deleted.project.revision() == revision
    assert check(deleted.project) == []


def test_the_log_stays_and_what_was_erased_can_not_be_turned(deleted: Researcher) -> None:
    before = rows(deleted, "SELECT id, at, coder, act, summary, reason, digest FROM change")
    purging.purge(deleted)
    assert rows(deleted, "SELECT id, at, coder, act, summary, reason, digest FROM change")[:-1] == before
    with deleted.project.reading() as connection:
        entries = {entry.act: entry for entry in log_entries(connection)}
    assert (entries["source.delete"].erased, entries["code.new"].erased) == (True, False)
    assert entries["purge"].coder == "Karin"
    assert deleted.project.undo(coder="Karin").act == "code.new"
    with pytest.raises(ErasedChange, match="Hemligt"):
        deleted.project.undo(coder="Karin")
    assert deleted.project.redo(coder="Karin").act == "code.new"
    assert check(deleted.project) == []


def test_an_erased_act_can_not_be_redone(material: Researcher) -> None:
    import_transcript(material, transcript_of(SECRET_TALK), name="Hemligt", group="Grupp 2")
    material.project.undo(coder="Karin")
    purging.purge(material)
    assert holding(material.project.path.parent) == []
    with pytest.raises(ErasedChange):
        material.project.redo(coder="Karin")
    assert check(material.project) == []


def test_words_of_a_correction_that_was_undone_go_too(material: Researcher) -> None:
    corrections.replace(material, "Intervju 1", 0, 3, SECRET)
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", SECRET)
    codings.apply(material, passage, ["sång"], create=True)
    material.project.undo(coder="Karin")
    material.project.undo(coder="Karin")
    purging.purge(material)
    assert holding(material.project.path.parent) == []
    assert check(material.project) == []


def test_old_images_of_the_journal_go_by_date(material: Researcher) -> None:
    codes.create(material, "gammal", definition=SECRET)
    codes.describe(material, "gammal", definition="ny")
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET at = '2020-01-01T00:00:00+00:00'")
    assert purging.holdings(material.project, "2019-12-31").changes == ()
    assert purging.holdings(material.project, "2020-01-02").changes == (1, 2, 3)
    purging.purge(material, journal_before="2020-01-02")
    assert holding(material.project.path.parent) == []
    assert rows(material, "SELECT images FROM change") == ["[]"] * 4


def test_more_acts_than_a_query_has_places_for(material: Researcher) -> None:
    codes.create(material, "kod")
    with material.project.writing() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 260000) "
            "INSERT INTO change (id, at, coder, act, images, digest) "
            "SELECT i, '2020', 'Karin', 'x', ?, '' FROM n",
            ('[{"op": "shift", "table": "code", "parts": []}]',),
        )
    assert len(purging.holdings(material.project, "2021").changes) == 260_000 - 2
    purging.purge(material, journal_before="2021")
    assert purging.holdings(material.project, "2021").changes == ()


def test_erased_images_that_are_put_back_are_found(deleted: Researcher) -> None:
    purging.purge(deleted)
    with deleted.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET images = '[{}]' WHERE id = 2")
    assert ("journal", "change 2") in [(problem.kind, problem.where) for problem in check(deleted.project)]


def test_an_altered_act_is_not_turned(material: Researcher) -> None:
    codes.create(material, "kod")
    before = state(material.project)
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET images = replace(images, 'kod', 'dok') WHERE id = 2")
    with pytest.raises(AlteredChange):
        material.project.undo(coder="Karin")
    assert state(material.project) == before


def test_while_another_reads_the_log_is_told_to_hold_it(
    deleted: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualwb.store.connection.BUSY_SECONDS", 0.2)
    other = sqlite3.connect(deleted.project.path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM code").fetchone()
    assert not purging.purge(deleted, backups=True).log_emptied
    other.close()
    assert purging.purge(deleted, backups=True).log_emptied
    assert holding(deleted.project.path.parent) == []
