"""After sealing no original lies in any byte; what the project shows is as it was."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualwb.acts import codes, corrections, memos, people, privacy, sources
from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.key_file import KeyFile, UnusableKeyFile
from qualwb.acts.pseudonyms.leaks import check_leaks
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.restoring import restore, restore_copy
from qualwb.acts.pseudonyms.sealing import NothingToSeal, seal
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.check import check
from qualwb.store.errors import ProjectInUse, SealedChange
from qualwb.store.journal import digest_of_images
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import ALIASES, PASSPHRASE, bytes_beside, dump, new_key, replaced, study
from tests.acts.pseudonyms.named_project import name_of, names_of, write_material
from tests.conftest import ROOT, transcript_of
from tests.encrypted import encrypted_engine

pytestmark = pytest.mark.file_only

NAMES = [*ALIASES, "Annas", "Bergs"]
JOURNAL = ("change", "text_content", "text_version", "name_verdict")


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    study(researcher)
    return researcher


@pytest.fixture
def sealed(named: Researcher) -> tuple[Researcher, KeyFile]:
    """A project that was sealed after a backup, a reworded code and an undone act."""
    with named.project.backed_up("merge"):
        codes.describe(named, "plats", definition="Som Anna sa", reason="Anna Berg bad om det")
    codes.rename(named, "plats", "Annas plats")
    named.project.undo(coder="Karin")
    key = replaced(named)
    seal(named, key)
    return named, key


def holding(folder: Path) -> list[str]:
    """The names that some byte in the folder holds, in UTF-8 or as JSON writes them."""
    beside = bytes_beside(folder)
    return [
        name
        for name in NAMES
        if name.encode() in beside or name.encode("unicode_escape") in beside.replace(b"\\u00", b"\\x")
    ]


def test_no_byte_holds_a_name(sealed: tuple[Researcher, KeyFile]) -> None:
    folder = sealed[0].project.path.parent
    assert holding(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == ["studie.qwb"]


def test_what_the_project_shows_stays(named: Researcher) -> None:
    key = replaced(named)
    without = (*JOURNAL, "project")
    before = dump(named.project, without=without)
    seal(named, key)
    assert dump(named.project, without=without) == before
    assert check(named.project) == []


def test_the_log_stays_without_names(named: Researcher) -> None:
    before = dump(named.project, without=())["change"]
    codes.describe(named, "plats", definition="x", reason="Anna Berg bad om Eksjö")
    key = replaced(named)
    seal(named, key)
    after = dump(named.project, without=())["change"]
    assert [row["act"] for row in after][: len(before)] == [row["act"] for row in before]
    assert [row["at"] for row in after][: len(before)] == [row["at"] for row in before]
    assert after[len(before)]["reason"] == "Sara Ek bad om Tranås"
    assert (after[-1]["act"], after[-1]["coder"]) == ("names.seal", "Karin")
    assert check(named.project) == []


def test_names_in_small_letters_leave_the_log_and_ordinary_words_stay(named: Researcher) -> None:
    """As the reasons that the program writes: words of passages in base form."""
    codes.describe(named, "plats", definition="x", reason="shared words: anna, eksjö, snäll")
    key = replaced(named)
    seal(named, key)
    reasons = [row["reason"] for row in dump(named.project, without=())["change"]]
    assert "shared words: sara, tranås, snäll" in reasons
    leaks = check_leaks(named.project, key.key).leaks
    assert [one for one in leaks if "journal" in str(one)] == []


def test_undo_ends_at_the_seal(sealed: tuple[Researcher, KeyFile]) -> None:
    researcher, _key = sealed
    codes.create(researcher, "ny")
    assert researcher.project.undo(coder="Karin").act == "code.new"
    with pytest.raises(SealedChange):
        researcher.project.undo(coder="Karin")
    researcher.project.redo(coder="Karin")
    assert check(researcher.project) == []


def test_the_project_says_that_it_is_sealed(sealed: tuple[Researcher, KeyFile]) -> None:
    researcher, key = sealed
    with researcher.project.reading() as connection:
        told = privacy.sealed(connection)
    assert told is not None
    assert (told["by"], told["key_id"]) == ("Karin", key.key.key_id)
    with pytest.raises(NothingToSeal, match="already"):
        seal(researcher, key)


def test_the_key_gives_the_names_back_after_sealing(named: Researcher) -> None:
    before = dump(named.project, without=JOURNAL)
    key = replaced(named)
    seal(named, key)
    restored = restore(named, key)
    assert (restored.left, restored.unsealed) == ((), True)
    assert dump(named.project, without=JOURNAL) == before
    with named.project.reading() as connection:
        assert privacy.sealed(connection) is None
    named.project.undo(coder="Karin")
    with named.project.reading() as connection:
        assert privacy.sealed(connection) is None
        assert "Sara" in " ".join(current_texts(connection).values())
    assert check(named.project) == []


def test_an_alias_is_no_open_name_in_whatever_form_and_kind(researcher: Researcher) -> None:
    write_material(researcher)
    verdicts.accept(researcher, names_of(researcher))
    key = replaced(researcher, names_of(researcher))
    (town,) = {one.alias for one in key.key.names if one.name == "Eksjö"}
    memos.write(researcher, f"De bodde i {town}trakten. Doktor {town} kom. {town.upper()}!")
    assert open_names(researcher) == []
    seal(researcher, key)
    assert open_names(researcher) == []
    memos.write(researcher, "Göran igen.")
    assert open_names(researcher) == ["Göran"]


def test_a_name_that_was_added_and_stands_nowhere_any_more_leaves_too(researcher: Researcher) -> None:
    write_material(researcher)
    memos.write(researcher, "Margaret Hobbs ringde.")
    verdicts.add(researcher, "Margaret", "person")
    verdicts.add(researcher, "Margaret Hobbs", "person")
    verdicts.accept(researcher, names_of(researcher))
    key = replaced(researcher, names_of(researcher))
    seal(researcher, key)
    with researcher.project.reading() as connection:
        kept = connection.exec_driver_sql("SELECT name, same_as FROM name_verdict").all()
    assert not any("Margaret" in word for row in kept for word in row)


def test_no_name_that_was_replaced_becomes_an_alias(researcher: Researcher) -> None:
    write_material(researcher)
    verdicts.accept(researcher, names_of(researcher))
    key = replaced(researcher, names_of(researcher))
    memos.write(researcher, "Doktor Gunnel Frisk kom.")
    verdicts.decide(researcher, [name_of(researcher, "Gunnel Frisk")], Verdict.REPLACE, "Göran Sand")
    with pytest.raises(QualwbError, match="Göran Sand"):
        replaced(researcher, names_of(researcher), key)


def open_names(researcher: Researcher) -> list[str]:
    return [one.name for one in names_of(researcher) if one.verdict is Verdict.OPEN]


def test_it_can_be_sealed_again_after_more_names(sealed: tuple[Researcher, KeyFile]) -> None:
    researcher, key = sealed
    memos.write(researcher, "Anna Berg ringde från Eksjö")
    key = replaced(researcher, key=key)
    with researcher.project.reading() as connection:
        assert privacy.sealed(connection) is None
    seal(researcher, key)
    assert holding(researcher.project.path.parent) == []
    assert check(researcher.project) == []


def test_a_name_that_is_kept_after_all_stays_kept(researcher: Researcher) -> None:
    write_material(researcher)
    verdicts.accept(researcher, names_of(researcher))
    key = new_key(researcher.project)
    apply(researcher, names_of(researcher), key)
    researcher.project.undo(coder="Karin")
    verdicts.decide(researcher, [name_of(researcher, "Eksjö")], Verdict.KEEP)
    key = KeyFile.open(key.path, PASSPHRASE)
    apply(researcher, names_of(researcher), key)
    seal(researcher, KeyFile.open(key.path, PASSPHRASE))
    assert name_of(researcher, "Eksjö").verdict is Verdict.KEEP
    assert check_leaks(researcher.project, KeyFile.open(key.path, PASSPHRASE).key).leaks == ()
    assert check(researcher.project) == []


def test_earlier_corrections_leave_too(named: Researcher) -> None:
    with named.project.reading() as connection:
        (text,) = current_texts(connection).values()
    at = text.index("Tack Anna Berg")
    corrections.replace(named, "Intervju Anna Berg", at, len(text), "Hemlig Anna Berg")
    corrections.replace(named, "Intervju Anna Berg", at, at + 16, "Tack")
    key = replaced(named)
    corrections.replace(named, "Intervju Sara Ek", 0, 3, "Vilken")
    seal(named, key)
    assert holding(named.project.path.parent) == []
    assert b"Hemlig" not in bytes_beside(named.project.path.parent)


def test_names_that_were_gone_before_any_was_looked_for_leave_too(named: Researcher) -> None:
    talk = (("Moderator", "Vem är du?"), ("Torbjörn", "Jag är den som kör bussen."))
    import_transcript(named, transcript_of(talk), name="Intervju 9", group="Grupp 9")
    people.rename_participant(named, "Grupp 9", "Torbjörn", "D1")
    sources.delete_source(named, "Intervju 9")
    seal(named, replaced(named))
    written = [row["images"] for row in dump(named.project, without=())["change"]]
    assert not any("Torbj" in images for images in written)
    assert check(named.project) == []


@pytest.mark.parametrize("told", ["Anna Be", "Anna", "070-123 45 6"])
def test_what_the_log_cut_within_a_name_leaves_too(named: Researcher, told: str) -> None:
    """The log tells the beginning of a memo, 60 characters."""
    name = "Anna Berg" if told[0] == "A" else "070-123 45 67"
    memos.write(named, f"{'Fråga om det här. ' * 5}"[: 60 - len(told) - 1] + f" {name} vet.")
    seal(named, replaced(named))
    told_acts = [row["summary"] for row in dump(named.project, without=())["change"]]
    summaries = [said for said in told_acts if "digest" not in said]  # its letters may be any
    assert not any("Anna" in said or "Be" in said or "070" in said for said in summaries)
    assert check(named.project) == []


def test_no_digest_of_what_was_erased_lets_a_name_be_guessed(named: Researcher) -> None:
    people.rename_participant(named, "Eksjö 1", "Anna", "Beata")
    before = dump(named.project, without=())["change"]
    told = {digest_of_images(row) for row in before} | {row["digest"] for row in before}
    seal(named, replaced(named))
    after = dump(named.project, without=())["change"]
    assert told.isdisjoint(row[name] for row in after for name in ("erased", "digest"))
    assert check(named.project) == []


def test_nothing_is_sealed_without_names_replaced(named: Researcher) -> None:
    key = new_key(named.project)
    before = dump(named.project, without=())
    with pytest.raises(NothingToSeal, match="nothing to seal"):
        seal(named, key)
    assert dump(named.project, without=()) == before


def test_another_program_that_has_it_open_stops_it(named: Researcher) -> None:
    key = replaced(named)
    before = dump(named.project, without=())
    named.project.close()
    script = (
        "import sys; from pathlib import Path; from qualwb.store.project_file import ProjectFile\n"
        "with ProjectFile.open(Path(sys.argv[1])) as p, p.reading() as c:\n"
        "    c.exec_driver_sql('SELECT 1 FROM code').all(); print('open', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(named.project.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(ProjectInUse):
        seal(named, key)
    other.communicate("\n")
    assert dump(named.project, without=()) == before
    seal(named, key)


def test_a_sealing_that_was_broken_off_is_told_and_ended(named: Researcher) -> None:
    key = replaced(named)
    with named.project.backed_up("merge"):
        codes.create(named, "x")
    (backup,) = named.project.path.parent.glob("*.bak")
    backup.chmod(0o400)
    kept = backup.rename(backup.with_suffix(".undan"))
    seal(named, key)
    raw = sqlite3.connect(named.project.path)
    raw.execute("PRAGMA user_version = 1")
    raw.close()
    kept.rename(backup)
    assert [(problem.kind, problem.what[:14]) for problem in check(named.project)] == [
        ("seal", "was broken off")
    ]
    seal(named, key)
    assert check(named.project) == []
    assert holding(named.project.path.parent) == []


def test_a_journal_that_does_not_hold_is_not_written_anew(named: Researcher) -> None:
    key = replaced(named)
    with named.project.writing() as connection:
        connection.exec_driver_sql("UPDATE change SET summary = 'annat' WHERE id = 1")
    with pytest.raises(QualwbError, match="was altered"):
        seal(named, key)
    assert any(problem.kind == "journal" for problem in check(named.project))


def test_a_wrong_passphrase_is_told_in_one_line(named: Researcher) -> None:
    key = replaced(named)
    key.write(key.key)
    with pytest.raises(UnusableKeyFile, match="passphrase does not open"):
        KeyFile.open(key.path, "fel")
    damaged = key.path.with_name("skadad.nyckel")
    damaged.write_bytes(key.path.read_bytes()[:-3])
    with pytest.raises(UnusableKeyFile, match="damaged"):
        KeyFile.open(damaged, PASSPHRASE)
    slow = key.path.with_name("tung.nyckel")
    slow.write_bytes(re.sub(rb"(-> scrypt \S+) \d+", rb"\1 40", key.path.read_bytes()))
    with pytest.raises(UnusableKeyFile, match="too long now"):
        KeyFile.open(slow, PASSPHRASE)
    with pytest.raises(UnusableKeyFile, match="no key file"):
        KeyFile.open(named.project.path, PASSPHRASE)
    with pytest.raises(UnusableKeyFile, match="there is no such"):
        KeyFile.open(key.path.with_name("ingen.nyckel"), PASSPHRASE)


def test_leaks_are_found_before_sealing_and_none_after(named: Researcher, tmp_path: Path) -> None:
    key = replaced(named)
    export = tmp_path / "utdrag.txt"
    export.write_text("Sa Anna Berg i går.")
    memos.delete(named, memos.write(named, "Anna Berg ringde"))
    before = check_leaks(named.project, key.key, [export])
    assert all(leak.until_sealed for leak in before.leaks if leak.path == named.project.path)
    assert {leak.path.name for leak in before.leaks} >= {"studie.qwb", "utdrag.txt"}
    seal(named, key)
    after = check_leaks(named.project, key.key, [export])
    assert {leak.path.name for leak in after.leaks} == {"utdrag.txt"}
    export.unlink()
    clean = check_leaks(named.project, key.key)
    assert clean.leaks == ()
    assert {(one.word, one.why) for one in clean.found} == {("Berg", "an ordinary word")}


def test_a_copy_that_is_not_sealed_is_not_merged_into_a_sealed_one(named: Researcher, tmp_path: Path) -> None:
    from qualwb.acts.merging.merge import merge
    from qualwb.store.backup import back_up

    key = replaced(named)
    copy = tmp_path / "kopia" / "studie.qwb"
    copy.parent.mkdir()
    back_up(named.project.path, copy)
    seal(named, key)
    with pytest.raises(QualwbError, match="sealed"):
        merge(named, copy)
    with ProjectFile.open(copy) as other, pytest.raises(QualwbError, match="sealed"):
        merge(Researcher(other, "Mia"), named.project.path)


def test_an_encrypted_project_is_sealed_and_given_back(tmp_path: Path) -> None:
    engine = encrypted_engine()
    with ProjectFile.create(tmp_path / "hemlig.qwb", engine=engine) as project:
        researcher = Researcher(project, "Karin")
        study(researcher)
        before = dump(project)["text"]
        key = replaced(researcher)
        seal(researcher, key)
        assert check(project) == []
        assert check_leaks(project, key.key).leaks == ()
        copy = tmp_path / "kopia.qwb"
        assert restore_copy(researcher, key, copy).left == ()
        assert not copy.read_bytes().startswith(b"SQLite format 3")
        with ProjectFile.open(copy) as opened:
            assert dump(opened)["text"] == before
